/*
 * The plan of a run on many machines, OUT/.tasks/plan: what `thresh submit` has decided and every
 * task goes by. The options, the inputs with their sizes and times, what the index was, how many
 * ranges the keys are cut into, and which stretches of inputs each map task reads.
 */
#ifndef CMD_TASK_PLAN_H
#define CMD_TASK_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/reading.h"
#include "core/base/arena.h"
#include "core/base/hash.h"
#include "core/base/status.h"
#include "io/inputs.h"

enum { TASKS_MAX = 100000, TASK_RANGES_MAX = 4096 };

struct task_plan {
	uint32_t task_count, range_count;
	struct inputs inputs;
	struct slice *slices;   /* of all tasks, in order */
	uint32_t *first_slices; /* of task i, one more than tasks */
	char **arguments;       /* of `thresh run`, options alone */
	int argument_count;
	struct hash128 index; /* of the index's catalogue, as it was */
	struct hash128 run;   /* options, index and inputs, as cmd/plan.h has them */
	bool has_problem;     /* an operand could not be read, or is a folder without a file */
	struct hash128 all;   /* of `run` and the tasks: equal if and only if the output is */
	struct arena arena;   /* of the above, but for inputs */
};

/*
 * Cuts the inputs into tasks of about the same size, at starts of records, none longer than a fifth
 * over the mean where inputs can be cut and may be. `plan` has inputs and task_count; the latter
 * becomes less if there is less to cut.
 */
MUST_CHECK enum status task_plan_cut(struct task_plan *plan, uint64_t record_bytes_max,
                                     bool cut_inputs, struct error *error);

/* Sets `all`. */
void task_plan_identify(struct task_plan *plan);

MUST_CHECK enum status task_plan_write(struct task_plan *plan, const char *path,
                                       struct error *error);

/* Fails, too, where it is of another version of the program. */
MUST_CHECK enum status task_plan_read(const char *path, struct task_plan *plan,
                                      struct error *error);
void task_plan_free(struct task_plan *plan);

/* Fails if an input of the task is not what it was. */
MUST_CHECK enum status task_plan_check_inputs(const struct task_plan *plan, uint32_t task,
                                              struct error *error);
/* Fails if the index at `index` (NULL: none) is not what it was. */
MUST_CHECK enum status task_plan_check_index(const struct task_plan *plan, const char *index,
                                             struct error *error);

#endif
