/*
 * The command line, read by a command's table: long options with "--name VALUE" or "--name=VALUE",
 * letters with "-j4", "-j 4" or grouped as "-qfj4". What it says to the user is in cmd/help.c.
 */
#include "cmd/options.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cmd/nearest.h"
#include "core/base/str.h"

enum {
	SHOWN_BYTES_MAX = 60, /* of a wrong word in a message */
	SHOWN_NUMBER_BYTES = 24,
};

/* The walk over argv; operands are gathered at its front, behind which nothing is read again. */
struct reader {
	const struct command *command;
	void *values;
	char **argv;
	int argc;
	int next;
	int operands;
};

/* A word as it can be shown inside one line: control characters replaced, long ones cut. */
struct shown {
	char text[SHOWN_BYTES_MAX + sizeof("...")];
};

static struct shown shown(const char *word)
{
	struct shown s;
	size_t n = 0;
	for (; word[n] && n < SHOWN_BYTES_MAX; n++)
		s.text[n] = (unsigned char)word[n] < ' ' || word[n] == 0x7f ? '?' : word[n];
	strcpy(s.text + n, word[n] ? "..." : "");
	return s;
}

__attribute__((format(printf, 2, 3))) static enum options_result bad(const struct reader *reader,
                                                                     const char *format, ...)
{
	va_list arguments;
	fprintf(stderr, "thresh %s: ", reader->command->name);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	return OPTIONS_BAD;
}

static void *place(const struct reader *reader, const struct option *option)
{
	return (char *)reader->values + option->offset;
}

static enum options_result set_number(const struct reader *reader, const struct option *option,
                                      const char *value)
{
	unsigned long long number;
	if (!str_to_number(str_from(value), option->max, &number) || number < option->min)
		return bad(reader, "--%s: \"%s\" is not a number from %llu to %llu", option->name,
		           shown(value).text, option->min, option->max);
	*(unsigned long long *)place(reader, option) = number;
	return OPTIONS_RUN;
}

static const char size_units[] = "KMGT";

/* "64M" for 67108864: in the largest unit that leaves a whole number. */
static void show_size(unsigned long long bytes, char out[SHOWN_NUMBER_BYTES])
{
	size_t unit = 0;
	while (bytes && bytes % 1024 == 0 && unit < strlen(size_units)) {
		bytes /= 1024;
		unit++;
	}
	snprintf(out, SHOWN_NUMBER_BYTES, unit ? "%llu%c" : "%llu", bytes,
	         unit ? size_units[unit - 1] : 0);
}

static bool read_size(const char *value, unsigned long long max, unsigned long long *bytes)
{
	struct str digits = str_from(value);
	unsigned shift = 0;
	if (digits.n && !ascii_is_digit((unsigned char)digits.p[digits.n - 1])) {
		char letter = digits.p[--digits.n];
		const char *unit = strchr(
		        size_units, ascii_is_alpha((unsigned char)letter) ? letter & ~0x20 : '?');
		if (!unit)
			return false;
		shift = 10 * (unsigned)(unit - size_units + 1);
	}
	if (!str_to_number(digits, max >> shift, bytes))
		return false;
	*bytes <<= shift;
	return true;
}

static enum options_result set_size(const struct reader *reader, const struct option *option,
                                    const char *value)
{
	unsigned long long bytes;
	char min[SHOWN_NUMBER_BYTES], max[SHOWN_NUMBER_BYTES];
	if (!read_size(value, option->max, &bytes) || bytes < option->min) {
		show_size(option->min, min);
		show_size(option->max, max);
		return bad(reader, "--%s: \"%s\" is not a size from %s to %s", option->name,
		           shown(value).text, min, max);
	}
	*(unsigned long long *)place(reader, option) = bytes;
	return OPTIONS_RUN;
}

static enum options_result set_text(const struct reader *reader, const struct option *option,
                                    const char *value)
{
	*(const char **)place(reader, option) = value;
	return OPTIONS_RUN;
}

static enum options_result add_text(const struct reader *reader, const struct option *option,
                                    const char *value)
{
	struct option_texts *texts = place(reader, option);
	if (texts->count == OPTION_TEXTS_MAX)
		return bad(reader, "--%s: more than %d of them", option->name, OPTION_TEXTS_MAX);
	texts->list[texts->count++] = value;
	return OPTIONS_RUN;
}

static enum options_result set_choice(const struct reader *reader, const struct option *option,
                                      const char *value)
{
	for (int i = 0; option->choices[i]; i++) {
		if (strcmp(option->choices[i], value) == 0) {
			*(int *)place(reader, option) = i;
			return OPTIONS_RUN;
		}
	}
	fprintf(stderr, "thresh %s: --%s: \"%s\" is not one of ", reader->command->name,
	        option->name, shown(value).text);
	for (int i = 0; option->choices[i]; i++)
		fprintf(stderr, "%s%s", i ? ", " : "", option->choices[i]);
	fputc('\n', stderr);
	return OPTIONS_BAD;
}

static enum options_result (*const setters[])(const struct reader *, const struct option *,
                                              const char *) = {
        [OPTION_NUMBER] = set_number, [OPTION_SIZE] = set_size,     [OPTION_TEXT] = set_text,
        [OPTION_TEXTS] = add_text,    [OPTION_CHOICE] = set_choice,
};

/* The option's value: `attached` to it if not NULL, else the next word. */
static enum options_result take_value(struct reader *reader, const struct option *option,
                                      const char *attached)
{
	if (!attached && reader->next == reader->argc)
		return bad(reader, "--%s needs %s", option->name, option->argument);
	return setters[option->kind](reader, option,
	                             attached ? attached : reader->argv[reader->next++]);
}

static enum options_result unknown_option(const struct reader *reader, const char *word,
                                          struct str name)
{
	const struct command *command = reader->command;
	struct nearest nearest = {0};
	for (size_t i = 0; i < command->option_count; i++)
		nearest_offer(&nearest, name.p, name.n, command->options[i].name);
	nearest_offer(&nearest, name.p, name.n, "help");
	if (nearest.name)
		return bad(reader, "unknown option %s; did you mean --%s?", shown(word).text,
		           nearest.name);
	return bad(reader, "unknown option %s; see thresh %s --help", shown(word).text,
	           command->name);
}

static enum options_result print_help(const struct reader *reader)
{
	options_print_help(reader->command);
	return OPTIONS_DONE;
}

static enum options_result read_long(struct reader *reader, const char *word)
{
	const char *equals = strchr(word, '=');
	struct str name = {word + 2, (equals ? (size_t)(equals - word) : strlen(word)) - 2};
	const struct command *command = reader->command;
	for (size_t i = 0; i < command->option_count; i++) {
		const struct option *option = &command->options[i];
		if (!str_equal(name, str_from(option->name)))
			continue;
		if (option->kind != OPTION_FLAG)
			return take_value(reader, option, equals ? equals + 1 : NULL);
		if (equals)
			return bad(reader, "--%s takes no value", option->name);
		*(bool *)place(reader, option) = true;
		return OPTIONS_RUN;
	}
	if (str_equal(name, STR("help")) && !equals)
		return print_help(reader);
	return unknown_option(reader, word, name);
}

static const struct option *find_letter(const struct command *command, char letter)
{
	for (size_t i = 0; i < command->option_count; i++)
		if (command->options[i].letter && command->options[i].letter == letter)
			return &command->options[i];
	return NULL;
}

static enum options_result read_letters(struct reader *reader, const char *word)
{
	for (const char *letter = word + 1; *letter; letter++) {
		const struct option *option = find_letter(reader->command, *letter);
		if (!option && *letter == 'h')
			return print_help(reader);
		if (!option && letter == word + 1)
			return unknown_option(reader, word, str_from(letter));
		if (!option)
			return bad(reader, "unknown option -%.1s in %s; see thresh %s --help",
			           shown(letter).text, shown(word).text, reader->command->name);
		if (option->kind != OPTION_FLAG)
			return take_value(reader, option, letter[1] ? letter + 1 : NULL);
		*(bool *)place(reader, option) = true;
	}
	return OPTIONS_RUN;
}

static enum options_result check_operands(const struct reader *reader)
{
	const struct command *command = reader->command;
	if (reader->operands < command->operands_min)
		return bad(reader, "needs %s; see thresh %s --help", command->operands,
		           command->name);
	if (command->operands_max == 0 && reader->operands)
		return bad(reader, "takes no operand, but got \"%s\"", shown(reader->argv[0]).text);
	if (command->operands_max >= 0 && reader->operands > command->operands_max)
		return bad(reader, "takes %s, but got \"%s\" too", command->operands,
		           shown(reader->argv[command->operands_max]).text);
	return OPTIONS_RUN;
}

enum options_result options_parse(const struct command *command, int argc, char **argv,
                                  void *values, int *operand_count)
{
	struct reader reader = {.command = command, .values = values, .argv = argv, .argc = argc};
	bool options_end = false;
	enum options_result result = OPTIONS_RUN;
	while (result == OPTIONS_RUN && reader.next < argc) {
		char *word = argv[reader.next++];
		if (options_end || word[0] != '-' || !word[1])
			argv[reader.operands++] = word;
		else if (strcmp(word, "--") == 0)
			options_end = true;
		else if (word[1] == '-')
			result = read_long(&reader, word);
		else
			result = read_letters(&reader, word);
	}
	*operand_count = reader.operands;
	return result == OPTIONS_RUN ? check_operands(&reader) : result;
}
