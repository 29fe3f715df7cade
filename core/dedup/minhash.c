/*
 * Permutation i is x -> factor[i] * x + summand[i] modulo 2^32, with an odd factor: linear, which
 * is enough for numbers that are hashes already (tests/unit/test_minhash.c measures it). One
 * multiplication, addition and minimum for each value: sixteen or eight at once with AVX-512 or
 * AVX2, where the processor has them, with the same results.
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

static void add_plain(struct minhash *minhash, const uint32_t *numbers, size_t count)
{
	for (size_t k = 0; k < count; k++)
		for (int i = 0; i < MINHASH_VALUES; i++) {
			uint32_t value = minhash_factors[i] * numbers[k] + minhash_summands[i];
			if (value < minhash->values[i])
				minhash->values[i] = value;
		}
}

#if defined(__x86_64__)

/*
 * The body of both: GROUP registers of `register_type` stay loaded while all numbers go by. A
 * macro, since each instruction belongs to the function that may use it.
 */
enum { GROUP = 8 };
#define ADD_BODY(register_type, set, multiply, add, least_of)                                      \
	enum { LANES = sizeof(register_type) / sizeof(uint32_t) };                                 \
	for (int from = 0; from < MINHASH_VALUES; from += LANES * GROUP) {                         \
		register_type least[GROUP];                                                        \
		const register_type *factors =                                                     \
		        (const register_type *)(const void *)(minhash_factors + from);             \
		const register_type *summands =                                                    \
		        (const register_type *)(const void *)(minhash_summands + from);            \
		register_type *values = (register_type *)(void *)(minhash->values + from);         \
		_Pragma("GCC unroll 8") for (int i = 0; i < GROUP; i++) least[i] = values[i];      \
		for (size_t k = 0; k < count; k++) {                                               \
			register_type number = set((int)numbers[k]);                               \
			_Pragma("GCC unroll 8") for (int i = 0; i < GROUP; i++) least[i] =         \
			        least_of(add(multiply(number, factors[i]), summands[i]),           \
			                 least[i]);                                                \
		}                                                                                  \
		_Pragma("GCC unroll 8") for (int i = 0; i < GROUP; i++) values[i] = least[i];      \
	}

__attribute__((target("avx2"))) static void add_avx2(struct minhash *minhash,
                                                     const uint32_t *numbers, size_t count)
{
	ADD_BODY(__m256i, _mm256_set1_epi32, _mm256_mullo_epi32, _mm256_add_epi32, _mm256_min_epu32)
}

__attribute__((target("avx512f"))) static void add_avx512(struct minhash *minhash,
                                                          const uint32_t *numbers, size_t count)
{
	ADD_BODY(__m512i, _mm512_set1_epi32, _mm512_mullo_epi32, _mm512_add_epi32, _mm512_min_epu32)
}

bool minhash_add_by(enum minhash_unit unit, struct minhash *minhash, const uint32_t *numbers,
                    size_t count)
{
	if (unit == MINHASH_AVX512 && !__builtin_cpu_supports("avx512f"))
		return false;
	if (unit == MINHASH_AVX2 && !__builtin_cpu_supports("avx2"))
		return false;
	if (unit == MINHASH_AVX512)
		add_avx512(minhash, numbers, count);
	else if (unit == MINHASH_AVX2)
		add_avx2(minhash, numbers, count);
	else
		add_plain(minhash, numbers, count);
	return true;
}

#else

bool minhash_add_by(enum minhash_unit unit, struct minhash *minhash, const uint32_t *numbers,
                    size_t count)
{
	if (unit == MINHASH_PLAIN)
		add_plain(minhash, numbers, count);
	return unit == MINHASH_PLAIN;
}

#endif

void minhash_add(struct minhash *minhash, const uint32_t *numbers, size_t count)
{
	int unit = MINHASH_UNITS;
	do
		unit--;
	while (!minhash_add_by((enum minhash_unit)unit, minhash, numbers, count));
}

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
