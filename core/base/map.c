/*
 * A hash table with open addressing and linear probing, at most half full. The keys are hashes
 * already, so their low bits are the place; an all-zero key marks a free slot, and the one key that
 * is all zero is stored as another.
 */
#include "core/base/map.h"

#include <stdlib.h>

#include "core/base/bug.h"

enum { SLOTS_FIRST = 1 << 12 };

struct slot {
	struct hash128 key, value;
};

struct map {
	struct slot *slots;
	size_t slot_count; /* a power of two */
	size_t entries, entries_max;
};

static struct slot *slots_new(size_t count)
{
	struct slot *slots = memory_resize(NULL, count * sizeof(*slots));
	memset(slots, 0, count * sizeof(*slots));
	return slots;
}

struct map *map_new(size_t entries_max)
{
	struct map *map = memory_resize(NULL, sizeof(*map));
	*map = (struct map){slots_new(SLOTS_FIRST), SLOTS_FIRST, 0, entries_max};
	return map;
}

void map_free(struct map *map)
{
	if (map == NULL)
		return;
	free(map->slots);
	free(map);
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

static void grow(struct map *map)
{
	size_t count = map->slot_count * 2;
	struct slot *slots = slots_new(count);
	for (size_t i = 0; i < map->slot_count; i++)
		if (!is_free(&map->slots[i]))
			*find(slots, count, map->slots[i].key) = map->slots[i];
	free(map->slots);
	map->slots = slots;
	map->slot_count = count;
}

static struct hash128 not_zero(struct hash128 key)
{
	key.high |= key.high == 0 && key.low == 0;
	return key;
}

bool map_find(const struct map *map, struct hash128 key, struct hash128 *held)
{
	const struct slot *slot = find(map->slots, map->slot_count, not_zero(key));
	*held = slot->value;
	return !is_free(slot);
}

enum map_result map_add(struct map *map, struct hash128 key, struct hash128 value,
                        struct hash128 *held)
{
	key = not_zero(key);
	struct slot *slot = find(map->slots, map->slot_count, key);
	if (!is_free(slot)) {
		*held = slot->value;
		return MAP_BEFORE;
	}
	if (map->entries == map->entries_max)
		return MAP_FULL;
	*slot = (struct slot){key, value};
	map->entries++;
	if (map->entries > map->slot_count / 2)
		grow(map);
	return MAP_FIRST;
}
