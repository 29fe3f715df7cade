/*
 * OUT/manifest.json: what went in, what came out, and how it was counted. The same bytes for the
 * same inputs and options, so nothing of the machine or the clock is in it. One line, so that tools
 * that read all of OUT as JSON lines pass over it.
 */
#ifndef CMD_MANIFEST_H
#define CMD_MANIFEST_H

#include "cmd/pipeline.h"
#include "core/base/hash.h"
#include "core/base/status.h"

enum { MANIFEST_BYTES_MAX = 1 << 30 };

/* Opens the manifest's object, with what the command line alone decides: program and config. */
void manifest_write_begin(const struct run_config *config, struct buf *out);

/* The value of "config" alone. */
void manifest_write_config(const struct run_config *config, struct buf *out);

/* A path may be any bytes, JSON may not: what is not printable ASCII is written as %XX. */
void manifest_member_path(struct buf *out, const char *name, const char *path);

/* Members "preset" and "annotate". */
void manifest_member_preset(struct buf *out, const struct preset_loaded *preset);

/* Members "sample", "route" and "dolma_attributes". */
void manifest_member_shape(struct buf *out, const struct shape *shape);

/* A member `name`, the list of a series of shards. */
void manifest_member_shards(const struct shard *shards, size_t count, const char *name,
                            struct buf *out);

/* True if `text` is the manifest of a run of such inputs with such options. */
bool manifest_is_of(struct str text, const struct run_config *config, const struct inputs *inputs);

/* `*hash` is that of the file's bytes. */
MUST_CHECK enum status manifest_write(const char *path, const struct run_config *config,
                                      const struct inputs *inputs, const struct run_report *report,
                                      struct hash128 *hash, struct error *error);

#endif
