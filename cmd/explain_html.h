/* An explained page as an HTML page of its own, to be read in a browser. */
#ifndef CMD_EXPLAIN_HTML_H
#define CMD_EXPLAIN_HTML_H

#include "core/base/buf.h"
#include "core/explained_page.h"

/*
 * It loads nothing and has no script, and its content security policy forbids both; all that comes
 * from the page stands in it as text.
 */
void explain_html(const struct explained_page *explained, struct buf *out);

#endif
