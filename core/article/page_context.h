/*
 * What is told of a page before its blocks are looked at one by one: sums over blocks from the
 * beginning on, so that "how much text in this box, or in these neighbours" is a difference of two;
 * and of each block and box what several features need.
 *
 * "Good" text is what reads as prose of the page itself: several words, few of them links.
 */
#ifndef CORE_ARTICLE_PAGE_CONTEXT_H
#define CORE_ARTICLE_PAGE_CONTEXT_H

#include <stdbool.h>

#include "core/article/features.h"
#include "core/article/page_facts.h"
#include "core/article/phrases.h"
#include "core/article/shape.h"
#include "core/article/word_set.h"

enum { NO_BLOCK = UINT32_MAX };

enum {
	NEAR_PLACES = 0,
	NEAR_FAMILIES = NEAR_PLACES + PLACE_COUNT,
	NEAR_ITEM = NEAR_FAMILIES + FAMILY_COUNT,
	NEAR_COUNT,
	DISTANCE_NONE = 255,
	KIN_MIN = 3, /* so many alike siblings are a repetition */
};

struct sums {
	uint32_t words, link_words, good_words, prose_words;
	uint32_t headings, says, seen;
};

/* What is told of a block. */
struct glance {
	struct shape shape;
	uint32_t links;   /* share of its text in links, in thousandths */
	uint32_t says;    /* set of enum phrase */
	uint32_t text;    /* the number of its text: the same for the same text */
	uint32_t seen;    /* how often that came before */
	uint32_t heading; /* the last heading at or before it; itself if it is one, or NO_BLOCK */
	uint32_t next_heading;     /* behind it */
	struct word_overlap title; /* of headings */
	bool is_good, is_sentence, has_price;
};

/* The siblings of one tag and class. */
struct kin {
	uint32_t count, first; /* first: the first of them, a box */
	struct sums sums;
	uint32_t blocks, images;
};

/* Blocks or items of the same path of tags and classes. */
struct group {
	uint32_t blocks;
	struct sums block_sums; /* of the blocks whose own box has the path */
	uint32_t items, item_words;
};

/* What is told of a box. */
struct surroundings {
	struct sums sums;
	uint32_t images;
	uint32_t depth;
	uint32_t wider;    /* the nearest box around it with more text; of box 0: 0 */
	uint32_t repeated; /* itself or the nearest around it that is one of KIN_MIN alike, or 0 */
	uint32_t kin;      /* its kin, in page_context.kin */
	uint32_t path;     /* in page_context.groups */
	float score;       /* by the paragraphs in it */
	uint8_t near[NEAR_COUNT];
};

struct best_box {
	uint32_t box;
	uint32_t first_block, end_block;
	uint32_t *steps; /* by box: how far up one is that has it in it */
};

/* What is counted of a page's blocks and boxes alone. */
struct page_counts {
	uint32_t kinds[BLOCK_CONTROL + 1];                    /* of blocks */
	uint32_t families[FAMILY_COUNT], places[PLACE_COUNT]; /* of boxes, by their own */
	uint32_t prices, sentences, good_blocks;
	uint32_t longest; /* words of a block */
};

struct page_context {
	const struct html_tree *tree;
	const struct blocks *blocks;
	struct page_facts facts;
	struct word_set title;
	struct sums *before; /* before[b]: over the blocks 0 .. b-1; one more than blocks */
	struct sums all;
	struct page_counts counts;
	struct glance *glances;            /* by block */
	struct surroundings *surroundings; /* by box */
	uint32_t *text_counts;             /* by glance.text */
	struct kin *kin;
	struct group *groups;
	uint32_t kin_count, group_count;
	uint32_t largest_group; /* words of the items of the group that has most */
	struct best_box gain, best;
	uint32_t h1;          /* block, or NO_BLOCK */
	uint32_t title_block; /* the one most like the title, or NO_BLOCK */
	int16_t *box_rows;    /* by box, set for those that blocks ask for: BOX_COLUMNS */
	int16_t *kin_rows;    /* by kin, set for those of KIN_MIN: KIN_COLUMNS */
	int16_t *page_row;
};

/* In features.c: the rows of a page's context that blocks copy. */
void rows_of_page(struct page_context *page, struct arena *arena);

/* Past what a feature can be it does not matter any more. */
static inline uint32_t permille(uint32_t part, uint32_t whole)
{
	const float most = 1 << 16;
	if (whole == 0)
		return 0;
	float share = 1000 * (float)part / (float)whole;
	return (uint32_t)(share < most ? share : most);
}

static inline int16_t clip(uint32_t count)
{
	return count < INT16_MAX ? (int16_t)count : INT16_MAX;
}

#endif
