#include "core/article/assemble.h"

#include <string.h>

static const char *separator(const struct blocks *blocks, const struct block *a,
                             const struct block *b)
{
	const struct box *boxes = blocks->boxes;
	bool are_cells = a->kind == BLOCK_CELL && b->kind == BLOCK_CELL;
	if (are_cells && a->row == b->row)
		return "\t";
	if (are_cells && boxes[a->row].parent == boxes[b->row].parent)
		return "\n";
	bool are_items = a->kind == BLOCK_ITEM && b->kind == BLOCK_ITEM;
	if (are_items && boxes[a->box].parent == boxes[b->box].parent)
		return "\n";
	return "\n\n";
}

struct str assemble(const struct blocks *blocks, const uint8_t *kept, struct arena *arena)
{
	enum { SEPARATOR_BYTES_MAX = 2 };
	size_t bytes_max = 0, n = 0;
	for (uint32_t b = 0; b < blocks->block_count; b++)
		bytes_max += kept[b] ? blocks->blocks[b].text.n + SEPARATOR_BYTES_MAX : 0;
	char *text = arena_bytes(arena, bytes_max);
	const struct block *last = NULL;
	for (uint32_t b = 0; b < blocks->block_count; b++) {
		const struct block *block = &blocks->blocks[b];
		if (!kept[b])
			continue;
		struct str between = str_from(last ? separator(blocks, last, block) : "");
		memcpy(text + n, between.p, between.n);
		n += between.n;
		memcpy(text + n, block->text.p, block->text.n);
		n += block->text.n;
		last = block;
	}
	arena_shrink(arena, text, bytes_max, n);
	return (struct str){text, n};
}
