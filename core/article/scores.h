/* How likely each block is a part of the page's main text. */
#ifndef CORE_ARTICLE_SCORES_H
#define CORE_ARTICLE_SCORES_H

#include "core/article/features.h"
#include "core/base/arena.h"

struct forest;
struct page_context;

/*
 * One number between 0 and 1 for each block, in the arena; 0 for one that repeats the text of a
 * block that is likelier.
 */
const float *scores_of_blocks(const struct page_context *page, struct arena *arena);

/* What scores come from; its items are the features of blocks. */
const struct forest *scores_forest(void);

#endif
