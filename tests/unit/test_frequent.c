/* The most frequent names, against counts that have no limit. */
#include "core/frequent.h"

#include <stdio.h>

#include "tests/test.h"

static void add(struct frequent *frequent, const char *name)
{
	const struct frequent_counts one = {1, 1, 10};
	frequent_add(frequent, str_from(name), &one);
}

TEST(counts_are_exact_while_there_is_room)
{
	struct frequent *frequent = frequent_new(4);
	const struct frequent_item *top[4];
	add(frequent, "b");
	add(frequent, "a");
	add(frequent, "c");
	add(frequent, "c");
	CHECK_NUMBER(frequent_top(frequent, 4, top), 3);
	CHECK_STR(frequent_name(top[0]), STR("c"));
	CHECK_STR(frequent_name(top[1]), STR("a")); /* as many: by name */
	CHECK_STR(frequent_name(top[2]), STR("b"));
	CHECK_NUMBER(top[0]->counts.records, 2);
	CHECK_NUMBER(top[0]->counts.text_bytes, 20);
	CHECK_NUMBER(frequent_top(frequent, 1, top), 1);
	CHECK_STR(frequent_name(top[0]), STR("c"));
	CHECK_NUMBER(frequent_missed_max(frequent), 0);
	frequent_free(frequent);
}

TEST(a_frequent_name_survives_many_rare_ones)
{
	enum { ITEMS = 64, ROUNDS = 20000, EVERY = 10 };
	struct frequent *frequent = frequent_new(ITEMS);
	uint32_t count;
	uint64_t heavy = 0;
	for (int i = 0; i < ROUNDS; i++) {
		char name[32];
		snprintf(name, sizeof(name), "rare-%d", i);
		add(frequent, name);
		if (i % EVERY == 0) {
			add(frequent, "heavy");
			heavy++;
		}
	}
	const struct frequent_item *item = frequent_find(frequent, STR("heavy"));
	frequent_items(frequent, &count);
	CHECK(count <= ITEMS);
	CHECK(frequent_missed_max(frequent) > 0);
	if (CHECK(item != NULL)) {
		CHECK(item->counts.records <= heavy);
		CHECK(item->counts.records + item->missed_max >= heavy);
	}
	CHECK(frequent_find(frequent, STR("rare-0")) == NULL);
	frequent_free(frequent);
}

TEST(long_names_are_cut_at_a_code_point)
{
	struct frequent *frequent = frequent_new(4);
	char name[FREQUENT_NAME_BYTES_MAX + 2];
	uint32_t count;
	memset(name, 'x', sizeof(name));
	memcpy(name + FREQUENT_NAME_BYTES_MAX - 1, "\xC3\xA4", 2); /* it would end in its middle */
	name[FREQUENT_NAME_BYTES_MAX + 1] = '\0';
	add(frequent, name);
	name[FREQUENT_NAME_BYTES_MAX - 1] = '\0';
	add(frequent, name);
	const struct frequent_item *items = frequent_items(frequent, &count);
	CHECK_NUMBER(count, 1);
	CHECK_NUMBER(items[0].n, FREQUENT_NAME_BYTES_MAX - 1);
	CHECK_NUMBER(items[0].counts.records, 2);
	frequent_free(frequent);
}
