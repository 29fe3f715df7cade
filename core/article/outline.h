/*
 * What of a page's structure its text is written by: the quotes and list items, tables and
 * preformatted text that each box stands in. Built for the blocks that are kept.
 */
#ifndef CORE_ARTICLE_OUTLINE_H
#define CORE_ARTICLE_OUTLINE_H

#include "core/article/blocks.h"

enum {
	/*
	 * Of what quotes and items put before each line in markdown. It bounds the output: a page
	 * of a thousand nested quotes is not a thousand times as large. What is nested deeper is
	 * written as if it stood in the last one that fits.
	 */
	OUTLINE_PREFIX_BYTES_MAX = 24,
	OUTLINE_DEPTH_MAX = OUTLINE_PREFIX_BYTES_MAX / 2,
	OUTLINE_NUMBER_MAX = 999999999, /* CommonMark: nine digits */
};

enum outline_kind {
	OUTLINE_NONE,
	OUTLINE_QUOTE,
	OUTLINE_BULLET,
	OUTLINE_NUMBERED,
	OUTLINE_TERM, /* dt: parts the text as an item does, but has no mark */
};

struct outline_box {
	uint32_t around; /* the nearest quote, item or term around it, or 0 */
	uint32_t list;   /* of an item: its list's box; of other boxes: the one around, or 0 */
	uint32_t root;   /* the outermost list around it, or 0 */
	uint32_t table, cell, code; /* the nearest around it or itself, or 0; code: outermost */
	uint32_t number;            /* of an item; of a list: of the item behind the last */
	uint32_t last_item;         /* of a list, or 0 */
	uint8_t kind;               /* enum outline_kind */
	uint8_t width;              /* bytes that it puts before each line */
	uint8_t prefix_bytes;       /* its own and those of all around it */
	bool is_layout;             /* of a table: its cells are no data */
};

struct outline {
	const struct html_tree *tree;
	const struct blocks *blocks;
	const uint8_t *kept;
	struct outline_box *boxes; /* as many as blocks->boxes */
};

void outline_init(struct outline *outline, const struct html_tree *tree,
                  const struct blocks *blocks, const uint8_t *kept, struct arena *arena);

/* The box itself or the nearest around it that is a quote, item or term; or 0. */
uint32_t outline_container(const struct outline *outline, uint32_t box);

/* The same, items and terms alone. */
uint32_t outline_item(const struct outline *outline, uint32_t box);

/* The box of the preformatted text that the block is (a part of), or 0. */
uint32_t outline_code(const struct outline *outline, const struct block *block);

/* A block's text without what only a browser's reader can use: the "¶" that links to a heading. */
struct str outline_text(const struct block *block);

/* The table of data in a cell of which the block stands, or 0. */
uint32_t outline_data_table(const struct outline *outline, const struct block *block);

#endif
