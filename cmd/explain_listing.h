/* An explained page as text for a terminal or a pipe. */
#ifndef CMD_EXPLAIN_LISTING_H
#define CMD_EXPLAIN_LISTING_H

#include "core/base/buf.h"
#include "core/explained_page.h"

/* A few lines for each block; none is wider than `columns`. */
void explain_listing_items(const struct explanation *explanation, unsigned columns,
                           struct buf *out);

/* What became of the page as a whole, and what it says about itself. */
void explain_listing_summary(const struct explained_page *explained, unsigned columns,
                             struct buf *out);

/* "kept 2 of 5 blocks, …", as the summary has it and other forms of output too; one line. */
void explain_listing_counts(const struct explanation *explanation, struct buf *out);

/* What the threshold is, and what there is no telling of; one sentence each. */
void explain_listing_threshold(const struct explanation *explanation, struct buf *out);
void explain_listing_limit(const struct explanation *explanation, struct buf *out);

#endif
