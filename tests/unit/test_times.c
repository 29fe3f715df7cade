/* Throughput in a bounded number of slots, the slowest pages, and that JSON has all of it. */
#include "cmd/times.c"

#include "tests/test.h"

static const struct times_slot one = {1, 10, 100};

static uint64_t records_of(const struct times *times)
{
	uint64_t sum = 0;
	for (uint32_t i = 0; i < times->slot_count; i++)
		sum += times->slots[i].records;
	return sum;
}

TEST(slots_become_longer_and_lose_nothing)
{
	struct times times;
	times_init(&times);
	for (uint64_t ms = 0; ms < 1000000; ms += 100)
		times_progress(&times, ms, &one);
	CHECK_NUMBER(records_of(&times), 10000);
	CHECK(times.slot_count <= TIMES_SLOTS_MAX && times.slot_count > TIMES_SLOTS_MAX / 2);
	CHECK_NUMBER(times.slot_ms, 8000);
	CHECK_NUMBER(times.slots[0].records, 80);
	times_progress(&times, UINT64_MAX / 2, &one); /* a machine that slept */
	CHECK_NUMBER(records_of(&times), 10001);
	CHECK(times.slot_count <= TIMES_SLOTS_MAX);
}

static void page(struct times *times, uint64_t cpu_us)
{
	const struct timed_page page = {
	        .cpu_us = cpu_us, .url = STR("u\xFF\x01"), .title = STR("t")};
	times_page(times, &page);
}

TEST(the_slowest_pages_are_kept_in_order)
{
	struct times times;
	times_init(&times);
	for (uint64_t i = 0; i < 1000; i++)
		page(&times, i * 7919 % 1000); /* each of 0..999 once */
	CHECK_NUMBER(times.slow_count, TIMES_SLOWEST);
	for (uint32_t i = 0; i < TIMES_SLOWEST; i++)
		CHECK_NUMBER(times.slowest[i].cpu_us, 999 - i);
	CHECK_STR(str_from(times.slowest[0].url), STR("u\xEF\xBF\xBD?"));
}

TEST(json_of_times_is_read_back_whole)
{
	struct times times, copy;
	struct buf before, after;
	times_init(&times);
	for (uint64_t i = 0; i < 50; i++) {
		page(&times, i / 2); /* some are as slow as others */
		times_progress(&times, i * 1000, &one);
	}
	times_stage(&times, "a \"stage\" of a long name", 5);
	times.ended = 1790000000;
	buf_init(&before, TIMES_JSON_BYTES_MAX);
	buf_init(&after, TIMES_JSON_BYTES_MAX);
	times_write_json(&times, &before);
	CHECK(times_read_json(&copy, buf_str(&before)));
	times_write_json(&copy, &after);
	CHECK_STR(buf_str(&after), buf_str(&before));
	for (size_t n = 0; n < before.n; n++)
		if (times_read_json(&copy, (struct str){before.p, n}))
			CHECK_NUMBER(n, before.n); /* only the whole */
	buf_free(&before);
	buf_free(&after);
}
