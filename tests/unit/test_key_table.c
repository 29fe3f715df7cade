#include "core/base/key_table.h"

#include "core/base/hash.h"

#include "tests/test.h"

static uint64_t number_hash(uint64_t number)
{
	return hash64((struct str){(const char *)&number, sizeof(number)});
}

TEST(a_key_table_keeps_the_number_of_each_key)
{
	enum { KEYS = 20000 };
	struct key_table *table = key_table_new(KEYS);
	size_t wrong = 0;
	for (uint32_t i = 0; i < KEYS; i++)
		wrong += *key_table_add(table, number_hash(i), i) != i;
	for (uint32_t i = 0; i < KEYS; i++) {
		wrong += *key_table_add(table, number_hash(i), i + 1) != i;
		wrong += key_table_find(table, number_hash(i)) != i;
	}
	CHECK_NUMBER(wrong, 0);
	CHECK_NUMBER(key_table_entries(table), KEYS);
	CHECK(key_table_find(table, number_hash(KEYS)) == KEY_TABLE_NONE);
	key_table_free(table);
}

TEST(a_key_table_has_a_limit)
{
	struct key_table *table = key_table_new(2);
	CHECK(key_table_add(table, 1, 0) && key_table_add(table, 2, 0));
	CHECK(key_table_add(table, 3, 0) == NULL);
	CHECK(key_table_add(table, 2, 7) != NULL);
	key_table_free(table);
}

TEST(any_key_has_its_place_even_one_of_all_bits)
{
	static const uint64_t keys[] = {0, UINT64_MAX, UINT64_MAX - 1, 1ull << 63};
	struct key_table *table = key_table_new(16);
	for (uint32_t i = 0; i < 4; i++)
		CHECK_NUMBER(key_table_find(table, keys[i]), KEY_TABLE_NONE);
	for (uint32_t i = 0; i < 4; i++)
		*key_table_add(table, keys[i], i) += 10;
	for (uint32_t i = 0; i < 4; i++)
		CHECK_NUMBER(key_table_find(table, keys[i]), i + 10);
	key_table_free(table);
}
