/*
 * Permutation i is x -> factor[i] * x + summand[i] modulo 2^32, with an odd factor: linear, which
 * is enough for numbers that are hashes already (tests/unit/test_minhash.c measures it). One
 * multiplication, addition and minimum for each value: eight at once with AVX2, where the processor
 * has it, with the same results.
 */
#include "core/dedup/minhash.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "core/dedup/minhash_table.h"

void minhash_begin(struct minhash *minhash)
{
	memset(minhash->values, 0xff, sizeof(minhash->values));
}

void minhash_add_plain(struct minhash *minhash, const uint32_t *numbers, size_t count)
{
	for (size_t k = 0; k < count; k++)
		for (int i = 0; i < MINHASH_VALUES; i++) {
			uint32_t value = minhash_factors[i] * numbers[k] + minhash_summands[i];
			if (value < minhash->values[i])
				minhash->values[i] = value;
		}
}

#if defined(__x86_64__)

enum { LANES = 8, GROUP = 8 }; /* values of a register; registers that stay loaded */

__attribute__((target("avx2"))) static void add_avx2(struct minhash *minhash,
                                                     const uint32_t *numbers, size_t count)
{
	for (int from = 0; from < MINHASH_VALUES; from += LANES * GROUP) {
		__m256i least[GROUP];
		const __m256i *factors = (const __m256i *)(const void *)(minhash_factors + from);
		const __m256i *summands = (const __m256i *)(const void *)(minhash_summands + from);
		__m256i *values = (__m256i *)(void *)(minhash->values + from);
#pragma GCC unroll 8
		for (int i = 0; i < GROUP; i++)
			least[i] = values[i];
		for (size_t k = 0; k < count; k++) {
			__m256i number = _mm256_set1_epi32((int)numbers[k]);
#pragma GCC unroll 8
			for (int i = 0; i < GROUP; i++) {
				__m256i product = _mm256_mullo_epi32(number, factors[i]);
				__m256i value = _mm256_add_epi32(product, summands[i]);
				least[i] = _mm256_min_epu32(value, least[i]);
			}
		}
#pragma GCC unroll 8
		for (int i = 0; i < GROUP; i++)
			values[i] = least[i];
	}
}

void minhash_add(struct minhash *minhash, const uint32_t *numbers, size_t count)
{
	if (__builtin_cpu_supports("avx2"))
		add_avx2(minhash, numbers, count);
	else
		minhash_add_plain(minhash, numbers, count);
}

#else

void minhash_add(struct minhash *minhash, const uint32_t *numbers, size_t count)
{
	minhash_add_plain(minhash, numbers, count);
}

#endif

/* The least values are small, so their high bits say nothing: the low ones are turned to the top.
 */
struct sketch minhash_sketch(const struct minhash *minhash)
{
	struct sketch sketch = {{0}, {0}};
	for (unsigned i = 0; i < MINHASH_VALUES; i++) {
		uint64_t bits = (minhash->values[i] * 0x9e3779b1u) >> 30;
		sketch.low[i / 64] |= (bits & 1) << (i % 64);
		sketch.high[i / 64] |= (bits >> 1) << (i % 64);
	}
	return sketch;
}

unsigned sketch_similarity(const struct sketch *a, const struct sketch *b)
{
	enum { BY_CHANCE = MINHASH_VALUES / 4, OTHERWISE = MINHASH_VALUES - BY_CHANCE };
	unsigned equal = 0;
	for (int i = 0; i < MINHASH_VALUES / 64; i++) {
		uint64_t differ = (a->low[i] ^ b->low[i]) | (a->high[i] ^ b->high[i]);
		equal += (unsigned)__builtin_popcountll(~differ);
	}
	return equal <= BY_CHANCE ? 0 : (100 * (equal - BY_CHANCE) + OTHERWISE / 2) / OTHERWISE;
}
