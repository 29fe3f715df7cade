/* A shard, read from its front: inflated in pieces, with the SHA-256 of its bytes. */
#ifndef IO_SHARD_READER_H
#define IO_SHARD_READER_H

#include <stdint.h>

#include "core/base/digest.h"
#include "core/base/status.h"
#include "core/base/str.h"

struct shard_reader;

MUST_CHECK enum status shard_reader_open(const char *path, struct shard_reader **reader,
                                         struct error *error);
void shard_reader_close(struct shard_reader *reader); /* NULL is fine */

/* Some more of what it inflates to, valid until the next call; STATUS_END when that was all. Fails
 * where it cannot be read, and where it is damaged or not whole. */
MUST_CHECK enum status shard_reader_next(struct shard_reader *reader, struct str *rows,
                                         struct error *error);

/* Of the file, behind STATUS_END. */
uint64_t shard_reader_bytes(const struct shard_reader *reader);
void shard_reader_sha256(struct shard_reader *reader, char hex[SHA256_HEX_CHARS + 1]);

#endif
