#include "io/child.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/machine.h"

static const char self[] = "/proc/self/exe";

static double seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

enum status child_run(char *const *arguments, struct child_usage *usage, struct error *error)
{
	struct rusage used;
	pid_t pid, ended;
	int how;
	double begun = machine_seconds();
	int number = posix_spawn(&pid, self, NULL, NULL, arguments, environ);
	if (number != 0)
		return error_system(error, self, "cannot be started", number);
	do
		ended = wait4(pid, &how, 0, &used);
	while (ended < 0 && errno == EINTR);
	if (ended < 0)
		return error_system(error, self, "cannot be waited for", errno);
	if (!WIFEXITED(how))
		return error_set(error, "%s %s: ended by signal %d", arguments[0], arguments[1],
		                 WTERMSIG(how));
	usage->exit_code = WEXITSTATUS(how);
	usage->seconds = machine_seconds() - begun;
	usage->cpu_seconds = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
	return STATUS_OK;
}

enum status child_start(char *const *arguments, long *process, struct error *error)
{
	pid_t pid;
	int number = posix_spawn(&pid, self, NULL, NULL, arguments, environ);
	if (number != 0)
		return error_system(error, self, "cannot be started", number);
	*process = pid;
	return STATUS_OK;
}

static int code_of(int how)
{
	enum { BY_SIGNAL = 128 }; /* as shells have it */
	return WIFEXITED(how) ? WEXITSTATUS(how) : BY_SIGNAL + WTERMSIG(how);
}

enum status child_wait(long *process, int *exit_code, struct error *error)
{
	int how;
	pid_t ended;
	do
		ended = waitpid(-1, &how, 0);
	while (ended < 0 && errno == EINTR);
	if (ended < 0)
		return error_system(error, self, "cannot be waited for", errno);
	*process = ended;
	*exit_code = code_of(how);
	return STATUS_OK;
}

static enum status read_all(int fd, const char *name, struct buf *out, struct error *error)
{
	enum { STEP = 4096 };
	for (;;) {
		char *room = buf_reserve(out, STEP);
		if (room == NULL)
			return error_set(error, "%s: says too much", name);
		ssize_t got = read(fd, room, STEP);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_system(error, name, "cannot be read", errno);
		if (got == 0)
			return STATUS_OK;
		out->n += (size_t)got;
	}
}

static enum status ask(char *const *arguments, bool is_quiet, struct buf *out, struct error *error)
{
	posix_spawn_file_actions_t actions;
	int ends[2], how = 0;
	pid_t pid = -1;
	if (pipe(ends) != 0)
		return error_system(error, arguments[0], "cannot be asked", errno);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclose(&actions, ends[0]);
	if (is_quiet)
		posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	int number = posix_spawnp(&pid, arguments[0], &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	enum status status =
	        number == 0 ? read_all(ends[0], arguments[0], out, error)
	                    : error_system(error, arguments[0], "cannot be started", number);
	close(ends[0]);
	while (number == 0 && waitpid(pid, &how, 0) < 0 && errno == EINTR)
		;
	if (status == STATUS_OK && code_of(how) != 0)
		return error_set(error, "%s: ended with %d", arguments[0], code_of(how));
	return status;
}

enum status child_ask(char *const *arguments, struct buf *out, struct error *error)
{
	return ask(arguments, false, out, error);
}

enum status child_ask_quietly(char *const *arguments, struct buf *out, struct error *error)
{
	return ask(arguments, true, out, error);
}
