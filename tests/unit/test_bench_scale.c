/* The bound on many cores: Amdahl's for the ordered stages, and libzstd's threads for theirs. */
#include "cmd/bench_scale.c"

#include "tests/test.h"

static struct times times_of(uint64_t serial_us, uint64_t page_us, uint64_t beyond_us)
{
	struct times times = {
	        .cpu_us = serial_us + page_us + beyond_us,
	        .stage_count = 5,
	        .stages = {{"read", serial_us},
	                   {"page", page_us},
	                   {"seen", 0},
	                   {"pack", 0},
	                   {"write", 0}},
	};
	return times;
}

static unsigned bound_of(const struct bench_scale *scale, unsigned cores)
{
	return (unsigned)(bench_scale_bound(scale, cores) * 100 + 0.5);
}

TEST(the_bound_is_amdahls)
{
	const struct times times = times_of(500, 99500, 3000), nothing = times_of(1, 1, 3000);
	struct bench_scale scale = bench_scale_of(&times, &nothing);
	CHECK_NUMBER(bench_scale_serial_us(&scale), 500);
	CHECK_NUMBER(bench_scale_work_us(&scale), 100000);
	CHECK_NUMBER(scale.once_us, 3000);
	CHECK_NUMBER(scale.zstd_us, 0);
	CHECK_NUMBER(bound_of(&scale, 1), 100);
	CHECK_NUMBER(bound_of(&scale, 8), 773); /* 1 / (0.005 + 0.995 / 8) */
	CHECK_NUMBER(bound_of(&scale, 128), 7829);
}

TEST(compression_scales_up_to_its_own_threads)
{
	const struct times times = times_of(0, 80000, 21000), nothing = times_of(0, 1, 1000);
	struct bench_scale scale = bench_scale_of(&times, &nothing);
	CHECK_NUMBER(scale.zstd_us, 20000);
	CHECK_NUMBER(bound_of(&scale, 8), 800);
	CHECK_NUMBER(bound_of(&scale, 32), 3200);
	CHECK_NUMBER(bound_of(&scale, 128), 4000); /* a fifth of the work on eight threads */
}

TEST(no_work_has_no_bound)
{
	const struct times nothing = times_of(0, 0, 1000);
	struct bench_scale scale = bench_scale_of(&nothing, &nothing);
	CHECK_NUMBER(bound_of(&scale, 8), 100);
}
