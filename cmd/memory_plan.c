#include "cmd/memory_plan.h"

#include "cmd/batch.h"
#include "core/page.h"
#include "io/archive.h"

/* As measured on pages made for it (tests/cli/memory.sh holds the sum against hostile input). */
enum {
	MIB = 1 << 20,
	PROGRAM_BYTES = 80 * MIB,      /* itself, libraries, stacks, what malloc has left over */
	COMPRESSOR_BYTES = 12 * MIB,   /* one of libzstd's threads */
	LINE_COUNTS_BYTES = 600 * MIB, /* of --dedup-lines */
	ROUTE_BYTES = 5 * MIB,         /* a compressor without threads */
	ATTRIBUTES_ROW_BYTES = 8 << 10,
};

uint64_t memory_of_routes(const struct memory_needs *needs)
{
	return needs->routes * (needs->attributes ? 2 : 1) * ROUTE_BYTES;
}

static uint64_t bytes_for(const struct memory_needs *needs, uint64_t jobs, uint64_t batches)
{
	uint64_t record = needs->record_bytes_max;
	uint64_t usual = record < USUAL_PAGE_BYTES ? record : USUAL_PAGE_BYTES;
	uint64_t worker = record + page_memory_max(usual, USUAL_PAGE_NODES) + COMPRESSOR_BYTES;
	/* of a batch, its text as it is, and as rows with room to grow */
	uint64_t batch = ARCHIVE_BATCH_BYTES_MAX + (BATCH_KEPT_BYTES_MAX + record) * 5 / 2;
	if (needs->attributes)
		batch += BATCH_KEPT_BYTES_MAX / BATCH_ENTRY_BYTES * (uint64_t)ATTRIBUTES_ROW_BYTES;
	uint64_t carry = 2 * record + ARCHIVE_BATCH_BYTES_MAX;
	return PROGRAM_BYTES + needs->dedup_bytes + needs->lists_bytes +
	       (needs->lines ? LINE_COUNTS_BYTES : 0) + page_memory_max(record, PAGE_NODES_MAX) +
	       carry + memory_of_routes(needs) + jobs * worker + batches * batch;
}

struct memory_plan memory_plan_of(const struct memory_needs *needs, uint64_t memory_bytes)
{
	struct memory_plan plan = {.jobs = needs->jobs};
	while (plan.jobs > 1 &&
	       bytes_for(needs, (uint64_t)plan.jobs, (uint64_t)plan.jobs + 1) > memory_bytes)
		plan.jobs--;
	plan.batches = 2 * plan.jobs + 1;
	while (plan.batches > plan.jobs + 1 &&
	       bytes_for(needs, (uint64_t)plan.jobs, (uint64_t)plan.batches) > memory_bytes)
		plan.batches--;
	plan.bytes = bytes_for(needs, (uint64_t)plan.jobs, (uint64_t)plan.batches);
	return plan;
}
