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

/* clang-format off */
/* Rows for the option table of a command whose values are a `type` with such a `member`. */
#define TASK_OPTIONS(type, member)                                                                 \
	{"task", 0, OPTION_TEXT, offsetof(type, member.task), "I/N",                               \
	 "Which task: number I, from 0, of N. Required.", 0, 0, NULL},                             \
	{"jobs", 'j', OPTION_NUMBER, offsetof(type, member.jobs), "N",                             \
	 "Worker threads (default: one for each processor).", 1, JOBS_MAX, NULL},                  \
	{"memory", 0, OPTION_SIZE, offsetof(type, member.memory), "SIZE",                          \
	 "Memory for the process (default: what the run was submitted with).", 1, 1ull << 44,      \
	 NULL},                                                                                    \
	{"quiet", 'q', OPTION_FLAG, offsetof(type, member.quiet), NULL, "Errors only.", 0, 0, NULL}
/* clang-format on */

/*
 * `stage` says what I/N counts: map and reduce tasks, or ranges. Says what is wrong, and returns an
 * exit code, EXIT_DONE if nothing is. Closed by task_job_close in any case.
 */
int task_job_open(struct task_job *job, const char *command, const char *output,
                  enum task_stage stage, const struct task_values *values);
/* The same without a task. */
int task_job_open_plan(struct task_job *job, const char *command, const char *output,
                       const struct task_values *values);
void task_job_close(struct task_job *job);

/* Says `error`, and notes it for thresh status; returns EXIT_STOPPED. */
int task_job_fail(const struct task_job *job, const struct error *error);

#endif
