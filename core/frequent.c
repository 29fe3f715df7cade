#include "core/frequent.h"

#include <stdlib.h>

#include "core/base/bug.h"
#include "core/base/hash.h"

enum { SLOTS_PER_ITEM = 2 }; /* so that a search is short */

struct frequent {
	struct frequent_item *items;
	uint32_t count, max;
	uint32_t *slots; /* by hash: number of an item + 1, or 0 */
	uint32_t slot_mask;
	uint64_t missed_max;
};

struct frequent *frequent_new(uint32_t items_max)
{
	struct frequent *frequent = memory_resize(NULL, sizeof(*frequent));
	uint32_t slots = 1;
	BUG_UNLESS(items_max >= 2);
	while (slots < SLOTS_PER_ITEM * items_max)
		slots *= 2;
	*frequent = (struct frequent){.max = items_max, .slot_mask = slots - 1};
	frequent->items = memory_resize(NULL, items_max * sizeof(*frequent->items));
	frequent->slots = memory_resize(NULL, slots * sizeof(*frequent->slots));
	memset(frequent->slots, 0, slots * sizeof(*frequent->slots));
	return frequent;
}

void frequent_free(struct frequent *frequent)
{
	if (frequent == NULL)
		return;
	free(frequent->items);
	free(frequent->slots);
	free(frequent);
}

struct str frequent_name(const struct frequent_item *item)
{
	return (struct str){item->bytes, item->n};
}

/* Not in the middle of a code point. */
static struct str cut(struct str name)
{
	size_t n = name.n;
	if (n <= FREQUENT_NAME_BYTES_MAX)
		return name;
	for (n = FREQUENT_NAME_BYTES_MAX; n > 0 && ((unsigned char)name.p[n] & 0xC0) == 0x80;)
		n--;
	return str_slice(name, 0, n);
}

/* The slot of `name`, or the empty one where it would be. */
static uint32_t *find_slot(const struct frequent *frequent, struct str name)
{
	uint32_t at = (uint32_t)hash64(name) & frequent->slot_mask;
	while (frequent->slots[at] != 0 &&
	       !str_equal(frequent_name(&frequent->items[frequent->slots[at] - 1]), name))
		at = (at + 1) & frequent->slot_mask;
	return &frequent->slots[at];
}

/* What counts for staying in the table. */
static uint64_t left_of(const struct frequent *frequent, const struct frequent_item *item)
{
	uint64_t most = item->counts.records + item->missed_max;
	return most > frequent->missed_max ? most - frequent->missed_max : 0;
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static uint64_t median_left(const struct frequent *frequent)
{
	uint64_t *left = memory_resize(NULL, frequent->count * sizeof(*left));
	for (uint32_t i = 0; i < frequent->count; i++)
		left[i] = left_of(frequent, &frequent->items[i]);
	qsort(left, frequent->count, sizeof(*left), by_number);
	uint64_t median = left[frequent->count / 2];
	free(left);
	return median;
}

static void purge(struct frequent *frequent)
{
	uint32_t kept = 0;
	frequent->missed_max += median_left(frequent);
	for (uint32_t i = 0; i < frequent->count; i++)
		if (left_of(frequent, &frequent->items[i]) > 0)
			frequent->items[kept++] = frequent->items[i];
	frequent->count = kept;
	memset(frequent->slots, 0, (frequent->slot_mask + (size_t)1) * sizeof(*frequent->slots));
	for (uint32_t i = 0; i < kept; i++)
		*find_slot(frequent, frequent_name(&frequent->items[i])) = i + 1;
}

static struct frequent_item *append(struct frequent *frequent, struct str name)
{
	struct frequent_item *item = &frequent->items[frequent->count];
	*item = (struct frequent_item){.n = (uint8_t)name.n, .missed_max = frequent->missed_max};
	if (name.n > 0)
		memcpy(item->bytes, name.p, name.n);
	*find_slot(frequent, name) = ++frequent->count;
	return item;
}

void frequent_add(struct frequent *frequent, struct str name, const struct frequent_counts *counts)
{
	struct frequent_item *item;
	name = cut(name);
	uint32_t slot = *find_slot(frequent, name);
	if (slot != 0) {
		item = &frequent->items[slot - 1];
	} else {
		if (frequent->count == frequent->max)
			purge(frequent);
		item = append(frequent, name);
	}
	item->counts.records += counts->records;
	item->counts.documents += counts->documents;
	item->counts.text_bytes += counts->text_bytes;
}

const struct frequent_item *frequent_items(const struct frequent *frequent, uint32_t *count)
{
	*count = frequent->count;
	return frequent->items;
}

const struct frequent_item *frequent_find(const struct frequent *frequent, struct str name)
{
	uint32_t slot = *find_slot(frequent, cut(name));
	return slot ? &frequent->items[slot - 1] : NULL;
}

static bool goes_before(const struct frequent_item *a, const struct frequent_item *b)
{
	if (a->counts.records != b->counts.records)
		return a->counts.records > b->counts.records;
	int order = memcmp(a->bytes, b->bytes, a->n < b->n ? a->n : b->n);
	return order ? order < 0 : a->n < b->n;
}

uint32_t frequent_top(const struct frequent *frequent, uint32_t most,
                      const struct frequent_item **top)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < frequent->count; i++) {
		const struct frequent_item *item = &frequent->items[i];
		uint32_t at = count < most ? count++ : most;
		for (; at > 0 && goes_before(item, top[at - 1]); at--)
			if (at < most)
				top[at] = top[at - 1];
		if (at < most)
			top[at] = item;
	}
	return count;
}

uint64_t frequent_missed_max(const struct frequent *frequent)
{
	return frequent->missed_max;
}

void frequent_restore(struct frequent *frequent, uint64_t missed_max)
{
	frequent->missed_max = missed_max;
}

bool frequent_restore_item(struct frequent *frequent, struct str name,
                           const struct frequent_counts *counts, uint64_t missed_max)
{
	if (frequent->count == frequent->max || name.n > FREQUENT_NAME_BYTES_MAX ||
	    *find_slot(frequent, name) != 0)
		return false;
	struct frequent_item *item = append(frequent, name);
	item->counts = *counts;
	item->missed_max = missed_max;
	return true;
}
