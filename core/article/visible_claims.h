/*
 * What a page says to its readers of its author and dates: the byline around the heading, and
 * lines elsewhere that begin with "Published" or "Last updated".
 */
#ifndef CORE_ARTICLE_VISIBLE_CLAIMS_H
#define CORE_ARTICLE_VISIBLE_CLAIMS_H

#include "core/article/blocks.h"
#include "core/article/claims.h"
#include "core/article/markup_claims.h"

/* `heading` is the block of the page's heading; 0 if it has none. */
void visible_claims(const struct html_tree *tree, const struct blocks *blocks,
                    const struct markup *markup, uint32_t heading, struct claims *claims);

#endif
