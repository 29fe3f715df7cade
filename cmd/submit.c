/* thresh submit: the plan of a run on many machines, and whoever does it: Slurm, or this machine.
 */
#include "cmd/submit.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/checkpoint.h"
#include "cmd/commands.h"
#include "cmd/finish.h"
#include "cmd/out_folder.h"
#include "cmd/plan.h"
#include "cmd/task_folder.h"
#include "cmd/task_plan.h"
#include "cmd/task_queue.h"
#include "cmd/task_scripts.h"
#include "core/base/bug.h"
#include "io/child.h"
#include "io/file.h"
#include "io/index.h"
#include "io/stop.h"
#include "io/term.h"

enum {
	TASKS_PER_RANGE = 16, /* by default */
	LOCAL_MAX = 256,
	TASK_TEXT_BYTES = 32,
};

struct submit_values submit_values_default(void)
{
	return (struct submit_values){.run = run_values_default()};
}

/* A task remembers no documents, it only sorts their keys; that needs little memory. */
struct run_values submit_task_values(const struct submit_values *values)
{
	enum { SORTING_BYTES = 256 << 20 };
	struct run_values run = values->run;
	if (run.dedup.memory == 0 && run.memory == 0)
		run.dedup.memory = SORTING_BYTES;
	return run;
}

static const struct option submit_options[] = {
        {"tasks", 0, OPTION_NUMBER, offsetof(struct submit_values, tasks), "N",
         "Cut the inputs into N tasks of about the same size. Required.", 1, TASKS_MAX, NULL},
        {"ranges", 0, OPTION_NUMBER, offsetof(struct submit_values, ranges), "R",
         "Look for duplicates in R ranges of keys at a time (default: one for 16 tasks).", 1,
         TASK_RANGES_MAX, NULL},
        {"slurm", 0, OPTION_TEXT, offsetof(struct submit_values, slurm), "OPTIONS",
         "Options of sbatch for all jobs, as \"--partition=long --account=web\".", 0, 0, NULL},
        {"local", 0, OPTION_NUMBER, offsetof(struct submit_values, local), "J",
         "Run the tasks on this machine, J at a time, without Slurm.", 1, LOCAL_MAX, NULL},
        {"dry-run", 0, OPTION_FLAG, offsetof(struct submit_values, dry_run), NULL,
         "Only write the plan and the scripts.", 0, 0, NULL},
        {"whole-inputs", 0, OPTION_FLAG, offsetof(struct submit_values, whole_inputs), NULL,
         "Do not cut inputs, however large one is.", 0, 0, NULL},
        RUN_OPTIONS(struct submit_values, run),
};

static const char *const submit_examples[] = {
        "thresh submit -o corpus --tasks 1000 @warc.paths",
        "A thousand tasks by Slurm.",
        "thresh submit -o corpus --tasks 16 --local 4 /data/crawl-2026-11-24",
        "The same stages on this machine, four tasks at a time.",
        NULL,
};

struct submit {
	struct submit_values values;
	struct run_job run;
	struct task_plan plan;
	struct out_folder folder;
	bool is_over; /* nothing is left to be carried out */
};

static int say(const struct error *error, int code)
{
	fprintf(stderr, "thresh submit: %s\n", error->text);
	return code;
}

static const char *problem_of(const struct submit_values *values, int operands)
{
	const struct run_values *run = &values->run;
	const char *problem = run_values_problem(run);
	if (problem)
		return problem;
	if (operands == 0)
		return "needs INPUT...; see thresh submit --help";
	if (run->output == NULL)
		return "--output DIR is missing; see thresh submit --help";
	if (values->tasks == 0)
		return "--tasks N is missing; see thresh submit --help";
	if (run->dedup.keep != KEEP_FIRST)
		return "--keep: on many machines the first of duplicates is kept";
	if (run->dedup.lines > 0)
		return "--dedup-lines: lines are counted in the order of all inputs, by one machine";
	return NULL;
}

/* The words of the command line, for tasks to read again. */
static void keep_arguments(struct task_plan *plan, int argc, char **argv)
{
	plan->arguments = arena_array(&plan->arena, char *, (size_t)argc + 1);
	plan->argument_count = argc;
	for (int i = 0; i < argc; i++) {
		size_t bytes = strlen(argv[i]) + 1;
		plan->arguments[i] = memcpy(arena_bytes(&plan->arena, bytes), argv[i], bytes);
	}
}

/* As a run says it; of folders whose files turn out to be no archives, thresh finish does. */
static void find_empty_folders(struct submit *submit, char *const *operands, int count)
{
	const struct inputs *inputs = &submit->plan.inputs;
	for (int k = 0; k < count; k++) {
		bool has_file = operands[k][0] == '@' || !file_is_folder(operands[k]);
		for (size_t i = 0; i < inputs->count && !has_file; i++)
			has_file = inputs->list[i].folder == operands[k];
		if (has_file)
			continue;
		fprintf(stderr, "thresh submit: %s: no archives in this folder\n", operands[k]);
		submit->plan.has_problem = true;
	}
}

static enum status make_plan(struct submit *submit, char *const *operands, int count,
                             struct error *error)
{
	const struct submit_values *values = &submit->values;
	struct task_plan *plan = &submit->plan;
	plan->inputs.prefix = values->run.prefix;
	for (int i = 0; i < count; i++)
		if (inputs_add(&plan->inputs, operands[i], error) != STATUS_OK) {
			say(error, EXIT_DAMAGED);
			plan->has_problem = true;
		}
	find_empty_folders(submit, operands, count);
	plan->task_count = (uint32_t)values->tasks;
	enum status status =
	        task_plan_cut(plan, values->run.max_record, !values->whole_inputs, error);
	plan->range_count =
	        values->ranges ? (uint32_t)values->ranges : plan->task_count / TASKS_PER_RANGE + 1;
	if (status == STATUS_OK)
		status = plan_index(submit->run.config.dedup.index, &plan->index, error);
	if (status == STATUS_OK)
		status = plan_hash(&submit->run.config, &plan->inputs, &plan->run, error);
	if (status == STATUS_OK)
		task_plan_identify(plan);
	return status;
}

static int refuse(const char *output, const char *why)
{
	fprintf(stderr, "thresh submit: %s %s\n", output, why);
	return EXIT_USAGE;
}

/* Threads, memory and the like may be others than they were: tasks go by the newest. */
static int write_plan(struct submit *submit)
{
	char path[PATH_MAX];
	struct error error;
	const char *output = submit->values.run.output;
	task_run_path(output, "run", path);
	enum status status = plan_write(path, &submit->run.config, &submit->plan.inputs, &error);
	task_run_path(output, "plan", path);
	if (status == STATUS_OK)
		status = task_plan_write(&submit->plan, path, &error);
	return status == STATUS_OK ? EXIT_DONE : say(&error, EXIT_STOPPED);
}

/* Goes on with a plan that is the same. */
static int go_on(struct submit *submit, const char *path)
{
	char run[PATH_MAX];
	struct error error, difference;
	struct task_plan before;
	const char *output = submit->values.run.output;
	if (task_plan_read(path, &before, &error) != STATUS_OK)
		return say(&error, EXIT_STOPPED);
	bool is_same =
	        before.all.high == submit->plan.all.high && before.all.low == submit->plan.all.low;
	task_plan_free(&before);
	if (is_same)
		return write_plan(submit);
	task_run_path(output, "run", run);
	if (plan_compare(run, &submit->run.config, &submit->plan.inputs, &difference, &error) !=
	    STATUS_OK)
		return say(&error, EXIT_STOPPED);
	fprintf(stderr,
	        "thresh submit: %s holds an unfinished run of another kind: %s; --restart begins "
	        "anew\n",
	        output,
	        difference.text[0] ? difference.text
	                           : "its tasks are others (--tasks, --ranges, --whole-inputs)");
	return EXIT_USAGE;
}

static int begin_anew(struct submit *submit)
{
	char path[PATH_MAX];
	struct error error;
	enum status status = out_folder_clear(&submit->folder, &error);
	task_queue_forget(submit->values.run.output);
	task_run_path(submit->values.run.output, "", path);
	if (status == STATUS_OK)
		status = file_make_folder(path, &error);
	return status == STATUS_OK ? write_plan(submit) : say(&error, EXIT_STOPPED);
}

/* Begins anew where no run is, or by --restart and --force. */
/* All is done but _SUCCESS: a finish was killed when the index had taken the run in. */
static bool is_all_but_over(const struct submit *submit, int *code)
{
	const char *path = submit->run.config.dedup.index;
	struct index *index;
	struct error error;
	if (path == NULL || !file_exists(path) || !file_exists(submit->folder.manifest) ||
	    index_open(path, INDEX_READ, NULL, 0, &index, &error) != STATUS_OK)
		return false; /* whoever needs the index says what is wrong with it */
	bool is_over = finish_was_committed(index, submit->folder.manifest, code);
	index_close(index);
	return is_over;
}

static int end_run(struct submit *submit, int code)
{
	struct error error;
	submit->is_over = true;
	if (out_folder_finish(&submit->folder, &error) != STATUS_OK)
		return say(&error, EXIT_STOPPED);
	task_forget_all(submit->values.run.output);
	return code;
}

static int place_plan(struct submit *submit)
{
	int code;
	char path[PATH_MAX];
	const struct run_values *run = &submit->values.run;
	bool is_finished = out_folder_is_finished(&submit->folder);
	task_run_path(run->output, "plan", path);
	if (is_finished && !run->force)
		return refuse(run->output, "holds a finished run; --force overwrites it");
	if (is_finished || run->restart)
		return begin_anew(submit);
	if (checkpoint_exists(run->output))
		return refuse(run->output, "holds an unfinished run of this machine; --restart "
		                           "begins anew");
	if (!file_exists(path))
		return begin_anew(submit);
	return is_all_but_over(submit, &code) ? end_run(submit, code) : go_on(submit, path);
}

/* --- on this machine --- */

struct local {
	const struct submit *submit;
	enum task_stage stage;
	uint32_t count, next, running, failed;
};

/* As spawning takes it; the caller frees it. */
static char *copy_of_output(const struct submit *submit)
{
	const char *output = submit->values.run.output;
	size_t bytes = strlen(output) + 1;
	return memcpy(memory_resize(NULL, bytes), output, bytes);
}

static enum status start_next(struct local *local, struct error *error)
{
	char program[] = "thresh", option_task[] = "--task", quiet[] = "--quiet", jobs[] = "--jobs";
	char stage[TASK_TEXT_BYTES], task[TASK_TEXT_BYTES], job_count[TASK_TEXT_BYTES];
	const struct submit *submit = local->submit;
	unsigned long long each = submit->values.run.jobs / submit->values.local;
	long process;
	while (local->next < local->count &&
	       task_is_done(submit->values.run.output, local->stage, local->next))
		local->next++;
	if (local->next == local->count)
		return STATUS_END;
	char *output = copy_of_output(submit);
	snprintf(stage, sizeof(stage), "%s", task_stage_names[local->stage]);
	snprintf(task, sizeof(task), "%u/%u", local->next, local->count);
	snprintf(job_count, sizeof(job_count), "%llu", each > 0 ? each : 1);
	char *arguments[] = {program, stage,     quiet,  option_task, task,
	                     jobs,    job_count, output, NULL};
	enum status status = child_start(arguments, &process, error);
	free(output);
	local->next++;
	local->running += status == STATUS_OK;
	return status;
}

/* All tasks of a stage that are not done, so many at a time. One that fails ends the run behind the
 * stage: the others may still do what they can. */
static enum status run_stage(const struct submit *submit, enum task_stage stage,
                             struct error *error)
{
	struct local local = {.submit = submit,
	                      .stage = stage,
	                      .count = stage == TASK_DEDUP ? submit->plan.range_count
	                                                   : submit->plan.task_count};
	enum status status = STATUS_OK;
	for (;;) {
		while (status == STATUS_OK && local.running < submit->values.local && !stop_asked())
			status = start_next(&local, error);
		if (local.running == 0)
			break;
		long process;
		int code;
		enum status waited = child_wait(&process, &code, error);
		if (waited != STATUS_OK)
			return waited;
		local.running--;
		local.failed += code != EXIT_DONE;
		status = status == STATUS_END ? STATUS_OK : status;
	}
	if (stop_asked())
		return error_set(error, "stopped by a signal; submit again to go on");
	if (local.failed > 0)
		return error_set(error,
		                 "%u of %u %s tasks have failed; submit again to try them again",
		                 local.failed, local.count, task_stage_names[stage]);
	return status == STATUS_END ? STATUS_OK : status;
}

static int run_locally(const struct submit *submit)
{
	struct error error;
	enum status status = STATUS_OK;
	char program[] = "thresh", finish[] = "finish", quiet[] = "--quiet";
	struct child_usage usage;
	for (int stage = 0; stage < TASK_STAGES && status == STATUS_OK; stage++)
		status = run_stage(submit, (enum task_stage)stage, &error);
	if (status != STATUS_OK)
		return say(&error, EXIT_STOPPED);
	char *output = copy_of_output(submit);
	char *loud[] = {program, finish, output, NULL};
	char *silent[] = {program, finish, quiet, output, NULL};
	status = child_run(submit->values.run.quiet ? silent : loud, &usage, &error);
	free(output);
	return status == STATUS_OK ? usage.exit_code : say(&error, EXIT_STOPPED);
}

/* --- */

static int carry_out(struct submit *submit)
{
	struct error error;
	const struct task_scripts scripts = {.output = submit->values.run.output,
	                                     .plan = &submit->plan,
	                                     .run = &submit->run,
	                                     .memory = submit->values.run.memory,
	                                     .slurm = submit->values.slurm};
	int code = submit->plan.has_problem ? EXIT_DAMAGED : EXIT_DONE;
	if (submit->values.local > 0 && !submit->values.dry_run) {
		out_folder_close(&submit->folder); /* the last task locks it */
		int ended = run_locally(submit);
		return ended == EXIT_DONE ? code : ended;
	}
	if (task_scripts_write(&scripts, &error) != STATUS_OK)
		return say(&error, EXIT_STOPPED);
	if (submit->values.dry_run) {
		printf("%u tasks, %u ranges; the scripts are in %s/slurm\n",
		       submit->plan.task_count, submit->plan.range_count,
		       submit->values.run.output);
		return code;
	}
	return task_scripts_submit(&scripts, &error) == STATUS_OK ? code
	                                                          : say(&error, EXIT_STOPPED);
}

/* One that thresh finish could not write to, or is of other keys, is better known now. */
static enum status try_index(const struct submit *submit, struct error *error)
{
	const struct dedup_config *config = &submit->run.config.dedup;
	char keys[DEDUP_KEYS_BYTES];
	struct index *index = NULL;
	if (config->index == NULL)
		return STATUS_OK;
	dedup_keys_text(&config->keys, keys);
	enum status status = index_open(config->index, INDEX_CREATE, keys, 0, &index, error);
	index_close(index);
	return status;
}

static int submit_run(struct submit *submit, char *const *operands, int count)
{
	struct error error;
	if (make_plan(submit, operands, count, &error) != STATUS_OK)
		return say(&error, EXIT_USAGE);
	if (try_index(submit, &error) != STATUS_OK)
		return say(&error, EXIT_STOPPED);
	if (out_folder_open(submit->values.run.output, &submit->folder, &error) != STATUS_OK)
		return say(&error, EXIT_STOPPED);
	int code = place_plan(submit);
	if (code == EXIT_DONE && !submit->is_over)
		code = carry_out(submit);
	out_folder_close(&submit->folder);
	return code;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct submit submit = {.values = submit_values_default()};
	struct error error;
	int count, wanted;
	arena_init(&submit.plan.arena);
	inputs_init(&submit.plan.inputs);
	keep_arguments(&submit.plan, argc, argv);
	enum options_result parsed = options_parse(command, argc, argv, &submit.values, &count);
	int code = parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	const char *problem = parsed == OPTIONS_RUN ? problem_of(&submit.values, count) : NULL;
	if (problem)
		fprintf(stderr, "thresh submit: %s\n", problem);
	if (parsed == OPTIONS_RUN && problem == NULL) {
		stop_install();
		const struct run_values task = submit_task_values(&submit.values);
		if (run_job_load(&submit.run, &task, &error) != STATUS_OK ||
		    run_job_fit(&submit.run, &task, &wanted, &error) != STATUS_OK)
			say(&error, EXIT_USAGE);
		else
			code = submit_run(&submit, argv, count);
		run_job_free(&submit.run);
	}
	task_plan_free(&submit.plan);
	return code;
}

const struct command command_submit = {
        .name = "submit",
        .operands = "INPUT...",
        .summary = "a run on many machines, by Slurm",
        .description =
                "Cuts the inputs into tasks (a large file into several), writes the plan to OUT/.tasks and "
                "batch scripts to OUT/slurm, and submits them: thresh map for each task, thresh dedup for "
                "each range of keys, thresh reduce for each task, thresh finish at the end, each behind the "
                "one before. The output is what thresh run would give, in other shards: OUT/part-I-*.jsonl.zst "
                "of task I. All machines must see inputs, OUT and this program by the same paths."
                "\n\n"
                "Submitted again, only what is missing is submitted. thresh status tells how far it is. The "
                "options of thresh run are those of each task; --keep and --dedup-lines, for which one machine "
                "has to see all pages in order, are not taken, and with --dedup none a revisit stays a reject.",
        .options = submit_options,
        .option_count = sizeof(submit_options) / sizeof(*submit_options),
        .examples = submit_examples,
        .operands_min = 0,
        .operands_max = -1,
        .run = run,
};
