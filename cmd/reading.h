/*
 * The first half of a run: inputs, cut into batches in their order, and the check behind the
 * workers that a batch began where the one before had ended (io/archive.h says why it may not).
 * Used by the serial stages `read` and `seen`; each has members of its own.
 */
#ifndef CMD_READING_H
#define CMD_READING_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/batch.h"
#include "cmd/run_log.h"
#include "core/base/status.h"
#include "core/tally.h"
#include "io/archive.h"
#include "io/carry.h"
#include "io/inputs.h"
#include "io/term.h"

enum { INPUT_CONTAINER_BYTES = 32 };

/* What became of an input. */
struct input_report {
	char container[INPUT_CONTAINER_BYTES]; /* "warc.gz", …; "" if it is no archive */
	char *problem;       /* NULL, or why it could not be read to its end; owned */
	bool passed_over;    /* found in a folder, and no archive */
	uint64_t file_bytes; /* read from the file */
	struct tally tally;
};

/* A stretch of an input: the records that begin in it. Both ends are starts of records, or the
 * input's. */
struct slice {
	uint64_t input;
	uint64_t from, to; /* UINT64_MAX: to its end */
};

struct reading {
	const struct inputs *inputs;
	struct input_report *reports; /* as many as inputs */
	const struct slice *slices;   /* what is read, in this order; NULL: all inputs as a whole */
	size_t slice_count;
	const struct run_log *log; /* where problems of inputs are said; NULL: nowhere */
	struct term *term;

	/* read */
	size_t next_slice;
	struct slice slice; /* in hand */
	struct batch_position next;
	struct error error;
	struct archive *archive;
	struct record_reader *sniffer;
	bool stopped; /* by a signal */

	/* seen */
	struct carry carry;
};

/* All set but what is said to be of a stage. */
void reading_begin(struct reading *reading, size_t record_bytes_max);
void reading_end(struct reading *reading);

/* A stage of a flow: the next batch. STATUS_END behind the last, and when stop_asked(). */
MUST_CHECK enum status reading_next(struct reading *reading, struct batch *batch);

/* Opens the input of the last batch that was written, to read on behind it. */
MUST_CHECK enum status reading_go_on(struct reading *reading, const struct batch_position *last,
                                     struct error *error);

/* In `seen`: extracts the batch again if it was from the wrong place. */
void reading_check_cut(struct reading *reading, struct batch *batch, struct batch_worker *worker,
                       const struct page_limits *limits);

/* A copy of the text, for input_report.problem. */
char *reading_problem(struct str text);

struct input_report *reading_reports_new(size_t inputs);
void reading_reports_free(struct input_report *reports, size_t inputs);

#endif
