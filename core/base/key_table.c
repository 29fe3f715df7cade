/* Open addressing and linear probing; the keys are hashes already, so their low bits are the place.
 */
#include "core/base/key_table.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"

enum { SLOTS_FIRST = 1 << 10, FULL_OF_4 = 3 };

/* Three words of four bytes, so that an array of them has no padding. */
struct slot {
	uint32_t low, high;
	uint32_t number; /* KEY_TABLE_NONE: the slot is free */
};

struct key_table {
	struct slot *slots;
	size_t slot_count; /* a power of two */
	size_t entries, entries_max;
};

static struct slot *slots_new(size_t count)
{
	struct slot *slots = memory_resize(NULL, count * sizeof(*slots));
	memset(slots, 0xff, count * sizeof(*slots));
	return slots;
}

struct key_table *key_table_new(size_t entries_max)
{
	struct key_table *table = memory_resize(NULL, sizeof(*table));
	*table = (struct key_table){slots_new(SLOTS_FIRST), SLOTS_FIRST, 0, entries_max};
	return table;
}

void key_table_free(struct key_table *table)
{
	if (table == NULL)
		return;
	free(table->slots);
	free(table);
}

/* The slot that has the key, or the free one where it belongs. */
static struct slot *find(struct slot *slots, size_t count, uint32_t low, uint32_t high)
{
	size_t at = ((uint64_t)high << 32 | low) & (count - 1);
	while (slots[at].number != KEY_TABLE_NONE &&
	       (slots[at].low != low || slots[at].high != high))
		at = (at + 1) & (count - 1);
	return &slots[at];
}

static void grow(struct key_table *table)
{
	size_t count = table->slot_count * 2;
	struct slot *slots = slots_new(count);
	for (size_t i = 0; i < table->slot_count; i++) {
		const struct slot *slot = &table->slots[i];
		if (slot->number != KEY_TABLE_NONE)
			*find(slots, count, slot->low, slot->high) = *slot;
	}
	free(table->slots);
	table->slots = slots;
	table->slot_count = count;
}

uint32_t *key_table_add(struct key_table *table, uint64_t key, uint32_t number)
{
	uint32_t low = (uint32_t)key, high = (uint32_t)(key >> 32);
	struct slot *slot = find(table->slots, table->slot_count, low, high);
	BUG_UNLESS(number != KEY_TABLE_NONE);
	if (slot->number != KEY_TABLE_NONE)
		return &slot->number;
	if (table->entries == table->entries_max)
		return NULL;
	if (++table->entries > table->slot_count / 4 * FULL_OF_4) {
		grow(table);
		slot = find(table->slots, table->slot_count, low, high);
	}
	*slot = (struct slot){low, high, number};
	return &slot->number;
}

uint32_t key_table_find(const struct key_table *table, uint64_t key)
{
	return find(table->slots, table->slot_count, (uint32_t)key, (uint32_t)(key >> 32))->number;
}

size_t key_table_entries(const struct key_table *table)
{
	return table->entries;
}

size_t key_table_bytes(const struct key_table *table)
{
	return table->slot_count * sizeof(*table->slots);
}
