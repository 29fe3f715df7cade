/*
 * What the tasks of a run on many machines leave for each other: OUT/.tasks, with one folder for
 * each task that is done. A task writes into a folder of its own attempt and renames it when all is
 * on the disk; so a task's folder is whole, or it is not there. The same task at the same time on
 * two machines makes the same bytes twice, and the first one's stay.
 */
#ifndef CMD_TASK_FOLDER_H
#define CMD_TASK_FOLDER_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/base/str.h"

enum task_stage { TASK_MAP, TASK_DEDUP, TASK_REDUCE, TASK_STAGES };
extern const char *const task_stage_names[TASK_STAGES];

/* "/FILE" in the folder of a task that is done; the folder itself if `file` is NULL. */
void task_path(const char *output, enum task_stage stage, uint32_t number, const char *file,
               char path[PATH_MAX]);

/* A file of the run's own, as "plan". */
void task_run_path(const char *output, const char *file, char path[PATH_MAX]);

/* Is there a plan? It goes when the run is finished. */
bool task_run_exists(const char *output);

/* A file beside the folder: a shard. */
void task_output_path(const char *output, const char *file, char path[PATH_MAX]);

bool task_is_done(const char *output, enum task_stage stage, uint32_t number);

/*
 * Waits for a task that is known to be done: another machine's renaming can take a while to show on
 * a shared file system. Fails after a minute, or when stop_asked().
 */
MUST_CHECK enum status task_wait(const char *output, enum task_stage stage, uint32_t number,
                                 struct error *error);

struct task_attempt {
	char folder[PATH_MAX], done[PATH_MAX];
	double begun; /* by machine_seconds */
};

MUST_CHECK enum status task_begin(const char *output, enum task_stage stage, uint32_t number,
                                  struct task_attempt *attempt, struct error *error);
void task_file(const struct task_attempt *attempt, const char *file, char path[PATH_MAX]);
MUST_CHECK enum status task_publish(const struct task_attempt *attempt, struct error *error);
void task_abandon(const struct task_attempt *attempt);

/* The same for a shard, which is this large. */
MUST_CHECK enum status task_wait_file(const char *path, uint64_t bytes, struct error *error);

/* Until another attempt begins. */
void task_note_failure(const char *output, enum task_stage stage, uint32_t number, struct str what);

/* What is known of an attempt that has not ended, or was killed: whose, and its folder. */
struct task_trace {
	enum task_stage stage;
	uint32_t number;
	const char *who, *folder;
};
/* Calls `visit` with each, and with each note of a failure, whose `who` is NULL and whose folder is
 * a file with what was said. */
MUST_CHECK enum status task_traces(const char *output,
                                   void (*visit)(void *context, const struct task_trace *trace),
                                   void *context, struct error *error);

/* Removes all of OUT/.tasks, the plan before all else: what is half removed is no run. */
void task_forget_all(const char *output);

#endif
