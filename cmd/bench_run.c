#include "cmd/bench_run.h"

#include <stdio.h>
#include <stdlib.h>

#include "cmd/options.h"
#include "core/base/bug.h"
#include "core/base/buf.h"
#include "io/child.h"
#include "io/file.h"
#include "io/scratch.h"
#include "io/stop.h"

enum { ARGUMENTS_FIXED = 6, NUMBER_BYTES = 16 };

static enum status read_times(const char *folder, struct times *times, struct error *error)
{
	char path[PATH_MAX + sizeof("/times.json")];
	struct buf text;
	snprintf(path, sizeof(path), "%s/times.json", folder);
	buf_init(&text, SIZE_MAX / 2);
	enum status status = file_read_whole(path, TIMES_JSON_BYTES_MAX, &text, error);
	if (status == STATUS_OK && !times_read_json(times, buf_str(&text)))
		status = error_set(error, "%s: not what a run writes", path);
	buf_free(&text);
	return status;
}

/* thresh run -jN --quiet -o FOLDER INPUT... */
static enum status run_into(char *folder, const struct bench_input *input, struct bench_run *run,
                            struct error *error)
{
	char name[] = "thresh", verb[] = "run", quiet[] = "--quiet", output[] = "-o";
	char jobs[NUMBER_BYTES];
	struct child_usage usage;
	char **arguments = memory_resize(NULL, (ARGUMENTS_FIXED + (size_t)input->count + 1) *
	                                               sizeof(*arguments));
	char *const fixed[ARGUMENTS_FIXED] = {name, verb, jobs, quiet, output, folder};
	snprintf(jobs, sizeof(jobs), "-j%d", run->jobs);
	memcpy(arguments, fixed, sizeof(fixed));
	for (int i = 0; i < input->count; i++)
		arguments[ARGUMENTS_FIXED + i] = input->paths[i];
	arguments[ARGUMENTS_FIXED + input->count] = NULL;
	enum status status = child_run(arguments, &usage, error);
	free(arguments);
	if (status != STATUS_OK || stop_asked())
		return stop_asked() ? STATUS_END : status;
	if (usage.exit_code != EXIT_DONE && usage.exit_code != EXIT_DAMAGED)
		return error_set(error, "thresh run %s: exit code %d", jobs, usage.exit_code);
	run->seconds = usage.seconds;
	run->cpu_seconds = usage.cpu_seconds;
	return read_times(folder, &run->times, error);
}

/* The folder goes in any case; its fault counts where there is no other. */
static enum status clean_up(const char *folder, enum status status, struct error *error)
{
	struct error removing;
	if (scratch_remove(folder, &removing) == STATUS_OK || status == STATUS_FAILED)
		return status;
	*error = removing;
	return STATUS_FAILED;
}

enum status bench_run(const struct bench_input *input, int jobs, struct bench_run *run,
                      struct error *error)
{
	char folder[PATH_MAX];
	*run = (struct bench_run){.jobs = jobs};
	enum status status = scratch_make(folder, error);
	return status == STATUS_OK ? clean_up(folder, run_into(folder, input, run, error), error)
	                           : status;
}

enum status bench_run_nothing(struct bench_run *run, struct error *error)
{
	static const char page[] =
	        "<!DOCTYPE html><title>A page</title><p>A page of few words.</p>\n";
	char folder[PATH_MAX], path[PATH_MAX + sizeof("/page.html")];
	*run = (struct bench_run){.jobs = 1};
	enum status status = scratch_make(folder, error);
	if (status != STATUS_OK)
		return status;
	snprintf(path, sizeof(path), "%s/page.html", folder);
	status = file_write_whole(path, STR(page), error);
	char *paths[] = {path};
	if (status == STATUS_OK)
		status = run_into(folder, &(struct bench_input){paths, 1}, run, error);
	return clean_up(folder, status, error);
}
