/*
 * What libarchive reads and we do not: zip (WACZ), tar, 7z with files in them, and the filters xz,
 * bzip2 and lz4 around one file. Files come out one after another, as streams.
 */
#ifndef IO_UNPACK_H
#define IO_UNPACK_H

#include <stdbool.h>

#include "core/base/buf.h"
#include "core/base/status.h"
#include "io/source.h"

enum { UNPACK_START_BYTES = 512 }; /* what unpack_knows wants to see: a tar header */

/* By its first bytes. */
bool unpack_knows(struct str start);
bool unpack_is_tar(struct str start); /* also what a compressed tar inflates to */

struct unpack;

/* `path` is for messages; `source` stays the caller's, `start` is what was read from it already. */
MUST_CHECK enum status unpack_open(const char *path, struct source *source, struct str start,
                                   struct unpack **unpack, struct error *error);
void unpack_close(struct unpack *unpack); /* NULL is fine */

/*
 * The next file; STATUS_END behind the last. Its name as it stands in the container, never used as
 * a path here; empty for a filter around one file. Valid until the next call.
 */
MUST_CHECK enum status unpack_next(struct unpack *unpack, const char **name, struct error *error);

/*
 * As source_read, of the file in hand. A failure, which may be a wrong checksum behind the last
 * byte, ends that file; unpack_next goes on to the one behind it, where that can be read.
 */
MUST_CHECK enum status unpack_read(struct unpack *unpack, size_t most, struct buf *buf, size_t *got,
                                   struct error *error);

#endif
