/* The kept blocks as one text. */
#ifndef CORE_ARTICLE_ASSEMBLE_H
#define CORE_ARTICLE_ASSEMBLE_H

#include "core/article/article.h"
#include "core/article/blocks.h"
#include "core/base/arena.h"

/*
 * `kept[b]` says whether block b is a part; all are there, in their order.
 *
 * As plain text, paragraphs are separated by a blank line, the items of a list (where each is one
 * paragraph) and the rows of a table by a line end, the cells of a row by a tab; a cell that is
 * empty is still a cell, a column that is empty is none. Lines of <pre> and <br> are kept, but for
 * those in cells. As markdown: markdown.h.
 */
struct str assemble(const struct html_tree *tree, const struct blocks *blocks, const uint8_t *kept,
                    enum article_format format, struct arena *arena);

#endif
