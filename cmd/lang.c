/* thresh lang: the language of each line of a text. */
#include <stdio.h>

#include "cmd/commands.h"
#include "core/text/lang.h"
#include "io/file.h"

enum {
	LINE_BYTES_MAX = 1 << 20, /* of a longer line that much is looked at */
	READ_BYTES = 1 << 16,
};

static const char *const lang_examples[] = {
        "thresh lang page.txt",
        "The language of each line of page.txt.",
        "thresh extract page.html | tr '\\n' ' ' | thresh lang -",
        "That of a page's article.",
        NULL,
};

/* Lines of a file as they are read. */
struct lines {
	struct buf bytes; /* that no answer was given to yet */
	bool answered;    /* a line that is too long: the rest of it is passed over */
};

static void answer(struct lines *lines, struct str line)
{
	bool is_rest = lines->answered;
	lines->answered = false;
	if (is_rest)
		return;
	struct language language = lang_of(line);
	printf("%.*s\t%u.%02u\n", STR_ARG(language.code), language.score / 100,
	       language.score % 100);
}

/* All lines that end in what was read, and the beginning of one that is too long. */
static void answer_all(struct lines *lines)
{
	struct str rest = buf_str(&lines->bytes);
	size_t end;
	while ((end = str_find_byte(rest, '\n', 0)) != STR_NONE) {
		answer(lines, str_slice(rest, 0, end));
		rest = str_slice(rest, end + 1, rest.n);
	}
	buf_drop_front(&lines->bytes, lines->bytes.n - rest.n);
	if (lines->bytes.n < LINE_BYTES_MAX)
		return;
	answer(lines, buf_str(&lines->bytes));
	lines->answered = true;
	buf_reset(&lines->bytes);
}

static enum status answer_file(const char *path, struct error *error)
{
	struct lines lines = {.answered = false};
	size_t got = 0;
	int fd;
	enum status status = file_open(path, &fd, error);
	if (status != STATUS_OK)
		return status;
	buf_init(&lines.bytes, LINE_BYTES_MAX + 2 * READ_BYTES);
	do {
		status = file_read(fd, path, READ_BYTES, &lines.bytes, &got, error);
		answer_all(&lines);
	} while (status == STATUS_OK && got > 0 && !ferror(stdout));
	if (lines.bytes.n > 0)
		answer(&lines, buf_str(&lines.bytes));
	buf_free(&lines.bytes);
	file_close(&fd);
	return status;
}

static int lang(const struct command *command, int argc, char **argv)
{
	int operands, code = EXIT_DONE;
	enum options_result parsed = options_parse(command, argc, argv, NULL, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	for (int i = 0; i < operands; i++) {
		struct error error;
		if (answer_file(argv[i], &error) == STATUS_OK)
			continue;
		fprintf(stderr, "thresh lang: %s\n", error.text);
		code = EXIT_DAMAGED;
	}
	return code;
}

const struct command command_lang = {
        .name = "lang",
        .operands = "FILE|-...",
        .summary = "tell the language of each line",
        .description =
                "Prints a line for each line of the FILEs: the language that it is written in (ISO "
                "639-1, one of 79, or und), a tab, and how sure that is, from 0.00 to 1.00: how like "
                "the language the line is, and how much more than like any other.\n\n"
                "Of a line, at most 2 KiB are looked at, from its beginning, middle and end. und stands "
                "for a line with fewer than four letters, in a script of which no language is known, "
                "or like no language that is known. Of a line of over 1 MiB, the first MiB counts.",
        .options = NULL,
        .option_count = 0,
        .examples = lang_examples,
        .operands_min = 1,
        .operands_max = -1,
        .run = lang,
};
