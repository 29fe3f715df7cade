/*
 * What a task has counted, for those that need it and in the end for the report of the whole run:
 * the file "result" in its folder, records of a journal.
 */
#ifndef CMD_TASK_RESULT_H
#define CMD_TASK_RESULT_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/checkpoint.h"
#include "cmd/pipeline.h"
#include "core/base/hash.h"
#include "core/base/status.h"

/* Sums over any number of tasks. */
struct task_result {
	struct run_report report; /* inputs, total, rule_counts, stats; times: CPU and memory */
	struct shard *shards[SERIES_COUNT];
	size_t shard_counts[SERIES_COUNT];
	uint64_t documents; /* of map tasks: that have numbers */
	uint64_t wall_us;
};

/* Empty, for so many inputs and rules. */
void task_result_init(struct task_result *result, size_t inputs, uint32_t rules);
void task_result_free(struct task_result *result, size_t inputs);

void task_result_add_shard(struct task_result *result, enum series series,
                           const struct shard *shard);

/* What this process has taken so far; its task began at `begun` by machine_seconds. */
void task_result_measure(struct task_result *result, double begun);

/* Inputs that nothing was read of, nor is a problem, are left out. `plan` is the plan's hash. */
MUST_CHECK enum status task_result_write(const char *path, const struct task_result *result,
                                         struct hash128 plan, size_t inputs, uint32_t rules,
                                         struct error *error);

/* Adds one that was written to `result`; fails if it is damaged, or of another plan or build. */
MUST_CHECK enum status task_result_read(const char *path, struct task_result *result,
                                        struct hash128 plan, size_t inputs, uint32_t rules,
                                        struct error *error);

/* Of a task that is done, how long it took; false where that cannot be told. */
bool task_result_wall(const char *path, uint64_t *wall_us);

#endif
