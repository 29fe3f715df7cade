/* What a page says about itself. */
#ifndef CORE_ARTICLE_METADATA_H
#define CORE_ARTICLE_METADATA_H

#include "core/article/article.h"
#include "core/article/blocks.h"
#include "core/article/title.h"

/* Sets all of `article` but its text. */
void metadata_from_tree(const struct html_tree *tree, const struct blocks *blocks, struct str url,
                        struct arena *arena, struct article *article);

/* What of a page may be its title, for scripts/train. */
void metadata_title_sources(const struct html_tree *tree, const struct blocks *blocks,
                            struct str url, struct arena *arena, struct title_sources *sources);

#endif
