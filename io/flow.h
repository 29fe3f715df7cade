/*
 * The thread engine: items pass through stages, in parallel where a stage allows it, strictly in
 * input order where it does not. Knows nothing of what items are.
 *
 * Items are the caller's, a fixed number that is used again and again; that number bounds memory.
 * Each worker is one thread (the first is the caller's own) and takes whatever can be done next,
 * latest stage first, so that with one worker the same code runs item by item.
 */
#ifndef IO_FLOW_H
#define IO_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

enum { FLOW_STAGES_MAX = 8 };

struct flow_lock;

struct flow_stage {
	const char *name;
	bool ordered; /* one item at a time, in input order; else any number at once */
	/*
	 * `context` is shared by all stages, `worker` belongs to the running thread. The first
	 * stage fills an item and returns STATUS_END, with the item unused, when there is no more.
	 * Any stage may return STATUS_FAILED: the flow then stops.
	 */
	enum status (*run)(void *context, void *worker, void *item);
};

struct flow {
	const struct flow_stage *stages; /* the first is ordered */
	size_t stage_count;
	void *context;
	void *const *workers;
	size_t worker_count;
	void *const *items;
	size_t item_count;
	/*
	 * May be NULL. Asked when an item leaves a stage but the first: one that has more goes from
	 * the last stage back to the second, and no later one gets into an ordered stage before
	 * that is over. So an item can be as large as it likes and be worked on in parts.
	 */
	bool (*has_more)(const void *item);
	uint64_t stage_cpu_ns[FLOW_STAGES_MAX]; /* out: CPU time of each stage, over all threads */
};

/* STATUS_OK when every item has passed the last stage; STATUS_FAILED if a stage failed. */
MUST_CHECK enum status flow_run(struct flow *flow);

/* What one thread at a time may have. */
struct flow_lock *flow_lock_new(void);
void flow_lock_free(struct flow_lock *lock);
void flow_lock_take(struct flow_lock *lock);
void flow_lock_give(struct flow_lock *lock);

#endif
