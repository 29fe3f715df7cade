/*
 * An input, read from front to back and cut into batches at what looks like a record's start,
 * without inflating. What it is gets told by its first bytes, never by its name; only plain text,
 * which has none, needs a name that ends in ".txt".
 *
 * A compressed file that is one single member or frame around all records cannot be cut; it is
 * inflated here, by the one thread that reads, and then cut as a plain one. Its offsets are those
 * of the inflated stream. A zip, tar or 7z is read as the archives in it, one after another.
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
	ARCHIVE_OTHER, /* nothing that is read here */
	ARCHIVE_ERROR, /* could not be opened or read: see error */
};

/*
 * `reader` is used for looking inside, and must outlive the archive. With `archives_only` a file
 * that is one page is ARCHIVE_OTHER.
 */
MUST_CHECK enum archive_result archive_open(const char *path, bool archives_only,
                                            struct record_reader *reader, struct archive **archive,
                                            struct error *error);
/* Says in `error` why there is nothing to read; of ARCHIVE_ERROR it is said already. */
void archive_explain(enum archive_result result, const char *name, struct error *error);

void archive_close(struct archive *archive); /* NULL is fine */

/* The file's first bytes are those of an archive, a container or compressed data. */
bool archive_begins(const char *path);

struct archive_batch {
	struct batch_bytes span;
	const char
	        *name;  /* of the file in a zip, tar or 7z; else empty; valid until the next call */
	bool first;     /* of its file */
	bool is_stream; /* offsets are those of what the file inflates to */
	uint64_t end; /* pieces that begin there or behind it are not wanted; UINT64_MAX for none */
};

/*
 * The next batch: its bytes into `bytes` (which must be empty; memory is exchanged, not copied);
 * its dictionary stays the archive's, until the archive is closed or another file in it begins.
 * STATUS_END behind the last. A read error ends the file as damage does (span.cut_short) and
 * is returned as STATUS_FAILED by the call after, once; the next call goes on with the next file in
 * the container, or is the end.
 */
MUST_CHECK enum status archive_next(struct archive *archive, struct buf *bytes,
                                    struct archive_batch *batch, struct error *error);

/*
 * The next batch begins at `offset` in the input. False, and nothing changed, where that cannot be:
 * standard input, a stream, a container.
 */
bool archive_seek(struct archive *archive, uint64_t offset);

/*
 * Of a file that archive_seek can seek in: what is between two starts of records is all there is of
 * it (UINT64_MAX: to its end). The last batch is of what stands behind `to`, its `end`: for a
 * record before `to` that is damaged, since it takes the bytes behind it to tell.
 */
bool archive_slice(struct archive *archive, uint64_t from, uint64_t to);

/*
 * The first start of a record at or behind `offset`, within CUT_SEARCH_BYTES, that is more than its
 * first bytes; false if there is none, or where it cannot be read from there. The next batch is no
 * more what it was.
 */
bool archive_find_start(struct archive *archive, uint64_t offset, uint64_t *start);

/* As "warc.gz", "arc", "jsonl.zst": format and container; "-stream" for one that cannot be cut. */
void archive_describe(const struct archive *archive, char *text, size_t size);

/* Bytes of the file that were read so far; those before the place of the last archive_seek count.
 */
uint64_t archive_bytes_read(const struct archive *archive);

#endif
