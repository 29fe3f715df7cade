#include "core/dedup/seen.h"

#include <stdio.h>

#include "tests/test.h"

static uint64_t numbered(uint64_t number)
{
	return hash64((struct str){(const char *)&number, sizeof(number)});
}

static void add(struct seen *seen, uint64_t first_key, uint32_t count, uint64_t id)
{
	uint64_t keys[64];
	uint32_t documents[64];
	char url[32];
	int n = snprintf(url, sizeof(url), "http://%llu.example/", (unsigned long long)id);
	struct seen_document document = {
	        .id = {id, ~id}, .check = id, .day = (uint32_t)id, .url = {url, (size_t)n}};
	for (uint32_t i = 0; i < count; i++)
		keys[i] = numbered(first_key + i);
	seen_find(seen, keys, count, documents);
	seen_add(seen, keys, count, documents, &document);
}

TEST(a_key_belongs_to_the_first_document_that_had_it)
{
	enum { DOCUMENTS = 20000, KEYS = 15 };
	struct seen *seen = seen_new(1 << 30, 100, true);
	for (uint64_t i = 0; i < DOCUMENTS; i++)
		add(seen, i * (KEYS - 1), KEYS,
		    i); /* the last key of each is the first of the next */
	CHECK_NUMBER(seen_next_number(seen), 100 + DOCUMENTS);
	for (uint64_t i = 0; i < DOCUMENTS; i++) {
		uint64_t keys[2] = {numbered(i * (KEYS - 1)), numbered(i * (KEYS - 1) + 1)};
		uint32_t documents[2];
		seen_find(seen, keys, 2, documents);
		CHECK_NUMBER(documents[0], i == 0 ? 100 : 100 + i - 1);
		CHECK_NUMBER(documents[1], 100 + i);
	}
	struct seen_document document = seen_document(seen, 107);
	CHECK(document.id.high == 7 && document.check == 7 && document.day == 7);
	CHECK_STR(document.url, STR("http://7.example/"));
	uint64_t unknown = numbered(~0ull);
	uint32_t none;
	seen_find(seen, &unknown, 1, &none);
	CHECK(none == KEY_NO_DOCUMENT);
	seen_free(seen);
}

TEST(a_document_without_a_new_key_is_not_remembered)
{
	struct seen *seen = seen_new(1 << 30, 0, false);
	add(seen, 0, 15, 1);
	add(seen, 0, 15, 2);
	CHECK_NUMBER(seen_next_number(seen), 1);
	add(seen, 0, 16, 3);
	CHECK_NUMBER(seen_next_number(seen), 2);
	seen_free(seen);
}

TEST(keys_come_out_in_order_and_numbers_go_on)
{
	enum { DOCUMENTS = 5000, KEYS = 15 };
	struct seen *seen = seen_new(1 << 30, 0, true);
	for (uint64_t i = 0; i < DOCUMENTS; i++)
		add(seen, i * KEYS, KEYS, i);
	size_t count;
	const struct key *keys = seen_sort(seen, &count);
	CHECK_NUMBER(count, DOCUMENTS * KEYS);
	for (size_t i = 1; i < count; i++)
		CHECK(key_value(&keys[i - 1]) < key_value(&keys[i]));
	seen_forget(seen);
	CHECK_NUMBER(seen_first_number(seen), DOCUMENTS);
	uint64_t key = numbered(0);
	uint32_t document;
	seen_find(seen, &key, 1, &document);
	CHECK(document == KEY_NO_DOCUMENT);
	add(seen, 0, 1, 5);
	seen_find(seen, &key, 1, &document);
	CHECK_NUMBER(document, DOCUMENTS);
	CHECK_STR(seen_document(seen, document).url, STR("http://5.example/"));
	seen_free(seen);
}

TEST(there_is_room_as_long_as_the_tables_fit)
{
	enum { BYTES = 4 << 20, KEYS = 15 };
	struct seen *seen = seen_new(BYTES, 0, false);
	uint64_t documents = 0;
	for (; seen_has_room(seen, KEYS, 0); documents++)
		add(seen, documents * KEYS, KEYS, documents);
	CHECK(documents > BYTES / 1024 && documents < BYTES / 200);
	seen_free(seen);
}
