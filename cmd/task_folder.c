#include "cmd/task_folder.h"

#include <stdarg.h>
#include <stdio.h>

#include "io/file.h"
#include "io/machine.h"
#include "io/stop.h"

const char *const task_stage_names[TASK_STAGES] = {
        [TASK_MAP] = "map", [TASK_DEDUP] = "dedup", [TASK_REDUCE] = "reduce"};

enum { WAIT_SECONDS = 60, WAIT_STEP_MS = 250, NUMBER_DIGITS = 5 };

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
	set_path(attempt->folder, "%s/.tasks/try-%s-%0*u.%s", output, task_stage_names[stage],
	         NUMBER_DIGITS, number, who);
	return file_make_folder(attempt->folder, error);
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
	char folder[PATH_MAX];
	struct error error;
	task_run_path(output, "", folder);
	if (file_is_folder(folder) && file_each(folder, "", remove_task, NULL, &error) == STATUS_OK)
		file_remove_folder(folder);
}
