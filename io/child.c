#include "io/child.h"

#include <errno.h>
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
