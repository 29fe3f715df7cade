/* thresh rules: what rules there are, whether their examples hold, how fast they are. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/page_input.h"
#include "cmd/rule_bench.h"
#include "cmd/rule_options.h"
#include "core/base/json.h"
#include "core/rules/rule_lines.h"
#include "core/rules/rule_test.h"

enum { LIST_BYTES_MAX = 1 << 30, TEXT_BYTES_MAX = 1 << 30 };

struct rules_values {
	struct rule_options rules;
	const char *in;
	bool json;
};

static const struct option rules_options[] = {
        {"json", 0, OPTION_FLAG, offsetof(struct rules_values, json), NULL,
         "list: print one JSON object for each rule.", 0, 0, NULL},
        {"in", 0, OPTION_TEXT, offsetof(struct rules_values, in), "FILE",
         "bench: the text to run over (default: a made-up one).", 0, 0, NULL},
        NO_DEFAULT_RULES_OPTION(struct rules_values, rules),
};

static const char *const rules_examples[] = {
        "thresh rules list --json",
        "The rules that the program brings.",
        "thresh rules test site.rules",
        "Whether the examples in a file hold.",
        "thresh rules bench site.rules",
        "How fast they are, together with those that the program brings.",
        NULL,
};

/* ---- list ---- */

static void write_values(struct buf *out, const char *name, const struct rule_values *values)
{
	json_name(out, name);
	json_open(out, '[');
	for (const struct rule_value *value = values->first; value; value = value->next)
		json_string(out, value->text);
	json_close(out, ']');
}

static void write_pages(struct buf *out, const struct rule *rule)
{
	json_name(out, "pages");
	json_open(out, '[');
	for (int kind = 0; kind < RULE_PAGE_KINDS; kind++)
		if (rule->page_kinds >> kind & 1)
			json_string(out, str_from(rule_page_kind_name((enum rule_page_kind)kind)));
	json_close(out, ']');
}

static void write_rule(const struct rule *rule, struct buf *out)
{
	json_open(out, '{');
	json_member_string(out, "name", rule->name);
	json_member_string(out, "kind", str_from(rule_kind_name(rule->kind)));
	json_member_string(out, "file", rule->file);
	json_member_number(out, "line", rule->line);
	write_values(out, "patterns", &rule->patterns);
	write_values(out, "hosts", &rule->hosts);
	write_values(out, "urls", &rule->urls);
	write_values(out, "languages", &rule->languages);
	write_pages(out, rule);
	json_member_number(out, "examples", rule->example_count);
	json_close(out, '}');
	buf_append_byte(out, '\n');
}

static void list_rule(const struct rule *rule, struct buf *out)
{
	buf_printf(out, "%-28.*s %-15s", STR_ARG(rule->name), rule_kind_name(rule->kind));
	buf_printf(out, " %.*s:%u", STR_ARG(rule->file), rule->line);
	for (const struct rule_value *host = rule->hosts.first; host; host = host->next)
		buf_printf(out, " %.*s", STR_ARG(host->text));
	buf_append_byte(out, '\n');
}

static int list(const struct rule_set *set, const struct rules_values *values)
{
	struct buf out;
	buf_init(&out, LIST_BYTES_MAX);
	for (uint32_t r = 0; r < set->count; r++) {
		if (values->json)
			write_rule(set->entries[r].rule, &out);
		else
			list_rule(set->entries[r].rule, &out);
	}
	if (out.n > 0)
		fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	return EXIT_DONE;
}

/* ---- test ---- */

static int test(const struct rule_set *set, const struct rules_values *values)
{
	struct rule_run *run = rule_run_new(set);
	struct error error;
	unsigned passed = 0, failed = 0, bare = 0;
	(void)values;
	for (uint32_t r = 0; r < set->count; r++) {
		const struct rule *rule = set->entries[r].rule;
		bare += rule->example_count == 0;
		for (const struct rule_example *example = rule->examples; example;
		     example = example->next) {
			if (rule_test_example(run, r, example, &error) == STATUS_OK) {
				passed++;
				continue;
			}
			failed++;
			printf("%s\n", error.text);
		}
	}
	printf("%u examples hold, %u do not; rules: %u, without an example: %u\n", passed, failed,
	       set->count, bare);
	rule_run_free(run);
	return failed ? EXIT_DAMAGED : EXIT_DONE;
}

/* ---- bench ---- */

static int bench(const struct rule_set *set, const struct rules_values *values)
{
	struct rule_bench measured;
	struct error error;
	struct buf text;
	enum status status = STATUS_OK;
	if (values->in) {
		status = page_input_read(values->in, &text, &error);
	} else {
		buf_init(&text, TEXT_BYTES_MAX);
		rule_bench_text(&text);
	}
	if (status == STATUS_OK && !rule_lines_are_text(buf_str(&text)))
		status = error_set(&error, "%s: not UTF-8", values->in);
	if (status != STATUS_OK) {
		fprintf(stderr, "thresh rules: %s\n", error.text);
		buf_free(&text);
		return EXIT_DAMAGED;
	}
	rule_bench_run(set, buf_str(&text), &measured);
	printf("%u rules with %u patterns over %.1f MB of text, %llu lines: %.0f MB/s; lines "
	       "dropped or changed: %llu\n",
	       set->count, set->program_count, (double)measured.bytes / 1e6,
	       (unsigned long long)measured.lines,
	       (double)measured.bytes / 1e6 / (measured.seconds > 0 ? measured.seconds : 1e-9),
	       (unsigned long long)measured.lines_matched);
	buf_free(&text);
	return EXIT_DONE;
}

/* ---- the command ---- */

static const struct {
	const char *name;
	int (*run)(const struct rule_set *set, const struct rules_values *values);
	bool files_alone; /* where files are named, the program's own rules are left out */
} actions[] = {
        {"list", list, false},
        {"test", test, true},
        {"bench", bench, false},
};

enum { ACTIONS = sizeof(actions) / sizeof(actions[0]) };

static int run_rules(const struct command *command, int argc, char **argv)
{
	struct rules_values values = {.in = NULL};
	struct rule_set *set;
	struct error error;
	int operands, action = 0;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	while (action < ACTIONS && strcmp(argv[0], actions[action].name) != 0)
		action++;
	if (action == ACTIONS) {
		fprintf(stderr, "thresh rules: the first word is list, test or bench\n");
		return EXIT_USAGE;
	}
	for (int i = 1; i < operands; i++)
		values.rules.files.list[values.rules.files.count++] = argv[i];
	values.rules.no_default |= actions[action].files_alone && operands > 1;
	if (rule_options_load(&values.rules, &set, &error) != STATUS_OK) {
		fprintf(stderr, "thresh rules: %s\n", error.text);
		return EXIT_USAGE;
	}
	int code = actions[action].run(set, &values);
	rule_set_free(set);
	return code;
}

const struct command command_rules = {
        .name = "rules",
        .operands = "list|test|bench [FILE]...",
        .summary = "list, test and measure rules for lines, pages and fields",
        .description =
                "list prints the rules of each FILE and those that the program brings. test runs the "
                "examples of each FILE, or of the program's rules where no FILE is named; those that do "
                "not hold are printed as FILE:LINE, and the exit code is 1. bench runs all rules over "
                "text and prints how much of it they take in a second."
                "\n\n"
                "thresh-rules(5) describes the files. run, extract and explain take them by --rules.",
        .options = rules_options,
        .option_count = sizeof(rules_options) / sizeof(*rules_options),
        .examples = rules_examples,
        .operands_min = 1,
        .operands_max = 1 + OPTION_TEXTS_MAX,
        .run = run_rules,
};
