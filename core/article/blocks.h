/*
 * The text of a page as a sequence of blocks in document order: a block is the text between two
 * borders of block-level elements. It has one owner, a box: the block-level element it stands in.
 * Boxes form a tree, flat and in preorder like the HTML tree, with the blocks of each box next to
 * one another: box b holds the blocks first_block .. end_block-1.
 *
 * Nothing that a reader could see is thrown away here: text that is hidden, in buttons, labels,
 * <template>, <noscript> and the like is there and marked. Text of script, style, svg, iframe
 * and of other embedded content is not, nor is <head>.
 */
#ifndef CORE_ARTICLE_BLOCKS_H
#define CORE_ARTICLE_BLOCKS_H

#include <stdint.h>

#include "core/article/families.h"
#include "core/base/arena.h"
#include "core/base/str.h"
#include "core/html/tree.h"

enum {
	BLOCKS_MAX = 1 << 17, /* text behind that many blocks is left out and counted */
	BOXES_MAX = 1 << 18,  /* elements past that many belong to the box around them */
};

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING, /* h1 to h6: `level` */
	BLOCK_ITEM,    /* li, dt, dd */
	BLOCK_CELL,    /* td, th */
	BLOCK_CODE,    /* pre: line breaks and indents are kept */
	BLOCK_CAPTION, /* figcaption, caption, legend, summary */
	BLOCK_CONTROL, /* button, label, option */
};

/* What an element stands in, by the tags and roles of its ancestors and itself. */
enum place {
	PLACE_NAV,
	PLACE_HEADER,
	PLACE_FOOTER,
	PLACE_ASIDE,
	PLACE_ARTICLE,
	PLACE_MAIN,
	PLACE_SECTION,
	PLACE_FORM,
	PLACE_TABLE,
	PLACE_LIST,
	PLACE_FIGURE,
	PLACE_QUOTE,
	PLACE_DETAILS,
	PLACE_DIALOG,
	PLACE_CONTROL, /* button, label, select */
	PLACE_ADDRESS,
	PLACE_NOSCRIPT,
	PLACE_TEMPLATE,
	PLACE_HIDDEN,      /* by `hidden`, style or class */
	PLACE_ARIA_HIDDEN, /* only to screen readers */
	PLACE_COUNT
};

#define PLACE_BIT(place) (1u << (place))

struct box {
	uint32_t node;
	uint32_t parent;                   /* of box 0, the document: 0 */
	uint32_t first_block, end_block;   /* its own and those of the boxes in it */
	uint32_t places, families;         /* its own, and those of all around it */
	uint32_t own_places, own_families; /* its own, and of inline elements right around it */
	uint32_t alike_key;                /* of tag and class: equal for equal ones */
	uint32_t end;                      /* one past the last box in it */
};

struct block {
	struct str text; /* valid UTF-8, white space folded; a '\n' where <br> or <pre> has one */
	uint32_t node;   /* the text that it begins with */
	uint32_t box;
	uint32_t row;      /* the box of the table row it stands in, or 0 */
	uint32_t places;   /* of the box and of the inline elements that the text begins in */
	uint32_t families; /* of those inline elements alone */
	uint32_t words;    /* words_measure */
	uint32_t link_bytes,
	        bold_bytes;     /* how much of the text stands in <a href>, in <b>, <strong> */
	uint32_t links;         /* how many <a href> it has text of */
	uint32_t images_before; /* <img> of the page that came before it */
	uint8_t kind, level;
};

struct blocks {
	const struct block *blocks;
	const struct box *boxes;
	uint32_t block_count, box_count;
	uint32_t dropped; /* blocks past BLOCKS_MAX */
};

void blocks_from_tree(const struct html_tree *tree, struct arena *arena, struct blocks *blocks);

#endif
