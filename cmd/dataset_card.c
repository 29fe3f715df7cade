/*
 * Licences and sources are any text: in Markdown they stand as code without what would end it, in
 * YAML as strings of JSON, which YAML has too.
 */
#include "cmd/dataset_card.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "cmd/manifest.h"
#include "cmd/quantity.h"
#include "cmd/series.h"
#include "cmd/version.h"
#include "core/base/json.h"
#include "core/base/json_scan.h"
#include "core/tokens.h"
#include "io/file.h"

enum {
	CARD_BYTES_MAX = 8 << 20,
	LICENSES_SHOWN = 20,
	LANGUAGES_SHOWN = 50,
	URL_BYTES_MAX = 64,
};

static void put(struct buf *out, const char *text)
{
	buf_append(out, str_from(text));
}

/* --- the head --- */

static const char *size_category(uint64_t documents)
{
	static const struct {
		uint64_t below;
		const char *name;
	} sizes[] = {
	        {1000, "n<1K"},
	        {10 * 1000, "1K<n<10K"},
	        {100 * 1000, "10K<n<100K"},
	        {1000 * 1000, "100K<n<1M"},
	        {10 * 1000 * 1000, "1M<n<10M"},
	        {100 * 1000 * 1000, "10M<n<100M"},
	        {UINT64_C(1000) * 1000 * 1000, "100M<n<1B"},
	        {UINT64_C(10000) * 1000 * 1000, "1B<n<10B"},
	        {UINT64_C(100000) * 1000 * 1000, "10B<n<100B"},
	        {UINT64_C(1000000) * 1000 * 1000, "100B<n<1T"},
	};
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		if (documents < sizes[i].below)
			return sizes[i].name;
	return "n>1T";
}

/* "cc-by-4.0" of creativecommons.org/licenses/by/4.0/; false for what is no such address. */
static bool creative_commons(struct str url, char id[URL_BYTES_MAX])
{
	static const char *const names[] = {"by",    "by-sa",    "by-nc",
	                                    "by-nd", "by-nc-sa", "by-nc-nd"};
	size_t at = str_find(url, STR("creativecommons.org/"), 0);
	struct str rest, part, version;
	if (at == STR_NONE)
		return false;
	rest = str_slice(url, at + sizeof("creativecommons.org/") - 1, url.n);
	if (str_starts(rest, STR("publicdomain/zero/1.0"))) {
		snprintf(id, URL_BYTES_MAX, "cc0-1.0");
		return true;
	}
	if (!str_next(&rest, '/', &part) || !str_equal(part, STR("licenses")) ||
	    !str_next(&rest, '/', &part) || !str_next(&rest, '/', &version))
		return false;
	if (!str_equal(version, STR("4.0")) && !str_equal(version, STR("3.0")))
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_equal(part, str_from(names[i]))) {
			snprintf(id, URL_BYTES_MAX, "cc-%s-%.*s", names[i], STR_ARG(version));
			return true;
		}
	return false;
}

/* Only if all documents have said the same. */
static void put_license(const struct dataset_card *card, struct buf *out)
{
	uint32_t count;
	char id[URL_BYTES_MAX];
	const struct frequent_item *items = frequent_items(card->stats->licenses, &count);
	if (count != 1 || items[0].counts.records != card->total->records[OUTCOME_WRITTEN] ||
	    !creative_commons(frequent_name(&items[0]), id))
		return;
	buf_printf(out, "license: %s\n", id);
}

static void put_languages_head(const struct dataset_card *card, struct buf *out)
{
	const struct frequent_item *top[STATS_LANGUAGES_MAX];
	uint32_t count = frequent_top(card->stats->languages, STATS_LANGUAGES_MAX, top);
	bool has_one = false;
	for (uint32_t i = 0; i < count; i++) {
		struct str code = frequent_name(top[i]);
		if (str_equal(code, STR("und")) || code.n != 2)
			continue;
		put(out, has_one ? "" : "language:\n");
		buf_printf(out, "- \"%.*s\"\n", STR_ARG(code)); /* "no" is a language here */
		has_one = true;
	}
}

static struct str route_of_shard(const struct shard *shard)
{
	struct str route;
	return series_has(SERIES_DOCUMENTS, str_from(shard->name), &route) ? route : STR("");
}

struct routes {
	struct str list[ROUTES_MAX + 1];
	size_t count;
};

static void add_route(struct routes *routes, struct str route)
{
	for (size_t i = 0; i < routes->count; i++)
		if (str_equal(routes->list[i], route))
			return;
	if (routes->count < sizeof(routes->list) / sizeof(*routes->list))
		routes->list[routes->count++] = route;
}

static void put_files(struct str route, struct buf *out)
{
	buf_printf(out, "    - \"%.*s%spart-*.jsonl.zst\"\n", STR_ARG(route),
	           route.n > 0 ? "/" : "");
}

/* All documents, and those of each route under its name. */
static void put_configs(const struct dataset_card *card, struct buf *out)
{
	struct routes routes = {.count = 0};
	for (size_t i = 0; i < card->shard_count; i++)
		add_route(&routes, route_of_shard(&card->shards[i]));
	put(out, "configs:\n- config_name: default\n  default: true\n  data_files:\n"
	         "  - split: train\n    path:\n");
	for (size_t i = 0; i < routes.count; i++)
		put_files(routes.list[i], out);
	for (size_t i = 0; i < routes.count; i++) {
		if (routes.list[i].n == 0)
			continue;
		buf_printf(out, "- config_name: \"%.*s\"\n", STR_ARG(routes.list[i]));
		put(out, "  data_files:\n  - split: train\n    path:\n");
		put_files(routes.list[i], out);
	}
}

static void put_head(const struct dataset_card *card, struct str source, struct buf *out)
{
	put(out, "---\npretty_name: ");
	buf_append_byte(out, '"'); /* it is escaped already */
	buf_append(out, source);
	put(out, "\"\n");
	put_license(card, out);
	put_languages_head(card, out);
	buf_printf(out, "size_categories:\n- %s\n",
	           size_category(card->total->records[OUTCOME_WRITTEN]));
	put(out, "task_categories:\n- text-generation\ntags:\n- web\n- thresh\n");
	put_configs(card, out);
	put(out, "---\n\n");
}

/* --- the text --- */

/* As code in a cell of a table. */
static void put_code(struct str text, struct buf *out)
{
	buf_append_byte(out, '`');
	for (size_t i = 0; i < text.n; i++)
		buf_append_byte(out, text.p[i] == '`' || text.p[i] == '|' || text.p[i] == '\n'
		                             ? '?'
		                             : text.p[i]);
	buf_append_byte(out, '`');
}

static void put_summary(const struct dataset_card *card, struct buf *out)
{
	const struct tally *total = card->total;
	const struct stats *stats = card->stats;
	uint64_t packed = 0;
	for (size_t i = 0; i < card->shard_count; i++)
		packed += card->shards[i].bytes;
	quantity_count(out, total->records[OUTCOME_WRITTEN]);
	put(out, total->records[OUTCOME_WRITTEN] == 1 ? " document, " : " documents, ");
	quantity_bytes(out, (double)total->text_bytes);
	put(out, " of text, about ");
	quantity_count(out, total->tokens);
	put(out, " tokens; ");
	quantity_bytes(out, (double)packed);
	buf_printf(out, " in %zu %s.\n\nTokens are %s.\n\n## Sources\n\n", card->shard_count,
	           card->shard_count == 1 ? "file" : "files", tokens_basis);
	quantity_count(out, card->inputs);
	put(out, card->inputs == 1 ? " input with " : " inputs with ");
	quantity_count(out, total->records_read);
	put(out, " records, ");
	quantity_bytes(out, (double)total->bytes_read);
	put(out, ".");
	if (stats->first_day[0])
		buf_printf(out, " Documents were crawled from %s to %s.", stats->first_day,
		           stats->last_day);
	put(out, " Each row says where its record stands (`metadata.warc_file`, `warc_offset`, "
	         "`warc_length`).\n\n");
}

/* The `most` most frequent names. */
static void put_names(const char *title, const char *column, const struct frequent *names,
                      uint32_t most, struct buf *out)
{
	const struct frequent_item *top[STATS_LANGUAGES_MAX];
	uint32_t all, count = frequent_top(names, most, top);
	(void)frequent_items(names, &all);
	buf_printf(out, "## %s\n\n", title);
	if (count == 0) {
		put(out, "None is told.\n\n");
		return;
	}
	buf_printf(out, "| %s | documents | bytes of text |\n|---|---|---|\n", column);
	for (uint32_t i = 0; i < count; i++) {
		put(out, "| ");
		put_code(frequent_name(top[i]), out);
		buf_printf(out, " | %llu | %llu |\n", (unsigned long long)top[i]->counts.documents,
		           (unsigned long long)top[i]->counts.text_bytes);
	}
	if (all > count)
		buf_printf(out, "\nAnd %u more.\n", all - count);
	buf_append_byte(out, '\n');
}

static void put_outcomes(const struct tally *total, struct buf *out)
{
	put(out,
	    "## What was kept, and what was not\n\n| outcome | records | bytes |\n|---|---|---|\n");
	for (int i = 0; i < OUTCOME_COUNT; i++)
		if (total->records[i] > 0)
			buf_printf(out, "| %s | %llu | %llu |\n", outcome_name((enum outcome)i),
			           (unsigned long long)total->records[i],
			           (unsigned long long)total->bytes[i]);
	put(out,
	    "\n`rejects-*.jsonl.zst` has a row for each page that was not kept and for each loss, "
	    "with the reason. `manifest.json` has all counts.\n\n");
}

/* The preset as it is written: its comments say where its numbers are from. */
static void put_preset(const struct dataset_card *card, struct buf *out)
{
	struct str rest = card->preset->text, line;
	put(out, "## Quality\n\n");
	if (card->preset->preset.step_count == 0) {
		put(out, "No preset: no document was dropped for its quality.\n\n");
		return;
	}
	put(out, "The preset ");
	put_code(card->preset->filter.name, out);
	put(out,
	    card->preset->filter.annotate
	            ? " says in `metadata.filter` what it would drop, and has dropped nothing:\n\n"
	            : " has dropped documents, as `filter`:\n\n");
	while (str_next(&rest, '\n', &line)) {
		put(out, line.n > 0 ? "    " : "");
		buf_append(out, line);
		buf_append_byte(out, '\n');
	}
	buf_append_byte(out, '\n');
}

static void put_options(const struct dataset_card *card, struct buf *out)
{
	struct str rest = card->config, name, value;
	put(out, "## How it was made\n\nBy thresh " THRESH_VERSION
	         ", with\n\n| option | value |\n|---|---|\n");
	while (json_scan_part(&rest, &name, &value)) {
		buf_printf(out, "| %.*s | ", STR_ARG(name));
		put_code(value, out);
		put(out, " |\n");
	}
}

static void write_card(const struct dataset_card *card, struct buf *out)
{
	struct str value, source = STR("thresh");
	if (json_scan_member(card->config, STR("source"), &value))
		(void)json_scan_text(value, &source); /* as it is escaped */
	put_head(card, source, out);
	put(out, "# ");
	put_code(source, out);
	put(out, "\n\n");
	put_summary(card, out);
	put_names("Languages", "language", card->stats->languages, LANGUAGES_SHOWN, out);
	put_names("Licences", "licence that pages name", card->stats->licenses, LICENSES_SHOWN,
	          out);
	put_outcomes(card->total, out);
	put_preset(card, out);
	put_options(card, out);
}

/* --- the file --- */

static void path_of(const char *folder, char path[PATH_MAX])
{
	int n = snprintf(path, PATH_MAX, "%s/README.md", folder);
	if (n < 0 || n >= PATH_MAX)
		path[0] = '\0'; /* opening it then fails, and says so */
}

void dataset_card_remove(const char *folder)
{
	char path[PATH_MAX];
	path_of(folder, path);
	file_remove(path);
}

enum status dataset_card_write(const char *folder, const struct dataset_card *card,
                               struct error *error)
{
	char path[PATH_MAX];
	struct buf out;
	path_of(folder, path);
	buf_init(&out, CARD_BYTES_MAX);
	write_card(card, &out);
	enum status status =
	        out.over ? error_set(error, "%s: larger than %d bytes", path, CARD_BYTES_MAX)
	                 : file_write_whole(path, buf_str(&out), error);
	buf_free(&out);
	return status;
}

enum status dataset_card_write_run(const char *folder, const struct run_config *config,
                                   const struct run_report *report, struct error *error)
{
	struct buf json;
	buf_init(&json, CARD_BYTES_MAX);
	manifest_write_config(config, &json);
	const struct dataset_card card = {.config = buf_str(&json),
	                                  .total = &report->total,
	                                  .stats = report->stats,
	                                  .preset = config->preset,
	                                  .inputs = report->stats->inputs,
	                                  .shards = report->shards[SERIES_DOCUMENTS],
	                                  .shard_count = report->shard_counts[SERIES_DOCUMENTS]};
	enum status status = dataset_card_write(folder, &card, error);
	buf_free(&json);
	return status;
}
