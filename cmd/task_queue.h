/*
 * The jobs that a run on many machines was submitted as, OUT/slurm/jobs, and what Slurm says of
 * their tasks: `squeue` first, `sacct` of what that does not know any more.
 */
#ifndef CMD_TASK_QUEUE_H
#define CMD_TASK_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/task_folder.h"
#include "core/base/buf.h"
#include "core/base/status.h"
#include "core/base/str.h"

enum { QUEUE_FINISH = TASK_STAGES, QUEUE_STAGES };
extern const char *const queue_stage_names[QUEUE_STAGES];

enum queue_state {
	QUEUE_UNKNOWN, /* no Slurm, or it does not know the task */
	QUEUE_WAITING,
	QUEUE_RUNNING,
	QUEUE_ENDED, /* well, as Slurm has it */
	QUEUE_CANCELLED,
	QUEUE_FAILED,
	QUEUE_LOST, /* with its machine */
};

struct queue_task {
	enum queue_state state;
	uint64_t job;   /* 0 for none; of the newest that has the task */
	uint32_t index; /* within the job's array */
};

struct task_queue {
	uint32_t counts[QUEUE_STAGES];
	struct queue_task *tasks[QUEUE_STAGES];
	struct buf jobs; /* the file's text */
};

/*
 * Asks Slurm, if there are jobs. Of a run without jobs, or where Slurm cannot be asked, all tasks
 * are unknown. Freed in any case.
 */
MUST_CHECK enum status task_queue_read(const char *output, uint32_t tasks, uint32_t ranges,
                                       struct task_queue *queue, struct error *error);
void task_queue_free(struct task_queue *queue);

/* Takes back what waits, of all stages: it would wait for tasks that have failed. */
void task_queue_cancel_waiting(const struct task_queue *queue);

/* A job that was submitted: its array begins with task `from` of the stage. */
MUST_CHECK enum status task_queue_add_job(struct task_queue *queue, const char *output, int stage,
                                          uint32_t from, struct str job, struct error *error);

/* The jobs of an earlier run: what of them still runs goes by the new plan, or finds none. */
void task_queue_forget(const char *output);

#endif
