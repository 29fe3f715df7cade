#include "core/dedup/fingerprint.h"
#include "core/dedup/minhash_table.h"
#include "core/dedup/shingles.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/buf.h"
#include "tests/test.h"

/* SplitMix64 (G. Steele and others, "Fast splittable pseudorandom number generators", 2014). */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

TEST(the_permutations_are_the_first_numbers_of_splitmix)
{
	uint64_t state = 0;
	for (int i = 0; i < MINHASH_VALUES; i++) {
		uint64_t random = next_random(&state);
		CHECK_NUMBER(minhash_factors[i], (uint32_t)(random >> 32) | 1);
		CHECK_NUMBER(minhash_summands[i], (uint32_t)random);
	}
}

TEST(every_processor_gives_the_same_signature)
{
	enum { COUNT = 1000 };
	uint64_t state = 7;
	uint32_t numbers[COUNT];
	for (size_t i = 0; i < COUNT; i++)
		numbers[i] = (uint32_t)next_random(&state);
	for (size_t n = 0; n <= COUNT; n += 37) {
		struct minhash plain, other;
		minhash_begin(&plain);
		CHECK(minhash_add_by(MINHASH_PLAIN, &plain, numbers, n));
		for (int unit = MINHASH_PLAIN + 1; unit < MINHASH_UNITS; unit++) {
			minhash_begin(&other);
			if (minhash_add_by((enum minhash_unit)unit, &other, numbers, n))
				CHECK(memcmp(&plain, &other, sizeof(plain)) == 0);
		}
		minhash_begin(&other);
		minhash_add(&other, numbers, n);
		CHECK(memcmp(&plain, &other, sizeof(plain)) == 0);
	}
}

/* Signatures of two sets of `size` numbers each, of which `shared` are in both. */
static void two_sets(uint64_t *state, size_t size, size_t shared, struct minhash *a,
                     struct minhash *b)
{
	minhash_begin(a);
	minhash_begin(b);
	for (size_t i = 0; i < size; i++) {
		uint32_t x = (uint32_t)next_random(state), y = (uint32_t)next_random(state);
		minhash_add(a, &x, 1);
		minhash_add(b, i < shared ? &x : &y, 1);
	}
}

static bool share_a_band(const struct minhash *a, const struct minhash *b, unsigned bands,
                         unsigned rows)
{
	for (unsigned band = 0; band < bands; band++)
		if (memcmp(a->values + band * rows, b->values + band * rows,
		           rows * sizeof(*a->values)) == 0)
			return true;
	return false;
}

/* Of 2,000 pairs of known similarity: the share that the S-curve says, within four standard errors,
   and estimates without bias. */
TEST(pairs_are_found_as_often_as_the_s_curve_says)
{
	enum { PAIRS = 2000 };
	static const struct {
		size_t size, shared;
	} cases[] = {{300, 200}, {300, 225}, {180, 160}, {1000, 889}, {400, 379}, {40, 30}};
	uint64_t state = 1;
	for (size_t c = 0; c < sizeof(cases) / sizeof(*cases); c++) {
		size_t size = cases[c].size, shared = cases[c].shared;
		double s = (double)shared / (double)(2 * size - shared);
		double want = fingerprint_chance(s, BANDS_DEFAULT, ROWS_DEFAULT);
		double found = 0, estimates = 0, squares = 0;
		for (int i = 0; i < PAIRS; i++) {
			struct minhash a, b;
			two_sets(&state, size, shared, &a, &b);
			found += share_a_band(&a, &b, BANDS_DEFAULT, ROWS_DEFAULT);
			struct sketch x = minhash_sketch(&a), y = minhash_sketch(&b);
			double off = sketch_similarity(&x, &y) / 100.0 - s;
			estimates += off;
			squares += off * off;
		}
		double error = sqrt(want * (1 - want) / PAIRS);
		CHECK(fabs(found / PAIRS - want) < 4 * error + 0.001);
		CHECK(fabs(estimates / PAIRS) < 0.005);
		double equal = s + (1 - s) / 4; /* in two bits */
		CHECK(sqrt(squares / PAIRS) <
		      1.1 * sqrt(equal * (1 - equal) / MINHASH_VALUES) / 0.75);
	}
}

TEST(sets_with_nothing_in_common_look_so)
{
	uint64_t state = 3;
	unsigned most = 0;
	for (int i = 0; i < 200; i++) {
		struct minhash a, b;
		two_sets(&state, 200, 0, &a, &b);
		struct sketch x = minhash_sketch(&a), y = minhash_sketch(&b);
		unsigned similarity = sketch_similarity(&x, &y);
		most = similarity > most ? similarity : most;
		CHECK(!share_a_band(&a, &b, BANDS_DEFAULT, ROWS_DEFAULT));
	}
	CHECK(most < 25);
}

/* --- shingles --- */

static size_t shingle_all(struct str text, unsigned width, uint32_t *hashes, size_t max)
{
	struct shingles *shingles = malloc(sizeof(*shingles));
	uint32_t some[SHINGLES_MAX];
	size_t count, total = 0;
	shingles_begin(shingles, text, width);
	while ((count = shingles_next(shingles, some)) > 0)
		for (size_t i = 0; i < count && total < max; i++)
			hashes[total++] = some[i];
	free(shingles);
	return total;
}

TEST(a_text_has_a_shingle_for_each_run_of_words)
{
	uint32_t hashes[100];
	CHECK_NUMBER(shingle_all(STR("a b c d e f g"), 5, hashes, 100), 3);
	CHECK_NUMBER(shingle_all(STR("a b c d e"), 5, hashes, 100), 1);
	CHECK_NUMBER(shingle_all(STR("a b c d"), 5, hashes, 100), 1);
	CHECK_NUMBER(shingle_all(STR("a"), 5, hashes, 100), 1);
	CHECK_NUMBER(shingle_all(STR("- ..."), 5, hashes, 100), 0);
	CHECK_NUMBER(shingle_all(STR(""), 5, hashes, 100), 0);
	CHECK_NUMBER(shingle_all(STR("a b c"), 1, hashes, 100), 3);
}

TEST(the_same_words_are_the_same_shingle_wherever_they_stand)
{
	uint32_t a[100], b[100];
	size_t n = shingle_all(STR("one two, three four five six"), 5, a, 100);
	size_t m = shingle_all(STR("Something else: ONE two three -- four FIVE six!"), 5, b, 100);
	CHECK_NUMBER(n, 2);
	CHECK_NUMBER(m, 4);
	CHECK(a[0] == b[2] && a[1] == b[3]);
	CHECK(a[0] != a[1] && b[0] != b[1]);
	shingle_all(STR("two one three four five"), 5, b, 100);
	CHECK(a[0] != b[0]); /* order matters */
}

/* Words of every length, of which each byte counts, over the borders of windows and stretches. */
TEST(each_byte_of_a_word_counts)
{
	enum { LENGTH_MAX = 200 };
	char word[LENGTH_MAX];
	uint32_t whole, other;
	for (size_t n = 1; n <= LENGTH_MAX; n++) {
		memset(word, 'm', n);
		CHECK_NUMBER(shingle_all((struct str){word, n}, 1, &whole, 1), 1);
		for (size_t i = 0; i < n; i++) {
			word[i] = 'n';
			shingle_all((struct str){word, n}, 1, &other, 1);
			CHECK(whole != other);
			word[i] = 'm';
		}
	}
}

TEST(shingles_are_the_same_behind_any_amount_of_text)
{
	enum { FILLERS_MAX = 1500 };
	struct str tail = STR("the quick brown fox jumps over the lazy dog");
	uint32_t want[5], *got = malloc(sizeof(*got) * 2 * FILLERS_MAX);
	struct buf text;
	buf_init(&text, 1 << 20);
	CHECK_NUMBER(shingle_all(tail, 5, want, 5), 5);
	for (size_t fillers = 1; fillers < FILLERS_MAX; fillers += 13) {
		buf_reset(&text);
		for (size_t i = 0; i < fillers; i++)
			buf_append(&text, STR("fill\xc3\xa9r "));
		buf_append(&text, tail);
		size_t n = shingle_all(buf_str(&text), 5, got, 2 * FILLERS_MAX);
		CHECK_NUMBER(n, fillers + 9 - 4);
		CHECK(memcmp(got + n - 5, want, sizeof(want)) == 0);
	}
	buf_free(&text);
	free(got);
}
