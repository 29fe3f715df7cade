/*
 * The weight of each feature: a logistic regression on the lines of pages whose main text is known.
 * Written by `make train` (docs/training.md) from 1,497 pages of wcxb-dev.warc.wet.gz.
 */
#ifndef CORE_ARTICLE_LINE_TABLE_H
#define CORE_ARTICLE_LINE_TABLE_H

#include "core/article/text_lines.h"

static const float line_weights[LINE_FEATURE_COUNT] = {
	[LINE_ONE] = 2.605f,
	[LINE_WORDS] = -2.228f,
	[LINE_WORDS_FEW] = -0.763f,
	[LINE_WORDS_MANY] = 0.491f,
	[LINE_SENTENCE] = 0.036f,
	[LINE_COMMAS] = 0.547f,
	[LINE_DIGITS] = -0.916f,
	[LINE_CAPITALS] = -1.329f,
	[LINE_SEPARATORS] = -0.413f,
	[LINE_PRICE] = 0.364f,
	[LINE_SEEN] = -1.111f,
	[LINE_SAYS_FRAME] = -1.492f,
	[LINE_SAYS_MORE] = -0.369f,
	[LINE_SAYS_NAV] = -0.210f,
	[LINE_SAYS_BUY] = -1.109f,
	[LINE_SAYS_BYLINE] = -0.293f,
	[LINE_IS_ITEM] = -0.883f,
	[LINE_UNENDED] = -0.941f,
	[LINE_TRAILING] = 0.309f,
	[LINE_UNDER_MORE] = -0.757f,
	[LINE_GOOD_1] = -0.560f,
	[LINE_GOOD_2] = -0.255f,
	[LINE_GOOD_5] = 1.669f,
	[LINE_GOOD_SHARE_5] = -1.184f,
	[LINE_GOOD_SHARE_30] = 1.557f,
	[LINE_WORDS_2] = 0.798f,
	[LINE_FRAME_10] = -5.056f,
	[LINE_PREVIOUS] = 0.021f,
	[LINE_NEXT] = 0.286f,
	[LINE_BETWEEN] = 1.172f,
	[LINE_RUN] = -0.191f,
	[LINE_RUN_SHARE] = 1.034f,
	[LINE_BEFORE] = -1.614f,
	[LINE_GOOD_BEFORE] = 0.715f,
	[LINE_FIRST] = -2.108f,
	[LINE_TITLE] = 1.287f,
	[LINE_PAGE_GOOD] = -1.228f,
	[LINE_PAGE_WORDS] = -0.997f,
};

#endif
