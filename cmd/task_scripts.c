#include "cmd/task_scripts.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "cmd/memory_plan.h"
#include "cmd/task_folder.h"
#include "cmd/task_queue.h"
#include "io/child.h"
#include "io/file.h"
#include "io/machine.h"

/*
 * What a task may take until Slurm ends it: four times what it takes here (docs/scale.md has the
 * rates), and ten minutes for a slow start.
 */
enum {
	SECONDS_SLACK = 600,
	RATE_SHARE = 4,
	MAP_BYTES_PER_SECOND = 40 << 20,    /* of inputs as stored, by one thread */
	DEDUP_BYTES_PER_SECOND = 60 << 20,  /* of key files: some 150 bytes a document */
	REDUCE_BYTES_PER_SECOND = 80 << 20, /* of inputs as stored: a tenth of them are rows */
	KEY_SHARE = 64,                     /* of the bytes of inputs that keys come to, at most */
	MIB_BITS = 20,
	ARRAY_TASKS_MAX = 1000, /* Slurm's own limit is 1,001 if nobody has changed it */
	SCRIPT_BYTES_MAX = 1 << 20,
	FINISH = QUEUE_FINISH,
	STAGES = QUEUE_STAGES,
};

static void script_path(const struct task_scripts *scripts, const char *name, char path[PATH_MAX])
{
	char file[PATH_MAX];
	snprintf(file, sizeof(file), "slurm/%s", name);
	task_output_path(scripts->output, file, path);
}

static uint32_t task_count(const struct task_scripts *scripts, int stage)
{
	if (stage == FINISH)
		return 1;
	return stage == TASK_DEDUP ? scripts->plan->range_count : scripts->plan->task_count;
}

static uint64_t seconds_for(const struct task_scripts *scripts, int stage)
{
	static const uint64_t rates[STAGES] = {MAP_BYTES_PER_SECOND, DEDUP_BYTES_PER_SECOND,
	                                       REDUCE_BYTES_PER_SECOND, DEDUP_BYTES_PER_SECOND};
	uint64_t bytes = 0;
	for (size_t i = 0; i < scripts->plan->inputs.count; i++)
		bytes += scripts->plan->inputs.list[i].size;
	if (stage == TASK_DEDUP || stage == FINISH)
		bytes /= KEY_SHARE;
	uint64_t jobs = stage == TASK_MAP ? (uint64_t)scripts->run->config.jobs : 1;
	return SECONDS_SLACK +
	       RATE_SHARE * (bytes / task_count(scripts, stage) / (rates[stage] * jobs));
}

/* A map task has what a run of its threads has; the others what is for documents, and some more. */
static uint64_t bytes_for(const struct task_scripts *scripts, int stage)
{
	const struct run_config *config = &scripts->run->config;
	const struct memory_needs needs = {.record_bytes_max = config->record_bytes_max,
	                                   .dedup_bytes = config->dedup.memory_bytes,
	                                   .attributes = config->shape.attributes,
	                                   .routes = route_count_max(config->shape.route),
	                                   .lists_bytes = safety_config_bytes(config->safety),
	                                   .jobs = config->jobs};
	const uint64_t others = (uint64_t)256 << MIB_BITS;
	return stage == TASK_MAP ? memory_plan_of(&needs, UINT64_MAX).bytes
	       : stage == TASK_REDUCE
	               ? config->dedup.memory_bytes + others + memory_of_routes(&needs)
	               : config->dedup.memory_bytes + others;
}

/* In single quotes, for a shell. */
static void put_quoted(struct buf *out, const char *text)
{
	buf_append_byte(out, '\'');
	for (const char *p = text; *p; p++) {
		if (*p == '\'')
			buf_append(out, STR("'\\''"));
		else
			buf_append_byte(out, *p);
	}
	buf_append_byte(out, '\'');
}

static void put_command(const struct task_scripts *scripts, int stage, const char *program,
                        struct buf *out)
{
	buf_append(out, STR("exec "));
	put_quoted(out, program);
	if (stage == FINISH)
		buf_append(out, STR(" finish "));
	else
		buf_printf(out, " %s --quiet --task \"$((SLURM_ARRAY_TASK_ID + ${1:-0}))/%u\" ",
		           queue_stage_names[stage], task_count(scripts, stage));
	if (stage == TASK_MAP)
		buf_append(out, STR("--jobs \"${SLURM_CPUS_PER_TASK:-1}\" "));
	put_quoted(out, scripts->output);
	buf_append_byte(out, '\n');
}

static enum status write_script(const struct task_scripts *scripts, int stage, struct error *error)
{
	enum { MINUTE = 60 };
	char path[PATH_MAX], log[PATH_MAX], here[PATH_MAX], program[PATH_MAX], name[NAME_MAX];
	struct buf out;
	bool is_array = stage != FINISH;
	enum status status = machine_folder(here, error);
	if (status == STATUS_OK)
		status = machine_program(program, error);
	if (status != STATUS_OK)
		return status;
	snprintf(name, sizeof(name), "%s.sbatch", queue_stage_names[stage]);
	script_path(scripts, name, path);
	snprintf(name, sizeof(name), "%s-%%%s.log", queue_stage_names[stage],
	         is_array ? "A-%a" : "j");
	script_path(scripts, name, log);
	buf_init(&out, SCRIPT_BYTES_MAX);
	buf_printf(&out, "#!/bin/sh\n#SBATCH --job-name=thresh-%s\n", queue_stage_names[stage]);
	buf_printf(&out, "#SBATCH --output=%s\n#SBATCH --open-mode=append\n", log);
	buf_printf(&out, "#SBATCH --requeue\n#SBATCH --ntasks=1\n#SBATCH --cpus-per-task=%d\n",
	           stage == TASK_MAP ? scripts->run->config.jobs : 1);
	buf_printf(&out, "#SBATCH --mem=%lluM\n#SBATCH --time=%llu\n",
	           (unsigned long long)(bytes_for(scripts, stage) >> MIB_BITS) + 1,
	           (unsigned long long)(seconds_for(scripts, stage) / MINUTE) + 1);
	if (scripts->slurm)
		buf_printf(&out, "#SBATCH %s\n", scripts->slurm);
	buf_append(&out, STR("cd "));
	put_quoted(&out, here);
	buf_append(&out, STR(" || exit 3\n"));
	put_command(scripts, stage, program, &out);
	status = file_write_whole(path, buf_str(&out), error);
	buf_free(&out);
	return status;
}

enum status task_scripts_write(const struct task_scripts *scripts, struct error *error)
{
	char folder[PATH_MAX];
	task_output_path(scripts->output, "slurm", folder);
	enum status status = file_make_folder(folder, error);
	for (int stage = 0; stage < STAGES && status == STATUS_OK; stage++)
		status = write_script(scripts, stage, error);
	return status;
}

/* --- submitting --- */

/* What is submitted again: neither done, nor running by what Slurm says. */
static bool is_missing(const struct task_scripts *scripts, const struct task_queue *queue,
                       int stage, uint32_t task)
{
	return queue->tasks[stage][task].state != QUEUE_RUNNING &&
	       !(stage != FINISH && task_is_done(scripts->output, (enum task_stage)stage, task));
}

/* The tasks of a stage from `from` to `to` that are missing, as Slurm lists them, less `from`. */
static void put_missing(const struct task_scripts *scripts, const struct task_queue *queue,
                        int stage, uint32_t from, uint32_t to, struct buf *list)
{
	uint32_t begun = to;
	for (uint32_t t = from; t <= to; t++) {
		bool is = t < to && is_missing(scripts, queue, stage, t);
		if (is && begun == to)
			begun = t;
		if (is || begun == to)
			continue;
		if (list->n > 0)
			buf_append_byte(list, ',');
		buf_printf(list, "%u", begun - from);
		if (t - begun > 1)
			buf_printf(list, "-%u", t - 1 - from);
		begun = to;
	}
}

/* Tasks that run still: the next stage waits for them as well. */
static void put_running(const struct task_queue *queue, int stage, struct buf *jobs)
{
	for (uint32_t t = 0; t < queue->counts[stage]; t++) {
		const struct queue_task *task = &queue->tasks[stage][t];
		if (task->state == QUEUE_RUNNING)
			buf_printf(jobs, ":%llu_%u", (unsigned long long)task->job, task->index);
	}
}

/* One job, behind those in `before`; its number is put behind those in `jobs`. */
static enum status submit_job(const struct task_scripts *scripts, struct task_queue *queue,
                              int stage, uint32_t from, const char *array, const struct buf *before,
                              struct buf *jobs, struct error *error)
{
	char script[PATH_MAX], name[NAME_MAX], offset[16], option_array[SCRIPT_BYTES_MAX / 16];
	struct buf dependency, said;
	char sbatch[] = "sbatch", parsable[] = "--parsable", kill[] = "--kill-on-invalid-dep=yes";
	char *arguments[8] = {sbatch, parsable, kill};
	size_t n = 3;
	snprintf(name, sizeof(name), "%s.sbatch", queue_stage_names[stage]);
	script_path(scripts, name, script);
	snprintf(offset, sizeof(offset), "%u", from);
	snprintf(option_array, sizeof(option_array), "--array=%s", array);
	buf_init(&dependency, SCRIPT_BYTES_MAX);
	buf_init(&said, SCRIPT_BYTES_MAX);
	buf_append(&dependency, STR("--dependency=afterok"));
	buf_append(&dependency, buf_str(before));
	buf_append_byte(&dependency, '\0');
	if (stage != FINISH)
		arguments[n++] = option_array;
	if (before->n > 0)
		arguments[n++] = dependency.p;
	arguments[n++] = script;
	arguments[n++] = offset;
	enum status status = child_ask(arguments, &said, error);
	if (status == STATUS_OK) {
		struct str number = str_trim(buf_str(&said));
		number = str_slice(number, 0, str_until(number, ";", 0)); /* of which cluster */
		printf("%-7s %-12s job %.*s\n", queue_stage_names[stage],
		       stage == FINISH ? "" : array, STR_ARG(number));
		buf_append_byte(jobs, ':');
		buf_append(jobs, number);
		status = task_queue_add_job(queue, scripts->output, stage, from, number, error);
	}
	buf_free(&dependency);
	buf_free(&said);
	return status;
}

static enum status submit_stage(const struct task_scripts *scripts, struct task_queue *queue,
                                int stage, const struct buf *before, struct buf *jobs,
                                struct error *error)
{
	struct buf list;
	uint32_t count = task_count(scripts, stage);
	enum status status = STATUS_OK;
	buf_init(&list, SCRIPT_BYTES_MAX);
	for (uint32_t from = 0; from < count && status == STATUS_OK; from += ARRAY_TASKS_MAX) {
		uint32_t to = count - from > ARRAY_TASKS_MAX ? from + ARRAY_TASKS_MAX : count;
		buf_reset(&list);
		put_missing(scripts, queue, stage, from, to, &list);
		if (list.n == 0)
			continue;
		buf_append_byte(&list, '\0');
		status = submit_job(scripts, queue, stage, from, list.p, before, jobs, error);
	}
	buf_free(&list);
	return status;
}

enum status task_scripts_submit(const struct task_scripts *scripts, struct error *error)
{
	struct buf before, jobs;
	struct task_queue queue;
	enum status status = task_queue_read(scripts->output, scripts->plan->task_count,
	                                     scripts->plan->range_count, &queue, error);
	if (status == STATUS_OK)
		task_queue_cancel_waiting(&queue);
	buf_init(&before, SCRIPT_BYTES_MAX);
	buf_init(&jobs, SCRIPT_BYTES_MAX);
	for (int stage = 0; stage < STAGES && status == STATUS_OK; stage++) {
		buf_reset(&jobs);
		status = submit_stage(scripts, &queue, stage, &before, &jobs, error);
		put_running(&queue, stage, &jobs);
		if (jobs.n == 0)
			continue; /* all of it is done already */
		buf_reset(&before);
		buf_append(&before, buf_str(&jobs));
	}
	task_queue_free(&queue);
	buf_free(&before);
	buf_free(&jobs);
	return status;
}
