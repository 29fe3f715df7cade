/* A tree as text, in the format of the html5lib tree construction tests. */
#ifndef CORE_HTML_DUMP_H
#define CORE_HTML_DUMP_H

#include "core/base/buf.h"
#include "core/html/tree.h"

/*
 * A line per node ("| " and two spaces for each level), attributes below their element and sorted
 * by name. What does not fit in the buffer is cut (`out->over`).
 */
void html_dump(const struct html_tree *tree, struct buf *out);

#endif
