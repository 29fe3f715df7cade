/*
 * A document's row of an earlier run, read back, and written again as a run with another preset
 * would have written it.
 */
#ifndef CORE_STORED_ROW_H
#define CORE_STORED_ROW_H

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/page_filter.h"
#include "core/row.h"

struct stored_row {
	struct str line; /* as it was read, without "\n" */
	struct str id, url, text, source;
	struct str lang, kind, license, date; /* "" where it does not tell */
	struct str metadata;                  /* JSON */
	struct row_place place;

	size_t text_begin, text_end; /* of the text's JSON in the line */
	size_t kept_end;             /* of the metadata that no preset has written */
};

/* False if it is no row of a document. Texts are in `arena`. */
bool stored_row_read(struct str line, struct arena *arena, struct stored_row *row);

/* Of a reject's row: where the record stands. */
bool stored_row_read_place(struct str line, struct arena *arena, struct row_place *place);

/* The row as it was but for the text, "signals" and "filter"; without a verdict as without a
 * preset. */
void stored_row_write(const struct stored_row *row, const struct page_verdict *verdict,
                      struct buf *out);

/* The row of a reject, for a document that is not kept. */
void stored_row_write_reject(const struct stored_row *row, enum outcome reason, struct str detail,
                             struct buf *out);

#endif
