/* thresh bench: what each step costs, what a whole run costs, and how far it could be spread. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/bench_report.h"
#include "cmd/commands.h"
#include "cmd/rule_options.h"
#include "core/base/bug.h"
#include "io/machine.h"
#include "io/stop.h"

enum { ROUNDS_DEFAULT = 3, ROUNDS_MAX = 1000 };

struct bench_values {
	unsigned long long rounds;
	bool json;
};

static const struct option bench_options[] = {
        {"rounds", 0, OPTION_NUMBER, offsetof(struct bench_values, rounds), "N",
         "Measure everything N times and take the best (default 3).", 1, ROUNDS_MAX, NULL},
        {"json", 0, OPTION_FLAG, offsetof(struct bench_values, json), NULL,
         "Print one JSON object instead of tables.", 0, 0, NULL},
};

static const char *const bench_examples[] = {
        "thresh bench crawl.warc.gz",
        "Where the time goes on these pages, on this machine.",
        "thresh bench --rounds 5 --json crawl.warc.gz",
        "The same numbers for a program.",
        NULL,
};

static enum status measure_inflate(struct bench_result *result, bool first, struct error *error)
{
	uint64_t ns;
	enum status status = bench_inflate(&result->input, &ns, error);
	if (status == STATUS_OK && (first || ns < result->inflate_ns))
		result->inflate_ns = ns;
	return status;
}

static enum status measure_steps(struct bench_result *result, bool first, struct error *error)
{
	const struct rule_options options = {.no_default = false};
	struct bench_pass *pass = memory_resize(NULL, sizeof(*pass));
	struct rule_set *rules;
	enum status status = rule_options_load(&options, &rules, error);
	if (status == STATUS_OK)
		status = bench_pass_run(&result->input, rules, pass, error);
	rule_set_free(rules);
	if (status == STATUS_OK &&
	    (first || bench_pass_sum(pass).cpu_ns < bench_pass_sum(&result->pass).cpu_ns))
		result->pass = *pass;
	free(pass);
	return status;
}

static void take_better(struct bench_run *best, const struct bench_run *run, bool first)
{
	if (first || run->cpu_seconds < best->cpu_seconds)
		*best = *run;
}

static enum status measure_runs(struct bench_result *result, bool first, struct error *error)
{
	const int jobs[BENCH_RUNS_MAX] = {1, machine_processors()};
	struct bench_run run;
	enum status status = bench_run_nothing(&run, error);
	result->run_count = jobs[1] > 1 ? BENCH_RUNS_MAX : 1;
	if (status == STATUS_OK)
		take_better(&result->nothing, &run, first);
	for (uint32_t i = 0; i < result->run_count && status == STATUS_OK; i++) {
		status = bench_run(&result->input, jobs[i], &run, error);
		if (status == STATUS_OK)
			take_better(&result->runs[i], &run, first);
	}
	return status;
}

/* In turns, so that all of them meet the machine as it is at the time. */
static enum status measure(struct bench_result *result, struct error *error)
{
	enum status status = STATUS_OK;
	for (uint64_t i = 0; i < result->rounds && status == STATUS_OK; i++) {
		status = measure_inflate(result, i == 0, error);
		if (status == STATUS_OK)
			status = measure_steps(result, i == 0, error);
		if (status == STATUS_OK)
			status = measure_runs(result, i == 0, error);
	}
	result->pass_peak_rss_bytes = machine_peak_rss_bytes();
	result->scale = bench_scale_of(&result->runs[0].times, &result->nothing.times);
	return status;
}

static void print(const struct bench_result *result, bool json)
{
	struct buf out;
	buf_init(&out, BENCH_REPORT_BYTES_MAX);
	if (json)
		bench_report_json(result, &out);
	else
		bench_report_table(result, &out);
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
}

static int bench_archives(const struct bench_input *input, const struct bench_values *values)
{
	struct bench_result *result = memory_resize(NULL, sizeof(*result));
	struct error error;
	*result = (struct bench_result){.input = *input, .rounds = values->rounds};
	enum status status = measure(result, &error);
	if (status == STATUS_OK)
		print(result, values->json);
	else if (status == STATUS_FAILED)
		fprintf(stderr, "thresh bench: %s\n", error.text);
	free(result);
	return status == STATUS_OK ? EXIT_DONE : EXIT_STOPPED;
}

static int bench(const struct command *command, int argc, char **argv)
{
	struct bench_values values = {.rounds = ROUNDS_DEFAULT};
	int operands;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	for (int i = 0; i < operands; i++) {
		if (strcmp(argv[i], "-") == 0) {
			fprintf(stderr,
			        "thresh bench: standard input cannot be read several times\n");
			return EXIT_USAGE;
		}
	}
	stop_install();
	return bench_archives(&(struct bench_input){argv, operands}, &values);
}

const struct command command_bench = {
        .name = "bench",
        .operands = "ARCHIVE...",
        .summary = "what each step of a run costs, on this machine and these archives",
        .description =
                "Runs the steps of a run over all records, with the default options and in one thread, and "
                "prints for each of them CPU time, MB of pages a second, cycles a byte where the processor "
                "tells them, share, and the ratio to inflating the same archives with libdeflate and doing "
                "nothing else, which holds on any machine. Then whole runs into a folder below $TMPDIR or "
                "/tmp, which is removed: with one thread, and with one for each processor."
                "\n\n"
                "What is left to one core in a run tells the bound of its speed on many: \"serial\" has the "
                "stages that take one batch after another, \"parallel\" the others and the compression, "
                "which libzstd's own threads do, at most eight of them.",
        .options = bench_options,
        .option_count = sizeof(bench_options) / sizeof(*bench_options),
        .examples = bench_examples,
        .operands_min = 1,
        .operands_max = -1,
        .run = bench,
};
