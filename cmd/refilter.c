/*
 * thresh refilter: a finished run as if it had been with another preset, without the crawl. Rows
 * are read, judged and written in their order: documents that the preset drops take their place
 * among the rejects by where their records stand, so both series are those of such a run.
 */
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/dataset_card.h"
#include "cmd/manifest.h"
#include "cmd/out_folder.h"
#include "cmd/outputs.h"
#include "cmd/preset_values.h"
#include "cmd/shape_values.h"
#include "cmd/stored_run.h"
#include "cmd/version.h"
#include "core/base/bug.h"
#include "core/base/json.h"
#include "core/base/json_scan.h"
#include "core/stats.h"
#include "core/stored_row.h"
#include "core/tally.h"
#include "core/tokens.h"
#include "io/file.h"

enum {
	ZSTD_THREADS = 1,
	FLUSH_BYTES = 4 << 20,
	ROWS_BYTES_MAX = 1 << 30,
	NAME_BYTES_MAX = 64 << 10,
	SERIES_READ = SERIES_REJECTS + 1, /* documents and rejects */
};

struct refilter_values {
	struct preset_values preset;
	struct shape_values shape; /* without a sample that of the run */
	const char *output;
	bool force, quiet;
};

static const struct option refilter_options[] = {
        {"output", 'o', OPTION_TEXT, offsetof(struct refilter_values, output), "DIR",
         "Folder to write to; made if it is not there. Required.", 0, 0, NULL},
        PRESET_OPTION(struct refilter_values, preset),
        ANNOTATE_OPTION(struct refilter_values, preset),
        SHAPE_OPTIONS(struct refilter_values, shape),
        {"force", 0, OPTION_FLAG, offsetof(struct refilter_values, force), NULL,
         "Overwrite a finished run in the folder.", 0, 0, NULL},
        {"quiet", 'q', OPTION_FLAG, offsetof(struct refilter_values, quiet), NULL,
         "Do not say what was done.", 0, 0, NULL},
};

static const char *const refilter_examples[] = {
        "thresh refilter monday -o corpus --preset fineweb",
        "A run with --annotate or without a preset, filtered by FineWeb's rules.",
        "thresh refilter monday -o tenth --sample 0.1",
        "A tenth of its documents.",
        NULL,
};

/* An input as the manifest has it, with its counts. */
struct refiltered_input {
	struct str entry, path; /* JSON */
	struct tally tally;
};

struct refilter {
	struct stored_run run;
	const struct preset_loaded *preset;
	struct shape shape;
	struct out_folder out;
	struct outputs *outputs;
	struct buf rows[SERIES_COUNT]; /* not yet written */
	uint64_t counts[SERIES_COUNT];
	char route[ROUTE_BYTES_MAX + 1]; /* of the rows of documents */
	struct refiltered_input *inputs;
	size_t input_count;
	struct tally totals;
	struct stats *stats;              /* of documents, for the card */
	struct arena arenas[SERIES_READ]; /* of the row in hand of each */
	struct buf name;
};

/* A row that is to be written next, of one of the two series. */
struct next_row {
	bool is_there;
	struct str line;
	struct stored_row document;
	struct row_place place;
	size_t input;
};

/* ---- the manifest that is there ---- */

static struct str member(struct str object, const char *name)
{
	struct str value;
	return json_scan_member(object, str_from(name), &value) ? value : STR("");
}

static bool read_tally(struct str object, struct tally *tally)
{
	struct arena arena;
	struct json json;
	arena_init(&arena);
	bool is_read = json_read(object, &arena, &json) && tally_read_json(&json, 0, tally);
	arena_free(&arena);
	return is_read;
}

static enum status read_inputs(struct refilter *refilter, struct error *error)
{
	struct str manifest = buf_str(&refilter->run.manifest), no_name, entry;
	struct str list = member(manifest, "inputs"), rest = list;
	size_t count = 0;
	while (list.n > 0 && json_scan_part(&rest, &no_name, &entry))
		count++;
	refilter->inputs = memory_resize(NULL, (count + 1) * sizeof(*refilter->inputs));
	bool right = read_tally(member(manifest, "totals"), &refilter->totals);
	rest = list;
	while (right && refilter->input_count < count && json_scan_part(&rest, &no_name, &entry)) {
		struct refiltered_input *input = &refilter->inputs[refilter->input_count++];
		*input = (struct refiltered_input){.entry = entry, .path = member(entry, "path")};
		right = read_tally(entry, &input->tally);
	}
	refilter->totals.text_bytes = refilter->totals.tokens = 0;
	for (size_t i = 0; i < refilter->input_count; i++)
		refilter->inputs[i].tally.text_bytes = refilter->inputs[i].tally.tokens = 0;
	return right ? STATUS_OK
	             : error_set(error, "%s/manifest.json: counts are missing", refilter->run.path);
}

/* Is `path`, as JSON, that of the first `n` bytes of a file's name? */
static bool is_path_of(struct refilter *refilter, struct str path, struct str file, size_t n)
{
	struct buf *name = &refilter->name;
	buf_reset(name);
	buf_append(name, str_slice(file, 0, n));
	buf_append_byte(name, '\0');
	size_t begin = name->n;
	manifest_member_path(name, "path", name->p);
	struct str written = str_slice(buf_str(name), begin, name->n);
	return !name->over && str_ends(written, path) &&
	       written.n == path.n + sizeof(",\"path\":") - 1;
}

/* The input of a row's file, or of the container that it is in; the one before for an odd name. */
static size_t input_of(struct refilter *refilter, struct str file, size_t before)
{
	for (size_t i = before; i < refilter->input_count; i++)
		if (is_path_of(refilter, refilter->inputs[i].path, file, file.n))
			return i;
	for (size_t n = 0; (n = str_find_byte(file, '!', n)) != STR_NONE; n++)
		for (size_t i = before; i < refilter->input_count; i++)
			if (is_path_of(refilter, refilter->inputs[i].path, file, n))
				return i;
	return before;
}

/* ---- rows ---- */

static enum status write_rows(struct refilter *refilter, enum series series, struct error *error)
{
	struct buf *rows = &refilter->rows[series];
	struct str route = str_from(series == SERIES_REJECTS ? "" : refilter->route);
	if (rows->over)
		return error_set(error, "%s: a row is too long", refilter->run.path);
	enum status status = outputs_write(refilter->outputs, series, route, buf_str(rows),
	                                   refilter->counts[series], error);
	buf_reset(rows);
	refilter->counts[series] = 0;
	return status;
}

static enum status flush(struct refilter *refilter, struct error *error)
{
	bool closed;
	enum status status = STATUS_OK;
	for (int i = 0; i < SERIES_COUNT && status == STATUS_OK; i++)
		status = write_rows(refilter, (enum series)i, error);
	return status == STATUS_OK ? outputs_end_full(refilter->outputs, &closed, error) : status;
}

/* Rows of one route are written together; those of another one go first. */
static enum status turn_to_route(struct refilter *refilter, const struct stored_row *row,
                                 struct error *error)
{
	struct str route = route_of(refilter->shape.route, row->lang, row->kind);
	if (str_equal(str_from(refilter->route), route))
		return STATUS_OK;
	enum status status = write_rows(refilter, SERIES_DOCUMENTS, error);
	if (status == STATUS_OK)
		status = write_rows(refilter, SERIES_ATTRIBUTES, error);
	memcpy(refilter->route, route.p, route.n);
	refilter->route[route.n] = '\0';
	return status;
}

/* The record is counted as dropped, and no more as written. */
static void recount(struct tally *tally, enum outcome outcome, uint64_t length)
{
	uint64_t written = tally->bytes[OUTCOME_WRITTEN];
	uint64_t bytes = length < written ? length : written;
	tally->records[OUTCOME_WRITTEN]--;
	tally->bytes[OUTCOME_WRITTEN] -= bytes;
	tally->records[outcome]++;
	tally->bytes[outcome] += bytes;
}

static void drop_document(struct refilter *refilter, const struct next_row *next,
                          enum outcome outcome, struct str detail)
{
	uint64_t length = next->document.place.length;
	stored_row_write_reject(&next->document, outcome, detail, &refilter->rows[SERIES_REJECTS]);
	refilter->counts[SERIES_REJECTS]++;
	recount(&refilter->inputs[next->input].tally, outcome, length);
	recount(&refilter->totals, outcome, length);
}

static bool is_in_sample(const struct refilter *refilter, const struct stored_row *row)
{
	struct hash128 id = {0, 0}; /* of what is no id: in every sample */
	(void)hash128_from_hex(row->id, &id);
	return sample_has(&refilter->shape.sample, id);
}

static void keep_document(struct refilter *refilter, const struct next_row *next,
                          const struct page_verdict *verdict)
{
	const struct stored_row *row = &next->document;
	stored_row_write(row, refilter->preset->is_wanted ? verdict : NULL,
	                 &refilter->rows[SERIES_DOCUMENTS]);
	refilter->counts[SERIES_DOCUMENTS]++;
	if (refilter->shape.attributes) {
		row_write_attributes(row->id, row->source, verdict,
		                     &refilter->rows[SERIES_ATTRIBUTES]);
		refilter->counts[SERIES_ATTRIBUTES]++;
	}
	uint64_t tokens = tokens_estimate(verdict->text);
	const struct stats_record record = {.outcome = OUTCOME_WRITTEN,
	                                    .url = row->url,
	                                    .language = row->lang,
	                                    .license = row->license,
	                                    .date = row->date,
	                                    .text_bytes = verdict->text.n,
	                                    .place = row->place};
	stats_count(refilter->stats, &record);
	struct tally *const tallies[] = {&refilter->inputs[next->input].tally, &refilter->totals};
	for (size_t i = 0; i < sizeof(tallies) / sizeof(*tallies); i++) {
		tallies[i]->text_bytes += verdict->text.n;
		tallies[i]->tokens += tokens;
	}
}

static enum status write_document(struct refilter *refilter, const struct next_row *next,
                                  struct error *error)
{
	const struct page_filter *filter = &refilter->preset->filter;
	const struct stored_row *row = &next->document;
	struct page_verdict verdict;
	if (!is_in_sample(refilter, row)) {
		drop_document(refilter, next, OUTCOME_SAMPLE, STR(""));
		return STATUS_OK;
	}
	page_filter_judge(filter, row->text, &refilter->arenas[SERIES_DOCUMENTS], &verdict);
	if (!verdict.keep && !filter->annotate) {
		drop_document(refilter, next, OUTCOME_FILTER, verdict.reason);
		return STATUS_OK;
	}
	enum status status = turn_to_route(refilter, row, error);
	keep_document(refilter, next, &verdict);
	return status;
}

static enum status next_row(struct refilter *refilter, struct stored_rows *rows,
                            struct next_row *next, struct error *error)
{
	struct arena *arena = &refilter->arenas[rows->series];
	size_t before = next->input;
	arena_reset(arena);
	enum status status = stored_rows_next(rows, &next->line, error);
	next->is_there = status == STATUS_OK;
	if (status != STATUS_OK)
		return status == STATUS_END ? STATUS_OK : status;
	bool right = rows->series == SERIES_DOCUMENTS
	                     ? stored_row_read(next->line, arena, &next->document)
	                     : stored_row_read_place(next->line, arena, &next->place);
	if (!right)
		return error_set(error, "%s: a row that is none", refilter->run.path);
	if (rows->series == SERIES_DOCUMENTS)
		next->place = next->document.place;
	next->input = input_of(refilter, next->place.file, before);
	return STATUS_OK;
}

/* Files in a container are in no order that their names tell: rejects of another one go first. */
static bool is_before(const struct next_row *reject, const struct next_row *document)
{
	if (!document->is_there || !reject->is_there)
		return reject->is_there;
	if (reject->input != document->input)
		return reject->input < document->input;
	return !str_equal(reject->place.file, document->place.file) ||
	       reject->place.offset < document->place.offset;
}

static size_t rows_waiting(const struct refilter *refilter)
{
	size_t bytes = 0;
	for (int i = 0; i < SERIES_COUNT; i++)
		bytes += refilter->rows[i].n;
	return bytes;
}

static enum status copy_rows(struct refilter *refilter, struct error *error)
{
	struct stored_rows rows[SERIES_READ];
	struct next_row next[SERIES_READ] = {{.input = 0}, {.input = 0}};
	enum status status = STATUS_OK;
	for (int i = 0; i < SERIES_READ; i++)
		stored_rows_begin(&rows[i], &refilter->run, (enum series)i);
	for (int i = 0; i < SERIES_READ && status == STATUS_OK; i++)
		status = next_row(refilter, &rows[i], &next[i], error);
	while (status == STATUS_OK &&
	       (next[SERIES_DOCUMENTS].is_there || next[SERIES_REJECTS].is_there)) {
		enum series series = SERIES_DOCUMENTS;
		if (is_before(&next[SERIES_REJECTS], &next[SERIES_DOCUMENTS])) {
			series = SERIES_REJECTS;
			buf_append(&refilter->rows[series], next[series].line);
			buf_append_byte(&refilter->rows[series], '\n');
			refilter->counts[series]++;
		} else {
			status = write_document(refilter, &next[series], error);
		}
		if (status == STATUS_OK)
			status = next_row(refilter, &rows[series], &next[series], error);
		if (status == STATUS_OK && rows_waiting(refilter) > FLUSH_BYTES)
			status = flush(refilter, error);
	}
	for (int i = 0; i < SERIES_READ; i++)
		stored_rows_end(&rows[i]);
	return status == STATUS_OK ? flush(refilter, error) : status;
}

/* ---- the manifest that is to be ---- */

static void put_name(struct buf *out, struct str name)
{
	if (out->p[out->n - 1] != '{')
		buf_append_byte(out, ',');
	buf_append_byte(out, '"');
	buf_append(out, name);
	buf_append(out, STR("\":"));
}

/* "preset" is followed by it, or all are behind the others. */
static bool is_written_with_another(struct str name)
{
	return str_equal(name, STR("annotate")) || str_equal(name, STR("sample")) ||
	       str_equal(name, STR("route")) || str_equal(name, STR("dolma_attributes"));
}

static void put_config(const struct refilter *refilter, struct str config, struct buf *out)
{
	struct str name, value;
	json_open(out, '{');
	while (json_scan_part(&config, &name, &value)) {
		if (is_written_with_another(name))
			continue;
		if (str_equal(name, STR("preset"))) {
			manifest_member_preset(out, refilter->preset);
			continue;
		}
		put_name(out, name);
		buf_append(out, value);
	}
	manifest_member_shape(out, &refilter->shape);
	json_close(out, '}');
}

/* The members before the counts are as they were. */
static void put_inputs(const struct refilter *refilter, struct buf *out)
{
	json_open(out, '[');
	for (size_t i = 0; i < refilter->input_count; i++) {
		struct str entry = refilter->inputs[i].entry, name, value;
		json_open(out, '{');
		while (json_scan_part(&entry, &name, &value) && !str_equal(name, STR("records"))) {
			put_name(out, name);
			buf_append(out, value);
		}
		tally_write_json(&refilter->inputs[i].tally, out);
		json_close(out, '}');
	}
	json_close(out, ']');
}

/* False if the member is no list of shards. */
static bool put_shards(const struct refilter *refilter, struct str name, struct buf *out)
{
	for (int i = 0; i < SERIES_COUNT; i++) {
		size_t count;
		const struct shard *shards =
		        outputs_shards(refilter->outputs, (enum series)i, &count);
		if (!str_equal(name, str_from(series_lists[i])))
			continue;
		manifest_member_shards(shards, count, series_lists[i], out);
		return true;
	}
	return false;
}

static void put_member(const struct refilter *refilter, struct str name, struct str value,
                       struct buf *out)
{
	if (put_shards(refilter, name, out))
		return;
	put_name(out, name);
	if (str_equal(name, STR("program"))) {
		json_string(out, STR("thresh " THRESH_VERSION));
	} else if (str_equal(name, STR("config"))) {
		put_config(refilter, value, out);
	} else if (str_equal(name, STR("inputs"))) {
		put_inputs(refilter, out);
	} else if (str_equal(name, STR("totals"))) {
		json_open(out, '{');
		tally_write_json(&refilter->totals, out);
		json_close(out, '}');
	} else {
		buf_append(out, value);
	}
}

static enum status write_card(const struct refilter *refilter, struct error *error)
{
	struct str config = member(buf_str(&refilter->run.manifest), "config");
	struct buf json;
	buf_init(&json, MANIFEST_BYTES_MAX);
	put_config(refilter, config, &json);
	struct dataset_card card = {.config = buf_str(&json),
	                            .total = &refilter->totals,
	                            .stats = refilter->stats,
	                            .preset = refilter->preset,
	                            .inputs = refilter->input_count};
	card.shards = outputs_shards(refilter->outputs, SERIES_DOCUMENTS, &card.shard_count);
	enum status status = dataset_card_write(refilter->out.path, &card, error);
	buf_free(&json);
	return status;
}

static enum status write_manifest(const struct refilter *refilter, struct error *error)
{
	struct str manifest = buf_str(&refilter->run.manifest), name, value;
	struct buf out;
	buf_init(&out, MANIFEST_BYTES_MAX);
	json_open(&out, '{');
	while (json_scan_part(&manifest, &name, &value))
		put_member(refilter, name, value, &out);
	json_close(&out, '}');
	buf_append_byte(&out, '\n');
	enum status status =
	        out.over ? error_set(error, "%s: larger than %d bytes", refilter->out.manifest,
	                             MANIFEST_BYTES_MAX)
	                 : file_write_whole(refilter->out.manifest, buf_str(&out), error);
	buf_free(&out);
	return status;
}

/* ---- all ---- */

static enum status write_all(struct refilter *refilter, struct error *error)
{
	unsigned long long shard_bytes;
	if (!json_scan_number(stored_run_option(&refilter->run, STR("shard_size")), &shard_bytes))
		return error_set(error, "%s/manifest.json: no shard_size", refilter->run.path);
	const struct outputs_options outputs = {.folder = refilter->out.path,
	                                        .shard_bytes = shard_bytes,
	                                        .threads = ZSTD_THREADS,
	                                        .attributes = refilter->shape.attributes,
	                                        .routes = refilter->shape.route != ROUTE_NONE,
	                                        .task = -1};
	refilter->outputs = outputs_new(&outputs);
	enum status status = read_inputs(refilter, error);
	if (status == STATUS_OK)
		status = out_folder_clear(&refilter->out, error);
	if (status == STATUS_OK)
		status = copy_rows(refilter, error);
	if (status == STATUS_OK)
		status = outputs_finish(refilter->outputs, error);
	if (status == STATUS_OK)
		status = write_card(refilter, error);
	if (status == STATUS_OK)
		status = write_manifest(refilter, error);
	return status == STATUS_OK ? out_folder_finish(&refilter->out, error) : status;
}

static int say(const struct error *error, int code)
{
	fprintf(stderr, "thresh: %s\n", error->text);
	return code;
}

static bool is_same_folder(const char *a, const char *b)
{
	char first[PATH_MAX], second[PATH_MAX];
	return realpath(a, first) && realpath(b, second) && strcmp(first, second) == 0;
}

/* Into the folder, which is locked. */
static int write_into(struct refilter *refilter, const struct refilter_values *values)
{
	struct error error;
	if (is_same_folder(refilter->run.path, values->output) ||
	    (out_folder_is_finished(&refilter->out) && !values->force)) {
		error_set(&error, "%s holds a finished run; --force overwrites one that is another",
		          values->output);
		return say(&error, EXIT_USAGE);
	}
	if (write_all(refilter, &error) != STATUS_OK)
		return say(&error, EXIT_STOPPED);
	if (!values->quiet)
		fprintf(stderr,
		        "%s: %llu documents kept, %llu dropped by %.*s, %llu not in the sample\n",
		        values->output,
		        (unsigned long long)refilter->totals.records[OUTCOME_WRITTEN],
		        (unsigned long long)refilter->totals.records[OUTCOME_FILTER],
		        STR_ARG(refilter->preset->filter.name),
		        (unsigned long long)refilter->totals.records[OUTCOME_SAMPLE]);
	return EXIT_DONE;
}

/*
 * What is asked for, but the sample of the run where none is; a larger one there is not. Documents
 * in routes have lost their order, without which they cannot be put among rejects.
 */
static enum status choose_shape(struct refilter *refilter, const struct refilter_values *values,
                                struct error *error)
{
	struct sample stored;
	struct shape *shape = &refilter->shape;
	struct str route = stored_run_option(&refilter->run, STR("route"));
	if (route.n > 0 && !str_equal(route, STR("\"none\"")))
		return error_set(error,
		                 "%s: its documents are in folders by --route, and in no order",
		                 refilter->run.path);
	enum status status = stored_run_sample(&refilter->run, &stored, error);
	if (status == STATUS_OK)
		status = shape_values_load(&values->shape, refilter->preset, shape, error);
	if (status != STATUS_OK)
		return status;
	if (values->shape.sample == NULL)
		shape->sample = stored;
	if (!sample_is_within(&shape->sample, &stored))
		return error_set(error, "--sample: the run has a sample of %s, and no larger one",
		                 stored.text);
	return STATUS_OK;
}

static int refilter_folder(const char *folder, const struct refilter_values *values,
                           const struct preset_loaded *preset)
{
	struct refilter refilter = {.preset = preset, .stats = stats_new()};
	struct error error;
	int code = EXIT_USAGE;
	buf_init(&refilter.name, NAME_BYTES_MAX);
	for (int i = 0; i < SERIES_COUNT; i++)
		buf_init(&refilter.rows[i], ROWS_BYTES_MAX);
	for (int i = 0; i < SERIES_READ; i++)
		arena_init(&refilter.arenas[i]);
	if (stored_run_open(folder, &refilter.run, &error) != STATUS_OK ||
	    stored_run_has_texts(&refilter.run, &error) != STATUS_OK ||
	    choose_shape(&refilter, values, &error) != STATUS_OK) {
		say(&error, code);
	} else if (out_folder_open(values->output, &refilter.out, &error) != STATUS_OK) {
		code = say(&error, EXIT_STOPPED);
	} else {
		code = write_into(&refilter, values);
		out_folder_close(&refilter.out);
	}
	outputs_free(refilter.outputs);
	stats_free(refilter.stats);
	for (int i = 0; i < SERIES_COUNT; i++)
		buf_free(&refilter.rows[i]);
	for (int i = 0; i < SERIES_READ; i++)
		arena_free(&refilter.arenas[i]);
	buf_free(&refilter.name);
	free(refilter.inputs);
	stored_run_close(&refilter.run);
	return code;
}

static int refilter(const struct command *command, int argc, char **argv)
{
	struct refilter_values values = {0};
	struct preset_loaded preset;
	struct error error;
	int operands, code;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	bool is_asked = values.preset.preset || values.shape.sample || values.shape.route;
	if (values.output == NULL || !is_asked) {
		fprintf(stderr, "thresh refilter: --%s is missing; see thresh refilter --help\n",
		        values.output ? "preset NAME" : "output DIR");
		return EXIT_USAGE;
	}
	if (preset_values_load(&values.preset, &preset, &error) != STATUS_OK)
		code = say(&error, EXIT_USAGE);
	else
		code = refilter_folder(argv[0], &values, &preset);
	preset_loaded_free(&preset);
	return code;
}

const struct command command_refilter = {
        .name = "refilter",
        .operands = "DIR",
        .summary = "a finished run, filtered by another preset or sampled",
        .description =
                "Reads the documents of the finished run in DIR, which was with --annotate or without a preset, "
                "and writes what a run with --preset and the other options here would have written: documents, rejects, "
                "attributes, README.md, manifest.json, "
                "_SUCCESS. The rows are the same; where there are several shards they may be cut at other "
                "rows. A report is of the run that read the crawl, and is not written.",
        .options = refilter_options,
        .option_count = sizeof(refilter_options) / sizeof(*refilter_options),
        .examples = refilter_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = refilter,
};
