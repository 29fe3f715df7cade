/*
 * How much of a run fits into its memory. What input can make grow has a limit each: a page, a
 * batch, what is remembered. Their sum, for as many threads and batches as there are, is at most
 * the memory; so it is the threads that are fewer where memory is short, and never the documents.
 */
#ifndef CMD_MEMORY_PLAN_H
#define CMD_MEMORY_PLAN_H

#include <stdbool.h>
#include <stdint.h>

struct memory_needs {
	uint64_t record_bytes_max, dedup_bytes;
	uint64_t lists_bytes; /* of what cmd/safety_options.h has read */
	bool lines;           /* lines are counted, for --dedup-lines */
	bool attributes;      /* rows of Dolma's attributes are written */
	uint64_t routes;      /* folders that documents may go to; 0 for none */
	int jobs;             /* as many as wanted */
};

struct memory_plan {
	int jobs, batches; /* at least 1 and 2, even if that is too much */
	uint64_t bytes;    /* that these can take at most */
};

/* What compressors of routes take of that. */
uint64_t memory_of_routes(const struct memory_needs *needs);

/* The most threads, and for them the most batches, that `memory_bytes` are enough for. */
struct memory_plan memory_plan_of(const struct memory_needs *needs, uint64_t memory_bytes);

#endif
