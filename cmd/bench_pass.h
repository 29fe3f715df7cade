/*
 * The steps of a run over all records of some archives, one after another in the calling thread,
 * each of them timed. Records are read, extracted, made into rows, and these compressed, as a run
 * does it by default; they are not compared to each other and nothing is written.
 */
#ifndef CMD_BENCH_PASS_H
#define CMD_BENCH_PASS_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/quantiles.h"
#include "core/base/status.h"
#include "core/rules/rule_set.h"

enum { BENCH_STEPS_MAX = 32 };

struct bench_step {
	const char *name;
	uint64_t cpu_ns, cycles; /* the latter 0 where the processor does not tell */
};

struct bench_pass {
	/* "records" (reading and inflating), those of page_steps, "rows", "zstd" */
	struct bench_step steps[BENCH_STEPS_MAX];
	uint32_t step_count;
	uint64_t file_bytes;       /* of the archives */
	uint64_t records, losses;  /* the latter: damage */
	uint64_t pages;            /* that an article was looked for in */
	uint64_t record_bytes;     /* of all records' blocks */
	uint64_t page_bytes;       /* of pages, as UTF-8 */
	uint64_t html_bytes, tags; /* of HTML pages; a tag is a "<" */
	uint64_t documents, text_bytes;
	struct quantiles page_ns; /* of a page: its steps and its row */
};

struct bench_input {
	char *const *paths;
	int count;
};

/* Adds up all steps of a pass. */
struct bench_step bench_pass_sum(const struct bench_pass *pass);

/* STATUS_END if a signal asks to stop. */
MUST_CHECK enum status bench_pass_run(const struct bench_input *input, const struct rule_set *rules,
                                      struct bench_pass *pass, struct error *error);

/*
 * CPU time of inflating all gzip members with libdeflate, and doing nothing else: what the time of
 * everything else is told as a multiple of. 0 where the archives are anything but gzip members.
 */
MUST_CHECK enum status bench_inflate(const struct bench_input *input, uint64_t *cpu_ns,
                                     struct error *error);

#endif
