/* The parser and the texts made from a table. cmd is no library, so its sources are included. */
#include "cmd/options.c"

#include <stdlib.h>
#include <unistd.h>

#include "cmd/columns.c"
#include "cmd/completion.c"
#include "cmd/help.c"
#include "cmd/nearest.c"

#include "tests/test.h"

struct values {
	unsigned long long jobs, size;
	const char *output;
	int dedup;
	bool force, quiet;
	struct option_texts rules;
};

static const char *const dedup_names[] = {"none", "exact", NULL};

#define VALUE(member) offsetof(struct values, member)

static const struct option test_options[] = {
        {"jobs", 'j', OPTION_NUMBER, VALUE(jobs), "N", "Workers.", 1, 64, NULL},
        {"output", 'o', OPTION_TEXT, VALUE(output), "DIR", "Where it's put.", 0, 0, NULL},
        {"dedup", 0, OPTION_CHOICE, VALUE(dedup), "HOW", "What is dropped.", 0, 0, dedup_names},
        {"size", 0, OPTION_SIZE, VALUE(size), "SIZE", "How large.", 1 << 10, 1ULL << 40, NULL},
        {"rules", 'r', OPTION_TEXTS, VALUE(rules), "FILE", "What is done.", 0, 0, NULL},
        {"force", 'f', OPTION_FLAG, VALUE(force), NULL, "Write over it.", 0, 0, NULL},
        {"quiet", 'q', OPTION_FLAG, VALUE(quiet), NULL, "Say nothing.", 0, 0, NULL},
};

static const char *const test_examples[] = {
        "thresh try -o corpus first.warc.gz 'second of them.warc.gz' --dedup none --size 256M",
        "What it does, said in a sentence that has to be wrapped.", NULL};

static const struct command try_command = {
        .name = "try",
        .operands = "INPUT...",
        .summary = "try it",
        .description =
                "A paragraph that is long enough to be wrapped at forty columns.\n\n.Another.",
        .options = test_options,
        .option_count = sizeof(test_options) / sizeof(test_options[0]),
        .examples = test_examples,
        .operands_min = 1,
        .operands_max = 3,
};

static const struct command *const test_commands[] = {&try_command, NULL};

enum { WORDS_MAX = 48, CAUGHT_BYTES_MAX = 64 << 10 };

/* What was printed to stdout or stderr between catch_start and catch_end. */
static FILE *caught_file;
static int kept_fd;
static char caught[CAUGHT_BYTES_MAX];

static void catch_start(FILE *stream)
{
	fflush(stream);
	caught_file = tmpfile();
	kept_fd = dup(fileno(stream));
	dup2(fileno(caught_file), fileno(stream));
}

static struct str catch_end(FILE *stream)
{
	fflush(stream);
	dup2(kept_fd, fileno(stream));
	close(kept_fd);
	rewind(caught_file);
	size_t n = fread(caught, 1, sizeof(caught) - 1, caught_file);
	fclose(caught_file);
	caught[n] = 0;
	return (struct str){caught, n};
}

/* A parse of a line of words parted by spaces. */
static struct values values;
static char *operand_words[WORDS_MAX];
static int operands;
static char line_copy[256];
static struct str message;

static enum options_result parse(const char *line)
{
	int argc = 0;
	snprintf(line_copy, sizeof(line_copy), "%s", line);
	for (char *word = strtok(line_copy, " "); word && argc < WORDS_MAX;
	     word = strtok(NULL, " "))
		operand_words[argc++] = word;
	values = (struct values){.jobs = 7, .output = "default"};
	catch_start(stderr);
	enum options_result result =
	        options_parse(&try_command, argc, operand_words, &values, &operands);
	message = catch_end(stderr);
	return result;
}

TEST(texts_of_an_option_that_is_given_again_are_all_there_up_to_a_limit)
{
	CHECK_NUMBER(parse("--rules a -rb x --rules=c"), OPTIONS_RUN);
	CHECK_NUMBER(values.rules.count, 3);
	CHECK_STR(str_from(values.rules.list[1]), STR("b"));
	CHECK_STR(str_from(values.rules.list[2]), STR("c"));
	char line[256] = "x";
	for (int i = 0; i <= OPTION_TEXTS_MAX; i++)
		strcat(line, " -ra");
	CHECK_NUMBER(parse(line), OPTIONS_BAD);
	CHECK_STR(message, STR("thresh try: --rules: more than 32 of them\n"));
}

TEST(an_option_that_is_not_given_keeps_its_default)
{
	CHECK_NUMBER(parse("x"), OPTIONS_RUN);
	CHECK_NUMBER(values.jobs, 7);
	CHECK_STR(str_from(values.output), STR("default"));
	CHECK(!values.force);
	CHECK_NUMBER(operands, 1);
}

TEST(every_way_to_write_an_option_is_read)
{
	static const char *const lines[] = {
	        "-j4 -o d -f x",
	        "-j 4 -od -f x",
	        "--jobs 4 --output d --force x",
	        "x --jobs=4 --output=d -f",
	        "-fj4 x -o d",
	        "-fqj 4 x --output d",
	        "--jobs 9 -f -j4 -o d x",
	};
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		CHECK_NUMBER(parse(lines[i]), OPTIONS_RUN);
		CHECK_NUMBER(values.jobs, 4);
		CHECK_STR(str_from(values.output), STR("d"));
		CHECK(values.force);
		CHECK_NUMBER(operands, 1);
		CHECK_STR(str_from(operand_words[0]), STR("x"));
	}
}

TEST(operands_stand_anywhere_and_keep_their_order)
{
	CHECK_NUMBER(parse("a -j 2 - -f -- -q"), OPTIONS_RUN);
	CHECK_NUMBER(operands, 3);
	CHECK_STR(str_from(operand_words[0]), STR("a"));
	CHECK_STR(str_from(operand_words[1]), STR("-"));
	CHECK_STR(str_from(operand_words[2]), STR("-q"));
	CHECK(!values.quiet);
}

TEST(an_empty_value_is_a_value)
{
	CHECK_NUMBER(parse("--output= x"), OPTIONS_RUN);
	CHECK_STR(str_from(values.output), STR(""));
}

TEST(sizes_have_units_of_1024_and_limits)
{
	static const struct {
		const char *line;
		unsigned long long bytes; /* 0: refused */
	} sizes[] = {
	        {"--size 1024 x", 1024},
	        {"--size 1K x", 1024},
	        {"--size=64m x", 64 << 20},
	        {"--size 2G x", 2ULL << 30},
	        {"--size 1T x", 1ULL << 40},
	        {"--size 1023 x", 0},
	        {"--size 2T x", 0},
	        {"--size 0 x", 0},
	        {"--size K x", 0},
	        {"--size 1KB x", 0},
	        {"--size -1 x", 0},
	        {"--size 1.5G x", 0},
	        {"--size 99999999999999999999 x", 0},
	        {"--size 17592186044417M x", 0},
	        {"--size 1@ x", 0},
	        {"--size= x", 0},
	};
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		bool ok = parse(sizes[i].line) == OPTIONS_RUN;
		if (!CHECK(ok == (sizes[i].bytes > 0)) || (ok && values.size != sizes[i].bytes))
			CHECK_STR(STR("wrong size"), str_from(sizes[i].line));
	}
}

TEST(a_wrong_line_gives_one_line_that_names_the_option)
{
	static const struct {
		const char *line, *message;
	} wrong[] = {
	        {"--dedup foo x", "thresh try: --dedup: \"foo\" is not one of none, exact\n"},
	        {"-j 0 x", "thresh try: --jobs: \"0\" is not a number from 1 to 64\n"},
	        {"-j65 x", "thresh try: --jobs: \"65\" is not a number from 1 to 64\n"},
	        {"-j 4x", "thresh try: --jobs: \"4x\" is not a number from 1 to 64\n"},
	        {"--size 3Q x", "thresh try: --size: \"3Q\" is not a size from 1K to 1T\n"},
	        {"x -o", "thresh try: --output needs DIR\n"},
	        {"--force=yes x", "thresh try: --force takes no value\n"},
	        {"--forse x", "thresh try: unknown option --forse; did you mean --force?\n"},
	        {"--out d x", "thresh try: unknown option --out; did you mean --output?\n"},
	        {"--sieve x", "thresh try: unknown option --sieve; see thresh try --help\n"},
	        {"-z x", "thresh try: unknown option -z; see thresh try --help\n"},
	        {"-qz x", "thresh try: unknown option -z in -qz; see thresh try --help\n"},
	        {"--o\nd x", "thresh try: unknown option --o?d; see thresh try --help\n"},
	        {"-f", "thresh try: needs INPUT...; see thresh try --help\n"},
	        {"a b c d", "thresh try: takes INPUT..., but got \"d\" too\n"},
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		CHECK_NUMBER(parse(wrong[i].line), OPTIONS_BAD);
		CHECK_STR(message, str_from(wrong[i].message));
	}
}

TEST(a_suggestion_is_close_or_none)
{
	static const struct {
		const char *typed, *meant;
	} names[] = {
	        {"jbos", "jobs"},
	        {"outptu", "output"},
	        {"qiet", "quiet"},
	        {"qu", "quiet"},
	        {"x", NULL},
	        {"jxxs", NULL},
	        {"", NULL},
	        {"a-name-that-is-longer-than-any-option-has-a-right-to-be", NULL},
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct nearest nearest = {0};
		for (size_t k = 0; k < try_command.option_count; k++)
			nearest_offer(&nearest, names[i].typed, strlen(names[i].typed),
			              test_options[k].name);
		CHECK_STR(str_from(nearest.name ? nearest.name : "-"),
		          str_from(names[i].meant ? names[i].meant : "-"));
	}
}

static struct str help_at(const char *columns)
{
	setenv("COLUMNS", columns, 1);
	catch_start(stdout);
	options_print_help(&try_command);
	return catch_end(stdout);
}

TEST(help_is_no_wider_than_the_terminal)
{
	static const int widths[] = {40, 41, 59, 60, 80, 100};
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		char columns[16];
		snprintf(columns, sizeof(columns), "%d", widths[i]);
		struct str help = help_at(columns), line;
		CHECK(str_find(help, STR("--dedup HOW"), 0) != STR_NONE);
		while (str_next(&help, '\n', &line)) {
			if (line.n > (size_t)widths[i])
				CHECK_STR(line, STR("a shorter line"));
			CHECK(line.n == 0 || !ascii_is_space((unsigned char)line.p[line.n - 1]));
		}
	}
}

TEST(an_odd_width_is_put_right)
{
	static char narrow[CAUGHT_BYTES_MAX], usual[CAUGHT_BYTES_MAX];
	memcpy(narrow, help_at("40").p, sizeof(narrow));
	memcpy(usual, help_at("80").p, sizeof(usual));
	CHECK(strcmp(narrow, usual) != 0);
	CHECK_STR(help_at("3"), str_from(narrow));
	CHECK_STR(help_at("99999999999"), str_from(usual));
}

TEST(a_wrapped_command_line_can_be_pasted)
{
	CHECK(str_find(help_at("40"),
	               STR("  thresh try -o corpus first.warc.gz \\\n"
	                   "    'second of them.warc.gz' --dedup \\\n"
	                   "    none --size 256M\n"),
	               0) != STR_NONE);
}

TEST(the_manual_page_keeps_dots_and_dashes)
{
	catch_start(stdout);
	options_print_man(test_commands);
	struct str man = catch_end(stdout);
	CHECK(str_starts(man, STR(".TH THRESH 1 ")));
	CHECK(str_find(man, STR("\n\\&.Another.\n"), 0) != STR_NONE);
	CHECK(str_find(man, STR("\\fB\\-\\-dedup\\fR \\fIHOW\\fR\n"), 0) != STR_NONE);
	CHECK(str_find(man, STR("\\-\\-dedup none \\-\\-size 256M"), 0) != STR_NONE);
}

TEST(completions_name_every_option)
{
	for (size_t shell = 0; shell < sizeof(printers) / sizeof(printers[0]); shell++) {
		catch_start(stdout);
		options_print_completion(test_commands, printers[shell].shell);
		struct str script = catch_end(stdout);
		CHECK(str_find(script, STR("none exact"), 0) != STR_NONE);
		for (size_t i = 0; i < try_command.option_count; i++)
			CHECK(str_find(script, str_from(test_options[i].name), 0) != STR_NONE);
	}
}
