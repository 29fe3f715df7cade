/*
 * thresh status: how far a run on many machines is. What is done is told by the folders of tasks
 * alone. Of the others Slurm is asked; where it does not know, an attempt's process says if it is
 * of this machine, and else its files do: what was not written to for a while is taken for lost.
 */
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/task_plan.h"
#include "cmd/task_queue.h"
#include "cmd/task_result.h"
#include "core/base/bug.h"
#include "core/base/json.h"
#include "io/file.h"
#include "io/machine.h"

enum {
	SILENT_SECONDS_MAX = 600,
	REASON_BYTES_MAX = 1 << 20,
	FAILURES_SAID_MAX = 20,
	OUTPUT_BYTES_MAX = 256 << 20,
	MINUTE = 60,
	HOUR = 60 * MINUTE,
};

enum progress { PROGRESS_WAITING, PROGRESS_DONE, PROGRESS_RUNNING, PROGRESS_FAILED, PROGRESS_LOST };
enum { PROGRESS_COUNT = PROGRESS_LOST + 1 };
static const char *const progress_names[PROGRESS_COUNT] = {"waiting", "done", "running", "failed",
                                                           "lost"};

struct task_state {
	enum progress progress;
	bool has_attempt, is_alive; /* one of its attempts, as far as can be told */
	char *reason;               /* of a failure, or NULL */
};

struct stage_state {
	struct task_state *tasks;
	uint32_t count, with[PROGRESS_COUNT];
	uint64_t eta_seconds; /* of the tasks that are not done; 0 where it cannot be told */
};

struct status_values {
	const char *output;
	bool json;
};

struct state {
	const struct status_values *values;
	struct task_plan plan;
	struct task_queue queue;
	struct stage_state stages[QUEUE_STAGES];
	bool is_finished;
};

/* --- what attempts have left --- */

static void see_newest(void *context, const char *path)
{
	uint64_t *newest = context, changed = file_stamp(path).changed_ns;
	*newest = changed > *newest ? changed : *newest;
}

static bool is_alive(const struct task_trace *trace)
{
	enum { SECOND_NS = 1000 * 1000 * 1000 };
	struct error error;
	uint64_t newest = 0;
	bool lives = false;
	if (machine_is_here(trace->who, &lives))
		return lives;
	/* a folder that is gone meanwhile is of an attempt that has ended */
	if (file_each(trace->folder, "", see_newest, &newest, &error) != STATUS_OK)
		return false;
	return newest / SECOND_NS + SILENT_SECONDS_MAX > machine_unix_seconds();
}

static char *read_reason(const char *path)
{
	struct buf text;
	struct error error;
	char *reason = NULL;
	buf_init(&text, 2 * (size_t)REASON_BYTES_MAX);
	if (file_read_whole(path, REASON_BYTES_MAX, &text, &error) == STATUS_OK) {
		reason = memory_resize(NULL, text.n + 1);
		memcpy(reason, text.n ? text.p : "", text.n);
		reason[text.n] = '\0';
	}
	buf_free(&text);
	return reason;
}

static void take_trace(void *context, const struct task_trace *trace)
{
	struct state *state = context;
	struct stage_state *stage = &state->stages[trace->stage];
	if (trace->number >= stage->count)
		return;
	struct task_state *task = &stage->tasks[trace->number];
	if (trace->who == NULL) {
		free(task->reason);
		task->reason = read_reason(trace->folder);
		return;
	}
	task->has_attempt = true;
	task->is_alive |= is_alive(trace);
}

/* --- states --- */

static enum progress without_slurm(const struct task_state *task)
{
	if (task->is_alive)
		return PROGRESS_RUNNING;
	if (task->reason)
		return PROGRESS_FAILED;
	return task->has_attempt ? PROGRESS_LOST : PROGRESS_WAITING;
}

static enum progress progress_of(const struct task_state *task, enum queue_state queued)
{
	switch (queued) {
	case QUEUE_WAITING:
		return PROGRESS_WAITING;
	case QUEUE_RUNNING:
		return PROGRESS_RUNNING;
	case QUEUE_FAILED:
		return PROGRESS_FAILED;
	case QUEUE_LOST:
		return PROGRESS_LOST;
	case QUEUE_ENDED: /* and has not left what it should: a machine that died, a lost disk */
	case QUEUE_CANCELLED:
	case QUEUE_UNKNOWN:
		break;
	}
	return without_slurm(task);
}

static bool is_done(const struct state *state, int stage, uint32_t task)
{
	return stage == QUEUE_FINISH
	               ? state->is_finished
	               : task_is_done(state->values->output, (enum task_stage)stage, task);
}

/* By the mean of those that are done, and so many at a time as run now. */
static void estimate(const struct state *state, int number, struct stage_state *stage)
{
	uint64_t sum_us = 0, measured = 0, wall_us;
	uint32_t left = stage->count - stage->with[PROGRESS_DONE];
	uint32_t at_once = stage->with[PROGRESS_RUNNING] ? stage->with[PROGRESS_RUNNING] : 1;
	for (uint32_t t = 0; t < stage->count && left > 0 && number != QUEUE_FINISH; t++) {
		char path[PATH_MAX];
		if (stage->tasks[t].progress != PROGRESS_DONE)
			continue;
		task_path(state->values->output, (enum task_stage)number, t, "result", path);
		if (!task_result_wall(path, &wall_us))
			continue;
		sum_us += wall_us;
		measured++;
	}
	if (measured > 0)
		stage->eta_seconds = sum_us / measured * left / at_once / 1000000 + 1;
}

static enum status find_states(struct state *state, struct error *error)
{
	const char *output = state->values->output;
	const uint32_t counts[QUEUE_STAGES] = {state->plan.task_count, state->plan.range_count,
	                                       state->plan.task_count, 1};
	for (int s = 0; s < QUEUE_STAGES; s++) {
		struct stage_state *stage = &state->stages[s];
		size_t bytes = (counts[s] + (size_t)1) * sizeof(*stage->tasks);
		*stage = (struct stage_state){.tasks = memory_resize(NULL, bytes),
		                              .count = counts[s]};
		memset(stage->tasks, 0, bytes);
	}
	enum status status =
	        task_queue_read(output, counts[TASK_MAP], counts[TASK_DEDUP], &state->queue, error);
	if (status == STATUS_OK)
		status = task_traces(output, take_trace, state, error);
	for (int s = 0; s < QUEUE_STAGES && status == STATUS_OK; s++) {
		struct stage_state *stage = &state->stages[s];
		for (uint32_t t = 0; t < stage->count; t++) {
			struct task_state *task = &stage->tasks[t];
			task->progress =
			        is_done(state, s, t)
			                ? PROGRESS_DONE
			                : progress_of(task, state->queue.tasks[s][t].state);
			stage->with[task->progress]++;
		}
		estimate(state, s, stage);
	}
	return status;
}

/* --- telling --- */

static bool is_bad(const struct task_state *task)
{
	return task->progress == PROGRESS_FAILED || task->progress == PROGRESS_LOST;
}

static uint32_t bad_count(const struct state *state)
{
	uint32_t count = 0;
	for (int s = 0; s < QUEUE_STAGES; s++)
		count += state->stages[s].with[PROGRESS_FAILED] +
		         state->stages[s].with[PROGRESS_LOST];
	return count;
}

static void print_eta(uint64_t seconds)
{
	if (seconds >= 2 * HOUR)
		printf("  about %llu h left", (unsigned long long)((seconds + HOUR - 1) / HOUR));
	else if (seconds >= 2 * MINUTE)
		printf("  about %llu min left",
		       (unsigned long long)((seconds + MINUTE - 1) / MINUTE));
	else if (seconds > 0)
		printf("  about %llu s left", (unsigned long long)seconds);
}

static void print_state(const struct state *state)
{
	uint32_t said = 0;
	printf("%-7s %7s", "", "tasks");
	for (int p = 0; p < PROGRESS_COUNT; p++)
		printf(" %7s", progress_names[p]);
	printf("\n");
	for (int s = 0; s < QUEUE_STAGES; s++) {
		const struct stage_state *stage = &state->stages[s];
		printf("%-7s %7u", queue_stage_names[s], stage->count);
		for (int p = 0; p < PROGRESS_COUNT; p++)
			printf(" %7u", stage->with[p]);
		print_eta(stage->eta_seconds);
		printf("\n");
	}
	for (int s = 0; s < QUEUE_STAGES; s++)
		for (uint32_t t = 0; t < state->stages[s].count; t++) {
			const struct task_state *task = &state->stages[s].tasks[t];
			if (!is_bad(task) || said++ >= FAILURES_SAID_MAX)
				continue;
			printf("%s %u %s%s%s\n", queue_stage_names[s], t,
			       progress_names[task->progress], task->reason ? ": " : "",
			       task->reason ? task->reason : "");
		}
	if (said > FAILURES_SAID_MAX)
		printf("and %u more\n", said - FAILURES_SAID_MAX);
	if (said > 0)
		printf("thresh submit with the same options tries these again\n");
}

static void put_failures(const struct state *state, struct buf *out)
{
	json_name(out, "failures");
	json_open(out, '[');
	for (int s = 0; s < QUEUE_STAGES; s++)
		for (uint32_t t = 0; t < state->stages[s].count; t++) {
			const struct task_state *task = &state->stages[s].tasks[t];
			if (!is_bad(task))
				continue;
			json_open(out, '{');
			json_member_string(out, "stage", str_from(queue_stage_names[s]));
			json_member_number(out, "task", t);
			json_member_string(out, "state", str_from(progress_names[task->progress]));
			json_member_string(out, "reason",
			                   str_from(task->reason ? task->reason : ""));
			json_close(out, '}');
		}
	json_close(out, ']');
}

static void print_json(const struct state *state)
{
	struct buf out;
	buf_init(&out, OUTPUT_BYTES_MAX);
	json_open(&out, '{');
	json_name(&out, "finished");
	json_bool(&out, state->is_finished);
	json_name(&out, "stages");
	json_open(&out, '[');
	for (int s = 0; s < QUEUE_STAGES && !state->is_finished; s++) {
		const struct stage_state *stage = &state->stages[s];
		json_open(&out, '{');
		json_member_string(&out, "stage", str_from(queue_stage_names[s]));
		json_member_number(&out, "tasks", stage->count);
		for (int p = 0; p < PROGRESS_COUNT; p++)
			json_member_number(&out, progress_names[p], stage->with[p]);
		json_member_number(&out, "eta_seconds", stage->eta_seconds);
		json_close(&out, '}');
	}
	json_close(&out, ']');
	put_failures(state, &out);
	json_close(&out, '}');
	printf("%.*s\n", STR_ARG(buf_str(&out)));
	buf_free(&out);
}

static int say(const struct error *error, int code)
{
	fprintf(stderr, "thresh status: %s\n", error->text);
	return code;
}

static int tell(struct state *state)
{
	char path[PATH_MAX];
	struct error error;
	const char *output = state->values->output;
	task_output_path(output, "_SUCCESS", path);
	state->is_finished = file_exists(path);
	task_run_path(output, "plan", path);
	if (!state->is_finished && !file_exists(path)) {
		fprintf(stderr, "thresh status: %s: no run was submitted to it\n", output);
		return EXIT_USAGE;
	}
	if (!state->is_finished) {
		if (task_plan_read(path, &state->plan, &error) != STATUS_OK)
			return say(&error, EXIT_STOPPED);
		if (find_states(state, &error) != STATUS_OK)
			return say(&error, EXIT_STOPPED);
	}
	if (state->values->json)
		print_json(state);
	else if (state->is_finished)
		printf("finished\n");
	else
		print_state(state);
	return bad_count(state) > 0 ? EXIT_DAMAGED : EXIT_DONE;
}

static void state_free(struct state *state)
{
	for (int s = 0; s < QUEUE_STAGES; s++) {
		for (uint32_t t = 0; t < state->stages[s].count; t++)
			free(state->stages[s].tasks[t].reason);
		free(state->stages[s].tasks);
	}
	task_queue_free(&state->queue);
	task_plan_free(&state->plan);
}

static const struct option status_options[] = {
        {"json", 0, OPTION_FLAG, offsetof(struct status_values, json), NULL,
         "Print it as a JSON object.", 0, 0, NULL},
};

static const char *const status_examples[] = {
        "thresh status out",
        "How far the run that was submitted to the folder out is.",
        NULL,
};

static int run(const struct command *command, int argc, char **argv)
{
	struct status_values values = {0};
	int count;
	enum options_result parsed = options_parse(command, argc, argv, &values, &count);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	values.output = argv[0];
	struct state state = {.values = &values};
	int code = tell(&state);
	state_free(&state);
	return code;
}

const struct command command_status = {
        .name = "status",
        .operands = "OUT",
        .summary = "how far a run on many machines is",
        .description =
                "Tells for each stage of a run that thresh submit has begun how many tasks are done, running, "
                "waiting, failed or lost, what was said of those that failed, and how long the stage may take "
                "yet. Tasks that are done are told by OUT/.tasks; of others squeue and sacct are asked where "
                "they are, and else the traces that attempts leave there: one of another machine that has "
                "written nothing for ten minutes is taken for lost."
                "\n\n"
                "Ends with 0 if all is well, finished or not, and with 1 if tasks have failed or are lost: "
                "thresh submit with the same options tries them again.",
        .options = status_options,
        .option_count = sizeof(status_options) / sizeof(*status_options),
        .examples = status_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = run,
};
