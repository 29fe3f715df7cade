/* thresh ls: one line for each record of an archive. */
#include <stddef.h>
#include <stdio.h>

#include "cmd/commands.h"
#include "cmd/records.h"
#include "core/base/json.h"
#include "core/glance.h"

enum { LINE_BYTES_MAX = 1 << 20 };

struct ls_values {
	bool cdxj;
	unsigned long long max_record;
};

static const struct option ls_options[] = {
        {"cdxj", 0, OPTION_FLAG, offsetof(struct ls_values, cdxj), NULL,
         "Print index lines: SURT, timestamp, and a JSON object.", 0, 0, NULL},
        {"max-record", 0, OPTION_SIZE, offsetof(struct ls_values, max_record), "SIZE",
         "Records larger than this are shown as damage (default 32M).", RECORD_BYTES_MIN,
         RECORD_BYTES_MAX, NULL},
};

static const char *const ls_examples[] = {
        "thresh ls crawl.warc.gz",
        "Offset, length, type, HTTP status, MIME type and URL of each record.",
        "thresh ls --cdxj crawl.warc.gz | LC_ALL=C sort >crawl.cdxj",
        "An index of the captures.",
        NULL,
};

struct listing {
	const char *path;
	struct buf line;
	struct arena arena;
	bool cdxj, damaged;
};

/* A column: never empty, and no byte of it ends a line or a column. */
static void append_column(struct buf *line, struct str text)
{
	buf_append_byte(line, '\t');
	if (text.n == 0)
		buf_append_byte(line, '-');
	for (size_t i = 0; i < text.n; i++)
		buf_append_byte(line, (unsigned char)text.p[i] < ' ' ? '?' : text.p[i]);
}

static void append_status(struct buf *line, int status)
{
	char digits[16];
	snprintf(digits, sizeof(digits), "%d", status);
	append_column(line, status ? str_from(digits) : STR(""));
}

static void append_file(struct buf *line, const char *name)
{
	if (name[0] != '\0')
		append_column(line, str_from(name));
}

static void list_record(struct listing *listing, const struct piece *piece, const char *name)
{
	struct page_record record = records_page(&piece->record, str_from(listing->path));
	struct glance glance;
	glance_at(&record, &listing->arena, &glance);
	buf_printf(&listing->line, "%llu\t%llu", (unsigned long long)piece->offset,
	           (unsigned long long)piece->length);
	append_column(&listing->line, record.type);
	append_status(&listing->line, glance.status);
	append_column(&listing->line, glance.mime);
	append_column(&listing->line, record.url);
	append_file(&listing->line, name);
}

static void list_loss(struct listing *listing, const struct piece *piece, const char *name)
{
	listing->damaged = true;
	buf_printf(&listing->line, "%llu\t%llu\t!%s\t-\t-", (unsigned long long)piece->offset,
	           (unsigned long long)piece->length, outcome_name(records_outcome(piece->loss)));
	append_column(&listing->line, piece->record.target_uri);
	append_file(&listing->line, name);
}

/* "2026-01-02T03:04:05Z" as "20260102030405". */
static void append_timestamp(struct buf *line, struct str date)
{
	enum { TIMESTAMP_DIGITS = 14 };
	int digits = 0;
	for (size_t i = 0; i < date.n && digits < TIMESTAMP_DIGITS; i++)
		if (ascii_is_digit((unsigned char)date.p[i])) {
			buf_append_byte(line, date.p[i]);
			digits++;
		}
}

/* A number as text, as CDXJ writers have it. */
static void member_number_text(struct buf *out, const char *name, unsigned long long number)
{
	char digits[24];
	snprintf(digits, sizeof(digits), "%llu", number);
	json_member_string(out, name, str_from(digits));
}

/* An index has captures only. */
static bool is_capture(const struct page_record *record)
{
	static const struct str types[] = {STR_INIT("response"), STR_INIT("revisit"),
	                                   STR_INIT("resource"), STR_INIT("conversion")};
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (str_equal_nocase(record->type, types[i]))
			return true;
	return false;
}

static void list_cdxj(struct listing *listing, const struct piece *piece)
{
	struct page_record record = records_page(&piece->record, str_from(listing->path));
	struct buf *line = &listing->line;
	struct arena *arena = &listing->arena;
	struct glance glance;
	if (!is_capture(&record))
		return;
	glance_at(&record, arena, &glance);
	buf_append(line, glance_printable(glance_surt(record.url, arena), arena));
	buf_append_byte(line, ' ');
	append_timestamp(line, record.date);
	buf_append_byte(line, ' ');
	buf_append_byte(line, '{');
	json_member_string(line, "url", glance_printable(record.url, arena));
	json_member_string(line, "mime", glance_printable(glance.mime, arena));
	if (glance.status)
		member_number_text(line, "status", (unsigned)glance.status);
	if (record.payload_digest.n)
		json_member_string(line, "digest", glance_printable(record.payload_digest, arena));
	member_number_text(line, "length", piece->length);
	member_number_text(line, "offset", piece->offset);
	json_member_string(line, "filename", glance_printable(str_from(listing->path), arena));
	json_close(line, '}');
}

static void list_piece(struct listing *listing, const struct piece *piece, const char *name)
{
	buf_reset(&listing->line);
	if (piece->kind == PIECE_LOSS && !listing->cdxj)
		list_loss(listing, piece, name);
	else if (piece->kind == PIECE_LOSS)
		listing->damaged = true;
	else if (piece->kind == PIECE_RECORD && listing->cdxj)
		list_cdxj(listing, piece);
	else if (piece->kind == PIECE_RECORD)
		list_record(listing, piece, name);
	if (listing->line.n > 0)
		fprintf(stdout, "%.*s\n", (int)listing->line.n, listing->line.p);
	arena_reset(&listing->arena);
}

static int list(const char *path, const struct ls_values *values)
{
	struct walk *walk = records_open("ls", path, values->max_record);
	struct listing listing = {.path = path, .cdxj = values->cdxj};
	struct piece piece;
	struct error error;
	const char *name;
	enum status status;
	if (walk == NULL)
		return EXIT_DAMAGED;
	buf_init(&listing.line, LINE_BYTES_MAX);
	arena_init(&listing.arena);
	while ((status = walk_next(walk, &piece, &name, &error)) != STATUS_END && !ferror(stdout)) {
		if (status == STATUS_OK)
			list_piece(&listing, &piece, name);
		else
			fprintf(stderr, "thresh ls: %s\n", error.text);
		listing.damaged |= status != STATUS_OK;
	}
	buf_free(&listing.line);
	arena_free(&listing.arena);
	walk_close(walk);
	return listing.damaged ? EXIT_DAMAGED : EXIT_DONE;
}

static int ls(const struct command *command, int argc, char **argv)
{
	struct ls_values values = {.max_record = RECORD_BYTES_DEFAULT};
	int operands;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	return list(argv[0], &values);
}

const struct command command_ls = {
        .name = "ls",
        .operands = "FILE|-",
        .summary = "list the records of an archive",
        .description =
                "Prints a line for each record, columns separated by tabs: offset, length, type, HTTP "
                "status, MIME type, URL, and, for an archive in a zip, tar or 7z, its name there. \"-\" "
                "stands for what is not known. A loss has its cause, behind \"!\", for a type, and makes the "
                "exit status 1.",
        .options = ls_options,
        .option_count = sizeof(ls_options) / sizeof(*ls_options),
        .examples = ls_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = ls,
};
