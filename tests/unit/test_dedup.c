#include "core/dedup/fingerprint.h"
#include "core/dedup/seen.h"

#include "tests/test.h"

static struct hash128 number_hash(uint64_t number)
{
	return hash128((struct str){(const char *)&number, sizeof(number)});
}

static bool same(struct hash128 a, struct hash128 b)
{
	return a.high == b.high && a.low == b.low;
}

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

TEST(a_key_is_seen_from_its_second_time_on_and_names_the_first)
{
	enum { DOCUMENTS = 20000 };
	struct seen *seen = seen_new(DOCUMENTS);
	struct hash128 first;
	for (uint64_t i = 0; i < DOCUMENTS; i++)
		CHECK(seen_add(seen, number_hash(i), number_hash(~i), &first) == SEEN_FIRST);
	for (uint64_t i = 0; i < DOCUMENTS; i++) {
		CHECK(seen_add(seen, number_hash(i), number_hash(i), &first) == SEEN_BEFORE);
		CHECK(same(first, number_hash(~i)));
	}
	CHECK(seen_add(seen, number_hash(DOCUMENTS), number_hash(0), &first) == SEEN_FULL);
	CHECK(seen_find(seen, number_hash(7), &first) && same(first, number_hash(~7ull)));
	CHECK(!seen_find(seen, number_hash(DOCUMENTS), &first));
	seen_free(seen);
}

TEST(the_key_of_all_zeros_is_a_key_like_any_other)
{
	struct seen *seen = seen_new(10);
	struct hash128 zero = {0, 0}, first;
	CHECK(seen_add(seen, zero, number_hash(1), &first) == SEEN_FIRST);
	CHECK(seen_add(seen, zero, number_hash(2), &first) == SEEN_BEFORE);
	CHECK(same(first, number_hash(1)));
	seen_free(seen);
}
