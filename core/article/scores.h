/* How likely each block is a part of the page's main text. */
#ifndef CORE_ARTICLE_SCORES_H
#define CORE_ARTICLE_SCORES_H

#include "core/article/blocks.h"
#include "core/base/arena.h"

/* One number between 0 and 1 for each block, in the arena. */
const float *scores_of_blocks(const struct html_tree *tree, const struct blocks *blocks,
                              struct arena *arena);

#endif
