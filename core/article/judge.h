/* What becomes of each block of a page: how likely it is wanted, and whether it is kept. */
#ifndef CORE_ARTICLE_JUDGE_H
#define CORE_ARTICLE_JUDGE_H

#include "core/article/article.h"
#include "core/article/blocks.h"

struct page_context;

struct judgement {
	const struct page_context *page; /* what was told of the page; for features.h */
	const float *scores;             /* by block: scores.h */
	const uint8_t *kept;             /* by block */
};

void judge_blocks(const struct html_tree *tree, const struct blocks *blocks, struct str url,
                  const struct article_options *options, struct arena *arena,
                  struct judgement *judgement);

#endif
