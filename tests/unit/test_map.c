#include "core/base/map.h"

#include "tests/test.h"

static struct hash128 number_hash(uint64_t number)
{
	return hash128((struct str){(const char *)&number, sizeof(number)});
}

static bool same(struct hash128 a, struct hash128 b)
{
	return a.high == b.high && a.low == b.low;
}

TEST(a_map_keeps_the_first_value_of_each_key)
{
	enum { KEYS = 20000 };
	struct map *map = map_new(KEYS);
	struct hash128 held;
	for (uint64_t i = 0; i < KEYS; i++)
		CHECK(map_add(map, number_hash(i), number_hash(~i), &held) == MAP_FIRST);
	for (uint64_t i = 0; i < KEYS; i++) {
		CHECK(map_add(map, number_hash(i), number_hash(i), &held) == MAP_BEFORE);
		CHECK(same(held, number_hash(~i)));
	}
	CHECK(map_add(map, number_hash(KEYS), number_hash(0), &held) == MAP_FULL);
	CHECK(map_find(map, number_hash(7), &held) && same(held, number_hash(~7ull)));
	CHECK(!map_find(map, number_hash(KEYS), &held));
	map_free(map);
}

TEST(the_key_of_all_zeros_is_a_key_like_any_other)
{
	struct map *map = map_new(10);
	struct hash128 zero = {0, 0}, held;
	CHECK(map_add(map, zero, number_hash(1), &held) == MAP_FIRST);
	CHECK(map_add(map, zero, number_hash(2), &held) == MAP_BEFORE);
	CHECK(same(held, number_hash(1)));
	map_free(map);
}
