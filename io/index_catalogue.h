/*
 * The file that an index is opened by: which segments and runs are in it. A few lines of text; the
 * last one is a checksum of all before it. Replacing it is what commits a run.
 */
#ifndef IO_INDEX_CATALOGUE_H
#define IO_INDEX_CATALOGUE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/hash.h"
#include "core/base/status.h"
#include "core/base/str.h"

enum {
	CATALOGUE_BYTES_MAX = 64 << 20,
	CATALOGUE_KEYS_BYTES = 64,
	CATALOGUE_SEGMENTS_MAX = 4096,
	CATALOGUE_RUNS_MAX = 1 << 20,
};

struct catalogue_segment {
	uint32_t number; /* in its file's name */
	uint64_t bytes;
};

struct catalogue_run {
	uint32_t documents; /* that it brought and that are still there */
	uint32_t exit_code;
	struct hash128 manifest; /* hash of the run's manifest.json */
};

/* Runs and segments are in the order of their documents, whose numbers begin at 0 without a gap. */
struct catalogue {
	char keys[CATALOGUE_KEYS_BYTES]; /* what the keys are made by: one word or several */
	uint32_t next_segment;
	struct catalogue_segment *segments;
	size_t segment_count;
	struct catalogue_run *runs;
	size_t run_count;
};

void catalogue_init(struct catalogue *catalogue, const char *keys);
void catalogue_free(struct catalogue *catalogue);

/* Fails with what is wrong; `path` is for the message. `*catalogue` needs catalogue_free then, too.
 */
MUST_CHECK enum status catalogue_read(struct str text, const char *path,
                                      struct catalogue *catalogue, struct error *error);
void catalogue_write(const struct catalogue *catalogue, struct buf *out);

void catalogue_add_segment(struct catalogue *catalogue, struct catalogue_segment segment);
void catalogue_add_run(struct catalogue *catalogue, struct catalogue_run run);

/* True if the last run was the one with this manifest; `*exit_code` is what the last one ended
 * with. */
bool catalogue_ends_with(const struct catalogue *catalogue, struct hash128 manifest,
                         int *exit_code);

#endif
