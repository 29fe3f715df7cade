/* stats.json, both ways: docs/rows.md has the members. */
#include <string.h>

#include "core/base/json.h"
#include "core/base/json_read.h"
#include "core/stats.h"

enum { FORMAT = 1 };

static void write_numbers(struct buf *out, const char *name, const uint64_t *numbers, size_t count)
{
	json_name(out, name);
	json_open(out, '[');
	for (size_t i = 0; i < count; i++)
		json_number(out, numbers[i]);
	json_close(out, ']');
}

static void write_names(struct buf *out, const char *name, const struct frequent *names)
{
	uint32_t count;
	const struct frequent_item *items = frequent_items(names, &count);
	json_name(out, name);
	json_open(out, '{');
	json_member_number(out, "missed_max", frequent_missed_max(names));
	json_name(out, "names");
	json_open(out, '[');
	for (uint32_t i = 0; i < count; i++) {
		json_open(out, '{');
		json_member_string(out, "name", frequent_name(&items[i]));
		json_member_number(out, "records", items[i].counts.records);
		json_member_number(out, "documents", items[i].counts.documents);
		json_member_number(out, "text_bytes", items[i].counts.text_bytes);
		json_member_number(out, "missed_max", items[i].missed_max);
		json_close(out, '}');
	}
	json_close(out, ']');
	json_close(out, '}');
}

static void write_losses(const struct stats *stats, struct buf *out)
{
	json_name(out, "losses");
	json_open(out, '[');
	for (uint32_t i = 0; i < stats->loss_count; i++) {
		const struct stats_loss *loss = &stats->losses[i];
		json_open(out, '{');
		json_member_string(out, "reason", str_from(outcome_name(loss->outcome)));
		json_member_string(out, "file", loss->file);
		json_member_number(out, "offset", loss->offset);
		json_member_number(out, "length", loss->length);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void write_problems(const struct stats *stats, struct buf *out)
{
	json_member_number(out, "problems_met", stats->problems_met);
	json_name(out, "problems");
	json_open(out, '[');
	for (uint32_t i = 0; i < stats->problem_count; i++) {
		json_open(out, '{');
		json_member_string(out, "input", stats->problems[i].input);
		json_member_string(out, "problem", stats->problems[i].text);
		json_close(out, '}');
	}
	json_close(out, ']');
}

void stats_write_json(const struct stats *stats, struct buf *out)
{
	json_open(out, '{');
	json_member_number(out, "stats", FORMAT);
	json_member_string(out, "source", stats->source);
	json_member_number(out, "exit_code", (unsigned)stats->exit_code);
	json_member_number(out, "inputs", stats->inputs);
	json_name(out, "totals");
	json_open(out, '{');
	tally_write_json(&stats->total, out);
	json_close(out, '}');
	write_numbers(out, "lengths", stats->lengths, STATS_LENGTHS);
	write_numbers(out, "similarities", stats->similarities, STATS_SIMILARITIES);
	write_names(out, "languages", stats->languages);
	write_names(out, "hosts", stats->hosts);
	write_names(out, "licenses", stats->licenses);
	json_member_string(out, "first_day", str_from(stats->first_day));
	json_member_string(out, "last_day", str_from(stats->last_day));
	write_losses(stats, out);
	write_problems(stats, out);
	json_close(out, '}');
}

/* --- and back: false where something is missing or too much --- */

struct reader {
	struct json json;
	struct stats *stats;
	bool failed;
};

static uint32_t member(struct reader *reader, uint32_t object, const char *name)
{
	uint32_t value = json_member(&reader->json, object, str_from(name));
	reader->failed |= value == 0;
	return value;
}

/* Value 0 is the top object, which has no text: what is missing is no number. */
static uint64_t number_at(struct reader *reader, uint32_t value)
{
	unsigned long long number = 0;
	if (!str_to_number(reader->json.values[value].text, UINT64_MAX, &number))
		reader->failed = true;
	return number;
}

static uint64_t number(struct reader *reader, uint32_t object, const char *name)
{
	return number_at(reader, member(reader, object, name));
}

static struct str text(struct reader *reader, uint32_t object, const char *name)
{
	struct str found = reader->json.values[member(reader, object, name)].text;
	return stats_text(found, STATS_TEXT_BYTES_MAX, &reader->stats->arena);
}

/* Goes through the parts of a list: for (i = list + 1; i < end_of(list); i = next(i)). */
static uint32_t end_of(const struct reader *reader, uint32_t value)
{
	return value ? reader->json.values[value].end : 0;
}

static void read_numbers(struct reader *reader, const char *name, uint64_t *numbers, size_t count)
{
	uint32_t list = member(reader, 0, name);
	size_t n = 0;
	for (uint32_t i = list + 1; i < end_of(reader, list); i = end_of(reader, i), n++)
		if (n < count)
			numbers[n] = number_at(reader, i);
	reader->failed |= n != count;
}

static void read_names(struct reader *reader, const char *name, struct frequent *names)
{
	uint32_t object = member(reader, 0, name), list = member(reader, object, "names");
	frequent_restore(names, number(reader, object, "missed_max"));
	for (uint32_t i = list + 1; i < end_of(reader, list); i = end_of(reader, i)) {
		const struct frequent_counts counts = {number(reader, i, "records"),
		                                       number(reader, i, "documents"),
		                                       number(reader, i, "text_bytes")};
		if (!frequent_restore_item(names, text(reader, i, "name"), &counts,
		                           number(reader, i, "missed_max")))
			reader->failed = true;
	}
}

static void read_losses(struct reader *reader)
{
	struct stats *stats = reader->stats;
	uint32_t list = member(reader, 0, "losses");
	for (uint32_t i = list + 1; i < end_of(reader, list); i = end_of(reader, i)) {
		struct stats_loss loss = {OUTCOME_COUNT, text(reader, i, "file"),
		                          number(reader, i, "offset"), number(reader, i, "length")};
		bool known = outcome_from_name(text(reader, i, "reason"), &loss.outcome);
		if (!known || stats->loss_count == STATS_LOSSES_MAX)
			reader->failed = true;
		else
			stats->losses[stats->loss_count++] = loss;
	}
}

static void read_problems(struct reader *reader)
{
	struct stats *stats = reader->stats;
	uint32_t list = member(reader, 0, "problems");
	stats->problems_met = number(reader, 0, "problems_met");
	for (uint32_t i = list + 1; i < end_of(reader, list); i = end_of(reader, i)) {
		struct stats_problem problem = {text(reader, i, "input"),
		                                text(reader, i, "problem")};
		if (stats->problem_count == STATS_PROBLEMS_MAX)
			reader->failed = true;
		else
			stats->problems[stats->problem_count++] = problem;
	}
}

static void read_day(struct reader *reader, const char *name, char day[STATS_DAY_BYTES])
{
	struct str found = text(reader, 0, name);
	if (found.n < STATS_DAY_BYTES)
		memcpy(day, found.p, found.n);
	reader->failed |= found.n >= STATS_DAY_BYTES;
}

bool stats_read_json(struct stats *stats, struct str bytes)
{
	struct reader reader = {.stats = stats};
	struct arena arena;
	arena_init(&arena);
	reader.failed = !json_read(bytes, &arena, &reader.json);
	if (!reader.failed)
		reader.failed = number(&reader, 0, "stats") != FORMAT;
	if (!reader.failed) {
		stats->source = text(&reader, 0, "source");
		stats->exit_code = (int)number(&reader, 0, "exit_code");
		stats->inputs = number(&reader, 0, "inputs");
		reader.failed |=
		        !tally_read_json(&reader.json, member(&reader, 0, "totals"), &stats->total);
		read_numbers(&reader, "lengths", stats->lengths, STATS_LENGTHS);
		read_numbers(&reader, "similarities", stats->similarities, STATS_SIMILARITIES);
		read_names(&reader, "languages", stats->languages);
		read_names(&reader, "hosts", stats->hosts);
		read_names(&reader, "licenses", stats->licenses);
		read_day(&reader, "first_day", stats->first_day);
		read_day(&reader, "last_day", stats->last_day);
		read_losses(&reader);
		read_problems(&reader);
	}
	arena_free(&arena);
	return !reader.failed;
}
