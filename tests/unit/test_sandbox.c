/* Each attempt is made by a child, whose end and last words say what became of it. */
#include "io/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/file.h"
#include "io/flow.h"
#include "tests/test.h"

enum { SAYS_BYTES = 4096, EXIT_NO_SANDBOX = 77, EXIT_TRAPPED = 3 };

/* From before the sandbox. */
static int opened;
static pid_t parent;

/* --- what must not be --- */

static bool may_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool may_connect(void)
{
	struct sockaddr address = {.sa_family = AF_UNIX};
	return connect(0, &address, sizeof(address)) == 0;
}

static bool may_open(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool may_create(void)
{
	return open("sandbox-test", O_WRONLY | O_CREAT, 0666) >= 0;
}

static bool may_execve(void)
{
	char *argv[] = {(char[]){"true"}, NULL};
	return execve("/bin/true", argv, NULL) == 0;
}

static bool may_fork(void)
{
	return fork() >= 0;
}

static bool may_unlink(void)
{
	return unlink("sandbox-test") == 0;
}

static bool may_rename(void)
{
	return rename("sandbox-test", "sandbox-test-2") == 0;
}

static bool may_mkdir(void)
{
	return mkdir("sandbox-test", 0777) == 0;
}

static bool may_stat(void)
{
	struct stat info;
	return stat("/etc/passwd", &info) == 0;
}

static bool may_ptrace(void)
{
	return ptrace(PTRACE_ATTACH, parent, NULL, NULL) == 0;
}

static bool may_kill_another(void)
{
	return kill(parent, 0) == 0;
}

static bool may_get_code_pages(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
	       MAP_FAILED;
}

static bool may_make_code(void)
{
	static char page[3 * 4096];
	char *aligned = page + (4096 - (uintptr_t)page % 4096) % 4096;
	return mprotect(aligned, 4096, PROT_READ | PROT_EXEC) == 0;
}

static bool may_take_the_handler_off(void)
{
	return syscall(SYS_rt_sigaction, SIGSYS, NULL, NULL, sizeof(uint64_t)) == 0;
}

static bool may_memfd(void)
{
	return memfd_create("sandbox-test", 0) >= 0;
}

static const struct attempt {
	const char *named; /* in the message, where that does not depend on the machine */
	bool (*make)(void);
} denied[] = {
        {"(socket)", may_socket},
        {"(connect)", may_connect},
        {"(openat)", may_create},
        {"(execve)", may_execve},
        {"(clone)", may_fork},
        {"(ptrace)", may_ptrace},
        {"(kill)", may_kill_another},
        {"(mmap)", may_get_code_pages},
        {"(mprotect)", may_make_code},
        {"", may_unlink},
        {"", may_rename},
        {"", may_mkdir},
        {"", may_memfd},
        {"", may_take_the_handler_off},
};

/* The same, but in a build with sanitizers. */
static const struct attempt denied_else[] = {{"(openat)", may_open}, {"", may_stat}};

/* --- what must be --- */

static void *add_one(void *number)
{
	++*(int *)number;
	return number;
}

static bool can_start_threads(void)
{
	pthread_t thread;
	int number = 0;
	return pthread_create(&thread, NULL, add_one, &number) == 0 &&
	       pthread_join(thread, NULL) == 0 && number == 1;
}

static bool can_allocate(void)
{
	enum { BLOCKS = 200, BYTES = 100000 };
	char *blocks[BLOCKS];
	for (int round = 1; round <= 3; round++) {
		for (int i = 0; i < BLOCKS; i++)
			memset(blocks[i] = malloc((size_t)(round * BYTES)), i, BYTES);
		for (int i = 0; i < BLOCKS; i++)
			free(blocks[i]);
	}
	return true;
}

static void *allocate(void *done)
{
	*(bool *)done = can_allocate();
	return done;
}

/* Whose heap malloc shrinks in another way than the first one's. */
static bool can_allocate_in_threads(void)
{
	pthread_t thread;
	bool done = false;
	return pthread_create(&thread, NULL, allocate, &done) == 0 &&
	       pthread_join(thread, NULL) == 0 && done;
}

static bool can_use_what_is_open(void)
{
	char back[5] = "";
	struct stat info;
	return pwrite(opened, "abcde", 5, 0) == 5 && pread(opened, back, 5, 0) == 5 &&
	       memcmp(back, "abcde", 5) == 0 && fstat(opened, &info) == 0 && info.st_size == 5 &&
	       fsync(opened) == 0 && ftruncate(opened, 0) == 0 && lseek(opened, 0, SEEK_END) == 0 &&
	       close(opened) == 0;
}

static bool can_ask_the_clock(void)
{
	struct timespec time = {.tv_nsec = 1};
	return nanosleep(&time, NULL) == 0 && clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0;
}

static bool can_be_refused_what_the_c_library_asks(void)
{
	return SANDBOX_FOR_SANITIZER ||
	       (open("/proc/sys/vm/overcommit_memory", O_RDONLY) < 0 && errno == EACCES);
}

static bool (*const allowed[])(void) = {
        can_start_threads,    can_allocate,      can_allocate_in_threads,
        can_use_what_is_open, can_ask_the_clock, can_be_refused_what_the_c_library_asks,
};

/* --- a child that tries --- */

static void try(bool (*make)(void), int said)
{
	dup2(said, STDERR_FILENO);
	if (!sandbox_enter())
		_exit(EXIT_NO_SANDBOX);
	_exit(make() ? 0 : 1);
}

/* The child's exit code (-1 if it was killed), and what it said. */
static int end_of(bool (*make)(void), char says[SAYS_BYTES])
{
	int said[2], how, n;
	size_t at = 0;
	if (!CHECK(pipe(said) == 0))
		return -1;
	parent = getpid();
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		try(make, said[1]);
	close(said[1]);
	while ((n = (int)read(said[0], says + at, SAYS_BYTES - 1 - at)) > 0)
		at += (size_t)n;
	says[at] = '\0';
	close(said[0]);
	return waitpid(child, &how, 0) == child && WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

static bool there_is_no_sandbox(void)
{
	char says[SAYS_BYTES];
	if (end_of(can_ask_the_clock, says) != EXIT_NO_SANDBOX)
		return false;
	test_skip("the kernel allows no sandbox");
	return true;
}

static void check_denied(const struct attempt *attempt)
{
	char says[SAYS_BYTES];
	CHECK_NUMBER(end_of(attempt->make, says), EXIT_TRAPPED);
	CHECK(strstr(says, "thresh: a page's thread asked for system call ") == says);
	CHECK(strstr(says, attempt->named) != NULL);
}

TEST(what_parsing_does_not_need_ends_the_program_and_is_named)
{
	if (there_is_no_sandbox())
		return;
	for (size_t i = 0; i < sizeof(denied) / sizeof(*denied); i++)
		check_denied(&denied[i]);
	for (size_t i = 0; i < sizeof(denied_else) / sizeof(*denied_else); i++)
		if (!SANDBOX_FOR_SANITIZER)
			check_denied(&denied_else[i]);
}

TEST(what_parsing_needs_is_not_stopped)
{
	char says[SAYS_BYTES];
	if (there_is_no_sandbox())
		return;
	for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed); i++) {
		FILE *file = tmpfile();
		opened = fileno(file);
		CHECK_NUMBER(end_of(allowed[i], says), 0);
		CHECK_STR(str_from(says), STR(""));
		fclose(file);
	}
}

/* --- a flow with threads in it --- */

enum { ITEMS = 5, WORKERS = 3, NUMBERS = 60 };

struct count {
	int next;
	atomic_int opened, missing;
};

static enum status read_number(void *context, void *worker, void *item)
{
	struct count *count = context;
	(void)worker, (void)item;
	return count->next++ == NUMBERS ? STATUS_END : STATUS_OK;
}

/* A name is opened whichever thread asks, and the cause of a failure comes with it. */
static enum status open_files(void *context, void *worker, void *item)
{
	struct count *count = context;
	struct error error;
	int fd;
	(void)worker, (void)item;
	if (file_open("/dev/null", &fd, &error) == STATUS_OK) {
		atomic_fetch_add(&count->opened, 1);
		file_close(&fd);
	}
	if (file_open("/dev/null/missing", &fd, &error) == STATUS_FAILED &&
	    error.number == ENOTDIR && strstr(error.text, strerror(ENOTDIR)))
		atomic_fetch_add(&count->missing, 1);
	return STATUS_OK;
}

static const struct flow_stage stages[] = {{"read", true, read_number},
                                           {"open", false, open_files}};

static void check_flow(size_t worker_count, bool sandbox)
{
	int storage[ITEMS];
	void *items[ITEMS], *workers[WORKERS] = {0};
	struct count count = {.next = 0};
	for (int i = 0; i < ITEMS; i++)
		items[i] = &storage[i];
	struct flow flow = {.stages = stages,
	                    .stage_count = 2,
	                    .context = &count,
	                    .workers = workers,
	                    .worker_count = worker_count,
	                    .items = items,
	                    .item_count = ITEMS,
	                    .sandbox = sandbox};
	CHECK(flow_run(&flow) == STATUS_OK);
	CHECK(flow.sandbox == sandbox);
	CHECK_NUMBER(count.opened, NUMBERS);
	CHECK_NUMBER(count.missing, NUMBERS);
}

TEST(threads_of_a_flow_open_files_through_the_one_outside)
{
	if (there_is_no_sandbox())
		return;
	for (size_t workers = 1; workers <= WORKERS; workers++) {
		check_flow(workers, true);
		check_flow(workers, false);
	}
	CHECK_NUMBER(prctl(PR_GET_SECCOMP), 0);
}
