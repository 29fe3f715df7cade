/* thresh extract: the article of one page, no archive. */
#include <stddef.h>
#include <stdio.h>

#include "cmd/article_values.h"
#include "cmd/commands.h"
#include "cmd/page_input.h"
#include "cmd/rule_options.h"
#include "core/base/buf.h"
#include "core/page.h"
#include "core/row.h"
#include "core/rules/rule_run.h"
#include "io/page_file.h"

enum {
	ROW_BYTES_MAX = 1 << 30,
};

enum page_type { PAGE_AUTO, PAGE_HTML, PAGE_TEXT };

struct extract_values {
	const char *url;
	int type;
	struct article_values article;
	struct rule_options rules;
	bool json, text;
};

static const char *const page_types[] = {"auto", "html", "text", NULL};

static const struct option extract_options[] = {
        {"json", 0, OPTION_FLAG, offsetof(struct extract_values, json), NULL,
         "Print one JSON object, as run writes it.", 0, 0, NULL},
        {"text", 0, OPTION_FLAG, offsetof(struct extract_values, text), NULL,
         "Print the article's text alone (default).", 0, 0, NULL},
        FORMAT_OPTION(struct extract_values, article),
        FAVOR_OPTION(struct extract_values, article),
        COMMENTS_OPTION(struct extract_values, article),
        RULES_OPTION(struct extract_values, rules),
        NO_DEFAULT_RULES_OPTION(struct extract_values, rules),
        {"url", 0, OPTION_TEXT, offsetof(struct extract_values, url), "URL",
         "Where the page was found; links in it are relative to it.", 0, 0, NULL},
        {"type", 0, OPTION_CHOICE, offsetof(struct extract_values, type), "TYPE",
         "What the page is: auto (default: HTML if it begins with a tag), html or text.", 0, 0,
         page_types},
};

static const char *const extract_examples[] = {
        "thresh extract page.html",
        "The article as text, paragraphs separated by blank lines.",
        "thresh extract --format markdown --comments page.html",
        "As markdown, with its readers' comments.",
        "thresh extract --json --url https://example.org/a page.html",
        "The same with title, author, dates and the rest as JSON.",
        NULL,
};

static void print_json(const struct page *page, const char *path, size_t bytes)
{
	struct buf row;
	struct row_place place = {str_from(path), 0, bytes};
	buf_init(&row, ROW_BYTES_MAX);
	row_write_document(page, &place, STR("thresh"), NULL, &row);
	fwrite(row.p, 1, row.n, stdout);
	buf_free(&row);
}

static void print_page(struct str bytes, const char *path, const struct extract_values *values,
                       struct rule_run *rules)
{
	struct page_limits limits = {.body_bytes_max = PAGE_INPUT_BYTES_MAX,
	                             .article = article_values_options(&values->article)};
	limits.article.rules = rules;
	bool html = values->type == PAGE_HTML ||
	            (values->type == PAGE_AUTO && html_format.starts(bytes));
	struct page_record record = {
	        .type = STR("resource"),
	        .content_type = html ? STR("text/html") : STR("text/plain"),
	        .url = values->url ? str_from(values->url) : STR(""),
	        .block = bytes,
	        .is_bare = true,
	};
	struct page page;
	struct arena arena;
	arena_init(&arena);
	enum outcome outcome = page_extract(&page, &record, &limits, &arena);
	if (outcome == OUTCOME_RULE) {
		fprintf(stderr, "thresh extract: %s: dropped by rule %.*s\n", path,
		        STR_ARG(page.detail));
	} else if (values->json) {
		print_json(&page, path, bytes.n);
	} else if (page.article.text.n > 0) {
		fwrite(page.article.text.p, 1, page.article.text.n, stdout);
		putchar('\n');
	}
	arena_free(&arena);
}

static int extract(const struct command *command, int argc, char **argv)
{
	struct extract_values values = {.type = PAGE_AUTO};
	struct error error;
	struct buf page;
	struct rule_set *rules;
	int operands, code = EXIT_DONE;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	if (values.json && values.text) {
		fprintf(stderr, "thresh extract: --json and --text exclude each other\n");
		return EXIT_USAGE;
	}
	if (rule_options_load(&values.rules, &rules, &error) != STATUS_OK) {
		fprintf(stderr, "thresh extract: %s\n", error.text);
		return EXIT_USAGE;
	}
	enum status status = page_input_read(argv[0], &page, &error);
	if (status == STATUS_OK && page.n == 0)
		status = error_set(&error, "%s: empty file", argv[0]);
	if (status == STATUS_OK) {
		struct rule_run *run = rule_run_new(rules);
		print_page(buf_str(&page), argv[0], &values, run);
		rule_run_free(run);
	} else {
		fprintf(stderr, "thresh extract: %s\n", error.text);
		code = EXIT_DAMAGED;
	}
	buf_free(&page);
	rule_set_free(rules);
	return code;
}

const struct command command_extract = {
        .name = "extract",
        .operands = "FILE|-",
        .summary = "the article of one HTML or text page",
        .description = "Reads one page from FILE or standard input and prints its article. A page "
                       "without an article prints nothing.",
        .options = extract_options,
        .option_count = sizeof(extract_options) / sizeof(*extract_options),
        .examples = extract_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = extract,
};
