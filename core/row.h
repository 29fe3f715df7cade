/*
 * The rows that are written: JSON objects, one a line. docs/rows.md has the schemas. All rows of a
 * kind have the same members in the same order with the same types; unknown text is "".
 */
#ifndef CORE_ROW_H
#define CORE_ROW_H

#include <stdint.h>

#include "core/base/buf.h"
#include "core/outcome.h"
#include "core/page.h"
#include "core/page_filter.h"

/* Where a record stands: input as the user named it, offset and length there. */
struct row_place {
	struct str file;
	uint64_t offset, length;
};

/*
 * Dolma's document: id, text, source, added, created, metadata. With a verdict, which may be NULL,
 * its text is written, and metadata ends with "signals" and "filter".
 */
void row_write_document(const struct page *page, const struct row_place *place, struct str source,
                        const struct page_verdict *verdict, struct buf *out);

/*
 * A row of Dolma's attributes, for the same document: numbers for spans of its text
 * (github.com/allenai/dolma, docs/data-format.md). Each span is all of the text that is written, in
 * code points. Values have six decimals, so that they are of one type; a share of nothing is 0.
 *
 *     {"id", "source", "attributes": {"thresh__SIGNAL": [[0, length, value]], …, "thresh__keep":
 * …}}
 */
void row_write_attributes(struct str id, struct str source, const struct page_verdict *verdict,
                          struct buf *out);

struct row_reject {
	struct str id, url;
	enum outcome reason;
	struct str duplicate_of; /* the id of the earlier document; empty if it is no duplicate */
	unsigned band;           /* that it shares with it, from 1; 0 if none */
	unsigned similarity;     /* estimated, percent; 0 if it is no duplicate */
	struct str detail;       /* more about the reason, as "404" or a MIME type */
};

void row_write_reject(const struct row_reject *reject, const struct row_place *place,
                      struct buf *out);

#endif
