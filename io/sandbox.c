/*
 * A filter of system calls (seccomp, by libseccomp) that lets through what is in a table and traps
 * the rest: a list of what is forbidden would have to know each kernel's news. The trap is a signal
 * whose handler says what was asked for. A filter sees numbers only, no paths and no memory, so
 * what it allows must be harmless whatever pointers point to; clone3, whose flags are in memory, is
 * said not to exist, and the C library then uses clone.
 *
 * It holds for threads one by one: io/flow.h leaves one outside.
 */
#include "io/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "core/base/str.h"

enum { EXIT_TRAPPED = 3 }; /* "could not finish", as every broken environment */

/* --- what is allowed --- */

/* Whatever their arguments are. */
static const int allowed[] = {
        /* what is open */
        SCMP_SYS(read),
        SCMP_SYS(readv),
        SCMP_SYS(pread64),
        SCMP_SYS(write),
        SCMP_SYS(writev),
        SCMP_SYS(pwrite64),
        SCMP_SYS(lseek),
        SCMP_SYS(dup),
        SCMP_SYS(close),
        SCMP_SYS(fstat),
        SCMP_SYS(fsync),
        SCMP_SYS(fdatasync),
        SCMP_SYS(ftruncate),
        SCMP_SYS(fadvise64),
        SCMP_SYS(flock),
        /* memory */
        SCMP_SYS(brk),
        SCMP_SYS(munmap),
        SCMP_SYS(mremap),
        SCMP_SYS(madvise),
        /* threads */
        SCMP_SYS(futex),
        SCMP_SYS(sched_yield),
        SCMP_SYS(sched_getaffinity),
        SCMP_SYS(set_robust_list),
        SCMP_SYS(rseq),
        SCMP_SYS(gettid),
        SCMP_SYS(getpid),
        SCMP_SYS(exit),
        SCMP_SYS(exit_group),
        SCMP_SYS(restart_syscall),
        /* signals */
        SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigreturn),
        SCMP_SYS(sigaltstack),
        /* what the machine says */
        SCMP_SYS(clock_gettime),
        SCMP_SYS(clock_nanosleep),
        SCMP_SYS(nanosleep),
        SCMP_SYS(gettimeofday),
        SCMP_SYS(time),
        SCMP_SYS(getrandom),
        SCMP_SYS(getrusage),
        SCMP_SYS(sysinfo),
#if SANDBOX_FOR_SANITIZER
        SCMP_SYS(readlink),
        SCMP_SYS(newfstatat),
        SCMP_SYS(stat),
        SCMP_SYS(getcwd),
        SCMP_SYS(fcntl),
        SCMP_SYS(getuid),
        SCMP_SYS(prctl),
#endif
};

struct rule {
	int call;
	struct scmp_arg_cmp argument;
};

static bool allow(scmp_filter_ctx filter)
{
	const scmp_datum_t self = (scmp_datum_t)getpid();
	/* by one of their arguments */
	const struct rule rules[] = {
		{SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)},
		{SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)},
		{SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)},
		{SCMP_SYS(kill), SCMP_A0(SCMP_CMP_EQ, self)},
		{SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, self)},
		{SCMP_SYS(rt_sigaction), SCMP_A0(SCMP_CMP_NE, SIGSYS)},
		{SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_EQ, TIOCGWINSZ)},
		{SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_EQ, TCGETS)}, /* as isatty has it */
		{SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME)},
#if SANDBOX_FOR_SANITIZER
		{SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT, O_RDONLY)},
		{SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT, O_RDONLY)},
#endif
		{SCMP_SYS(newfstatat), SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH)}, /* as fstat has it */
	};
	for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed); i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) != 0)
			return false;
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, rules[i].call, 1, rules[i].argument) !=
		    0)
			return false;
	return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

/* --- what is not --- */

/* By name those that are likeliest; libseccomp's own names may not be asked for in a handler. */
static const struct {
	int call;
	struct str name;
} names[] = {
        {SCMP_SYS(open), STR_INIT("open")},         {SCMP_SYS(openat), STR_INIT("openat")},
        {SCMP_SYS(openat2), STR_INIT("openat2")},   {SCMP_SYS(creat), STR_INIT("creat")},
        {SCMP_SYS(socket), STR_INIT("socket")},     {SCMP_SYS(connect), STR_INIT("connect")},
        {SCMP_SYS(execve), STR_INIT("execve")},     {SCMP_SYS(execveat), STR_INIT("execveat")},
        {SCMP_SYS(fork), STR_INIT("fork")},         {SCMP_SYS(vfork), STR_INIT("vfork")},
        {SCMP_SYS(clone), STR_INIT("clone")},       {SCMP_SYS(rename), STR_INIT("rename")},
        {SCMP_SYS(unlink), STR_INIT("unlink")},     {SCMP_SYS(mkdir), STR_INIT("mkdir")},
        {SCMP_SYS(stat), STR_INIT("stat")},         {SCMP_SYS(newfstatat), STR_INIT("newfstatat")},
        {SCMP_SYS(readlink), STR_INIT("readlink")}, {SCMP_SYS(mmap), STR_INIT("mmap")},
        {SCMP_SYS(mprotect), STR_INIT("mprotect")}, {SCMP_SYS(ptrace), STR_INIT("ptrace")},
        {SCMP_SYS(kill), STR_INIT("kill")},
};

struct message {
	char text[160];
	size_t n;
};

static void add(struct message *message, struct str s)
{
	for (size_t i = 0; i < s.n && message->n < sizeof(message->text); i++)
		message->text[message->n++] = s.p[i];
}

static void add_number(struct message *message, unsigned number)
{
	char digits[16];
	size_t at = sizeof(digits);
	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	add(message, (struct str){digits + at, sizeof(digits) - at});
}

/* In the thread that has asked, whose memory may be in any state: nothing but the stack is used. */
_Noreturn static void die(int call)
{
	struct message message = {.n = 0};
	add(&message, STR("thresh: a page's thread asked for system call "));
	add_number(&message, (unsigned)call);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (names[i].call == call) {
			add(&message, STR(" ("));
			add(&message, names[i].name);
			add(&message, STR(")"));
		}
	add(&message, STR(", which the sandbox does not allow; --no-sandbox runs without it\n"));
	(void)!write(STDERR_FILENO, message.text, message.n); /* else the exit code has to do */
	for (;;)
		syscall(SYS_exit_group, EXIT_TRAPPED); /* past what a sanitizer does in _exit */
}

/* The path that opening was asked for, and what it is to return; NULL where that is not known. */
static const char *opened_path(const siginfo_t *info, const ucontext_t *context)
{
#if defined(__x86_64__)
	if (info->si_syscall == SCMP_SYS(openat))
		return (const char *)context->uc_mcontext.gregs[REG_RSI];
#elif defined(__aarch64__)
	if (info->si_syscall == SCMP_SYS(openat))
		return (const char *)context->uc_mcontext.regs[1];
#endif
	(void)info, (void)context;
	return NULL;
}

static void set_result(ucontext_t *context, int result)
{
#if defined(__x86_64__)
	context->uc_mcontext.gregs[REG_RAX] = result;
#elif defined(__aarch64__)
	context->uc_mcontext.regs[0] = (unsigned long long)result;
#endif
	(void)context, (void)result;
}

/*
 * What the C library asks the machine by itself, some time or other, and can do without: malloc,
 * when it first shrinks a thread's heap. That is denied as a file would be that cannot be read.
 */
static bool is_refused(const siginfo_t *info, const ucontext_t *context)
{
	static const char *const paths[] = {"/proc/sys/vm/overcommit_memory", "/proc/meminfo",
	                                    "/proc/stat", "/sys/devices/system/cpu/online"};
	const char *path = opened_path(info, context);
	for (size_t i = 0; path && i < sizeof(paths) / sizeof(*paths); i++)
		if (strcmp(path, paths[i]) == 0)
			return true;
	return false;
}

static void on_trap(int signal_number, siginfo_t *info, void *context)
{
	(void)signal_number;
	if (is_refused(info, context))
		set_result(context, -EACCES);
	else
		die(info->si_syscall);
}

/* --- entering --- */

static bool load(scmp_filter_ctx filter)
{
	/* Shared memory is what these threads have anyway, so they need not be slowed down against
	   reading it by speculation. Kernels that do not know the flag go without. */
	(void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_SSB, 1);
	return seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
	       allow(filter) && seccomp_load(filter) == 0;
}

bool sandbox_enter(void)
{
	struct sigaction action = {.sa_sigaction = on_trap, .sa_flags = SA_SIGINFO};
	sigemptyset(&action.sa_mask);
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
	bool loaded = filter && sigaction(SIGSYS, &action, NULL) == 0 && load(filter);
	seccomp_release(filter);
	return loaded;
}
