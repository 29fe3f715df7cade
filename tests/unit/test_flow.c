#include "io/flow.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "tests/test.h"

enum { ITEMS = 7, WORKERS = 4, NUMBERS = 500 };

struct item {
	int number, square;
};

/* What the stages of the test share; the ordered ones own their own members. */
struct count {
	int next;
	int fail_at; /* or -1 */
	int written[NUMBERS], written_count;
	atomic_int in_parallel, in_write, overlaps;
};

static enum status read_number(void *context, void *worker, void *item)
{
	struct count *count = context;
	(void)worker;
	if (count->next == NUMBERS)
		return STATUS_END;
	((struct item *)item)->number = count->next++;
	return STATUS_OK;
}

static enum status square(void *context, void *worker, void *item)
{
	struct count *count = context;
	struct item *it = item;
	(void)worker;
	atomic_fetch_add(&count->in_parallel, 1);
	volatile int work = it->number % 5 * 2000; /* items overtake one another */
	while (work > 0)
		work--;
	it->square = it->number * it->number;
	atomic_fetch_sub(&count->in_parallel, 1);
	return it->number == count->fail_at ? STATUS_FAILED : STATUS_OK;
}

static enum status write_number(void *context, void *worker, void *item)
{
	struct count *count = context;
	(void)worker;
	if (atomic_fetch_add(&count->in_write, 1) != 0)
		atomic_fetch_add(&count->overlaps, 1);
	count->written[count->written_count++] = ((struct item *)item)->square;
	atomic_fetch_sub(&count->in_write, 1);
	return STATUS_OK;
}

static const struct flow_stage stages[] = {
        {"read", true, read_number}, {"square", false, square}, {"write", true, write_number}};

static enum status run(struct count *count, size_t workers, size_t item_count)
{
	struct item storage[ITEMS];
	void *items[ITEMS], *worker_list[WORKERS] = {0};
	for (int i = 0; i < ITEMS; i++)
		items[i] = &storage[i];
	struct flow flow = {.stages = stages,
	                    .stage_count = 3,
	                    .context = count,
	                    .workers = worker_list,
	                    .worker_count = workers,
	                    .items = items,
	                    .item_count = item_count};
	return flow_run(&flow);
}

static void check_all_in_order(size_t workers, size_t item_count)
{
	static struct count count;
	count = (struct count){.fail_at = -1};
	CHECK(run(&count, workers, item_count) == STATUS_OK);
	CHECK_NUMBER(count.written_count, NUMBERS);
	CHECK_NUMBER(count.overlaps, 0);
	for (int i = 0; i < NUMBERS; i++)
		CHECK_NUMBER(count.written[i], i * i);
}

TEST(all_items_are_written_in_order_by_any_number_of_workers)
{
	check_all_in_order(1, 1);
	check_all_in_order(1, ITEMS);
	check_all_in_order(2, 3);
	check_all_in_order(WORKERS, ITEMS);
}

TEST(a_failed_stage_stops_the_flow_and_nothing_behind_it_is_written)
{
	static struct count count;
	for (size_t workers = 1; workers <= WORKERS; workers++) {
		count = (struct count){.fail_at = 100};
		CHECK(run(&count, workers, ITEMS) == STATUS_FAILED);
		CHECK(count.written_count <= 100);
		for (int i = 0; i < count.written_count; i++)
			CHECK_NUMBER(count.written[i], i * i);
	}
}

/* ---- items in parts ---- */

/* Each item has number % PARTS + 1 parts. */
enum { PARTS = 4 };

struct part_item {
	int number, part;
};

struct part_count {
	int next, failures;
	int seen_number, seen_part; /* the last that passed */
};

static enum status read_parts(void *context, void *worker, void *item)
{
	struct part_count *count = context;
	(void)worker;
	if (count->next == NUMBERS)
		return STATUS_END;
	*(struct part_item *)item = (struct part_item){count->next++, -1};
	return STATUS_OK;
}

static enum status next_part(void *context, void *worker, void *item)
{
	(void)context, (void)worker;
	((struct part_item *)item)->part++;
	return STATUS_OK;
}

static enum status see_part(void *context, void *worker, void *item)
{
	struct part_count *count = context;
	const struct part_item *it = item;
	(void)worker;
	bool is_next =
	        it->part > 0 ? it->number == count->seen_number && it->part == count->seen_part + 1
	                     : it->number == count->seen_number + 1 &&
	                               count->seen_part == count->seen_number % PARTS;
	count->failures += !is_next;
	count->seen_number = it->number;
	count->seen_part = it->part;
	return STATUS_OK;
}

static bool part_has_more(const void *item)
{
	const struct part_item *it = item;
	return it->part < it->number % PARTS;
}

TEST(an_item_that_has_more_goes_round_again_before_a_later_one_is_seen)
{
	static const struct flow_stage part_stages[] = {
	        {"read", true, read_parts}, {"part", false, next_part}, {"see", true, see_part}};
	for (size_t workers = 1; workers <= WORKERS; workers++) {
		struct part_count count = {.seen_number = -1, .seen_part = -1};
		struct part_item storage[ITEMS];
		void *items[ITEMS], *worker_list[WORKERS] = {0};
		for (int i = 0; i < ITEMS; i++)
			items[i] = &storage[i];
		struct flow flow = {.stages = part_stages,
		                    .stage_count = 3,
		                    .context = &count,
		                    .workers = worker_list,
		                    .worker_count = workers,
		                    .items = items,
		                    .item_count = ITEMS,
		                    .has_more = part_has_more};
		CHECK(flow_run(&flow) == STATUS_OK);
		CHECK_NUMBER(count.failures, 0);
		CHECK_NUMBER(count.seen_number, NUMBERS - 1);
	}
}
