/* thresh stats: what the documents of a finished run are like, as text for people or JSON. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cmd/columns.h"
#include "cmd/commands.h"
#include "cmd/corpus_stats.h"
#include "cmd/quantity.h"
#include "core/tokens.h"

enum {
	COLUMNS_USUAL = 80,
	COLUMNS_WIDE = 78, /* from here on there is room for all quantiles */
	NAME_COLUMNS = 30, /* of the longest signal */
	VALUE_COLUMNS = 8,
	NAMES_SHOWN = 20,
	BAR_COLUMNS = 20,
	BAR_STEPS = 8,
	LINE_BYTES = 4096,
	JSON_BYTES = 4 << 20,
};

struct stats_values {
	bool json;
};

static const struct option stats_options[] = {
        {"json", 0, OPTION_FLAG, offsetof(struct stats_values, json), NULL, "Print it as JSON.", 0,
         0, NULL},
};

static const char *const stats_examples[] = {
        "thresh stats monday",
        "Lengths, tokens, languages, kinds, near duplicates, and a histogram of each signal.",
        "thresh stats monday --json",
        "The same for programs, with all quantiles.",
        NULL,
};

static void print_quantity(void (*put)(struct buf *, uint64_t), uint64_t value)
{
	struct buf text;
	buf_init(&text, LINE_BYTES);
	put(&text, value);
	fwrite(text.p, 1, text.n, stdout);
	buf_free(&text);
}

/* Heights of the most frequent column and parts of it; what is there at all is seen. */
static void print_histogram(const struct distribution *distribution, uint64_t end)
{
	static const char *const steps[BAR_STEPS] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
	uint64_t columns[CORPUS_COLUMNS], most = 1;
	quantiles_columns(&distribution->values, end, columns, CORPUS_COLUMNS);
	for (size_t i = 0; i < CORPUS_COLUMNS; i++)
		most = columns[i] > most ? columns[i] : most;
	for (size_t i = 0; i < CORPUS_COLUMNS; i++) {
		uint64_t height = (columns[i] * BAR_STEPS + most - 1) / most;
		fputs(height > 0 ? steps[height - 1] : " ", stdout);
	}
}

static void print_value(uint64_t value, uint64_t unit)
{
	if (unit == 1)
		printf(" %*llu", VALUE_COLUMNS, (unsigned long long)value);
	else
		printf(" %*.3f", VALUE_COLUMNS, (double)value / (double)unit);
}

/* One line: the median, on a wide terminal with the values around it, and the histogram. */
static void print_distribution(const char *name, const struct distribution *distribution,
                               uint64_t unit, uint64_t end, bool wide)
{
	const struct quantiles *values = &distribution->values;
	printf("%-*s", NAME_COLUMNS, name);
	if (values->count == 0) {
		puts("        -");
		return;
	}
	if (wide)
		print_value(quantiles_at(values, 10), unit);
	print_value(quantiles_at(values, 50), unit);
	if (wide)
		print_value(quantiles_at(values, 90), unit);
	putchar(' ');
	print_histogram(distribution, end);
	putchar('\n');
}

static void print_names(const char *title, const struct frequent *names, uint64_t documents)
{
	const struct frequent_item *top[NAMES_SHOWN];
	uint32_t count = frequent_top(names, NAMES_SHOWN, top);
	printf("\n%s\n", title);
	for (uint32_t i = 0; i < count; i++) {
		uint64_t records = top[i]->counts.records;
		struct buf share;
		buf_init(&share, LINE_BYTES);
		quantity_percent(&share, records, documents);
		printf("  %-14.*s %10llu %8.*s  ", STR_ARG(frequent_name(top[i])),
		       (unsigned long long)records, STR_ARG(buf_str(&share)));
		for (uint64_t k = 0; k * documents < records * BAR_COLUMNS; k++)
			fputs("█", stdout);
		putchar('\n');
		buf_free(&share);
	}
}

static void print_signals(const struct corpus_stats *stats, bool wide)
{
	printf("\n%s\n", stats->signals_were_there ? "signals, as the run measured them"
	                                           : "signals, measured now on the texts");
	for (int i = 0; i < SIGNAL_COUNT; i++) {
		const struct distribution *distribution = &stats->signals[i];
		enum signal_kind kind = signal_kind((enum signal)i);
		print_distribution(signal_name((enum signal)i), distribution,
		                   kind == SIGNAL_IS_COUNT ? 1 : CORPUS_MILLION,
		                   distribution_end(distribution, kind == SIGNAL_IS_SHARE), wide);
	}
}

static void print_text(const struct corpus_stats *stats)
{
	enum { HUNDRED = 100 };
	bool wide = columns_of_stdout(COLUMNS_USUAL) >= COLUMNS_WIDE;
	print_quantity(quantity_count, stats->documents);
	printf(" documents, ");
	print_quantity(quantity_count, stats->text_bytes);
	printf(" bytes of text\nabout ");
	print_quantity(quantity_count, stats->tokens);
	printf(" tokens\n\n%-*s", NAME_COLUMNS, "");
	if (wide)
		printf(" %*s %*s %*s", VALUE_COLUMNS, "p10", VALUE_COLUMNS, "median", VALUE_COLUMNS,
		       "p90");
	else
		printf(" %*s", VALUE_COLUMNS, "median");
	puts(" histogram");
	print_distribution("bytes of text", &stats->lengths, 1,
	                   distribution_end(&stats->lengths, false), wide);
	print_distribution("tokens, about", &stats->tokens_each, 1,
	                   distribution_end(&stats->tokens_each, false), wide);
	print_distribution("lang_score", &stats->lang_scores, HUNDRED, HUNDRED, wide);
	print_distribution("similarity of near duplicates", &stats->similarities, HUNDRED, HUNDRED,
	                   wide);
	print_names("languages", stats->languages, stats->documents);
	print_names("kinds", stats->kinds, stats->documents);
	print_signals(stats, wide);
	puts("\nA histogram has 20 columns: shares and scores from 0 to 1,\n"
	     "others from 0 to what one value in a hundred is over.");
}

static void print_json(const struct corpus_stats *stats)
{
	struct buf out;
	buf_init(&out, JSON_BYTES);
	corpus_stats_write_json(stats, &out);
	buf_append_byte(&out, '\n');
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
}

static int stats(const struct command *command, int argc, char **argv)
{
	struct stats_values values = {0};
	struct stored_run run;
	struct corpus_stats *gathered = NULL;
	struct error error;
	int operands, code = EXIT_DONE;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	if (stored_run_open(argv[0], &run, &error) != STATUS_OK)
		code = EXIT_USAGE;
	else if (corpus_stats_gather(&run, &gathered, &error) != STATUS_OK)
		code = EXIT_STOPPED;
	else if (values.json)
		print_json(gathered);
	else
		print_text(gathered);
	if (code != EXIT_DONE)
		fprintf(stderr, "thresh: %s\n", error.text);
	corpus_stats_free(gathered);
	stored_run_close(&run);
	return code;
}

const struct command command_stats = {
        .name = "stats",
        .operands = "DIR",
        .summary = "what the documents of a run are like",
        .description =
                "Reads the rows of the finished run in DIR and prints how the documents are distributed: lengths, "
                "tokens (an estimate by bytes, for each script), languages and how sure they are, kinds, "
                "similarity of near duplicates, and each signal that a preset can ask. Signals are those that "
                "the run has measured, by --preset or --annotate; of other runs they are measured now. "
                "Quantiles are right to a 64th.",
        .options = stats_options,
        .option_count = sizeof(stats_options) / sizeof(*stats_options),
        .examples = stats_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = stats,
};
