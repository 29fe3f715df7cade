/*
 * The running text alone, for those who favour precision: sets of news articles leave out what has
 * a place of its own (the title, the byline), what belongs to pictures, and the lists below a text.
 */
#ifndef CORE_ARTICLE_RUNNING_TEXT_H
#define CORE_ARTICLE_RUNNING_TEXT_H

#include "core/article/page_context.h"

/* Takes from `kept`, by block, what is not part of the running text. Of a page without a paragraph
 * all stays: what it has to say it says otherwise. */
void running_text_keep(const struct page_context *page, uint8_t *kept);

#endif
