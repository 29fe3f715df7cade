/* Which words of a page its prose has: a menu's stand there seldom, a heading's often. */
#ifndef CORE_ARTICLE_PAGE_WORDS_H
#define CORE_ARTICLE_PAGE_WORDS_H

#include "core/article/text_lines.h"

/* Sets `known`, `judged` and `small` of each line. */
void page_words_count(struct lines *lines, struct arena *arena);

#endif
