/* The values of `thresh submit`, which tasks read again from the plan. */
#ifndef CMD_SUBMIT_H
#define CMD_SUBMIT_H

#include <stdbool.h>

#include "cmd/run_options.h"

struct submit_values {
	struct run_values run;
	unsigned long long tasks, ranges, local;
	const char *slurm;
	bool dry_run, whole_inputs;
};

struct submit_values submit_values_default(void);

/* Of these, what the options of a run are for one task. */
struct run_values submit_task_values(const struct submit_values *values);

#endif
