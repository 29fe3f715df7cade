/* thresh cat: one record, whole or in part, by the place that rows and ls name. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/records.h"
#include "core/glance.h"

struct cat_values {
	bool headers, body, text;
	unsigned long long max_record;
};

static const struct option cat_options[] = {
        {"headers", 0, OPTION_FLAG, offsetof(struct cat_values, headers), NULL,
         "Only the record's head, and the HTTP head if there is one.", 0, 0, NULL},
        {"body", 0, OPTION_FLAG, offsetof(struct cat_values, body), NULL,
         "Only the body, with its transfer and content encodings undone.", 0, 0, NULL},
        {"text", 0, OPTION_FLAG, offsetof(struct cat_values, text), NULL,
         "Only the text of the article.", 0, 0, NULL},
        {"max-record", 0, OPTION_SIZE, offsetof(struct cat_values, max_record), "SIZE",
         "Larger records are not read (default 32M).", RECORD_BYTES_MIN, RECORD_BYTES_MAX, NULL},
};

static const char *const cat_examples[] = {
        "thresh cat crawl.warc.gz@668",
        "The record at offset 668, as it is stored.",
        "thresh cat --text crawl.warc.gz@668",
        "The article in it.",
        NULL,
};

static void print(struct str s)
{
	fwrite(s.p, 1, s.n, stdout);
}

static void print_text(const struct page_record *record, const struct cat_values *values,
                       struct arena *arena)
{
	const struct page_limits limits = {.body_bytes_max = (size_t)values->max_record};
	struct page page;
	page_extract(&page, record, &limits, arena);
	print(page.article.text);
	if (page.article.text.n > 0)
		putchar('\n');
}

static void print_record(const struct record *record, struct str file,
                         const struct cat_values *values)
{
	struct page_record page = records_page(record, file);
	struct str head = {record->block.p - record->head_length, record->head_length};
	struct arena arena;
	arena_init(&arena);
	if (values->headers) {
		struct glance glance;
		glance_at(&page, &arena, &glance);
		print(head);
		print(glance.http_head);
	} else if (values->body) {
		print(glance_body(&page, (size_t)values->max_record, &arena));
	} else if (values->text) {
		print_text(&page, values, &arena);
	} else {
		print(head);
		print(record->block);
		if (record->head_length > 0)
			print(STR("\r\n\r\n"));
	}
	arena_free(&arena);
}

/* All records whose member stands at `offset`; how many, or -1 after a message. */
static int print_at(struct walk *walk, const char *path, uint64_t offset,
                    const struct cat_values *values)
{
	struct piece piece;
	struct error error;
	const char *name;
	enum status status;
	int found = 0;
	(void)walk_seek(walk, offset); /* else it is found by reading up to it */
	while ((status = walk_next(walk, &piece, &name, &error)) == STATUS_OK &&
	       piece.offset <= offset) {
		if (piece.offset != offset || piece.kind == PIECE_OVERHEAD)
			continue;
		if (piece.kind == PIECE_LOSS) {
			fprintf(stderr, "thresh cat: %s@%llu: damaged: %s\n", path,
			        (unsigned long long)offset,
			        outcome_name(records_outcome(piece.loss)));
			return -1;
		}
		print_record(&piece.record, str_from(path), values);
		found++;
	}
	if (status == STATUS_FAILED && found == 0) {
		fprintf(stderr, "thresh cat: %s\n", error.text);
		return -1;
	}
	return found;
}

static int cat(const struct command *command, int argc, char **argv)
{
	struct cat_values values = {.max_record = RECORD_BYTES_DEFAULT};
	unsigned long long offset;
	int operands;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	if (values.headers + values.body + values.text > 1) {
		fprintf(stderr, "thresh cat: --headers, --body and --text exclude one another\n");
		return EXIT_USAGE;
	}
	char *at = strrchr(argv[0], '@');
	if (at == NULL || !str_to_number(str_from(at + 1), INT64_MAX, &offset)) {
		fprintf(stderr, "thresh cat: %s: FILE@OFFSET is wanted, as ls prints offsets\n",
		        argv[0]);
		return EXIT_USAGE;
	}
	*at = '\0';
	struct walk *walk = records_open("cat", argv[0], values.max_record);
	if (walk == NULL)
		return EXIT_DAMAGED;
	int found = print_at(walk, argv[0], offset, &values);
	if (found == 0)
		fprintf(stderr, "thresh cat: %s: no record begins at offset %llu\n", argv[0],
		        offset);
	walk_close(walk);
	return found > 0 ? EXIT_DONE : EXIT_DAMAGED;
}

const struct command command_cat = {
        .name = "cat",
        .operands = "FILE@OFFSET",
        .summary = "print one record of an archive",
        .description =
                "Prints the record that begins at OFFSET of FILE, as rows (warc_file, warc_offset) and "
                "ls name it: as it is stored, or a part of it.",
        .options = cat_options,
        .option_count = sizeof(cat_options) / sizeof(*cat_options),
        .examples = cat_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = cat,
};
