#include "cmd/bench_scale.h"

#include <string.h>

#include "cmd/pipeline.h"

static uint64_t stage_us(const struct times *times, const char *name)
{
	for (uint32_t i = 0; i < times->stage_count; i++)
		if (strcmp(times->stages[i].name, name) == 0)
			return times->stages[i].cpu_us;
	return 0;
}

/* What the process used beyond its stages. */
static uint64_t beyond_stages_us(const struct times *times)
{
	uint64_t stages_us = 0;
	for (uint32_t i = 0; i < times->stage_count; i++)
		stages_us += times->stages[i].cpu_us;
	return times->cpu_us > stages_us ? times->cpu_us - stages_us : 0;
}

struct bench_scale bench_scale_of(const struct times *times, const struct times *nothing)
{
	uint64_t beyond_us = beyond_stages_us(times), once_us = beyond_stages_us(nothing);
	return (struct bench_scale){.read_us = stage_us(times, "read"),
	                            .seen_us = stage_us(times, "seen"),
	                            .write_us = stage_us(times, "write"),
	                            .page_us = stage_us(times, "page"),
	                            .pack_us = stage_us(times, "pack"),
	                            .zstd_us = beyond_us > once_us ? beyond_us - once_us : 0,
	                            .once_us = once_us};
}

uint64_t bench_scale_serial_us(const struct bench_scale *scale)
{
	return scale->read_us + scale->seen_us + scale->write_us;
}

uint64_t bench_scale_work_us(const struct bench_scale *scale)
{
	return bench_scale_serial_us(scale) + scale->page_us + scale->pack_us + scale->zstd_us;
}

double bench_scale_bound(const struct bench_scale *scale, unsigned cores)
{
	double work = (double)bench_scale_work_us(scale);
	double serial = (double)bench_scale_serial_us(scale);
	unsigned zstd_cores = cores < RUN_ZSTD_THREADS_MAX ? cores : RUN_ZSTD_THREADS_MAX;
	double least = serial + (work - serial) / cores;
	double zstd = (double)scale->zstd_us / zstd_cores;
	least = least > zstd ? least : zstd;
	return least > 0 ? work / least : 1;
}
