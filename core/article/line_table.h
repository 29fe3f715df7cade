/*
 * The weight of each feature: a logistic regression (L2 penalty 1e-5) on the lines of pages whose main
 * text is known (the 1,497 of the WCXB development split). A line's target is the share of its words
 * that align with that text, its weight their number, and each page weighs the same.
 */
#ifndef CORE_ARTICLE_LINE_TABLE_H
#define CORE_ARTICLE_LINE_TABLE_H

#include "core/article/text_lines.h"

static const float line_weights[LINE_FEATURE_COUNT] = {
	[LINE_ONE] = 1.935f,
	[LINE_WORDS] = -1.294f,
	[LINE_WORDS_FEW] = -0.640f,
	[LINE_WORDS_MANY] = 0.468f,
	[LINE_SENTENCE] = 0.066f,
	[LINE_COMMAS] = 0.541f,
	[LINE_DIGITS] = -1.159f,
	[LINE_CAPITALS] = -1.328f,
	[LINE_SEPARATORS] = -0.309f,
	[LINE_PRICE] = 0.398f,
	[LINE_SEEN] = -1.429f,
	[LINE_SAYS_FRAME] = -1.462f,
	[LINE_SAYS_MORE] = -0.321f,
	[LINE_SAYS_NAV] = -0.221f,
	[LINE_SAYS_BUY] = -0.761f,
	[LINE_SAYS_BYLINE] = -0.270f,
	[LINE_IS_ITEM] = -0.850f,
	[LINE_UNENDED] = -0.844f,
	[LINE_TRAILING] = 0.223f,
	[LINE_UNDER_MORE] = -0.721f,
	[LINE_GOOD_1] = -0.694f,
	[LINE_GOOD_2] = -0.279f,
	[LINE_GOOD_5] = 1.556f,
	[LINE_GOOD_SHARE_5] = -1.146f,
	[LINE_GOOD_SHARE_30] = 1.474f,
	[LINE_WORDS_2] = 0.539f,
	[LINE_FRAME_10] = -4.979f,
	[LINE_PREVIOUS] = 0.142f,
	[LINE_NEXT] = 0.387f,
	[LINE_BETWEEN] = 0.960f,
	[LINE_RUN] = -0.344f,
	[LINE_RUN_SHARE] = 1.144f,
	[LINE_BEFORE] = -1.504f,
	[LINE_GOOD_BEFORE] = 0.678f,
	[LINE_FIRST] = -1.717f,
	[LINE_TITLE] = 1.216f,
	[LINE_PAGE_GOOD] = -1.031f,
	[LINE_PAGE_WORDS] = -0.773f,
};

#endif
