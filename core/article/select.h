/* Which blocks are kept, given how likely each is wanted, and what is worse: too much or too
 * little. */
#ifndef CORE_ARTICLE_SELECT_H
#define CORE_ARTICLE_SELECT_H

#include <stdint.h>

#include "core/article/article.h"

/* What is asked for in `words` is text length; `kept` is set for each of `count` items. */
struct selection_item {
	float probability;
	uint32_t words;
	uint8_t kept;
};

void select_items(struct selection_item *items, uint32_t count, enum article_favor favor);

/* The same for the lines of a text page. */
void select_lines(struct selection_item *items, uint32_t count, enum article_favor favor);

#endif
