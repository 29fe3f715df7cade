/*
 * An input, read from front to back and cut into batches at what looks like a record's start,
 * without inflating. What it is gets told by its first bytes, never by its name.
 *
 * A compressed file that is one single member or frame around all records cannot be cut; it is
 * inflated here, by the one thread that reads, and then cut as a plain one. Its offsets are those of
 * the inflated stream.
 */
#ifndef IO_ARCHIVE_H
#define IO_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/status.h"
#include "io/records.h"

enum {
	BATCH_BYTES = 4 << 20,      /* as stored; a batch is cut at the first start behind that */
	CUT_SEARCH_BYTES = 8 << 20, /* how far that start is looked for */
	ARCHIVE_BATCH_BYTES_MAX = BATCH_BYTES + CUT_SEARCH_BYTES,
};

struct archive;

enum archive_result {
	ARCHIVE_OK,
	ARCHIVE_EMPTY, /* no bytes at all */
	ARCHIVE_OTHER, /* no record near its beginning: something else */
	ARCHIVE_ERROR, /* could not be opened or read: see error */
};

/* `reader` is used for looking inside, and not kept. */
MUST_CHECK enum archive_result archive_open(const char *path, struct record_reader *reader,
                                            struct archive **archive, struct error *error);
void archive_close(struct archive *archive); /* NULL is fine */

/*
 * The next batch: its bytes into `bytes` (which must be empty; memory is exchanged, not copied), what they are into `batch`.
 * STATUS_END behind the last. A read error ends the input as damage does (batch->cut_short) and
 * is returned as STATUS_FAILED only by the call after.
 */
MUST_CHECK enum status archive_next(struct archive *archive, struct buf *bytes,
                                    struct batch_bytes *batch, struct error *error);

/* "gzip", "gzip-stream", "zstd", "zstd-stream" or "plain". */
const char *archive_container_name(const struct archive *archive);

/* Bytes read from the file so far. */
uint64_t archive_bytes_read(const struct archive *archive);

#endif
