/*
 * How far a run could be spread over cores, from what its stages cost on one: the ordered ones run
 * one at a time, the others on all cores (G. Amdahl, "Validity of the single processor approach to
 * achieving large scale computing capabilities", 1967). Ordered stages do overlap each other, so a
 * run may do better.
 *
 * Compression is neither: libzstd's own threads do it, also with -j1, so it is not in the time of
 * `write`, which waits for it. It is what the process used beyond its stages, less what a run needs
 * once. It scales as well, up to the number of those threads.
 */
#ifndef CMD_BENCH_SCALE_H
#define CMD_BENCH_SCALE_H

#include "cmd/times.h"

struct bench_scale {
	uint64_t read_us, seen_us, write_us; /* ordered */
	uint64_t page_us, pack_us, zstd_us;
	uint64_t once_us; /* at start and end, whatever the input is; no part of the work */
};

/* From the times of a run with one thread, and of one over next to nothing. */
struct bench_scale bench_scale_of(const struct times *times, const struct times *nothing);

uint64_t bench_scale_serial_us(const struct bench_scale *scale);
uint64_t bench_scale_work_us(const struct bench_scale *scale);

/* The most by which `cores` can be faster than one; 1 if there was no work. */
double bench_scale_bound(const struct bench_scale *scale, unsigned cores);

#endif
