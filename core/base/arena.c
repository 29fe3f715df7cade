/*
 * A list of chunks, each twice as large as the one before it up to CHUNK_BYTES_MAX. At reset a
 * list of several becomes one chunk of their total size, so a steady load ends up in one chunk
 * and never calls malloc again.
 */
#include "core/base/arena.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/base/bug.h"

enum {
	CHUNK_BYTES_MIN = 64 << 10,
	CHUNK_BYTES_MAX = 8 << 20,
	ARENA_KEEP_BYTES = 32 << 20, /* one huge page must not hold its memory for the whole run */
	ALIGNMENT = _Alignof(max_align_t),
};

struct arena_chunk {
	struct arena_chunk *older;
	size_t size;
	_Alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena)
{
	*arena = (struct arena){0};
}

static void add_chunk(struct arena *arena, size_t size)
{
	if (size > SIZE_MAX / 2)
		BUG("arena allocation too large");
	struct arena_chunk *chunk = memory_resize(NULL, sizeof(*chunk) + size);
	chunk->older = arena->chunks;
	chunk->size = size;
	arena->chunks = chunk;
	arena->next = chunk->bytes;
	arena->end = chunk->bytes + size;
	arena->reserved_bytes += size;
}

static void grow(struct arena *arena, size_t size)
{
	size_t chunk = arena->chunks ? arena->chunks->size * 2 : CHUNK_BYTES_MIN;
	if (chunk > CHUNK_BYTES_MAX)
		chunk = CHUNK_BYTES_MAX;
	add_chunk(arena, size > chunk ? size : chunk);
}

char *arena_bytes(struct arena *arena, size_t size)
{
	if ((size_t)(arena->end - arena->next) < size || arena->next == NULL)
		grow(arena, size);
	char *memory = arena->next;
	arena->next += size;
	return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size_t misaligned = (uintptr_t)arena->next % ALIGNMENT;
	size_t padding = misaligned ? ALIGNMENT - misaligned : 0;
	size_t left = (size_t)(arena->end - arena->next);
	if (left >= padding && left - padding >= size)
		arena->next += padding;
	else
		grow(arena, size); /* a new chunk begins aligned */
	return arena_bytes(arena, size);
}

void *arena_alloc_array(struct arena *arena, size_t size, size_t count)
{
	if (count > SIZE_MAX / 2 / size)
		BUG("arena array too large");
	return arena_alloc(arena, size * count);
}

void arena_shrink(struct arena *arena, const char *newest, size_t size, size_t used)
{
	BUG_UNLESS(newest + size == arena->next && used <= size);
	arena->next -= size - used;
}

struct str arena_copy(struct arena *arena, struct str s)
{
	char *copy = arena_bytes(arena, s.n);
	if (s.n)
		memcpy(copy, s.p, s.n);
	return (struct str){copy, s.n};
}

void arena_reset(struct arena *arena)
{
	if (arena->chunks == NULL)
		return;
	if (arena->chunks->older == NULL && arena->reserved_bytes <= ARENA_KEEP_BYTES) {
		arena->next = arena->chunks->bytes;
		return;
	}
	size_t size = arena->reserved_bytes;
	arena_free(arena);
	add_chunk(arena, size < ARENA_KEEP_BYTES ? size : ARENA_KEEP_BYTES);
}

void arena_free(struct arena *arena)
{
	while (arena->chunks) {
		struct arena_chunk *older = arena->chunks->older;
		free(arena->chunks);
		arena->chunks = older;
	}
	arena_init(arena);
}
