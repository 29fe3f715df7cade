/*
 * All shards that a run, a task or refilter writes: one writer for each series, and of those with
 * routes one for each route. They end together: when one is full all are closed, so that shards of
 * documents and their attributes have the same rows, and a checkpoint finds nothing open. Belongs
 * to one stage or thread.
 */
#ifndef CMD_OUTPUTS_H
#define CMD_OUTPUTS_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/series.h"
#include "core/base/status.h"
#include "core/base/str.h"
#include "io/shard.h"

enum { OUTPUTS_MAX = 2 * (ROUTES_MAX + 1) + 1, OUTPUTS_ZSTD_LEVEL = 3 };

struct outputs_options {
	const char *folder;
	uint64_t shard_bytes;
	int threads;     /* of libzstd, for documents that have no routes; 1 or more */
	bool attributes; /* the series of these is wanted */
	bool routes;     /* documents have routes */
	int task;        /* its number; shards are named after it. -1 for none */
	bool flat;       /* all in one folder, by names with "+" */
};

struct outputs;

struct outputs *outputs_new(const struct outputs_options *options);

/* NULL is fine. Unfinished files are removed. */
void outputs_free(struct outputs *outputs);

/* `count` rows. Of documents and attributes `route` is where to, "" without routes. */
MUST_CHECK enum status outputs_write(struct outputs *outputs, enum series series, struct str route,
                                     struct str rows, uint64_t count, struct error *error);

/* Closes all shards if one is full; `*closed` says so. */
MUST_CHECK enum status outputs_end_full(struct outputs *outputs, bool *closed, struct error *error);

/* Closes all. A series that is wanted and has no rows has one empty shard. */
MUST_CHECK enum status outputs_finish(struct outputs *outputs, struct error *error);

/* Shards of a series that are done, in the order in which they were. */
const struct shard *outputs_shards(const struct outputs *outputs, enum series series,
                                   size_t *count);

/* A shard that was done before; those of a series in their order. */
MUST_CHECK enum status outputs_add_done(struct outputs *outputs, enum series series,
                                        const struct shard *shard, struct error *error);

/* What is open, kept in files in a folder for a later run. */
struct open_shard {
	uint64_t series;
	struct shard shard;
};
struct open_shards {
	uint64_t count;
	struct open_shard list[OUTPUTS_MAX];
};

MUST_CHECK enum status outputs_keep(struct outputs *outputs, const char *folder,
                                    struct open_shards *open, struct error *error);
MUST_CHECK enum status outputs_take_back(struct outputs *outputs, const char *folder,
                                         const struct open_shards *open, struct error *error);

/* Removes what was kept in the folder. */
void outputs_forget_kept(const char *folder);

/* Removes shards that are not among those done: what came behind a checkpoint. */
MUST_CHECK enum status outputs_remove_behind(struct outputs *outputs, struct error *error);

#endif
