#include "io/cycles.h"

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

int cycles_open(void)
{
	struct perf_event_attr event = {.type = PERF_TYPE_HARDWARE,
	                                .size = sizeof(event),
	                                .config = PERF_COUNT_HW_CPU_CYCLES,
	                                .exclude_kernel = 1,
	                                .exclude_hv = 1};
	return (int)syscall(SYS_perf_event_open, &event, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

uint64_t cycles_read(int fd)
{
	uint64_t count;
	if (fd < 0 || read(fd, &count, sizeof(count)) != sizeof(count))
		return 0;
	return count;
}

void cycles_close(int fd)
{
	if (fd >= 0)
		close(fd);
}
