/*
 * The thread engine: items pass through stages, in parallel where a stage allows it, strictly in
 * input order where it does not. Knows nothing of what items are.
 *
 * Items are the caller's, a fixed number that is used again and again; that number bounds memory.
 * Each worker is one thread and takes whatever can be done next, latest stage first, so that with
 * one worker the same code runs item by item.
 *
 * With a sandbox the workers are in it (io/sandbox.h), and the caller's own thread stays outside,
 * to do what they cannot. Without one the first worker is the caller's thread.
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
	bool sandbox; /* if the kernel allows it; out: if it did */
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

/*
 * Calls function(argument) outside of the sandbox and returns when it has returned: for what needs
 * a file by its name, or a socket. Of several threads that ask, one is served at a time, so it
 * should not wait for long. Where the calling thread is in no sandbox, it is a plain call. errno is
 * not passed on.
 */
void flow_outside(void (*function)(void *argument), void *argument);

/* What one thread at a time may have. */
struct flow_lock *flow_lock_new(void);
void flow_lock_free(struct flow_lock *lock);
void flow_lock_take(struct flow_lock *lock);
void flow_lock_give(struct flow_lock *lock);

#endif
