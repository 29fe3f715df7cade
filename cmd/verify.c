/* thresh verify: is a finished run's folder what its manifest says? */
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/manifest.h"
#include "cmd/series.h"
#include "core/base/hash.h"
#include "core/base/json_read.h"
#include "core/base/json_scan.h"
#include "core/row_check.h"
#include "io/file.h"
#include "io/shard_reader.h"

enum { ROW_BYTES_MAX = 1 << 30, PROBLEMS_MAX = 100 /* of one shard's rows that are told */ };

struct verify_values {
	bool quiet;
};

static const struct option verify_options[] = {
        {"quiet", 'q', OPTION_FLAG, offsetof(struct verify_values, quiet), NULL,
         "Print nothing for a folder in which all is right.", 0, 0, NULL},
};

static const char *const verify_examples[] = {
        "thresh verify out",
        "Reads all that a run has written, and says what is not as the manifest has it.",
        NULL,
};

/* A folder that is looked at. */
struct verify {
	const char *folder;
	struct str manifest, lists[SERIES_COUNT]; /* of shards */
	unsigned long long problems, shards, rows[SERIES_COUNT];
	struct hash128 ids[SERIES_COUNT]; /* of all rows, in their order */
	uint64_t reasons[OUTCOME_COUNT];  /* of the rows that were read */
};

/* A shard that is looked at. */
struct shard_look {
	struct verify *verify;
	enum series series;
	const char *name;
	struct buf line; /* the beginning of the row in hand */
	unsigned long long rows, raw_bytes, wrong_rows;
};

__attribute__((format(printf, 3, 4))) static void complain(struct verify *verify, const char *name,
                                                           const char *format, ...)
{
	va_list arguments;
	printf("%s/%s: ", verify->folder, name);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	verify->problems++;
}

/* --- shards --- */

static void add_id(struct verify *verify, enum series series, struct str line)
{
	struct str value, id = STR("");
	struct hash128 both[2] = {verify->ids[series], {0, 0}};
	if (json_scan_member(line, STR("id"), &value) && json_scan_text(value, &id))
		both[1] = hash128(id);
	verify->ids[series] = hash128((struct str){(const char *)both, sizeof(both)});
}

static void look_at_row(struct shard_look *look, struct str line)
{
	enum outcome reason = OUTCOME_WRITTEN;
	const char *problem = look->series == SERIES_DOCUMENTS ? row_document_problem(line)
	                      : look->series == SERIES_ATTRIBUTES
	                              ? row_attributes_problem(line)
	                              : row_reject_problem(line, &reason);
	look->rows++;
	if (problem == NULL) {
		add_id(look->verify, look->series, line);
		look->verify->reasons[reason] += look->series != SERIES_ATTRIBUTES;
	} else if (look->wrong_rows++ < PROBLEMS_MAX)
		complain(look->verify, look->name, "row %llu: %s", look->rows, problem);
}

static void look_at_rows(struct shard_look *look, struct str bytes)
{
	look->raw_bytes += bytes.n;
	for (size_t end; (end = str_find_byte(bytes, '\n', 0)) != STR_NONE;) {
		struct str line = str_slice(bytes, 0, end);
		if (look->line.n > 0) {
			buf_append(&look->line, line);
			line = buf_str(&look->line);
		}
		look_at_row(look, line);
		buf_reset(&look->line);
		bytes = str_slice(bytes, end + 1, bytes.n);
	}
	buf_append(&look->line, bytes);
}

/* The member of the manifest's entry has to be the number that was counted. */
static void expect(struct shard_look *look, struct str entry, const char *member,
                   unsigned long long got)
{
	struct str value;
	unsigned long long wanted;
	if (!json_scan_member(entry, str_from(member), &value) || !json_scan_number(value, &wanted))
		complain(look->verify, look->name, "the manifest does not tell its %s", member);
	else if (wanted != got)
		complain(look->verify, look->name, "%s is %llu, not %llu", member, got, wanted);
}

static void expect_sha256(struct shard_look *look, struct str entry, struct shard_reader *reader)
{
	char hex[SHA256_HEX_CHARS + 1];
	struct str value, wanted;
	shard_reader_sha256(reader, hex);
	if (!json_scan_member(entry, STR("sha256"), &value) || !json_scan_text(value, &wanted))
		complain(look->verify, look->name, "the manifest does not tell its sha256");
	else if (!str_equal(wanted, str_from(hex)))
		complain(look->verify, look->name, "sha256 is %s, not %.*s", hex, STR_ARG(wanted));
}

static void look_at_shard(struct verify *verify, enum series series, const char *name,
                          struct str entry)
{
	struct shard_look look = {.verify = verify, .series = series, .name = name};
	struct shard_reader *reader;
	struct error error;
	struct str bytes;
	char path[PATH_MAX];
	snprintf(path, sizeof(path), "%s/%s", verify->folder, name);
	enum status status = shard_reader_open(path, &reader, &error);
	buf_init(&look.line, ROW_BYTES_MAX);
	while (status == STATUS_OK) {
		status = shard_reader_next(reader, &bytes, &error);
		if (status == STATUS_OK)
			look_at_rows(&look, bytes);
	}
	if (status == STATUS_FAILED) {
		printf("%s\n", error.text); /* begins with the path */
		verify->problems++;
	} else {
		if (look.line.n > 0 || look.line.over)
			complain(verify, name, "the last row is not whole");
		expect_sha256(&look, entry, reader);
		expect(&look, entry, "bytes", shard_reader_bytes(reader));
		expect(&look, entry, "raw_bytes", look.raw_bytes);
		expect(&look, entry, "rows", look.rows);
	}
	verify->rows[series] += look.rows;
	buf_free(&look.line);
	shard_reader_close(reader);
}

static void look_at_shards(struct verify *verify, enum series series)
{
	struct str list, entry, no_name, value, text, route;
	if (!json_scan_member(verify->manifest, str_from(series_lists[series]), &list)) {
		complain(verify, "manifest.json", "no %s", series_lists[series]);
		return;
	}
	verify->lists[series] = list;
	while (json_scan_part(&list, &no_name, &entry)) {
		char name[SHARD_NAME_BYTES];
		verify->shards++;
		if (!json_scan_member(entry, STR("name"), &value) ||
		    !json_scan_text(value, &text) || text.n >= sizeof(name) ||
		    !series_has(series, text, &route)) {
			complain(verify, "manifest.json", "a shard without a name");
			continue;
		}
		snprintf(name, sizeof(name), "%.*s", STR_ARG(text));
		look_at_shard(verify, series, name, entry);
	}
}

/* A shard that the manifest does not know. */
static void look_at_file(void *context, const char *path)
{
	struct verify *verify = context;
	const char *name = path + strlen(verify->folder) + 1;
	struct str entry, no_name, value, text, route;
	for (int i = 0; i < SERIES_COUNT; i++) {
		if (!series_has((enum series)i, str_from(name), &route))
			continue;
		bool is_known = false;
		struct str list = verify->lists[i];
		while (json_scan_part(&list, &no_name, &entry))
			is_known |= json_scan_member(entry, STR("name"), &value) &&
			            json_scan_text(value, &text) && str_equal(text, str_from(name));
		if (!is_known)
			complain(verify, name, "not in the manifest");
	}
}

static enum status look_at_route(void *context, struct str route, struct error *error)
{
	struct verify *verify = context;
	enum status status = STATUS_OK;
	static const enum series roots[] = {SERIES_DOCUMENTS, SERIES_ATTRIBUTES};
	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots) && status == STATUS_OK; i++) {
		char folder[PATH_MAX];
		series_folder(verify->folder, roots[i], route, folder);
		if (file_is_folder(folder))
			status = file_each(folder, "", look_at_file, verify, error);
	}
	return status;
}

/* Attributes go row by row with documents. */
static void look_at_attributes(struct verify *verify)
{
	struct hash128 documents = verify->ids[SERIES_DOCUMENTS];
	struct hash128 attributes = verify->ids[SERIES_ATTRIBUTES];
	struct str list = verify->lists[SERIES_ATTRIBUTES], no_name, entry;
	if (list.n > 0 && json_scan_part(&list, &no_name, &entry) &&
	    (documents.high != attributes.high || documents.low != attributes.low))
		complain(verify, "manifest.json",
		         "attributes are of other documents than there are");
}

/* --- counts --- */

/* The counts of an input or of all; complains where they do not add up. */
static void look_at_tally(struct verify *verify, struct str object, const char *whose,
                          struct tally *tally)
{
	struct arena arena;
	struct json json;
	arena_init(&arena);
	bool is_read = json_read(object, &arena, &json) && tally_read_json(&json, 0, tally);
	arena_free(&arena);
	if (!is_read)
		complain(verify, "manifest.json", "%s: counts are missing", whose);
	else if (!tally_identity_holds(tally))
		complain(verify, "manifest.json", "%s: records or bytes read are not those counted",
		         whose);
}

static void look_at_reasons(struct verify *verify, const struct tally *total)
{
	for (int i = 0; i < OUTCOME_COUNT; i++) {
		enum outcome outcome = (enum outcome)i;
		bool has_row = outcome == OUTCOME_WRITTEN || outcome_has_reject_row(outcome);
		if (has_row && verify->reasons[i] != total->records[i])
			complain(verify, "manifest.json", "%s: %llu records, but %llu rows",
			         outcome_name(outcome), (unsigned long long)total->records[i],
			         (unsigned long long)verify->reasons[i]);
	}
}

static void look_at_counts(struct verify *verify)
{
	struct str inputs, totals, entry, no_name;
	struct tally sum = {0}, total = {0};
	if (!json_scan_member(verify->manifest, STR("inputs"), &inputs) ||
	    !json_scan_member(verify->manifest, STR("totals"), &totals)) {
		complain(verify, "manifest.json", "no inputs or no totals");
		return;
	}
	while (json_scan_part(&inputs, &no_name, &entry)) {
		struct tally tally = {0};
		look_at_tally(verify, entry, "an input", &tally);
		tally_add(&sum, &tally);
	}
	look_at_tally(verify, totals, "totals", &total);
	if (memcmp(&sum, &total, sizeof(sum)) != 0)
		complain(verify, "manifest.json", "the inputs do not add up to the totals");
	look_at_reasons(verify, &total);
}

/* --- the folder --- */

static void look_at_folder(struct verify *verify)
{
	char success[PATH_MAX];
	struct error error;
	snprintf(success, sizeof(success), "%s/_SUCCESS", verify->folder);
	if (!file_exists(success))
		complain(verify, "_SUCCESS", "not there: the run is not finished");
	if (!json_is_valid(str_trim(verify->manifest))) {
		complain(verify, "manifest.json", "not JSON");
		return;
	}
	for (int i = 0; i < SERIES_COUNT; i++)
		look_at_shards(verify, (enum series)i);
	look_at_counts(verify);
	look_at_attributes(verify);
	if (series_each_route(verify->folder, look_at_route, verify, &error) != STATUS_OK) {
		printf("%s\n", error.text);
		verify->problems++;
	}
}

/* True if all is right. */
static bool verify_folder(const char *folder, bool quiet)
{
	struct verify verify = {.folder = folder, .lists = {STR(""), STR(""), STR("")}};
	struct error error;
	struct buf manifest;
	char path[PATH_MAX];
	buf_init(&manifest, 2 * (size_t)MANIFEST_BYTES_MAX);
	snprintf(path, sizeof(path), "%s/manifest.json", folder);
	if (file_read_whole(path, MANIFEST_BYTES_MAX, &manifest, &error) == STATUS_OK) {
		verify.manifest = buf_str(&manifest);
		look_at_folder(&verify);
	} else {
		printf("%s\n", error.text);
		verify.problems++;
	}
	buf_free(&manifest);
	if (verify.problems > 0 || !quiet)
		printf("%s: %s: %llu shards, %llu documents, %llu rejects\n", folder,
		       verify.problems > 0 ? "not as it should be" : "as it should be",
		       verify.shards, verify.rows[SERIES_DOCUMENTS], verify.rows[SERIES_REJECTS]);
	return verify.problems == 0;
}

static int verify(const struct command *command, int argc, char **argv)
{
	struct verify_values values = {0};
	int operands;
	bool right = true;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	for (int i = 0; i < operands; i++)
		right &= verify_folder(argv[i], values.quiet);
	return right ? EXIT_DONE : EXIT_DAMAGED;
}

const struct command command_verify = {
        .name = "verify",
        .operands = "DIR...",
        .summary = "read again what a run has written",
        .description =
                "Reads each shard of the finished run in DIR and compares it with DIR/manifest.json: SHA-256, "
                "bytes, rows. Each row must be UTF-8 and a JSON object with the members that it should "
                "have; shards that the manifest does not know are told, and the counts must add up, "
                "for each input, in all, and with the rows. Each difference is a line; the exit status is 1 if "
                "there is one.",
        .options = verify_options,
        .option_count = sizeof(verify_options) / sizeof(*verify_options),
        .examples = verify_examples,
        .operands_min = 1,
        .operands_max = -1,
        .run = verify,
};
