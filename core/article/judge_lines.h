/* What becomes of each line of a text page: how likely it is wanted, and whether it is kept. */
#ifndef CORE_ARTICLE_JUDGE_LINES_H
#define CORE_ARTICLE_JUDGE_LINES_H

#include "core/article/article.h"
#include "core/article/select.h"
#include "core/article/line_features.h"

struct forest;

/* One item for each line, in the arena. */
const struct selection_item *judge_lines(const struct lines *lines, enum article_favor favor,
                                         struct arena *arena);

/* What probabilities come from; its items are the features of lines. */
const struct forest *lines_forest(void);

#endif
