/*
 * A file without a name: written front to back or here and there, read here and there, and gone
 * with the process. For what one run needs again and memory cannot hold.
 */
#ifndef IO_SPOOL_H
#define IO_SPOOL_H

#include <limits.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/status.h"

struct spool {
	int fd;
	char path[PATH_MAX]; /* for messages */
	struct buf pending;  /* appended, and not in the file yet */
	uint64_t bytes;      /* appended by now */
};

/* Makes the file as FOLDER/NAME; spool_close may follow whatever the status. */
MUST_CHECK enum status spool_open(struct spool *spool, const char *folder, const char *name,
                                  struct error *error);
void spool_close(struct spool *spool); /* of all zero bytes: nothing */

MUST_CHECK enum status spool_append(struct spool *spool, const void *bytes, size_t n,
                                    struct error *error);

/* What was appended can be read after this. */
MUST_CHECK enum status spool_flush(struct spool *spool, struct error *error);

MUST_CHECK enum status spool_write_at(struct spool *spool, uint64_t offset, const void *bytes,
                                      size_t n, struct error *error);
MUST_CHECK enum status spool_read_at(const struct spool *spool, uint64_t offset, void *bytes,
                                     size_t n, struct error *error);

#endif
