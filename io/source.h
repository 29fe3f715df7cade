/* Where an input's bytes come from: a file, standard input, or a URL (fetch.h). */
#ifndef IO_SOURCE_H
#define IO_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/status.h"

struct source;

MUST_CHECK enum status source_open(const char *path, struct source **source, struct error *error);
void source_close(struct source *source); /* NULL is fine */

/* Appends up to `most` bytes; `*got` is 0 at the end only. */
MUST_CHECK enum status source_read(struct source *source, size_t most, struct buf *buf, size_t *got,
                                   struct error *error);

/* Moves as lseek does; the new place, or -1 where the source is a stream. */
int64_t source_seek(struct source *source, int64_t offset, int whence);

#endif
