/* Where the lines of a text page stand: near prose, in runs, under headings. */
#ifndef CORE_ARTICLE_LINE_PLACES_H
#define CORE_ARTICLE_LINE_PLACES_H

#include "core/article/text_lines.h"

/* Needs all that lines are by themselves, and their sums. */
void line_places_find(struct lines *lines, struct arena *arena);

#endif
