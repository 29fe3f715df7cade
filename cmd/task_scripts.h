/*
 * The stages of a run on many machines as Slurm batch scripts, OUT/slurm/STAGE.sbatch: job arrays,
 * each stage behind the one before it.
 */
#ifndef CMD_TASK_SCRIPTS_H
#define CMD_TASK_SCRIPTS_H

#include <stdint.h>

#include "cmd/run_options.h"
#include "cmd/task_plan.h"
#include "core/base/status.h"

struct task_scripts {
	const char *output; /* as given; scripts change to the folder that it is given from */
	const struct task_plan *plan;
	const struct run_job *run; /* as it would be for one task */
	const char *slurm;         /* options of the user, or NULL */
};

MUST_CHECK enum status task_scripts_write(const struct task_scripts *scripts, struct error *error);

/* Submits what is neither done nor running, and prints the numbers of the jobs. */
MUST_CHECK enum status task_scripts_submit(const struct task_scripts *scripts, struct error *error);

#endif
