#include "cmd/task_job.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "cmd/commands.h"
#include "cmd/submit.h"
#include "core/base/str.h"
#include "io/stop.h"
#include "io/file.h"

const struct option task_options[TASK_OPTIONS] = {
        {"task", 0, OPTION_TEXT, offsetof(struct task_values, task), "I/N",
         "Which task: number I, from 0, of N. Required.", 0, 0, NULL},
        {"jobs", 'j', OPTION_NUMBER, offsetof(struct task_values, jobs), "N",
         "Worker threads (default: one for each processor).", 1, JOBS_MAX, NULL},
        {"memory", 0, OPTION_SIZE, offsetof(struct task_values, memory), "SIZE",
         "Memory for the process (default: what the run was submitted with).", 1, 1ull << 44, NULL},
        {"quiet", 'q', OPTION_FLAG, offsetof(struct task_values, quiet), NULL, "Errors only.", 0, 0,
         NULL},
};

int task_job_fail(const struct task_job *job, const struct error *error)
{
	fprintf(stderr, "thresh %s: %s\n", job->command, error->text);
	if (job->stage != TASK_STAGES)
		task_note_failure(job->output, job->stage, job->number, str_from(error->text));
	return EXIT_STOPPED;
}

/* The options that the run was submitted with, and those of the task instead of theirs. */
static int load(struct task_job *job, const struct task_values *values)
{
	struct submit_values submit = submit_values_default();
	struct error error;
	int operands, wanted;
	if (options_parse(&command_submit, job->plan.argument_count, job->plan.arguments, &submit,
	                  &operands) != OPTIONS_RUN)
		return EXIT_USAGE;
	struct run_values run = submit_task_values(&submit);
	run.output = job->output;
	run.jobs = values->jobs ? values->jobs : run_values_default().jobs;
	run.memory = values->memory ? values->memory : run.memory;
	run.quiet |= values->quiet;
	if (run_job_load(&job->run, &run, &error) != STATUS_OK ||
	    run_job_fit(&job->run, &run, &wanted, &error) != STATUS_OK) {
		task_job_fail(job, &error);
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

static bool is_finished(const char *output)
{
	char path[PATH_MAX];
	task_output_path(output, "_SUCCESS", path);
	return file_exists(path);
}

int task_job_open_plan(struct task_job *job, const char *command, const char *output,
                       const struct task_values *values)
{
	char path[PATH_MAX];
	struct error error;
	*job = (struct task_job){.command = command, .output = output, .stage = TASK_STAGES};
	task_run_path(output, "plan", path);
	job->is_over = !file_exists(path) && is_finished(output);
	if (job->is_over)
		return EXIT_DONE;
	if (task_plan_read(path, &job->plan, &error) != STATUS_OK) {
		fprintf(stderr, "thresh %s: %s\n", command, error.text);
		return EXIT_USAGE;
	}
	return load(job, values);
}

/* "I/N", of `count` tasks. */
static bool take_number(struct task_job *job, const char *text, uint32_t count)
{
	unsigned long long number, all;
	struct str task = str_from(text ? text : "");
	size_t slash = str_find_byte(task, '/', 0);
	if (text == NULL) {
		fprintf(stderr, "thresh %s: --task I/N is missing\n", job->command);
		return false;
	}
	if (slash == STR_NONE || !str_to_number(str_slice(task, 0, slash), TASKS_MAX, &number) ||
	    !str_to_number(str_slice(task, slash + 1, task.n), TASKS_MAX, &all) || number >= all ||
	    all != count) {
		fprintf(stderr, "thresh %s: --task %s: this run has 0/%u to %u/%u\n", job->command,
		        text, count, count - 1, count);
		return false;
	}
	job->number = (uint32_t)number;
	return true;
}

static int open_task(struct task_job *job, const char *command, const char *output,
                     enum task_stage stage, const struct task_values *values)
{
	int code = task_job_open_plan(job, command, output, values);
	if (code != EXIT_DONE || job->is_over)
		return code;
	uint32_t count = stage == TASK_DEDUP ? job->plan.range_count : job->plan.task_count;
	if (!take_number(job, values->task, count))
		return EXIT_USAGE;
	job->stage = stage;
	job->is_over = task_is_done(output, stage, job->number);
	return EXIT_DONE;
}

void task_job_close(struct task_job *job)
{
	run_job_free(&job->run);
	task_plan_free(&job->plan);
}

int task_job_main(const struct command *command, int argc, char **argv, enum task_stage stage,
                  int (*run)(const struct task_job *job))
{
	struct task_values values = {0};
	struct task_job job;
	int count;
	enum options_result parsed = options_parse(command, argc, argv, &values, &count);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	int code = open_task(&job, command->name, argv[0], stage, &values);
	if (code == EXIT_DONE && !job.is_over) {
		stop_install();
		code = run(&job);
	}
	task_job_close(&job);
	return code;
}
