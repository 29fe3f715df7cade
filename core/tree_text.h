/* The tree of an HTML page as text, in the form of html5lib's tree-construction tests. */
#ifndef CORE_TREE_TEXT_H
#define CORE_TREE_TEXT_H

#include "core/base/buf.h"
#include "core/base/str.h"

/*
 * Appends the tree of `page`, whatever its charset. `context` is empty for a document; for a
 * fragment the element it would stand in: "td", "svg path", "math mi".
 */
void tree_text(struct str page, struct str context, struct buf *out);

#endif
