/*
 * A run: paths → read → [page]×N → seen → [pack]×N → write. docs/flow.md has the picture.
 *
 * Batches go through io/flow.h; this file knows what a batch is and what each stage does with it.
 */
#ifndef CMD_PIPELINE_H
#define CMD_PIPELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/dedup.h"
#include "cmd/preset_values.h"
#include "cmd/run_log.h"
#include "cmd/times.h"
#include "core/base/status.h"
#include "core/dedup/dropped_lines.h"
#include "core/page.h"
#include "core/rules/rule_run.h"
#include "core/stats.h"
#include "core/tally.h"
#include "io/inputs.h"
#include "io/shard.h"

struct run_config {
	const char *output;
	const char *source; /* of every row */
	int jobs, batches;  /* threads, and batches at a time */
	struct dedup_config dedup;
	struct article_options article;
	const struct rule_set *rules;
	const struct preset_loaded *preset;
	uint64_t shard_bytes;      /* of rows, before compression */
	uint64_t record_bytes_max; /* larger records are lost, and counted */
	uint64_t page_ms;          /* what a page may cost, see core/base/budget.h */
	bool verify_digests;
	bool quiet;
	bool resume; /* go on from the checkpoint in `output`, which is of this run */
	struct run_log log;
};

enum { INPUT_CONTAINER_BYTES = 32 };

/* What became of an input. */
struct input_report {
	char container[INPUT_CONTAINER_BYTES]; /* "warc.gz", …; "" if it is no archive */
	char *problem;       /* NULL, or why it could not be read to its end; owned */
	bool passed_over;    /* found in a folder, and no archive */
	uint64_t file_bytes; /* read from the file */
	struct tally tally;
};

enum { RUN_STAGES = 5 };

struct run_report {
	struct input_report *inputs; /* as many as inputs */
	struct tally total;
	struct rule_count *rule_counts; /* by rule */
	struct stats *stats;            /* for the report; whole when the run is */
	struct times times;             /* likewise */
	struct dropped_lines *dropped_lines;
	uint64_t lines_forgotten; /* see core/dedup/line_counts.h */
	struct shard_writer *documents, *rejects;
	uint64_t index_documents; /* in the index before this run */
	bool stopped;             /* by a signal */
	double seconds, cpu_seconds;
	const char *stage_names[RUN_STAGES];
	uint64_t stage_cpu_ns[RUN_STAGES];
};

/*
 * Runs all inputs into shards in config->output, which exists; `dedup` remembers what was seen.
 * What is wrong with an input is said on standard error as it is met, and the others still run.
 * Fails when the run cannot go on.
 */
MUST_CHECK enum status pipeline_run(const struct run_config *config, const struct inputs *inputs,
                                    struct dedup *dedup, struct run_report *report,
                                    struct error *error);
/* A copy of the text, for input_report.problem. */
char *pipeline_problem(struct str text);

void pipeline_report_free(struct run_report *report, const struct inputs *inputs);

#endif
