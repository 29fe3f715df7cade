/*
 * One lock over a small table: what each item waits for. It is taken twice for every item and
 * stage, and an item is megabytes, so the lock is never what anyone waits for.
 *
 * An item gets its number from the first stage. Ordered stage s may take item k only when
 * next[s] == k, which it is after item k-1 has left s; so no two threads are ever in the same
 * ordered stage, and order needs no sorting.
 */
#include "io/flow.h"

#include <pthread.h>
#include <stdlib.h>

#include "core/base/bug.h"
#include "io/machine.h"

enum { ITEMS_MAX = 4096 };

struct item_state {
	size_t stage;    /* the next one to run */
	uint64_t number; /* in input order; set by the first stage */
	bool running;
};

struct machine {
	struct flow *flow;
	pthread_mutex_t lock;
	pthread_cond_t changed;
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
};

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

static void *work(void *argument)
{
	struct thread *thread = argument;
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
		uint64_t before = machine_thread_cpu_ns();
		enum status status = flow->stages[stage].run(flow->context, thread->worker,
		                                             flow->items[item - machine->items]);
		cpu_ns[stage] += machine_thread_cpu_ns() - before;

		pthread_mutex_lock(&machine->lock);
		move_on(machine, item, status);
		pthread_cond_broadcast(&machine->changed);
	}
	for (size_t i = 0; i < flow->stage_count; i++)
		flow->stage_cpu_ns[i] += cpu_ns[i];
	pthread_mutex_unlock(&machine->lock);
	return NULL;
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
	                            .changed = PTHREAD_COND_INITIALIZER};
	size_t running = 1;
	threads[0] = (struct thread){machine, flow->workers[0], pthread_self()};
	for (; running < flow->worker_count; running++) {
		threads[running].machine = machine;
		threads[running].worker = flow->workers[running];
		if (pthread_create(&threads[running].id, NULL, work, &threads[running]) != 0)
			break; /* the system allows no more threads: slower, with the same result */
	}
	work(&threads[0]);
	for (size_t i = 1; i < running; i++)
		pthread_join(threads[i].id, NULL);
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
