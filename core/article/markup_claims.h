/* What the elements of a page say of it that were made for machines: <meta>, JSON-LD, microdata. */
#ifndef CORE_ARTICLE_MARKUP_CLAIMS_H
#define CORE_ARTICLE_MARKUP_CLAIMS_H

#include "core/article/claims.h"
#include "core/html/tree.h"

enum { MARKUP_TIMES_MAX = 64 };

/* What is no claim by itself, since it depends on what stands elsewhere. */
struct markup {
	struct str title;                 /* of the first <title>, as it stands */
	uint32_t times[MARKUP_TIMES_MAX]; /* nodes of the <time> elements, in order */
	uint32_t time_count;
};

void markup_claims(const struct html_tree *tree, struct claims *claims, struct markup *markup);

#endif
