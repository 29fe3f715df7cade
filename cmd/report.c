/* thresh report: the report of a run made again, or two runs compared. */
#include <stddef.h>
#include <stdio.h>

#include "cmd/commands.h"
#include "cmd/drift.h"
#include "cmd/report_files.h"

enum { TABLE_BYTES_MAX = 1 << 20 };

struct report_values {
	const char *output;
	bool compare;
	unsigned long long drift;
};

static const struct option report_options[] = {
        {"output", 'o', OPTION_TEXT, offsetof(struct report_values, output), "FILE",
         "Write the page to FILE (default OUT/report.html).", 0, 0, NULL},
        {"compare", 0, OPTION_FLAG, offsetof(struct report_values, compare), NULL,
         "Print the rates of two runs side by side; exit with 1 if one drifted.", 0, 0, NULL},
        {"drift", 0, OPTION_NUMBER, offsetof(struct report_values, drift), "PERCENT",
         "How far a rate may move, in percent of what it was (default 20).", 1, 10000, NULL},
};

static const char *const report_examples[] = {
        "thresh report monday",
        "Make monday/report.html again.",
        "thresh report --compare monday tuesday --drift 30",
        "What is different from one night to the next.",
        NULL,
};

static int say(const struct error *error)
{
	fprintf(stderr, "thresh report: %s\n", error->text);
	return EXIT_STOPPED;
}

static int make(const char *folder, const char *path)
{
	struct stats *stats;
	struct times times;
	struct error error;
	enum status status = report_files_read_stats(folder, &stats, &error);
	if (status != STATUS_OK)
		return say(&error);
	status = report_files_read_times(folder, &times, &error);
	if (status == STATUS_OK)
		status = report_files_write_page(folder, path, stats, &times, &error);
	stats_free(stats);
	return status == STATUS_OK ? EXIT_DONE : say(&error);
}

static int compare(const char *folder_before, const char *folder_after, unsigned percent)
{
	struct stats *before, *after;
	struct error error;
	struct buf out;
	if (report_files_read_stats(folder_before, &before, &error) != STATUS_OK)
		return say(&error);
	if (report_files_read_stats(folder_after, &after, &error) != STATUS_OK) {
		stats_free(before);
		return say(&error);
	}
	buf_init(&out, TABLE_BYTES_MAX);
	unsigned drifted = drift_compare(before, after, percent, &out);
	buf_printf(&out, "%u moved by more than %u %%\n", drifted, percent);
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	stats_free(before);
	stats_free(after);
	return drifted > 0 ? EXIT_DAMAGED : EXIT_DONE;
}

static int report(const struct command *command, int argc, char **argv)
{
	struct report_values values = {.drift = DRIFT_PERCENT_DEFAULT};
	int operands;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	if (operands != 1 + values.compare || (values.compare && values.output)) {
		fprintf(stderr, "thresh report: %s; see thresh report --help\n",
		        values.compare ? "--compare takes two folders, and no --output"
		                       : "takes one folder, or --compare and two");
		return EXIT_USAGE;
	}
	return values.compare ? compare(argv[0], argv[1], (unsigned)values.drift)
	                      : make(argv[0], values.output);
}

const struct command command_report = {
        .name = "report",
        .operands = "OUT [OUT2]",
        .summary = "show what a run did, or how two differ",
        .description =
                "Makes the page OUT/report.html again from OUT/stats.json and OUT/times.json, which every "
                "run writes: what became of the records, throughput, time by stage, lengths, duplicates, "
                "languages, hosts, damage, the slowest pages."
                "\n\n"
                "With --compare prints the rates of OUT and OUT2 side by side: the share that was written, "
                "each reason for not writing and kind of damage, bytes a document, languages, hosts. A rate "
                "drifted if it moved by more than --drift percent of what it was in OUT. Small numbers do "
                "not count: of a share at least 100 records must have been counted in one of the runs, and "
                "it must have moved by at least half a point; a mean must be of at least 100 documents in "
                "both. The exit status is 1 if any rate drifted.",
        .options = report_options,
        .option_count = sizeof(report_options) / sizeof(*report_options),
        .examples = report_examples,
        .operands_min = 1,
        .operands_max = 2,
        .run = report,
};
