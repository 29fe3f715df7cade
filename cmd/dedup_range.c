/*
 * thresh dedup: one range of the keys of all map tasks and of the index. Says of each document that
 * has a key in it which document had that key first (io/range_merge.h).
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/task_job.h"
#include "cmd/task_result.h"
#include "core/base/bug.h"
#include "io/file.h"
#include "io/index.h"
#include "io/range_merge.h"

enum { INDEX_MEMORY_SHARE = 2 }; /* of what is for remembering documents */

/* The key files of all map tasks, each waited for. */
static enum status find_keys(const struct task_job *job, char **paths, struct error *error)
{
	enum status status = STATUS_OK;
	for (uint32_t t = 0; t < job->plan.task_count && status == STATUS_OK; t++) {
		char path[PATH_MAX];
		task_path(job->output, TASK_MAP, t, "keys", path);
		paths[t] = memory_resize(NULL, strlen(path) + 1);
		memcpy(paths[t], path, strlen(path) + 1);
		status = task_wait(job->output, TASK_MAP, t, error);
	}
	return status;
}

static enum status open_index(const struct task_job *job, struct index **index, struct error *error)
{
	const struct dedup_config *config = &job->run.config.dedup;
	char keys[DEDUP_KEYS_BYTES];
	dedup_keys_text(&config->keys, keys);
	*index = NULL;
	if (config->index == NULL || !file_exists(config->index))
		return STATUS_OK;
	return index_open(config->index, INDEX_READ, keys,
	                  config->memory_bytes / INDEX_MEMORY_SHARE, index, error);
}

static enum status merge(const struct task_job *job, const struct task_attempt *attempt,
                         char *const *paths, const struct index *index, struct error *error)
{
	char hits[PATH_MAX], owned[PATH_MAX];
	struct range_merge_sums sums;
	task_file(attempt, "hits", hits);
	task_file(attempt, "owned", owned);
	const struct range_merge merge = {
	        .key_files = (const char *const *)paths,
	        .task_count = job->plan.task_count,
	        .range = job->number,
	        .ranges = job->plan.range_count,
	        .index = index,
	        .memory_bytes_max = job->run.config.dedup.memory_bytes / INDEX_MEMORY_SHARE,
	        .folder = attempt->folder,
	        .hits_path = hits,
	        .owned_path = job->run.config.dedup.index ? owned : NULL,
	};
	enum status status = range_merge(&merge, &sums, error);
	if (status == STATUS_END)
		return error_set(error, "stopped by a signal; the task is to be run again");
	return status;
}

/* What it cost, for the report. */
static enum status write_result(const struct task_job *job, const struct task_attempt *attempt,
                                struct error *error)
{
	struct task_result result;
	char path[PATH_MAX];
	size_t inputs = job->plan.inputs.count;
	uint32_t rules = job->run.config.rules->count;
	task_file(attempt, "result", path);
	task_result_init(&result, inputs, rules);
	task_result_measure(&result, attempt->begun);
	enum status status = task_result_write(path, &result, job->plan.all, inputs, rules, error);
	task_result_free(&result, inputs);
	return status;
}

static int dedup_task(const struct task_job *job)
{
	struct task_attempt attempt = {.folder = ""};
	struct index *index = NULL;
	struct error error;
	uint32_t tasks = job->plan.task_count;
	char **paths = memory_resize(NULL, tasks * sizeof(*paths));
	memset(paths, 0, tasks * sizeof(*paths));
	enum status status = task_plan_check_index(&job->plan, job->run.config.dedup.index, &error);
	if (status == STATUS_OK)
		status = find_keys(job, paths, &error);
	if (status == STATUS_OK)
		status = open_index(job, &index, &error);
	if (status == STATUS_OK)
		status = task_begin(job->output, TASK_DEDUP, job->number, &attempt, &error);
	if (status == STATUS_OK)
		status = merge(job, &attempt, paths, index, &error);
	if (status == STATUS_OK)
		status = write_result(job, &attempt, &error);
	if (status == STATUS_OK)
		status = task_publish(&attempt, &error);
	if (status != STATUS_OK)
		task_abandon(&attempt);
	for (uint32_t t = 0; t < tasks; t++)
		free(paths[t]);
	free(paths);
	index_close(index);
	return status == STATUS_OK ? EXIT_DONE : task_job_fail(job, &error);
}

static const char *const dedup_range_examples[] = {
        "thresh dedup --task 0/4 out",
        "The first of four key ranges of a run that was submitted to the folder out.",
        NULL,
};

static int run(const struct command *command, int argc, char **argv)
{
	return task_job_main(command, argc, argv, TASK_DEDUP, dedup_task);
}

const struct command command_dedup = {
        .name = "dedup",
        .operands = "OUT",
        .summary = "duplicates in one range of the keys of a run on many machines",
        .description =
                "Merges range I of the keys of all map tasks, and of the index if the run has one: of each "
                "key the first document that has it, and who comes behind it. A range that is done is left "
                "as it is.",
        .options = task_options,
        .option_count = TASK_OPTIONS,
        .examples = dedup_range_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = run,
};
