/*
 * A series of files NAME-00000.jsonl.zst, NAME-00001.jsonl.zst … in one folder, or, where NAME is a
 * path as "de/part", in a folder within it, which is made with the first of them. Each is one zstd
 * frame with content checksum, written as .tmp, synced, then renamed: a file with a final name is
 * whole.
 */
#ifndef IO_SHARD_H
#define IO_SHARD_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/digest.h"
#include "core/base/status.h"
#include "core/base/str.h"

enum { SHARD_NAME_BYTES = 96 };

/* A finished shard. */
struct shard {
	char name[SHARD_NAME_BYTES]; /* without the folder */
	char sha256[SHA256_HEX_CHARS + 1];
	uint64_t rows, raw_bytes, bytes;
};

struct shard_writer;

/* `name` is short. A shard is full when `raw_bytes_max` are in it, before compression.
 */
struct shard_writer *shard_writer_new(const char *folder, const char *name, uint64_t raw_bytes_max,
                                      int level, int threads);

/* A shard of the series that was finished before, the next one; fails if it is not there as it
 * was. */
MUST_CHECK enum status shard_writer_add_done(struct shard_writer *writer, const struct shard *shard,
                                             struct error *error);

/* Unfinished files are removed. */
void shard_writer_free(struct shard_writer *writer);

/* The rows of a batch, `count` lines. */
MUST_CHECK enum status shard_write_batch(struct shard_writer *writer, struct str rows,
                                         uint64_t count, struct error *error);

bool shard_writer_is_full(const struct shard_writer *writer);

/* Closes the shard in hand, if there is one. */
MUST_CHECK enum status shard_writer_close(struct shard_writer *writer, struct error *error);

/*
 * What the shard in hand holds, kept in the file `path` for a later run, and read back from there:
 * to go on with the same rows gives the same bytes. `kept` has its rows and raw bytes, 0 if there
 * is no shard in hand. The file may have more rows, behind those.
 */
MUST_CHECK enum status shard_writer_keep(struct shard_writer *writer, const char *path,
                                         struct shard *kept, struct error *error);
MUST_CHECK enum status shard_writer_take_back(struct shard_writer *writer, const char *path,
                                              const struct shard *kept, struct error *error);

/* Closes the last shard. A series without rows has one empty shard. */
MUST_CHECK enum status shard_writer_finish(struct shard_writer *writer, struct error *error);

const struct shard *shard_writer_list(const struct shard_writer *writer, size_t *count);

/*
 * Removes the shards of an earlier run from `folder`, NAME-*.jsonl.zst and their .tmp, but for the
 * first `kept` of them.
 */
MUST_CHECK enum status shard_remove_old(const char *folder, const char *name, size_t kept,
                                        struct error *error);

/* Whether a file's name is that of a shard of the series. */
bool shard_is_name(struct str file, const char *name);

#endif
