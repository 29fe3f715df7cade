/*
 * What a map task has found, kept for its reduce task: a file of entries in input order, each with
 * its row as it is if nothing earlier has a key of it. One zstd frame, which a checksum ends.
 */
#ifndef CMD_SPILL_H
#define CMD_SPILL_H

#include <stdint.h>

#include "cmd/batch.h"
#include "core/base/status.h"
#include "core/row.h"

/* Of an entry without a place among the documents: nothing is asked about it. */
#define SPILL_NO_DOCUMENT UINT32_MAX

/* An entry that was read; slices are the reader's until the next one. */
struct spilled {
	enum outcome outcome;
	uint64_t input;    /* its number */
	uint32_t document; /* its number in the task, or SPILL_NO_DOCUMENT */
	uint64_t bytes, text_bytes, tokens;
	struct row_place place;
	uint64_t page_bytes;
	struct str id, url, detail, language, license, date;
	struct str row, attributes, route; /* of a document */
};

/*
 * The entry, with the row if it is a document, behind what is in `out`; it may be one that is
 * dropped by sample or preset if it is no duplicate.
 */
void spill_entry(struct batch *batch, struct batch_entry *entry, struct batch_worker *worker,
                 const struct packing *packing, struct buf *out);

struct spill_writer;
MUST_CHECK enum status spill_writer_open(const char *path, struct spill_writer **writer,
                                         struct error *error);
MUST_CHECK enum status spill_write(struct spill_writer *writer, struct str entries,
                                   struct error *error);
MUST_CHECK enum status spill_writer_finish(struct spill_writer *writer, struct error *error);
void spill_writer_free(struct spill_writer *writer); /* NULL is fine */

struct spill_reader;
MUST_CHECK enum status spill_reader_open(const char *path, struct spill_reader **reader,
                                         struct error *error);
/* STATUS_END behind the last. */
MUST_CHECK enum status spill_read(struct spill_reader *reader, struct spilled *entry,
                                  struct error *error);
void spill_reader_close(struct spill_reader *reader); /* NULL is fine */

#endif
