/*
 * How long a run took, and where: throughput over time, time of each stage, the slowest pages.
 * Of the clock, so it stays apart from what law 1 is about: OUT/times.json, and what is made of it.
 * Belongs to the serial stages; the pages' times are measured where they are worked on.
 */
#ifndef CMD_TIMES_H
#define CMD_TIMES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/str.h"

enum {
	TIMES_STAGES_MAX = 8,
	TIMES_STAGE_BYTES = 16,
	TIMES_SLOTS_MAX = 240, /* when they are full, two become one and last twice as long */
	TIMES_SLOT_MS = 250,   /* at first */
	TIMES_SLOWEST = 20,
	TIMES_TEXT_BYTES = 256, /* longer texts are cut */
	TIMES_JSON_BYTES_MAX = 1 << 20,
};

struct times_slot {
	uint64_t records, bytes, page_bytes; /* that were done in this time */
};

struct slow_page {
	uint64_t cpu_us, page_bytes, offset;
	char outcome[TIMES_TEXT_BYTES], url[TIMES_TEXT_BYTES], title[TIMES_TEXT_BYTES],
	        file[TIMES_TEXT_BYTES];
};

struct times {
	uint64_t ended; /* seconds since 1970 */
	uint64_t wall_us, cpu_us, peak_rss_bytes, jobs;
	uint32_t stage_count;
	struct {
		char name[TIMES_STAGE_BYTES];
		uint64_t cpu_us;
	} stages[TIMES_STAGES_MAX];
	uint64_t slot_ms;
	uint32_t slot_count;
	struct times_slot slots[TIMES_SLOTS_MAX];
	uint32_t slow_count;
	struct slow_page slowest[TIMES_SLOWEST]; /* the slowest first */
};

void times_init(struct times *times);

/* Something was done `at_ms` after the beginning. */
void times_progress(struct times *times, uint64_t at_ms, const struct times_slot *done);

/* Texts are any bytes. */
struct timed_page {
	uint64_t cpu_us, page_bytes, offset;
	struct str outcome, url, title, file;
};

void times_page(struct times *times, const struct timed_page *page);

void times_stage(struct times *times, const char *name, uint64_t cpu_us);

/* One object. */
void times_write_json(const struct times *times, struct buf *out);

/* False if `text` is nothing that times_write_json wrote. */
bool times_read_json(struct times *times, struct str text);

#endif
