/* What was measured, as a table of fixed form and as one JSON object with the same numbers. */
#ifndef CMD_BENCH_REPORT_H
#define CMD_BENCH_REPORT_H

#include "cmd/bench_pass.h"
#include "cmd/bench_run.h"
#include "cmd/bench_scale.h"
#include "core/base/buf.h"

enum { BENCH_RUNS_MAX = 2, BENCH_REPORT_BYTES_MAX = 1 << 20 };

/* Of all rounds the one that took the least CPU time: what else a machine does only ever adds. */
struct bench_result {
	struct bench_input input;
	uint64_t rounds;
	uint64_t inflate_ns; /* 0 if not known: there is no ratio then */
	struct bench_pass pass;
	uint64_t pass_peak_rss_bytes;
	struct bench_run runs[BENCH_RUNS_MAX]; /* with one thread; with one for each processor */
	uint32_t run_count;
	struct bench_run nothing;
	struct bench_scale scale;
};

void bench_report_table(const struct bench_result *result, struct buf *out);
void bench_report_json(const struct bench_result *result, struct buf *out);

#endif
