/* The folder of a finished run, read back: its manifest, and the rows of its shards in order. */
#ifndef CMD_STORED_RUN_H
#define CMD_STORED_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/series.h"
#include "core/base/buf.h"
#include "core/base/status.h"
#include "core/sample.h"
#include "io/shard_reader.h"

struct stored_run {
	const char *path;
	struct buf manifest; /* valid JSON */
};

/* Fails for a folder without a finished run; `path` outlives it. */
MUST_CHECK enum status stored_run_open(const char *path, struct stored_run *run,
                                       struct error *error);
void stored_run_close(struct stored_run *run);

/* A member of the manifest's config, as JSON; empty if there is none. */
struct str stored_run_option(const struct stored_run *run, struct str name);

/* The sample of documents that it kept; all if it says of none. */
MUST_CHECK enum status stored_run_sample(const struct stored_run *run, struct sample *sample,
                                         struct error *error);

/*
 * Has it the texts of all documents as they were before any preset? The error says why not, and
 * what to do.
 */
MUST_CHECK enum status stored_run_has_texts(const struct stored_run *run, struct error *error);

/* The rows of a series, one after another. */
struct stored_rows {
	const struct stored_run *run;
	enum series series;
	struct str shards;           /* of the manifest, those that are to come */
	struct shard_reader *reader; /* of the one in hand */
	struct str bytes;            /* of it, those that are to come */
	struct buf line;             /* the beginning of a row */
};

void stored_rows_begin(struct stored_rows *rows, const struct stored_run *run, enum series series);
void stored_rows_end(struct stored_rows *rows);

/* The next row without "\n", valid until the next call; STATUS_END behind the last. */
MUST_CHECK enum status stored_rows_next(struct stored_rows *rows, struct str *line,
                                        struct error *error);

#endif
