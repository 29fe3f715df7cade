/* thresh explain: why each block of a page is kept or not. */
#include <stddef.h>
#include <stdio.h>

#include "cmd/article_values.h"
#include "cmd/columns.h"
#include "cmd/commands.h"
#include "cmd/explain_html.h"
#include "cmd/explain_input.h"
#include "cmd/explain_listing.h"
#include "cmd/explain_rows.h"
#include "cmd/records.h"
#include "cmd/rule_options.h"
#include "core/glance.h"
#include "core/rules/rule_run.h"
#include "io/file.h"

enum {
	OUTPUT_BYTES_MAX = 1 << 30,
	COLUMNS_MIN = 40,
	COLUMNS_OF_PIPE = 200,
};

struct explain_values {
	const char *in, *html, *url;
	struct article_values article;
	struct rule_options rules;
	bool json;
	unsigned long long max_record;
};

static const struct option explain_options[] = {
        {"in", 0, OPTION_TEXT, offsetof(struct explain_values, in), "FILE",
         "The archive in which the first page of that URL is looked for.", 0, 0, NULL},
        {"html", 0, OPTION_TEXT, offsetof(struct explain_values, html), "OUT",
         "Write a page that shows all blocks in colour, and print the summary alone.", 0, 0, NULL},
        {"json", 0, OPTION_FLAG, offsetof(struct explain_values, json), NULL,
         "Print one JSON object for each block.", 0, 0, NULL},
        FAVOR_OPTION(struct explain_values, article),
        COMMENTS_OPTION(struct explain_values, article),
        RULES_OPTION(struct explain_values, rules),
        NO_DEFAULT_RULES_OPTION(struct explain_values, rules),
        {"url", 0, OPTION_TEXT, offsetof(struct explain_values, url), "URL",
         "Where the page was found, if not where its record says.", 0, 0, NULL},
        {"max-record", 0, OPTION_SIZE, offsetof(struct explain_values, max_record), "SIZE",
         "Larger records are not read (default 32M).", RECORD_BYTES_MIN, RECORD_BYTES_MAX, NULL},
};

static const char *const explain_examples[] = {
        "thresh explain page.html",
        "Each block with its score and what it hangs on.",
        "thresh explain --html why.html crawl.warc.gz@668",
        "A record of an archive, as a page for a browser.",
        "thresh explain --json --in crawl.warc.gz https://example.org/a",
        "The first page of a URL, a JSON object for each block.",
        NULL,
};

static unsigned output_columns(void)
{
	unsigned columns = columns_of_stdout(COLUMNS_OF_PIPE);
	return columns < COLUMNS_MIN ? COLUMNS_MIN : columns;
}

/* To standard output, and with --html to a file before that. */
static enum status write_output(const struct explained_page *explained,
                                const struct explain_values *values, struct error *error)
{
	enum status status = STATUS_OK;
	struct buf html, text;
	buf_init(&html, OUTPUT_BYTES_MAX);
	buf_init(&text, OUTPUT_BYTES_MAX);
	if (values->html)
		explain_html(explained, &html);
	if (values->json)
		explain_rows(&explained->explanation, &text);
	else if (!values->html)
		explain_listing_items(&explained->explanation, output_columns(), &text);
	if (!values->json)
		explain_listing_summary(explained, output_columns(), &text);
	if (html.over || text.over)
		status = error_set(error, "more than %d bytes of output", OUTPUT_BYTES_MAX);
	else if (values->html)
		status = file_write_whole(values->html, buf_str(&html), error);
	if (status == STATUS_OK)
		fwrite(text.p, 1, text.n, stdout);
	buf_free(&html);
	buf_free(&text);
	return status;
}

static int explain_record(const struct page_record *record, const char *operand,
                          const struct explain_values *values, struct rule_run *rules)
{
	struct page_limits limits = {.body_bytes_max = (size_t)values->max_record,
	                             .article = article_values_options(&values->article)};
	limits.article.rules = rules;
	struct explained_page explained;
	struct error error;
	struct arena arena;
	int code = EXIT_DONE;
	arena_init(&arena);
	enum outcome outcome = explained_page_extract(record, &limits, &arena, &explained);
	struct str detail = glance_printable(explained.page.detail, &arena);
	if (!explained_page_has_reasons(outcome)) {
		fprintf(stderr, "thresh explain: %s: not extracted: %s%s%.*s\n", operand,
		        outcome_name(outcome), detail.n ? " " : "", STR_ARG(detail));
		code = EXIT_DAMAGED;
	} else if (explained.explanation.count == 0 && explained.page.is_document) {
		fprintf(stderr, "thresh explain: %s: a document's text is kept as it is\n",
		        operand);
		code = EXIT_DAMAGED;
	} else if (write_output(&explained, values, &error) != STATUS_OK) {
		fprintf(stderr, "thresh explain: %s\n", error.text);
		code = EXIT_STOPPED;
	}
	arena_free(&arena);
	return code;
}

static int explain(const struct command *command, int argc, char **argv)
{
	struct explain_values values = {.max_record = RECORD_BYTES_DEFAULT};
	struct explain_input input;
	struct error error;
	struct rule_set *rules;
	int operands, code = EXIT_DAMAGED;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	bool is_url = str_find(str_from(argv[0]), STR("://"), 0) != STR_NONE;
	if (is_url && values.in == NULL && !file_exists(argv[0])) {
		fprintf(stderr, "thresh explain: %s: a URL needs --in FILE\n", argv[0]);
		return EXIT_USAGE;
	}
	if (rule_options_load(&values.rules, &rules, &error) != STATUS_OK) {
		fprintf(stderr, "thresh explain: %s\n", error.text);
		return EXIT_USAGE;
	}
	if (explain_input_open(&input, argv[0], values.in, (size_t)values.max_record, &error) !=
	    STATUS_OK) {
		fprintf(stderr, "thresh explain: %s\n", error.text);
	} else {
		if (values.url)
			input.record.url = str_from(values.url);
		struct rule_run *run = rule_run_new(rules);
		code = explain_record(&input.record, argv[0], &values, run);
		rule_run_free(run);
	}
	explain_input_close(&input);
	rule_set_free(rules);
	return code;
}

const struct command command_explain = {
        .name = "explain",
        .operands = "FILE|-|FILE@OFFSET|URL",
        .summary = "why each block of a page is kept or not",
        .description =
                "Reads one page, HTML or text, from FILE, from standard input, or from a record of an "
                "archive, and prints each of its blocks (of a text page: lines): number, + for kept or - "
                "for dropped, score (how likely it is a part of the article), words, where it stands; the "
                "features that the score hangs on; its text. Behind them stands what became of the page."
                "\n\n"
                "A feature comes with its value and its effect: what the log-odds of the score would lose "
                "if it alone had its median over the page. Effects do not add up, since features tell "
                "much the same of a block.",
        .options = explain_options,
        .option_count = sizeof(explain_options) / sizeof(*explain_options),
        .examples = explain_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = explain,
};
