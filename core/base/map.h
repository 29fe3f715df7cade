/*
 * Hashes to hashes: the first value that each key was added with. One thread at a time.
 */
#ifndef CORE_BASE_MAP_H
#define CORE_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/hash.h"

struct map;

/* 32 bytes a slot, at most half of them in use; at most `entries_max` entries. */
struct map *map_new(size_t entries_max);
void map_free(struct map *map);

enum map_result {
	MAP_FIRST,  /* new: added with `value` */
	MAP_BEFORE, /* `*held` is the value that the key was added with */
	MAP_FULL,   /* new, but there are entries_max already */
};

/* The value of `key`; false if it has none. */
bool map_find(const struct map *map, struct hash128 key, struct hash128 *held);

enum map_result map_add(struct map *map, struct hash128 key, struct hash128 value,
                        struct hash128 *held);

#endif
