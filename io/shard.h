/*
 * A series of files NAME-00000.jsonl.zst, NAME-00001.jsonl.zst … in one folder. Each is one zstd
 * frame with content checksum, written as .tmp, synced, then renamed: a file with a final name is
 * whole.
 */
#ifndef IO_SHARD_H
#define IO_SHARD_H

#include <stdint.h>

#include "core/base/digest.h"
#include "core/base/status.h"
#include "core/base/str.h"

enum { SHARD_NAME_BYTES = 64 };

/* A finished shard. */
struct shard {
	char name[SHARD_NAME_BYTES]; /* without the folder */
	char sha256[SHA256_HEX_CHARS + 1];
	uint64_t rows, raw_bytes, bytes;
};

struct shard_writer;

/* `name` is short, as "part". A shard is closed at the first batch end at or past `raw_bytes_max`.
 */
struct shard_writer *shard_writer_new(const char *folder, const char *name, uint64_t raw_bytes_max,
                                      int level, int threads);

/* Unfinished files are removed. */
void shard_writer_free(struct shard_writer *writer);

/* The rows of a batch, `count` lines. */
MUST_CHECK enum status shard_write_batch(struct shard_writer *writer, struct str rows,
                                         uint64_t count, struct error *error);

/* Closes the last shard. A series without rows has one empty shard. */
MUST_CHECK enum status shard_writer_finish(struct shard_writer *writer, struct error *error);

const struct shard *shard_writer_list(const struct shard_writer *writer, size_t *count);

/* Removes the shards of an earlier run from `folder`: NAME-*.jsonl.zst and their .tmp. */
MUST_CHECK enum status shard_remove_old(const char *folder, const char *name, struct error *error);

#endif
