#include "io/machine.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "io/flow.h"

static double seconds_of(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double machine_seconds(void)
{
	return seconds_of(CLOCK_MONOTONIC);
}

double machine_cpu_seconds(void)
{
	return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

uint64_t machine_thread_cpu_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t machine_unix_seconds(void)
{
	return (uint64_t)time(NULL);
}

void machine_who(char who[MACHINE_WHO_BYTES])
{
	enum { HOST_BYTES = 65 };
	char host[HOST_BYTES] = "";
	if (gethostname(host, sizeof(host) - 1) != 0 || host[0] == '\0')
		snprintf(host, sizeof(host), "host");
	for (char *p = host; *p; p++)
		if (*p == '/')
			*p = '-';
	snprintf(who, MACHINE_WHO_BYTES, "%s-%ld", host, (long)getpid());
}

bool machine_is_here(const char *who, bool *lives)
{
	char mine[MACHINE_WHO_BYTES];
	machine_who(mine);
	const char *dash = strrchr(mine, '-');
	size_t host_bytes = (size_t)(dash - mine) + 1;
	if (strncmp(who, mine, host_bytes) != 0)
		return false;
	long process = strtol(who + host_bytes, NULL, 10);
	*lives = process > 0 && (kill((pid_t)process, 0) == 0 || errno == EPERM);
	return true;
}

enum status machine_folder(char path[PATH_MAX], struct error *error)
{
	return getcwd(path, PATH_MAX) ? STATUS_OK
	                              : error_system(error, ".", "cannot be told", errno);
}

enum status machine_program(char path[PATH_MAX], struct error *error)
{
	static const char self[] = "/proc/self/exe";
	ssize_t n = readlink(self, path, PATH_MAX - 1);
	if (n < 0)
		return error_system(error, self, "cannot be read", errno);
	path[n] = '\0';
	return STATUS_OK;
}

void machine_sleep_ms(unsigned ms)
{
	const struct timespec time = {ms / 1000, (long)(ms % 1000) * 1000000};
	nanosleep(&time, NULL);
}

void machine_use_utc(void)
{
	setenv("TZ", "UTC0",
	       1); /* where it is not set, glibc looks after /etc/localtime each time */
	tzset();
}

int machine_processors(void)
{
	cpu_set_t set;
	return sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) > 0 ? CPU_COUNT(&set)
	                                                                           : 1;
}

/* What getrusage tells begins with the memory of the process that started this one. */
static void read_peak(void *argument)
{
	enum { LINE_BYTES = 128 };
	unsigned long long *peak = argument;
	char line[LINE_BYTES];
	FILE *status = fopen("/proc/self/status", "re");
	while (status && *peak == 0 && fgets(line, sizeof(line), status))
		(void)sscanf(line, "VmHWM: %llu", peak);
	if (status)
		fclose(status);
}

uint64_t machine_peak_rss_bytes(void)
{
	enum { LINUX_RSS_UNIT = 1024 };
	unsigned long long peak = 0;
	struct rusage usage;
	flow_outside(read_peak, &peak);
	if (peak == 0 && getrusage(RUSAGE_SELF, &usage) == 0)
		peak = (unsigned long long)usage.ru_maxrss;
	return peak * LINUX_RSS_UNIT;
}

/* Not of sanitized programs: they keep far more addresses than memory. */
void machine_limit_memory(uint64_t bytes)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	const struct rlimit limit = {bytes, bytes};
	(void)setrlimit(RLIMIT_DATA, &limit); /* a lower one holds already */
#else
	(void)bytes;
#endif
}

uint64_t machine_memory_bytes(void)
{
	long pages = sysconf(_SC_PHYS_PAGES), page_bytes = sysconf(_SC_PAGESIZE);
	return pages > 0 && page_bytes > 0 ? (uint64_t)pages * (uint64_t)page_bytes : 0;
}
