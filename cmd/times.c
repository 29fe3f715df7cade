#include "cmd/times.h"

#include <stdio.h>
#include <string.h>

#include "core/base/bug.h"
#include "core/base/json.h"
#include "core/base/json_read.h"
#include "core/stats.h"

enum { FORMAT = 1 };

void times_init(struct times *times)
{
	*times = (struct times){.slot_ms = TIMES_SLOT_MS};
}

static void halve(struct times *times)
{
	for (uint32_t i = 0; i < TIMES_SLOTS_MAX / 2; i++) {
		const struct times_slot *a = &times->slots[2 * i], *b = a + 1;
		times->slots[i] = (struct times_slot){a->records + b->records, a->bytes + b->bytes,
		                                      a->page_bytes + b->page_bytes};
	}
	memset(&times->slots[TIMES_SLOTS_MAX / 2], 0, sizeof(times->slots) / 2);
	times->slot_count = TIMES_SLOTS_MAX / 2;
	times->slot_ms *= 2;
}

void times_progress(struct times *times, uint64_t at_ms, const struct times_slot *done)
{
	while (at_ms / times->slot_ms >= TIMES_SLOTS_MAX)
		halve(times);
	uint32_t at = (uint32_t)(at_ms / times->slot_ms);
	if (at >= times->slot_count)
		times->slot_count = at + 1;
	times->slots[at].records += done->records;
	times->slots[at].bytes += done->bytes;
	times->slots[at].page_bytes += done->page_bytes;
}

static void copy_text(char to[TIMES_TEXT_BYTES], struct str text, struct arena *arena)
{
	struct str valid = stats_text(text, TIMES_TEXT_BYTES - 1, arena);
	if (valid.n > 0)
		memcpy(to, valid.p, valid.n);
	to[valid.n] = '\0';
}

static void fill(struct slow_page *slow, const struct timed_page *page)
{
	struct arena arena;
	arena_init(&arena);
	slow->cpu_us = page->cpu_us;
	slow->page_bytes = page->page_bytes;
	slow->offset = page->offset;
	copy_text(slow->outcome, page->outcome, &arena);
	copy_text(slow->url, page->url, &arena);
	copy_text(slow->title, page->title, &arena);
	copy_text(slow->file, page->file, &arena);
	arena_free(&arena);
}

void times_page(struct times *times, const struct timed_page *page)
{
	uint32_t at = times->slow_count;
	while (at > 0 && times->slowest[at - 1].cpu_us < page->cpu_us)
		at--;
	if (at == TIMES_SLOWEST)
		return;
	if (times->slow_count < TIMES_SLOWEST)
		times->slow_count++;
	memmove(&times->slowest[at + 1], &times->slowest[at],
	        (times->slow_count - at - 1) * sizeof(*times->slowest));
	fill(&times->slowest[at], page);
}

void times_stage(struct times *times, const char *name, uint64_t cpu_us)
{
	BUG_UNLESS(times->stage_count < TIMES_STAGES_MAX);
	snprintf(times->stages[times->stage_count].name, TIMES_STAGE_BYTES, "%.*s",
	         TIMES_STAGE_BYTES - 1, name);
	times->stages[times->stage_count++].cpu_us = cpu_us;
}

static void write_slots(const struct times *times, struct buf *out)
{
	json_member_number(out, "slot_ms", times->slot_ms);
	json_name(out, "slots");
	json_open(out, '[');
	for (uint32_t i = 0; i < times->slot_count; i++) {
		json_open(out, '{');
		json_member_number(out, "records", times->slots[i].records);
		json_member_number(out, "bytes", times->slots[i].bytes);
		json_member_number(out, "page_bytes", times->slots[i].page_bytes);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void write_slowest(const struct times *times, struct buf *out)
{
	json_name(out, "slowest");
	json_open(out, '[');
	for (uint32_t i = 0; i < times->slow_count; i++) {
		const struct slow_page *page = &times->slowest[i];
		json_open(out, '{');
		json_member_number(out, "cpu_us", page->cpu_us);
		json_member_number(out, "page_bytes", page->page_bytes);
		json_member_string(out, "outcome", str_from(page->outcome));
		json_member_string(out, "url", str_from(page->url));
		json_member_string(out, "title", str_from(page->title));
		json_member_string(out, "file", str_from(page->file));
		json_member_number(out, "offset", page->offset);
		json_close(out, '}');
	}
	json_close(out, ']');
}

void times_write_json(const struct times *times, struct buf *out)
{
	json_open(out, '{');
	json_member_number(out, "times", FORMAT);
	json_member_number(out, "ended", times->ended);
	json_member_number(out, "jobs", times->jobs);
	json_member_number(out, "wall_us", times->wall_us);
	json_member_number(out, "cpu_us", times->cpu_us);
	json_member_number(out, "peak_rss_bytes", times->peak_rss_bytes);
	json_name(out, "stages");
	json_open(out, '[');
	for (uint32_t i = 0; i < times->stage_count; i++) {
		json_open(out, '{');
		json_member_string(out, "name", str_from(times->stages[i].name));
		json_member_number(out, "cpu_us", times->stages[i].cpu_us);
		json_close(out, '}');
	}
	json_close(out, ']');
	write_slots(times, out);
	write_slowest(times, out);
	json_close(out, '}');
}

/* --- and back: false where something is missing or too much --- */

struct reader {
	struct json json;
	struct arena arena;
	bool failed;
};

static uint32_t member(struct reader *reader, uint32_t object, const char *name)
{
	uint32_t value = json_member(&reader->json, object, str_from(name));
	reader->failed |= value == 0;
	return value;
}

static uint64_t number(struct reader *reader, uint32_t object, const char *name)
{
	unsigned long long value = 0;
	struct str digits = reader->json.values[member(reader, object, name)].text;
	if (!str_to_number(digits, UINT64_MAX, &value))
		reader->failed = true;
	return value;
}

static struct str text(struct reader *reader, uint32_t object, const char *name)
{
	return reader->json.values[member(reader, object, name)].text;
}

/* Calls `read` with each part of a list of at most `max`. */
static void each(struct reader *reader, const char *name, uint32_t max, struct times *times,
                 void (*read)(struct reader *reader, uint32_t object, struct times *times))
{
	uint32_t list = member(reader, 0, name), count = 0;
	if (list == 0)
		return;
	for (uint32_t i = list + 1; i < reader->json.values[list].end;
	     i = reader->json.values[i].end) {
		if (count++ < max)
			read(reader, i, times);
	}
	reader->failed |= count > max;
}

static void read_stage(struct reader *reader, uint32_t object, struct times *times)
{
	char name[TIMES_TEXT_BYTES];
	copy_text(name, text(reader, object, "name"), &reader->arena);
	times_stage(times, name, number(reader, object, "cpu_us"));
}

static void read_slot(struct reader *reader, uint32_t object, struct times *times)
{
	times->slots[times->slot_count++] = (struct times_slot){
	        number(reader, object, "records"), number(reader, object, "bytes"),
	        number(reader, object, "page_bytes")};
}

static void read_slow(struct reader *reader, uint32_t object, struct times *times)
{
	const struct timed_page page = {
	        number(reader, object, "cpu_us"), number(reader, object, "page_bytes"),
	        number(reader, object, "offset"), text(reader, object, "outcome"),
	        text(reader, object, "url"),      text(reader, object, "title"),
	        text(reader, object, "file")};
	times_page(times, &page);
}

bool times_read_json(struct times *times, struct str bytes)
{
	struct reader reader = {.failed = false};
	*times = (struct times){0};
	arena_init(&reader.arena);
	reader.failed = !json_read(bytes, &reader.arena, &reader.json);
	if (!reader.failed)
		reader.failed = number(&reader, 0, "times") != FORMAT;
	if (!reader.failed) {
		times->ended = number(&reader, 0, "ended");
		times->jobs = number(&reader, 0, "jobs");
		times->wall_us = number(&reader, 0, "wall_us");
		times->cpu_us = number(&reader, 0, "cpu_us");
		times->peak_rss_bytes = number(&reader, 0, "peak_rss_bytes");
		times->slot_ms = number(&reader, 0, "slot_ms");
		reader.failed |= times->slot_ms == 0;
		each(&reader, "stages", TIMES_STAGES_MAX, times, read_stage);
		each(&reader, "slots", TIMES_SLOTS_MAX, times, read_slot);
		each(&reader, "slowest", TIMES_SLOWEST, times, read_slow);
	}
	arena_free(&reader.arena);
	return !reader.failed;
}
