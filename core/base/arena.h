/*
 * Memory that lives and dies together: allocation bumps a pointer, arena_reset frees all at once
 * and keeps the memory for the next round. One thread at a time.
 */
#ifndef CORE_BASE_ARENA_H
#define CORE_BASE_ARENA_H

#include <stddef.h>

#include "core/base/str.h"

struct arena_chunk;

struct arena {
	char *next, *end;           /* free part of the chunk in use */
	struct arena_chunk *chunks; /* newest first */
	size_t reserved_bytes;      /* held from the system, over all chunks */
};

void arena_init(struct arena *arena);

/*
 * `size` bytes aligned for any type, not cleared. Never NULL. Callers bound what they ask for by
 * a named limit of their own; the arena has none.
 */
void *arena_alloc(struct arena *arena, size_t size);

/* An array of `count` T, not cleared. */
#define arena_array(arena, T, count) ((T *)arena_alloc_array((arena), sizeof(T), (count)))
void *arena_alloc_array(struct arena *arena, size_t size, size_t count);

/*
 * `size` bytes with no alignment: for text. arena_shrink gives back the tail of the newest
 * allocation, so that a buffer can be taken at its largest size and cut to what was used.
 */
char *arena_bytes(struct arena *arena, size_t size);
void arena_shrink(struct arena *arena, const char *newest, size_t size, size_t used);

struct str arena_copy(struct arena *arena, struct str s);

/* Everything allocated is gone; memory is kept up to ARENA_KEEP_BYTES. */
void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

#endif
