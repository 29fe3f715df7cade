#include "cmd/task_folder.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/file.h"
#include "io/machine.h"
#include "io/stop.h"

const char *const task_stage_names[TASK_STAGES] = {
        [TASK_MAP] = "map", [TASK_DEDUP] = "dedup", [TASK_REDUCE] = "reduce"};

enum {
	WAIT_SECONDS = 60,
	WAIT_STEP_MS = 250,
	NUMBER_DIGITS = 5,
	/* Containers on two machines may have the same name, and their processes the same number.
	 */
	ATTEMPTS_MAX = 1000,
};

/* One that is too long is no path: opening it then fails, and says so. */
__attribute__((format(printf, 2, 3))) static void set_path(char path[PATH_MAX], const char *format,
                                                           ...)
{
	va_list arguments;
	va_start(arguments, format);
	int n = vsnprintf(path, PATH_MAX, format, arguments);
	va_end(arguments);
	if (n < 0 || n >= PATH_MAX)
		path[0] = '\0';
}

void task_path(const char *output, enum task_stage stage, uint32_t number, const char *file,
               char path[PATH_MAX])
{
	set_path(path, "%s/.tasks/%s-%0*u%s%s", output, task_stage_names[stage], NUMBER_DIGITS,
	         number, file ? "/" : "", file ? file : "");
}

void task_run_path(const char *output, const char *file, char path[PATH_MAX])
{
	set_path(path, "%s/.tasks/%s", output, file);
}

bool task_run_exists(const char *output)
{
	char path[PATH_MAX];
	task_run_path(output, "plan", path);
	return file_exists(path);
}

void task_output_path(const char *output, const char *file, char path[PATH_MAX])
{
	set_path(path, "%s/%s", output, file);
}

bool task_is_done(const char *output, enum task_stage stage, uint32_t number)
{
	char path[PATH_MAX];
	task_path(output, stage, number, NULL, path);
	return file_is_folder(path);
}

static void failure_path(const char *output, enum task_stage stage, uint32_t number,
                         char path[PATH_MAX])
{
	set_path(path, "%s/.tasks/failed-%s-%0*u", output, task_stage_names[stage], NUMBER_DIGITS,
	         number);
}

/* What cannot be noted was said on standard error all the same. */
void task_note_failure(const char *output, enum task_stage stage, uint32_t number, struct str what)
{
	char path[PATH_MAX];
	struct error error;
	failure_path(output, stage, number, path);
	if (file_write_whole(path, what, &error) != STATUS_OK)
		file_remove(path);
}

static void forget_failure(const char *output, enum task_stage stage, uint32_t number)
{
	char path[PATH_MAX];
	failure_path(output, stage, number, path);
	file_remove(path);
}

enum status task_wait_file(const char *path, uint64_t bytes, struct error *error)
{
	double begun = machine_seconds();
	while (file_size(path) != bytes) {
		if (stop_asked() || machine_seconds() - begun > WAIT_SECONDS)
			return error_set(error, "%s: %llu bytes, not %llu", path,
			                 (unsigned long long)file_size(path),
			                 (unsigned long long)bytes);
		machine_sleep_ms(WAIT_STEP_MS);
	}
	return STATUS_OK;
}

enum status task_wait(const char *output, enum task_stage stage, uint32_t number,
                      struct error *error)
{
	double begun = machine_seconds();
	while (!task_is_done(output, stage, number)) {
		if (stop_asked() || machine_seconds() - begun > WAIT_SECONDS) {
			char path[PATH_MAX];
			task_path(output, stage, number, NULL, path);
			return error_set(error, "%s: not there: that task is not done", path);
		}
		machine_sleep_ms(WAIT_STEP_MS);
	}
	return STATUS_OK;
}

enum status task_begin(const char *output, enum task_stage stage, uint32_t number,
                       struct task_attempt *attempt, struct error *error)
{
	char who[MACHINE_WHO_BYTES];
	machine_who(who);
	task_path(output, stage, number, NULL, attempt->done);
	attempt->begun = machine_seconds();
	forget_failure(output, stage, number);
	for (int again = 0; again < ATTEMPTS_MAX; again++) {
		bool is_new;
		set_path(attempt->folder, "%s/.tasks/try-%s-%0*u.%d.%s", output,
		         task_stage_names[stage], NUMBER_DIGITS, number, again, who);
		enum status status = file_make_new_folder(attempt->folder, &is_new, error);
		if (status != STATUS_OK || is_new)
			return status;
	}
	return error_set(error, "%s: there already", attempt->folder);
}

void task_file(const struct task_attempt *attempt, const char *file, char path[PATH_MAX])
{
	set_path(path, "%s/%s", attempt->folder, file);
}

static void remove_one(void *context, const char *path)
{
	(void)context;
	file_remove(path);
}

static void remove_folder(const char *folder)
{
	struct error error;
	/* what cannot be removed stays in a folder that nobody looks into */
	if (file_each(folder, "", remove_one, NULL, &error) == STATUS_OK)
		file_remove_folder(folder);
}

void task_abandon(const struct task_attempt *attempt)
{
	remove_folder(attempt->folder);
}

enum status task_publish(const struct task_attempt *attempt, struct error *error)
{
	if (file_publish(attempt->folder, attempt->done, error) == STATUS_OK)
		return STATUS_OK;
	if (!file_is_folder(attempt->done))
		return STATUS_FAILED;
	task_abandon(attempt); /* another attempt was first; it has made the same */
	return STATUS_OK;
}

struct tracing {
	void (*visit)(void *context, const struct task_trace *trace);
	void *context;
};

/* "try-STAGE-NUMBER.AGAIN.WHO", "failed-STAGE-NUMBER". */
static void visit_trace(void *context, const char *path)
{
	const struct tracing *tracing = context;
	const char *name = strrchr(path, '/') + 1, *stage = strchr(name, '-') + 1;
	const char *number = strchr(stage, '-');
	struct task_trace trace = {.folder = path};
	int begun = -1;
	for (int s = 0; s < TASK_STAGES && number; s++)
		if (str_equal((struct str){stage, (size_t)(number - stage)},
		              str_from(task_stage_names[s])))
			begun = s;
	if (begun < 0)
		return;
	trace.stage = (enum task_stage)begun;
	trace.number = (uint32_t)strtoul(number + 1, NULL, 10);
	const char *again = strchr(number, '.');
	const char *who = again ? strchr(again + 1, '.') : NULL;
	trace.who = who ? who + 1 : NULL;
	tracing->visit(tracing->context, &trace);
}

enum status task_traces(const char *output,
                        void (*visit)(void *context, const struct task_trace *trace), void *context,
                        struct error *error)
{
	char folder[PATH_MAX];
	struct tracing tracing = {visit, context};
	task_run_path(output, "", folder);
	enum status status = file_each(folder, "try-", visit_trace, &tracing, error);
	return status == STATUS_OK ? file_each(folder, "failed-", visit_trace, &tracing, error)
	                           : status;
}

static void remove_task(void *context, const char *path)
{
	(void)context;
	if (file_is_folder(path))
		remove_folder(path);
	else
		file_remove(path);
}

void task_forget_all(const char *output)
{
	char folder[PATH_MAX], plan[PATH_MAX];
	struct error error;
	task_run_path(output, "", folder);
	task_run_path(output, "plan", plan);
	file_remove(plan);
	if (file_is_folder(folder) && file_each(folder, "", remove_task, NULL, &error) == STATUS_OK)
		file_remove_folder(folder);
}
