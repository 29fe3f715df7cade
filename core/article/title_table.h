/*
 * The weight of each feature: a logistic regression on the titles of pages whose main text is known.
 * Written by `make train` (docs/training.md) from 1,497 pages of wcxb-dev.warc.gz.
 */
#ifndef CORE_ARTICLE_TITLE_TABLE_H
#define CORE_ARTICLE_TITLE_TABLE_H

#include "core/article/title.h"

static const float title_weights[TITLE_FEATURE_COUNT] = {
	[TITLE_SOURCES] = 2.224f,
	[TITLE_AGREES] = 2.881f,
	[TITLE_ADDRESS] = 1.769f,
	[TITLE_ONE_WORD] = -1.197f,
	[TITLE_SITE] = -0.813f,
	[TITLE_FRONT_SITE] = 1.775f,
	[TITLE_HEADING] = 0.972f,
	[TITLE_HEADING_SITE] = -1.075f,
	[TITLE_HEADING_FIRST] = 0.883f,
	[TITLE_HEADING_LAST] = 1.121f,
	[TITLE_HEADING_LINKED] = 1.070f,
	[TITLE_BEST] = 1.454f,
	[TITLE_BEST_AGREES] = -1.134f,
	[TITLE_BEST_FAR] = -0.756f,
	[TITLE_PARTED] = -1.791f,
	[TITLE_FIRST] = 0.800f,
	[TITLE_UP_TO_LAST] = -0.669f,
	[TITLE_AFTER_FIRST] = -1.231f,
	[TITLE_REST_SITE] = 0.431f,
	[TITLE_REST_HEADING] = 0.781f,
};

#endif
