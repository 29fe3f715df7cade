/* The kept blocks as one text. */
#ifndef CORE_ARTICLE_ASSEMBLE_H
#define CORE_ARTICLE_ASSEMBLE_H

#include "core/article/blocks.h"
#include "core/base/arena.h"

/*
 * `kept[b]` says whether block b is a part. Paragraphs are separated by a blank line, the items of
 * a list and the rows of a table by a line end, the cells of a row by a tab.
 */
struct str assemble(const struct blocks *blocks, const uint8_t *kept, struct arena *arena);

#endif
