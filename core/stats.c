#include "core/stats.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "core/text/url.h"
#include "core/text/utf8.h"

struct stats *stats_new(void)
{
	struct stats *stats = memory_resize(NULL, sizeof(*stats));
	*stats = (struct stats){.hosts = frequent_new(STATS_HOSTS_MAX),
	                        .languages = frequent_new(STATS_LANGUAGES_MAX),
	                        .licenses = frequent_new(STATS_LICENSES_MAX)};
	arena_init(&stats->arena);
	arena_init(&stats->scratch);
	return stats;
}

void stats_free(struct stats *stats)
{
	if (stats == NULL)
		return;
	frequent_free(stats->hosts);
	frequent_free(stats->languages);
	frequent_free(stats->licenses);
	arena_free(&stats->arena);
	arena_free(&stats->scratch);
	free(stats);
}

/* Not in the middle of a code point. */
static struct str cut(struct str text, size_t bytes_max)
{
	size_t n = bytes_max;
	if (text.n <= bytes_max)
		return text;
	while (n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80)
		n--;
	return str_slice(text, 0, n);
}

struct str stats_text(struct str text, size_t bytes_max, struct arena *arena)
{
	struct str valid = utf8_repair(cut(text, bytes_max), arena);
	char *printable = arena_bytes(arena, valid.n);
	for (size_t i = 0; i < valid.n; i++) {
		char c = valid.p[i];
		printable[i] = (unsigned char)c < ' ' || c == 0x7F ? '?' : c;
	}
	return cut((struct str){printable, valid.n}, bytes_max); /* U+FFFD is three bytes */
}

static struct str lower(struct str text, struct arena *arena)
{
	char *copy = arena_bytes(arena, text.n);
	for (size_t i = 0; i < text.n; i++)
		copy[i] = ascii_lower(text.p[i]);
	return (struct str){copy, text.n};
}

static void count_name(struct stats *stats, struct frequent *names, struct str name,
                       const struct frequent_counts *counts)
{
	struct str text = stats_text(name, FREQUENT_NAME_BYTES_MAX, &stats->scratch);
	frequent_add(names, lower(text, &stats->scratch), counts);
	arena_reset(&stats->scratch);
}

/* Days as they are in ISO 8601, so that their order is that of their bytes. */
static void take_day(struct stats *stats, const char *day)
{
	if (day[0] == '\0')
		return;
	if (stats->first_day[0] == '\0' || strcmp(day, stats->first_day) < 0)
		memcpy(stats->first_day, day, STATS_DAY_BYTES);
	if (strcmp(day, stats->last_day) > 0)
		memcpy(stats->last_day, day, STATS_DAY_BYTES);
}

static void count_day(struct stats *stats, struct str date)
{
	static const char shape[] = "dddd-dd-dd";
	char day[STATS_DAY_BYTES] = "";
	if (date.n < sizeof(shape) - 1)
		return;
	for (size_t i = 0; i < sizeof(shape) - 1; i++)
		if (shape[i] == 'd' ? !ascii_is_digit((unsigned char)date.p[i])
		                    : date.p[i] != shape[i])
			return;
	memcpy(day, date.p, sizeof(shape) - 1);
	take_day(stats, day);
}

static void count_document(struct stats *stats, const struct stats_record *record)
{
	const struct frequent_counts counts = {1, 1, record->text_bytes};
	unsigned length = 0;
	while (length < STATS_LENGTHS - 1 && record->text_bytes >> (length + 1) > 0)
		length++;
	stats->lengths[length]++;
	count_name(stats, stats->languages, record->language, &counts);
	if (record->license.n > 0)
		count_name(stats, stats->licenses, record->license, &counts);
	count_day(stats, record->date);
}

static void add_loss(struct stats *stats, const struct stats_record *record)
{
	if (stats->loss_count == STATS_LOSSES_MAX)
		return;
	struct str file = stats_text(record->place.file, STATS_TEXT_BYTES_MAX, &stats->arena);
	stats->losses[stats->loss_count++] = (struct stats_loss){
	        record->outcome, file, record->place.offset, record->place.length};
}

void stats_count(struct stats *stats, const struct stats_record *record)
{
	bool is_document = record->outcome == OUTCOME_WRITTEN;
	struct str host = url_split(record->url).host;
	const struct frequent_counts counts = {1, is_document,
	                                       is_document ? record->text_bytes : 0};
	if (host.n > 0)
		count_name(stats, stats->hosts, host, &counts);
	if (is_document)
		count_document(stats, record);
	else if (record->outcome == OUTCOME_DUPLICATE_NEAR)
		stats->similarities[record->similarity < STATS_SIMILARITIES
		                            ? record->similarity
		                            : STATS_SIMILARITIES - 1]++;
	else if (outcome_kind(record->outcome) == OUTCOME_KIND_DAMAGED)
		add_loss(stats, record);
}

void stats_problem(struct stats *stats, struct str input, struct str text)
{
	stats->problems_met++;
	if (stats->problem_count == STATS_PROBLEMS_MAX)
		return;
	stats->problems[stats->problem_count++] =
	        (struct stats_problem){stats_text(input, STATS_TEXT_BYTES_MAX, &stats->arena),
	                               stats_text(text, STATS_TEXT_BYTES_MAX, &stats->arena)};
}

static void add_names(struct frequent *names, const struct frequent *part)
{
	uint32_t count;
	const struct frequent_item *items = frequent_items(part, &count);
	for (uint32_t i = 0; i < count; i++)
		frequent_add(names, frequent_name(&items[i]), &items[i].counts);
}

void stats_add(struct stats *stats, const struct stats *part)
{
	add_names(stats->hosts, part->hosts);
	add_names(stats->languages, part->languages);
	add_names(stats->licenses, part->licenses);
	take_day(stats, part->first_day);
	take_day(stats, part->last_day);
	for (size_t i = 0; i < STATS_LENGTHS; i++)
		stats->lengths[i] += part->lengths[i];
	for (size_t i = 0; i < STATS_SIMILARITIES; i++)
		stats->similarities[i] += part->similarities[i];
	for (uint32_t i = 0; i < part->loss_count && stats->loss_count < STATS_LOSSES_MAX; i++) {
		struct stats_loss loss = part->losses[i];
		loss.file = arena_copy(&stats->arena, loss.file);
		stats->losses[stats->loss_count++] = loss;
	}
}
