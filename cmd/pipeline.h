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
#include "cmd/outputs.h"
#include "cmd/preset_values.h"
#include "cmd/reading.h"
#include "cmd/run_log.h"
#include "cmd/safety_options.h"
#include "cmd/shape_values.h"
#include "cmd/times.h"
#include "core/base/status.h"
#include "core/dedup/dropped_lines.h"
#include "core/page.h"
#include "core/rules/rule_run.h"
#include "core/stats.h"
#include "core/tally.h"
#include "io/flow.h"
#include "io/inputs.h"

struct run_config {
	const char *output;
	const char *source; /* of every row */
	int jobs, batches;  /* threads, and batches at a time */
	struct dedup_config dedup;
	struct article_options article;
	const struct rule_set *rules;
	const struct safety_config *safety;
	const struct preset_loaded *preset;
	struct shape shape;
	uint64_t shard_bytes;      /* of rows, before compression */
	uint64_t record_bytes_max; /* larger records are lost, and counted */
	uint64_t page_ms;          /* what a page may cost, see core/base/budget.h */
	bool verify_digests;
	bool quiet;
	bool sandbox; /* of the threads, where the kernel allows it */
	bool resume;  /* go on from the checkpoint in `output`, which is of this run */
	struct run_log log;
};

enum {
	RUN_STAGES = 5,
	PAGE_MS_DEFAULT = 1000,
	RUN_ZSTD_THREADS_MAX = 8, /* of libzstd's own, per series */
};

struct run_report {
	struct input_report *inputs; /* as many as inputs */
	struct tally total;
	struct rule_count *rule_counts; /* by rule */
	struct stats *stats;            /* for the report; whole when the run is */
	struct times times;             /* likewise */
	struct dropped_lines *dropped_lines;
	uint64_t lines_forgotten; /* see core/dedup/line_counts.h */
	struct outputs *outputs;
	const struct shard *shards[SERIES_COUNT]; /* all, when the run is whole */
	size_t shard_counts[SERIES_COUNT];
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

/*
 * A flow of batches through `list`, with the threads, memory and rules of `config`; the CPU time of
 * each stage is added to `stage_cpu_ns`. has what flow_run returns.
 */
MUST_CHECK enum status pipeline_flow(const struct run_config *config, const struct flow_stage *list,
                                     size_t stage_count, void *context, uint64_t *stage_cpu_ns);

/* What pages of a run may be and are asked for. */
struct page_limits pipeline_limits(const struct run_config *config);

struct packing pipeline_packing(const struct run_config *config);

void pipeline_report_free(struct run_report *report, const struct inputs *inputs);

#endif
