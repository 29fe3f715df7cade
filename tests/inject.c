/*
 * Nothing is synced: what a process has written outlives it without that, and tests are many.
 *
 * Preloaded into the program by tests: at its $INJECT_AT-th call of the kind $INJECT_CALLS it is
 * killed ($INJECT_DO is "kill") or the call fails with the error number $INJECT_DO; with "one" in
 * $INJECT_TIMES just that call fails, else all from there on. A write that is killed, or fails with
 * ENOSPC, has written its first half. When it comes to that, a byte is written to $INJECT_LOG,
 * which is opened before there is a sandbox that would not let it be.
 *
 *     change   whatever changes a file or folder        open   opening to read
 *     read     reading                                  clock  each answer is another time
 *     sandbox  taking rights away for one (prctl)       escape with a read, a socket is asked for
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_int calls;
static int log_fd = -1;

__attribute__((constructor)) static void open_log(void)
{
	const char *log = getenv("INJECT_LOG");
	if (log)
		log_fd = REAL(open)(log, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
}

static bool is_wanted(const char *kind)
{
	const char *wanted = getenv("INJECT_CALLS");
	return wanted && strcmp(wanted, kind) == 0;
}

/* Is this the call that it is about? */
static bool hit(const char *kind)
{
	const char *at = getenv("INJECT_AT"), *times = getenv("INJECT_TIMES");
	if (!at || !is_wanted(kind))
		return false;
	int number = atomic_fetch_add(&calls, 1) + 1;
	return times ? number == atoi(at) : number >= atoi(at);
}

/* Returns -1 for the caller to return, if it returns. */
static int fail(void)
{
	const char *what = getenv("INJECT_DO");
	if (log_fd >= 0 && REAL(write)(log_fd, "!", 1) != 1)
		abort();
	if (what && strcmp(what, "kill") == 0)
		kill(getpid(), SIGKILL);
	errno = what ? atoi(what) : EIO;
	return -1;
}

int open(const char *path, int flags, ...)
{
	va_list list;
	va_start(list, flags);
	int mode = flags & O_CREAT ? va_arg(list, int) : 0;
	va_end(list);
	if (!(flags & O_DIRECTORY) && hit(flags & O_CREAT ? "change" : "open"))
		return fail();
	return REAL(open)(path, flags, mode);
}

ssize_t read(int fd, void *bytes, size_t n)
{
	if (fd > 2 && hit("escape"))
		close(socket(AF_UNIX, SOCK_STREAM, 0));
	return fd > 2 && hit("read") ? fail() : REAL(read)(fd, bytes, n);
}

ssize_t pread(int fd, void *bytes, size_t n, off_t at)
{
	return hit("read") ? fail() : REAL(pread)(fd, bytes, n, at);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	if (fd <= 2 || !hit("change"))
		return REAL(write)(fd, bytes, n);
	return REAL(write)(fd, bytes, n / 2) < 0 ? -1 : fail();
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	if (!hit("change"))
		return REAL(pwrite)(fd, bytes, n, at);
	return REAL(pwrite)(fd, bytes, n / 2, at) < 0 ? -1 : fail();
}

int fsync(int fd)
{
	(void)fd;
	return hit("change") ? fail() : 0;
}

int ftruncate(int fd, off_t bytes)
{
	return hit("change") ? fail() : REAL(ftruncate)(fd, bytes);
}

int rename(const char *from, const char *to)
{
	return hit("change") ? fail() : REAL(rename)(from, to);
}

int mkdir(const char *path, mode_t mode)
{
	return hit("change") ? fail() : REAL(mkdir)(path, mode);
}

/* Nothing depends on whether a file that is to go can be removed, but for a kill in its place. */
int unlink(const char *path)
{
	const char *what = getenv("INJECT_DO");
	bool kills = what && strcmp(what, "kill") == 0;
	return kills && hit("change") ? fail() : REAL(unlink)(path);
}

int prctl(int option, ...)
{
	va_list list;
	va_start(list, option);
	unsigned long values[4];
	for (int i = 0; i < 4; i++)
		values[i] = va_arg(list, unsigned long);
	va_end(list);
	return option == PR_SET_NO_NEW_PRIVS && hit("sandbox")
	               ? fail()
	               : REAL(prctl)(option, values[0], values[1], values[2], values[3]);
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
	int result = REAL(clock_gettime)(clock, time);
	if (is_wanted("clock"))
		time->tv_sec += (atomic_fetch_add(&calls, 1) % 2 ? 1 : -1) * 100000000;
	return result;
}
