/*
 * What the option tables say, as help on a terminal and as a manual page. Text is wrapped to the
 * width it is read at; a wrapped command line ends in a backslash and can still be pasted.
 */
#include "cmd/options.h"

#include <stdio.h>
#include <string.h>

#include "cmd/columns.h"
#include "cmd/version.h"
#include "core/base/str.h"

enum {
	WIDTH_MIN = 40,
	WIDTH_DEFAULT = 80,
	WIDTH_MAX = 100,       /* longer lines are hard to read */
	LABEL_COLUMN_MAX = 26, /* where an option's help starts beside its label */
	HELP_COLUMNS_MIN = 44, /* with less room than this it goes below */
	INDENT = 2,
	INDENT_BELOW = 6,
	ENTRY_INDENT_BELOW = 10, /* further in than the name of an option without a letter */
};

static const char purpose[] = "turn web crawls into deduplicated training corpora";

static const struct {
	int code;
	const char *meaning;
} exit_meanings[] = {
        {EXIT_DONE, "Done."},
        {EXIT_DAMAGED, "Done, but some input was damaged or could not be read."},
        {EXIT_USAGE, "Wrong usage."},
        {EXIT_STOPPED, "Could not finish."},
};

enum { EXIT_MEANINGS = sizeof(exit_meanings) / sizeof(exit_meanings[0]) };

static int terminal_width(void)
{
	unsigned width = columns_of_stdout(WIDTH_DEFAULT);
	return width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : (int)width;
}

/* Where text is being written: the cursor, and the columns between which it is set. */
struct layout {
	int column, indent, width;
	bool command_line; /* break lines as a shell may read them */
};

static int columns_of(struct str text)
{
	int columns = 0;
	for (size_t i = 0; i < text.n; i++)
		columns += ((unsigned char)text.p[i] & 0xc0) != 0x80; /* UTF-8 code points */
	return columns;
}

static struct str next_word(struct str *text, bool quotes_hold)
{
	*text = str_trim(*text);
	size_t end = 0;
	char quote = 0;
	for (; end < text->n && (quote || !ascii_is_space((unsigned char)text->p[end])); end++) {
		char c = text->p[end];
		if (quotes_hold && (c == quote || (!quote && (c == '\'' || c == '"'))))
			quote = quote ? 0 : c;
	}
	struct str word = str_slice(*text, 0, end);
	*text = str_slice(*text, end, text->n);
	return word;
}

static void go_to(struct layout *layout, int column)
{
	if (column > layout->column) {
		printf("%*s", column - layout->column, "");
		layout->column = column;
	}
}

static void end_line(struct layout *layout)
{
	putchar('\n');
	layout->column = 0;
}

static void print_words(struct layout *layout, struct str text)
{
	const char *line_end = layout->command_line ? " \\" : "";
	struct str word = next_word(&text, layout->command_line);
	go_to(layout, layout->indent);
	while (word.n) {
		fwrite(word.p, 1, word.n, stdout);
		layout->column += columns_of(word);
		word = next_word(&text, layout->command_line);
		int room = layout->width - (text.n ? (int)strlen(line_end) : 0);
		if (word.n && layout->column + 1 + columns_of(word) > room) {
			fputs(line_end, stdout);
			end_line(layout);
			go_to(layout, layout->indent + (layout->command_line ? INDENT : 0));
		} else if (word.n) {
			go_to(layout, layout->column + 1);
		}
	}
}

static void print_text(const char *text, int indent)
{
	struct layout layout = {.indent = indent, .width = terminal_width()};
	print_words(&layout, str_from(text));
	end_line(&layout);
}

static void print_command_line(const char *text)
{
	struct layout layout = {.indent = INDENT, .width = terminal_width(), .command_line = true};
	print_words(&layout, str_from(text));
	end_line(&layout);
}

/* Cuts the next paragraph off, up to an empty line. */
static bool next_paragraph(struct str *text, struct str *paragraph)
{
	*text = str_trim(*text);
	size_t end = str_find(*text, STR("\n\n"), 0);
	if (end == STR_NONE)
		end = text->n;
	*paragraph = str_slice(*text, 0, end);
	*text = str_slice(*text, end, text->n);
	return paragraph->n > 0;
}

/* A label and what it means, beside it or, where the terminal is narrow, below. */
static void print_entry(const char *label, const char *meaning, int meaning_column)
{
	struct layout layout = {.indent = meaning_column, .width = terminal_width()};
	bool below = layout.width - meaning_column < HELP_COLUMNS_MIN;
	go_to(&layout, INDENT);
	fputs(label, stdout);
	layout.column += columns_of(str_from(label));
	if (below)
		layout.indent = ENTRY_INDENT_BELOW;
	if (below || layout.column + INDENT > layout.indent)
		end_line(&layout);
	print_words(&layout, str_from(meaning));
	end_line(&layout);
}

enum { LABEL_BYTES = 64 };

static void option_label(const struct option *option, char label[LABEL_BYTES])
{
	char letter[] = "-?, ";
	letter[1] = option->letter;
	snprintf(label, LABEL_BYTES, "%s--%s%s%s", option->letter ? letter : "    ", option->name,
	         option->argument ? " " : "", option->argument ? option->argument : "");
}

static const struct option help_option = {
        .name = "help", .letter = 'h', .kind = OPTION_FLAG, .help = "Print this help."};

static int meaning_column(const struct command *command)
{
	char label[LABEL_BYTES];
	int widest = 0;
	for (size_t i = 0; i < command->option_count; i++) {
		option_label(&command->options[i], label);
		int end = INDENT + (int)strlen(label) + INDENT;
		if (end > widest && end <= LABEL_COLUMN_MAX)
			widest = end;
	}
	return widest ? widest : LABEL_COLUMN_MAX;
}

static void print_options(const struct command *command)
{
	char label[LABEL_BYTES];
	int column = meaning_column(command);
	puts("\nOptions:");
	for (size_t i = 0; i <= command->option_count; i++) {
		const struct option *option =
		        i < command->option_count ? &command->options[i] : &help_option;
		option_label(option, label);
		print_entry(label, option->help, column);
	}
}

static void print_examples(const char *const *examples)
{
	for (size_t i = 0; examples[i]; i += 2) {
		print_command_line(examples[i]);
		print_text(examples[i + 1], INDENT_BELOW);
	}
}

static void print_exit_codes(void)
{
	puts("\nExit codes:");
	for (size_t i = 0; i < EXIT_MEANINGS; i++) {
		struct layout layout = {.indent = INDENT, .width = terminal_width()};
		go_to(&layout, INDENT);
		printf("%d  ", exit_meanings[i].code);
		layout.indent = layout.column += 3;
		print_words(&layout, str_from(exit_meanings[i].meaning));
		end_line(&layout);
	}
}

void options_print_help(const struct command *command)
{
	char usage[256];
	struct str description = str_from(command->description), paragraph;
	snprintf(usage, sizeof(usage), "Usage: thresh %s [OPTION]... %s", command->name,
	         command->operands);
	print_text(usage, 0);
	while (next_paragraph(&description, &paragraph)) {
		struct layout layout = {.width = terminal_width()};
		putchar('\n');
		print_words(&layout, paragraph);
		end_line(&layout);
	}
	print_options(command);
	if (command->examples) {
		puts("\nExamples:");
		print_examples(command->examples);
	}
	print_exit_codes();
}

void options_print_overview(const struct command *const *commands)
{
	int column = 0;
	for (const struct command *const *c = commands; *c; c++)
		if ((int)strlen((*c)->name) + 2 * INDENT > column)
			column = (int)strlen((*c)->name) + 2 * INDENT;
	printf("thresh %s: ", THRESH_VERSION);
	struct layout layout = {.column = (int)strlen("thresh : " THRESH_VERSION),
	                        .width = terminal_width()};
	print_words(&layout, str_from(purpose));
	puts("\n");
	print_text("Usage: thresh COMMAND [OPTION]... [INPUT]...", 0);
	puts("\nCommands:");
	for (const struct command *const *c = commands; *c; c++)
		print_entry((*c)->name, (*c)->summary, column);
	puts("\nExamples:");
	for (const struct command *const *c = commands; *c; c++) {
		const char *const *examples = (*c)->examples;
		if (examples)
			print_examples((const char *const[]){examples[0], examples[1], NULL});
	}
	putchar('\n');
	print_text("\"thresh COMMAND --help\" lists the options of a command.", 0);
	print_exit_codes();
}

/* Text that troff must take as it is. */
static void man_text(struct str text)
{
	bool line_start = true;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (line_start && (c == '.' || c == '\''))
			fputs("\\&", stdout);
		if (c == '\\')
			fputs("\\e", stdout);
		else if (c == '-')
			fputs("\\-", stdout);
		else
			putchar(c);
		line_start = c == '\n';
	}
}

static void man_line(const char *before, const char *text)
{
	fputs(before, stdout);
	man_text(str_from(text));
	putchar('\n');
}

static void man_option(const struct option *option)
{
	puts(".TP");
	if (option->letter)
		printf("\\fB\\-%c\\fR, ", option->letter);
	fputs("\\fB\\-\\-", stdout);
	man_text(str_from(option->name));
	fputs("\\fR", stdout);
	if (option->argument)
		printf(" \\fI%s\\fR", option->argument);
	man_line("\n", option->help);
}

static void man_command(const struct command *command)
{
	struct str description = str_from(command->description), paragraph;
	printf(".SS thresh %s [\\fIOPTION\\fR]... %s\n", command->name, command->operands);
	while (next_paragraph(&description, &paragraph)) {
		puts(".PP");
		man_text(paragraph);
		putchar('\n');
	}
	for (size_t i = 0; i < command->option_count; i++)
		man_option(&command->options[i]);
	man_option(&help_option);
}

static void man_examples(const struct command *command)
{
	for (size_t i = 0; command->examples && command->examples[i]; i += 2) {
		puts(".PP");
		man_line("", command->examples[i + 1]);
		puts(".PP\n.RS 4\n.nf");
		man_line("", command->examples[i]);
		puts(".fi\n.RE");
	}
}

void options_print_man(const struct command *const *commands)
{
	printf(".TH THRESH 1 \"\" \"thresh %s\" \"User Commands\"\n", THRESH_VERSION);
	man_line(".SH NAME\nthresh \\- ", purpose);
	puts(".SH SYNOPSIS\n.B thresh\n\\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIINPUT\\fR]...");
	puts(".SH COMMANDS");
	for (const struct command *const *c = commands; *c; c++)
		man_command(*c);
	puts(".SH EXIT STATUS");
	for (size_t i = 0; i < EXIT_MEANINGS; i++) {
		printf(".TP\n\\fB%d\\fR\n", exit_meanings[i].code);
		man_line("", exit_meanings[i].meaning);
	}
	puts(".SH EXAMPLES");
	for (const struct command *const *c = commands; *c; c++)
		man_examples(*c);
}
