/*
 * One lock over a small table: what each item waits for. It is taken twice for every item and
 * stage, and an item is megabytes, so the lock is never what anyone waits for.
 *
 * An item gets its number from the first stage. Ordered stage s may take item k only when
 * next[s] == k, which it is after item k-1 has left s; so no two threads are ever in the same
 * ordered stage, and order needs no sorting.
 *
 * What is asked of the thread outside is a list under the same lock.
 */
#include "io/flow.h"

#include <pthread.h>
#include <stdlib.h>

#include "core/base/bug.h"
#include "io/machine.h"
#include "io/sandbox.h"

enum { ITEMS_MAX = 4096 };

struct item_state {
	size_t stage;    /* the next one to run */
	uint64_t number; /* in input order; set by the first stage */
	bool running;
};

/* What a thread in the sandbox wants to be done; on its stack while it waits. */
struct request {
	void (*function)(void *argument);
	void *argument;
	bool done;
	uint64_t cpu_ns;
	struct request *next;
};

struct machine {
	struct flow *flow;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_cond_t asked, answered; /* there are requests, or no workers; a request is done */
	struct request *requests;
	size_t working; /* threads that were started */
	bool sandboxed; /* every thread is */
	struct item_state items[ITEMS_MAX];
	uint64_t next[FLOW_STAGES_MAX]; /* the item number that an ordered stage takes next */
	uint64_t started, finished;     /* items that have left the first, the last stage */
	bool reading;                   /* an item is in the first stage */
	bool ended;                     /* the first stage has said STATUS_END */
	bool failed;
};

struct thread {
	struct machine *machine;
	void *worker;
	pthread_t id;
	uint64_t outside_ns; /* CPU time of what it has asked for */
};

/* The calling thread, if it is in the sandbox: what flow_outside is called for knows of no flow. */
static _Thread_local struct thread *inside;

static bool may_run(const struct machine *machine, const struct item_state *item)
{
	if (item->running)
		return false;
	if (item->stage == 0)
		return !machine->ended && !machine->reading;
	return !machine->flow->stages[item->stage].ordered ||
	       machine->next[item->stage] == item->number;
}

/*
 * The item to work on next: the latest stage first, so that what is done gets out of memory, and
 * among equals the earliest item. NULL if there is none now.
 */
static struct item_state *choose(struct machine *machine)
{
	struct item_state *best = NULL;
	for (size_t i = 0; i < machine->flow->item_count; i++) {
		struct item_state *item = &machine->items[i];
		if (!may_run(machine, item))
			continue;
		if (best == NULL || item->stage > best->stage ||
		    (item->stage == best->stage && item->stage > 0 && item->number < best->number))
			best = item;
	}
	return best;
}

static bool is_over(const struct machine *machine)
{
	return machine->failed || (machine->ended && machine->started == machine->finished);
}

/* Takes note of what a stage has returned for an item. */
static void move_on(struct machine *machine, struct item_state *item, enum status status)
{
	item->running = false;
	if (item->stage == 0)
		machine->reading = false;
	if (status == STATUS_FAILED) {
		machine->failed = true;
		return;
	}
	if (item->stage == 0) {
		if (status == STATUS_END) {
			machine->ended = true;
			return;
		}
		item->number = machine->started++;
	}
	bool has_more = item->stage > 0 && machine->flow->has_more &&
	                machine->flow->has_more(machine->flow->items[item - machine->items]);
	machine->next[item->stage] += !has_more;
	item->stage++;
	if (item->stage == machine->flow->stage_count) {
		item->stage = has_more;
		machine->finished += !has_more;
	}
}

static uint64_t thread_cpu_ns(const struct thread *thread)
{
	return machine_thread_cpu_ns() + thread->outside_ns;
}

static void work(struct thread *thread)
{
	struct machine *machine = thread->machine;
	struct flow *flow = machine->flow;
	uint64_t cpu_ns[FLOW_STAGES_MAX] = {0};
	pthread_mutex_lock(&machine->lock);
	while (!is_over(machine)) {
		struct item_state *item = choose(machine);
		if (item == NULL) {
			pthread_cond_wait(&machine->changed, &machine->lock);
			continue;
		}
		item->running = true;
		machine->reading = machine->reading || item->stage == 0;
		pthread_mutex_unlock(&machine->lock);

		size_t stage = item->stage;
		uint64_t before = thread_cpu_ns(thread);
		enum status status = flow->stages[stage].run(flow->context, thread->worker,
		                                             flow->items[item - machine->items]);
		cpu_ns[stage] += thread_cpu_ns(thread) - before;

		pthread_mutex_lock(&machine->lock);
		move_on(machine, item, status);
		pthread_cond_broadcast(&machine->changed);
	}
	for (size_t i = 0; i < flow->stage_count; i++)
		flow->stage_cpu_ns[i] += cpu_ns[i];
	pthread_mutex_unlock(&machine->lock);
}

static void *run_thread(void *argument)
{
	struct thread *thread = argument;
	struct machine *machine = thread->machine;
	pthread_mutex_lock(&machine->lock); /* libseccomp does not say that threads may share it */
	bool entered = machine->flow->sandbox && sandbox_enter();
	machine->sandboxed = machine->sandboxed && entered;
	pthread_mutex_unlock(&machine->lock);
	inside = entered ? thread : NULL;
	work(thread);
	pthread_mutex_lock(&machine->lock);
	machine->working--;
	pthread_cond_signal(&machine->asked);
	pthread_mutex_unlock(&machine->lock);
	return NULL;
}

void flow_outside(void (*function)(void *argument), void *argument)
{
	if (inside == NULL) {
		function(argument);
		return;
	}
	struct machine *machine = inside->machine;
	struct request request = {.function = function, .argument = argument};
	pthread_mutex_lock(&machine->lock);
	request.next = machine->requests;
	machine->requests = &request;
	pthread_cond_signal(&machine->asked);
	while (!request.done)
		pthread_cond_wait(&machine->answered, &machine->lock);
	pthread_mutex_unlock(&machine->lock);
	inside->outside_ns += request.cpu_ns;
}

/* Does what is asked for until no thread works any more. */
static void serve(struct machine *machine)
{
	pthread_mutex_lock(&machine->lock);
	while (machine->working > 0) {
		struct request *request = machine->requests;
		if (request == NULL) {
			pthread_cond_wait(&machine->asked, &machine->lock);
			continue;
		}
		machine->requests = request->next;
		pthread_mutex_unlock(&machine->lock);

		uint64_t before = machine_thread_cpu_ns();
		request->function(request->argument);
		request->cpu_ns = machine_thread_cpu_ns() - before;

		pthread_mutex_lock(&machine->lock);
		request->done = true;
		pthread_cond_broadcast(&machine->answered);
	}
	pthread_mutex_unlock(&machine->lock);
}

/*
 * Starts the threads from `first` on; returns the end of those that run. The system may allow
 * fewer: that is slower, with the same result.
 */
static size_t start(struct machine *machine, struct thread *threads, size_t first)
{
	size_t end = first;
	pthread_mutex_lock(&machine->lock);
	while (end < machine->flow->worker_count &&
	       pthread_create(&threads[end].id, NULL, run_thread, &threads[end]) == 0)
		end++;
	machine->working = end - first;
	pthread_mutex_unlock(&machine->lock);
	return end;
}

enum status flow_run(struct flow *flow)
{
	BUG_UNLESS(flow->item_count > 0 && flow->item_count <= ITEMS_MAX);
	BUG_UNLESS(flow->stage_count > 0 && flow->stage_count <= FLOW_STAGES_MAX);
	BUG_UNLESS(flow->worker_count > 0 && flow->stages[0].ordered);
	struct machine *machine = memory_resize(NULL, sizeof(*machine));
	struct thread *threads = memory_resize(NULL, flow->worker_count * sizeof(*threads));
	*machine = (struct machine){.flow = flow,
	                            .lock = PTHREAD_MUTEX_INITIALIZER,
	                            .changed = PTHREAD_COND_INITIALIZER,
	                            .asked = PTHREAD_COND_INITIALIZER,
	                            .answered = PTHREAD_COND_INITIALIZER,
	                            .sandboxed = flow->sandbox};
	for (size_t i = 0; i < flow->worker_count; i++)
		threads[i] = (struct thread){.machine = machine, .worker = flow->workers[i]};
	size_t first = flow->sandbox ? 0 : 1;
	size_t end = start(machine, threads, first);
	if (end > 0 && flow->sandbox)
		serve(machine);
	else
		work(&threads[0]);
	for (size_t i = first; i < end; i++)
		pthread_join(threads[i].id, NULL);
	flow->sandbox = machine->sandboxed && end > 0;
	enum status status = machine->failed ? STATUS_FAILED : STATUS_OK;
	free(threads);
	free(machine);
	return status;
}

struct flow_lock {
	pthread_mutex_t mutex;
};

struct flow_lock *flow_lock_new(void)
{
	struct flow_lock *lock = memory_resize(NULL, sizeof(*lock));
	*lock = (struct flow_lock){PTHREAD_MUTEX_INITIALIZER};
	return lock;
}

void flow_lock_free(struct flow_lock *lock)
{
	free(lock);
}

void flow_lock_take(struct flow_lock *lock)
{
	BUG_UNLESS(pthread_mutex_lock(&lock->mutex) == 0);
}

void flow_lock_give(struct flow_lock *lock)
{
	BUG_UNLESS(pthread_mutex_unlock(&lock->mutex) == 0);
}
