/*
 * A hash table with open addressing and linear probing, at most half full. The keys are hashes
 * already, so their low bits are the place; an all-zero key marks a free slot, and the one key that
 * is all zero is stored as another.
 */
#include "core/dedup/seen.h"

#include <stdlib.h>

#include "core/base/bug.h"

enum { SLOTS_FIRST = 1 << 12 };

struct slot {
	struct hash128 key, id;
};

struct seen {
	struct slot *slots;
	size_t slot_count; /* a power of two */
	size_t documents, documents_max;
};

static struct slot *slots_new(size_t count)
{
	struct slot *slots = memory_resize(NULL, count * sizeof(*slots));
	memset(slots, 0, count * sizeof(*slots));
	return slots;
}

struct seen *seen_new(size_t documents_max)
{
	struct seen *seen = memory_resize(NULL, sizeof(*seen));
	*seen = (struct seen){slots_new(SLOTS_FIRST), SLOTS_FIRST, 0, documents_max};
	return seen;
}

void seen_free(struct seen *seen)
{
	if (seen == NULL)
		return;
	free(seen->slots);
	free(seen);
}

static bool is_free(const struct slot *slot)
{
	return slot->key.high == 0 && slot->key.low == 0;
}

/* The slot that has `key`, or the free one where it belongs. */
static struct slot *find(struct slot *slots, size_t count, struct hash128 key)
{
	size_t at = key.low & (count - 1);
	while (!is_free(&slots[at]) &&
	       (slots[at].key.high != key.high || slots[at].key.low != key.low))
		at = (at + 1) & (count - 1);
	return &slots[at];
}

static void grow(struct seen *seen)
{
	size_t count = seen->slot_count * 2;
	struct slot *slots = slots_new(count);
	for (size_t i = 0; i < seen->slot_count; i++)
		if (!is_free(&seen->slots[i]))
			*find(slots, count, seen->slots[i].key) = seen->slots[i];
	free(seen->slots);
	seen->slots = slots;
	seen->slot_count = count;
}

static struct hash128 not_zero(struct hash128 key)
{
	key.high |= key.high == 0 && key.low == 0;
	return key;
}

bool seen_find(const struct seen *seen, struct hash128 key, struct hash128 *first)
{
	const struct slot *slot = find(seen->slots, seen->slot_count, not_zero(key));
	*first = slot->id;
	return !is_free(slot);
}

enum seen_result seen_add(struct seen *seen, struct hash128 key, struct hash128 id,
                          struct hash128 *first)
{
	key = not_zero(key);
	struct slot *slot = find(seen->slots, seen->slot_count, key);
	if (!is_free(slot)) {
		*first = slot->id;
		return SEEN_BEFORE;
	}
	if (seen->documents == seen->documents_max)
		return SEEN_FULL;
	*slot = (struct slot){key, id};
	seen->documents++;
	if (seen->documents > seen->slot_count / 2)
		grow(seen);
	return SEEN_FIRST;
}
