/* An explained page as JSON lines. */
#ifndef CMD_EXPLAIN_ROWS_H
#define CMD_EXPLAIN_ROWS_H

#include "core/base/buf.h"
#include "core/explained_page.h"

/* One object for each block; all have the same members. */
void explain_rows(const struct explanation *explanation, struct buf *out);

#endif
