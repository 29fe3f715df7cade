/* What every command that does a task begins with: the plan, and the options of the run in it. */
#ifndef CMD_TASK_JOB_H
#define CMD_TASK_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/options.h"
#include "cmd/run_options.h"
#include "cmd/task_folder.h"
#include "cmd/task_plan.h"

struct task_job {
	const char *command; /* for messages */
	const char *output;
	struct task_plan plan;
	struct run_job run;    /* what the plan's options come to */
	enum task_stage stage; /* TASK_STAGES for none */
	uint32_t number;       /* of the task */
	bool is_over;          /* nothing is left to do: the task is done, or the whole run */
};

/* What a task has of its own. */
struct task_values {
	const char *task;
	unsigned long long jobs, memory;
	bool quiet;
};

/* The options of commands that do a task. */
enum { TASK_OPTIONS = 4 };
extern const struct option task_options[TASK_OPTIONS];

/*
 * The whole of such a command: `run` does the task, if it is not done already, and returns the exit
 * code. `stage` says what I/N counts: map and reduce tasks, or ranges.
 */
int task_job_main(const struct command *command, int argc, char **argv, enum task_stage stage,
                  int (*run)(const struct task_job *job));

/* A job without a task. Says what is wrong, and returns an exit code, EXIT_DONE if nothing is.
 * Closed by task_job_close in any case. */
int task_job_open_plan(struct task_job *job, const char *command, const char *output,
                       const struct task_values *values);
void task_job_close(struct task_job *job);

/* Says `error`, and notes it for thresh status; returns EXIT_STOPPED. */
int task_job_fail(const struct task_job *job, const struct error *error);

#endif
