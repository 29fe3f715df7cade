#include "core/dedup/fingerprint.h"

#include <math.h>

#include "tests/test.h"

static bool same(struct hash128 a, struct hash128 b)
{
	return a.high == b.high && a.low == b.low;
}

static const struct fingerprint_options near = {DEDUP_NEAR, BANDS_DEFAULT, ROWS_DEFAULT,
                                                SHINGLE_DEFAULT};

TEST(the_exact_key_ignores_how_white_space_is_set)
{
	struct arena arena;
	arena_init(&arena);
	struct hash128 key = fingerprint_exact(STR("one two three"), &arena);
	CHECK(same(key, fingerprint_exact(STR("  one\ttwo\n\n three\n"), &arena)));
	CHECK(!same(key, fingerprint_exact(STR("one twothree"), &arena)));
	CHECK(!same(key, fingerprint_exact(STR("One two three"), &arena)));
	arena_free(&arena);
}

TEST(keys_are_those_asked_for)
{
	struct arena arena;
	arena_init(&arena);
	struct fingerprint_options options = near;
	struct str text = STR("six words are more than five"), url = STR("http://a.example/");
	CHECK_NUMBER(fingerprint_of(text, url, &options, &arena).key_count, 1 + BANDS_DEFAULT);
	CHECK_NUMBER(fingerprint_of(STR("?!"), url, &options, &arena).key_count, 1);
	options.dedup = DEDUP_EXACT;
	CHECK_NUMBER(fingerprint_of(text, url, &options, &arena).key_count, 1);
	options.dedup = DEDUP_NONE;
	CHECK_NUMBER(fingerprint_of(text, url, &options, &arena).key_count, 0);
	options.dedup = DEDUP_URL;
	struct fingerprint a = fingerprint_of(text, url, &options, &arena);
	struct fingerprint b = fingerprint_of(STR("other"), STR("https://www.a.example/?utm_id=1"),
	                                      &options, &arena);
	CHECK(same(a.first_key, b.first_key));
	CHECK_NUMBER(fingerprint_of(text, STR(""), &options, &arena).key_count, 0);
	arena_free(&arena);
}

/* They are in indexes: a change of these values is a new version of the index. */
TEST(keys_are_the_same_on_every_machine)
{
	struct arena arena;
	arena_init(&arena);
	struct fingerprint fingerprint = fingerprint_of(
	        STR("Caf\xc3\xa9 society, 1932: a long-forgotten internationalisation story."),
	        STR(""), &near, &arena);
	CHECK(fingerprint.keys[0] == 0x2ef02cd25743bb29);
	CHECK(fingerprint.keys[1] == 0x8226522f4c3afcf5);
	CHECK(fingerprint.keys[14] == 0x5df8d570879fb3cb);
	CHECK(fingerprint.sketch.low[0] == 0x9582d77a879cd5ba);
	arena_free(&arena);
}

TEST(short_texts_are_compared_whole)
{
	struct arena arena;
	arena_init(&arena);
	struct fingerprint a = fingerprint_of(STR("Page not found."), STR(""), &near, &arena);
	struct fingerprint b = fingerprint_of(STR("page NOT found"), STR(""), &near, &arena);
	struct fingerprint c = fingerprint_of(STR("page not here"), STR(""), &near, &arena);
	CHECK_NUMBER(a.key_count, 1 + BANDS_DEFAULT);
	for (uint32_t i = 1; i < a.key_count; i++) {
		CHECK(a.keys[i] == b.keys[i]);
		CHECK(a.keys[i] != c.keys[i]);
	}
	arena_free(&arena);
}

TEST(the_s_curve_is_that_of_the_book)
{
	CHECK(fabs(fingerprint_chance(0.8, 14, 8) - 0.9236) < 0.0001);
	CHECK(fabs(fingerprint_chance(0.7, 14, 8) - 0.5646) < 0.0001);
	CHECK(fabs(fingerprint_chance(0.5, 20, 5) - 0.4701) < 0.0001); /* MMDS, figure 3.8 */
	CHECK(fingerprint_chance(0, 14, 8) == 0 && fingerprint_chance(1, 14, 8) == 1);
}
