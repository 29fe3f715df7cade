/*
 * A file that records are appended to, each with its kind, its length and a checksum, and that is
 * read back from its front. What the records mean is the caller's business; they are of the machine
 * that wrote them.
 */
#ifndef IO_JOURNAL_H
#define IO_JOURNAL_H

#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/status.h"

enum { JOURNAL_RECORD_BYTES_MAX = 64 << 20 };

/* A record goes into `to` between these two; `begun` is what the first one has returned. */
size_t journal_begin(struct buf *to, uint32_t kind);
void journal_end(struct buf *to, size_t begun);

struct journal;

/* Opens the file at `path`, made if it is not there, to append behind its first `bytes` bytes;
 * what comes behind them is cut off. */
MUST_CHECK enum status journal_open(const char *path, uint64_t bytes, struct journal **journal,
                                    struct error *error);
void journal_close(struct journal *journal); /* NULL is fine */

/* Records as they were made by journal_begin and journal_end. */
MUST_CHECK enum status journal_append(struct journal *journal, struct str records,
                                      struct error *error);
MUST_CHECK enum status journal_sync(struct journal *journal, struct error *error);
uint64_t journal_bytes(const struct journal *journal);

/* Calls `visit` with each record of the first `bytes` bytes, and fails where it does, or where they
 * are not whole records. */
MUST_CHECK enum status journal_replay(const char *path, uint64_t bytes,
                                      enum status (*visit)(void *context, uint32_t kind,
                                                           struct str record, struct error *error),
                                      void *context, struct error *error);

#endif
