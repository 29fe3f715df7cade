/*
 * Readers' comments: where they are on a page, and which of the text there is what readers wrote.
 */
#ifndef CORE_ARTICLE_COMMENTS_H
#define CORE_ARTICLE_COMMENTS_H

#include "core/article/blocks.h"

/*
 * Sets kept[b] for each block b that is (a part of) a comment, and leaves the others as they are.
 * Names, dates, buttons, the form for a new comment and headings are no part of one.
 */
void comments_keep(const struct html_tree *tree, const struct blocks *blocks, struct arena *arena,
                   uint8_t *kept);

#endif
