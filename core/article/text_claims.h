/*
 * What a text page says about itself, all of it in words that a reader sees: the first line, lines
 * like it, fields ("Date: …"), breadcrumbs, and names spelled like the host.
 */
#ifndef CORE_ARTICLE_TEXT_CLAIMS_H
#define CORE_ARTICLE_TEXT_CLAIMS_H

#include "core/article/article.h"
#include "core/article/select.h"
#include "core/article/text_lines.h"
#include "core/text/url.h"

/* Sets all of `article` but its text. There is a line at least; `items` says which are kept. */
void text_claims(const struct lines *lines, const struct selection_item *items, struct url url,
                 struct arena *arena, struct article *article);

#endif
