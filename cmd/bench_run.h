/* Whole runs, as a user starts them: this program again, into a folder that is removed after. */
#ifndef CMD_BENCH_RUN_H
#define CMD_BENCH_RUN_H

#include "cmd/bench_pass.h"
#include "cmd/times.h"

struct bench_run {
	int jobs;
	double seconds, cpu_seconds; /* of the process, from its start to its end */
	struct times times;          /* as it has told them */
};

/* STATUS_END if a signal asks to stop. */
MUST_CHECK enum status bench_run(const struct bench_input *input, int jobs, struct bench_run *run,
                                 struct error *error);

/* A run over one page of a few words: what is left is what a run needs at its start and end. */
MUST_CHECK enum status bench_run_nothing(struct bench_run *run, struct error *error);

#endif
