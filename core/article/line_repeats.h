/* Which lines of a text page are like others of it. */
#ifndef CORE_ARTICLE_LINE_REPEATS_H
#define CORE_ARTICLE_LINE_REPEATS_H

#include "core/article/text_lines.h"

/* Sets `first_same`, `same`, `same_before`, `since_same`, `same_start` and the marks SEEN and
 * AGAIN. */
void line_repeats_count(struct lines *lines, struct arena *arena);

#endif
