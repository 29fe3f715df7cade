#include "cmd/corpus_stats.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/preset_values.h"
#include "core/base/bug.h"
#include "core/base/json.h"
#include "core/base/json_scan.h"
#include "core/stats.h"
#include "core/stored_row.h"
#include "core/tokens.h"

struct gathering {
	struct corpus_stats *stats;
	const struct preset_loaded *preset; /* that measures and drops nothing */
	struct arena arena;                 /* of the row in hand */
	const char *path;
};

void corpus_stats_free(struct corpus_stats *stats)
{
	if (stats == NULL)
		return;
	frequent_free(stats->languages);
	frequent_free(stats->kinds);
	free(stats);
}

/* --- signals --- */

static void add_signal(struct distribution *distribution, enum signal_kind kind,
                       struct fraction value)
{
	if (kind == SIGNAL_IS_COUNT)
		quantiles_add(&distribution->values, value.value);
	else if (value.over == 0)
		distribution->unknown++;
	else
		quantiles_add(&distribution->values, (uint64_t)((unsigned __int128)value.value *
		                                                CORPUS_MILLION / value.over));
}

/* A number, or a list of two. */
static bool read_value(struct str json, struct fraction *value)
{
	unsigned long long numbers[2] = {0, 1};
	struct str no_name, part, rest = json;
	size_t n = 0;
	if (json.n > 0 && json.p[0] != '[') {
		if (!json_scan_number(json, &numbers[0]))
			return false;
	} else {
		for (; json_scan_part(&rest, &no_name, &part); n++)
			if (n >= 2 || !json_scan_number(part, &numbers[n]))
				return false;
		if (n != 2)
			return false;
	}
	*value = (struct fraction){numbers[0], numbers[1]};
	return true;
}

static bool read_signals(struct corpus_stats *stats, struct str signals)
{
	struct str name, json;
	while (json_scan_part(&signals, &name, &json)) {
		enum signal signal;
		struct fraction value;
		if (!signal_named(name, &signal)) /* "words", or one that there is no more */
			continue;
		if (!read_value(json, &value))
			return false;
		add_signal(&stats->signals[signal], signal_kind(signal), value);
	}
	return true;
}

static void compute_signals(struct gathering *gathering, const struct stored_row *row)
{
	struct page_verdict verdict;
	struct corpus_stats *stats = gathering->stats;
	bool is_measured = row->text.n <= FILTER_TEXT_BYTES_MAX;
	page_filter_judge(&gathering->preset->filter, row->text, &gathering->arena, &verdict);
	for (int i = 0; i < SIGNAL_COUNT; i++)
		if (is_measured)
			add_signal(&stats->signals[i], signal_kind((enum signal)i),
			           verdict.signals[i]);
		else
			stats->signals[i].unknown++;
}

/* --- rows --- */

/* "0.53" as 53; false if it is no decimal with two digits. */
static bool read_hundredths(struct str json, uint64_t *hundredths)
{
	unsigned long long whole, rest;
	size_t point = str_find_byte(json, '.', 0);
	if (point == STR_NONE || json.n - point != 3 ||
	    !str_to_number(str_slice(json, 0, point), 1, &whole) ||
	    !str_to_number(str_slice(json, point + 1, json.n), 99, &rest))
		return false;
	*hundredths = whole * 100 + rest;
	return true;
}

static void add_hundredths(struct distribution *distribution, struct str object, struct str name)
{
	struct str json;
	uint64_t hundredths;
	if (json_scan_member(object, name, &json) && read_hundredths(json, &hundredths))
		quantiles_add(&distribution->values, hundredths);
	else
		distribution->unknown++;
}

static void add_name(struct gathering *gathering, struct frequent *names, struct str name,
                     const struct frequent_counts *counts)
{
	frequent_add(names, stats_text(name, FREQUENT_NAME_BYTES_MAX, &gathering->arena), counts);
}

static enum status take_document(struct gathering *gathering, struct str line, struct error *error)
{
	struct corpus_stats *stats = gathering->stats;
	struct stored_row row;
	struct str signals;
	if (!stored_row_read(line, &gathering->arena, &row))
		return error_set(error, "%s: a row that is no document's", gathering->path);
	uint64_t tokens = tokens_estimate(row.text);
	const struct frequent_counts counts = {1, 1, row.text.n};
	stats->documents++;
	stats->text_bytes += row.text.n;
	stats->tokens += tokens;
	quantiles_add(&stats->lengths.values, row.text.n);
	quantiles_add(&stats->tokens_each.values, tokens);
	add_hundredths(&stats->lang_scores, row.metadata, STR("lang_score"));
	add_name(gathering, stats->languages, row.lang.n > 0 ? row.lang : STR("und"), &counts);
	add_name(gathering, stats->kinds, row.kind.n > 0 ? row.kind : STR("none"), &counts);
	if (!json_scan_member(row.metadata, STR("signals"), &signals)) {
		compute_signals(gathering, &row);
		return STATUS_OK;
	}
	stats->signals_were_there = true;
	return read_signals(stats, signals)
	               ? STATUS_OK
	               : error_set(error, "%s: a row with odd signals", gathering->path);
}

static enum status take_reject(struct gathering *gathering, struct str line, struct error *error)
{
	struct str value, reason;
	if (!json_is_valid(line) || !json_scan_member(line, STR("reason"), &value) ||
	    !json_scan_text(value, &reason))
		return error_set(error, "%s: a row that is no reject's", gathering->path);
	if (str_equal(reason, STR("duplicate-near")))
		add_hundredths(&gathering->stats->similarities, line, STR("similarity"));
	return STATUS_OK;
}

static enum status take_rows(struct gathering *gathering, const struct stored_run *run,
                             enum series series, struct error *error)
{
	struct stored_rows rows;
	struct str line;
	enum status status;
	stored_rows_begin(&rows, run, series);
	while ((status = stored_rows_next(&rows, &line, error)) == STATUS_OK) {
		arena_reset(&gathering->arena);
		status = series == SERIES_DOCUMENTS ? take_document(gathering, line, error)
		                                    : take_reject(gathering, line, error);
		if (status != STATUS_OK)
			break;
	}
	stored_rows_end(&rows);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status corpus_stats_gather(const struct stored_run *run, struct corpus_stats **gathered,
                                struct error *error)
{
	const struct preset_values measure = {NULL, true};
	struct preset_loaded preset;
	struct corpus_stats *stats = memory_resize(NULL, sizeof(*stats));
	memset(stats, 0, sizeof(*stats));
	stats->languages = frequent_new(CORPUS_LANGUAGES_MAX);
	stats->kinds = frequent_new(CORPUS_KINDS_MAX);
	struct gathering gathering = {.stats = stats, .preset = &preset, .path = run->path};
	arena_init(&gathering.arena);
	enum status status = preset_values_load(&measure, &preset, error);
	if (status == STATUS_OK)
		status = take_rows(&gathering, run, SERIES_DOCUMENTS, error);
	if (status == STATUS_OK)
		status = take_rows(&gathering, run, SERIES_REJECTS, error);
	preset_loaded_free(&preset);
	arena_free(&gathering.arena);
	*gathered = stats;
	return status;
}

/* --- JSON --- */

uint64_t distribution_end(const struct distribution *distribution, bool is_share)
{
	uint64_t end = is_share ? CORPUS_MILLION : quantiles_at(&distribution->values, 99);
	return end > 0 ? end : 1;
}

/* A number of `unit`-ths. */
static void put_value(struct buf *out, const char *name, uint64_t value, uint64_t unit)
{
	json_name(out, name);
	if (unit == 1)
		json_number(out, value);
	else if (unit == CORPUS_MILLION)
		buf_printf(out, "%llu.%06llu", (unsigned long long)(value / unit),
		           (unsigned long long)(value % unit));
	else
		buf_printf(out, "%llu.%02llu", (unsigned long long)(value / unit),
		           (unsigned long long)(value % unit));
}

static void put_distribution(const struct distribution *distribution, uint64_t unit, uint64_t end,
                             struct buf *out)
{
	static const unsigned percents[] = {1, 10, 25, 50, 75, 90, 99};
	static const char *const names[] = {"p1", "p10", "p25", "p50", "p75", "p90", "p99"};
	uint64_t columns[CORPUS_COLUMNS];
	json_member_number(out, "values", distribution->values.count);
	json_member_number(out, "unknown", distribution->unknown);
	for (size_t i = 0; i < sizeof(percents) / sizeof(*percents); i++)
		put_value(out, names[i], quantiles_at(&distribution->values, percents[i]), unit);
	put_value(out, "max", distribution->values.max, unit);
	put_value(out, "histogram_end", end, unit);
	quantiles_columns(&distribution->values, end, columns, CORPUS_COLUMNS);
	json_name(out, "histogram");
	json_open(out, '[');
	for (size_t i = 0; i < CORPUS_COLUMNS; i++)
		json_number(out, columns[i]);
	json_close(out, ']');
	json_close(out, '}');
}

static void put_named(const char *name, const struct distribution *distribution, uint64_t unit,
                      uint64_t end, struct buf *out)
{
	json_name(out, name);
	json_open(out, '{');
	put_distribution(distribution, unit, end, out);
}

static void put_signals(const struct corpus_stats *stats, struct buf *out)
{
	static const char *const kinds[] = {[SIGNAL_IS_COUNT] = "count",
	                                    [SIGNAL_IS_SHARE] = "share",
	                                    [SIGNAL_IS_MEAN] = "mean"};
	json_name(out, "signals");
	json_open(out, '[');
	for (int i = 0; i < SIGNAL_COUNT; i++) {
		const struct distribution *distribution = &stats->signals[i];
		enum signal_kind kind = signal_kind((enum signal)i);
		json_open(out, '{');
		json_member_string(out, "signal", str_from(signal_name((enum signal)i)));
		json_member_string(out, "kind", str_from(kinds[kind]));
		put_distribution(distribution, kind == SIGNAL_IS_COUNT ? 1 : CORPUS_MILLION,
		                 distribution_end(distribution, kind == SIGNAL_IS_SHARE), out);
	}
	json_close(out, ']');
}

static void put_names(const char *name, const struct frequent *names, struct buf *out)
{
	const struct frequent_item *top[CORPUS_LANGUAGES_MAX];
	uint32_t count = frequent_top(names, CORPUS_LANGUAGES_MAX, top);
	json_name(out, name);
	json_open(out, '[');
	for (uint32_t i = 0; i < count; i++) {
		json_open(out, '{');
		json_member_string(out, "name", frequent_name(top[i]));
		json_member_number(out, "documents", top[i]->counts.records);
		json_member_number(out, "text_bytes", top[i]->counts.text_bytes);
		json_close(out, '}');
	}
	json_close(out, ']');
}

void corpus_stats_write_json(const struct corpus_stats *stats, struct buf *out)
{
	enum { HUNDRED = 100 };
	json_open(out, '{');
	json_member_number(out, "documents", stats->documents);
	json_member_number(out, "text_bytes", stats->text_bytes);
	json_member_number(out, "tokens", stats->tokens);
	json_member_string(out, "tokens_are", str_from(tokens_basis));
	put_named("text_bytes_each", &stats->lengths, 1, distribution_end(&stats->lengths, false),
	          out);
	put_named("tokens_each", &stats->tokens_each, 1,
	          distribution_end(&stats->tokens_each, false), out);
	put_named("lang_score", &stats->lang_scores, HUNDRED, HUNDRED, out);
	put_named("similarity", &stats->similarities, HUNDRED, HUNDRED, out);
	put_names("languages", stats->languages, out);
	put_names("kinds", stats->kinds, out);
	json_name(out, "signals_from_rows");
	json_bool(out, stats->signals_were_there);
	put_signals(stats, out);
	json_close(out, '}');
}
