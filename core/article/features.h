/*
 * What can be told of a block by its text, its place in the tree and the blocks around it, as
 * numbers between about 0 and 1, for scores.h to weigh.
 */
#ifndef CORE_ARTICLE_FEATURES_H
#define CORE_ARTICLE_FEATURES_H

#include "core/article/blocks.h"
#include "core/base/arena.h"

enum feature {
#define FEATURE(identifier, meaning) FEATURE_##identifier,
#include "core/article/feature_list.h"
#undef FEATURE
	FEATURE_COUNT
};

/* What is told of a page before its blocks are looked at one by one. */
struct page_context;

struct page_context *page_context_new(const struct html_tree *tree, const struct blocks *blocks,
                                      struct arena *arena);

/* All features of block `b`; each is set. */
void features_of_block(const struct page_context *page, uint32_t b, float features[FEATURE_COUNT]);

#endif
