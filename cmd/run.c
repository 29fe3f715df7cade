/* thresh run: the output folder's rules, the run, the last acts (manifest, _SUCCESS), the exit
 * code. */
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "cmd/article_values.h"
#include "cmd/checkpoint.h"
#include "cmd/commands.h"
#include "cmd/dedup_values.h"
#include "cmd/keeper.h"
#include "cmd/manifest.h"
#include "cmd/memory_plan.h"
#include "cmd/out_folder.h"
#include "cmd/pipeline.h"
#include "cmd/plan.h"
#include "cmd/preset_values.h"
#include "cmd/records.h"
#include "cmd/report_files.h"
#include "cmd/rule_options.h"
#include "cmd/safety_options.h"
#include "cmd/summary.h"
#include "io/file.h"
#include "io/machine.h"
#include "io/stop.h"

enum {
	JOBS_MAX = 1024,
	PAGE_MS_MAX = 1000 * 1000 * 1000,
	SHARD_BYTES_DEFAULT = 256 << 20,
};

struct run_values {
	unsigned long long jobs, shard_size, max_record, page_ms, memory;
	const char *output, *source, *prefix;
	struct dedup_values dedup;
	struct article_values article;
	struct rule_options rules;
	struct safety_options safety;
	struct preset_values preset;
	bool verify, force, restart, json, quiet, no_sandbox;
	int log;
};

static const struct option run_options[] = {
        {"output", 'o', OPTION_TEXT, offsetof(struct run_values, output), "DIR",
         "Folder to write to; made if it is not there. Required.", 0, 0, NULL},
        {"jobs", 'j', OPTION_NUMBER, offsetof(struct run_values, jobs), "N",
         "Worker threads (default: one for each processor). The output does not depend on it.", 1,
         JOBS_MAX, NULL},
        DEDUP_OPTIONS(struct run_values, dedup),
        FORMAT_OPTION(struct run_values, article),
        FAVOR_OPTION(struct run_values, article),
        COMMENTS_OPTION(struct run_values, article),
        RULES_OPTION(struct run_values, rules),
        NO_DEFAULT_RULES_OPTION(struct run_values, rules),
        SAFETY_OPTIONS(struct run_values, safety),
        PRESET_OPTION(struct run_values, preset),
        ANNOTATE_OPTION(struct run_values, preset),
        {"source", 0, OPTION_TEXT, offsetof(struct run_values, source), "NAME",
         "The \"source\" of every row (default thresh).", 0, 0, NULL},
        {"shard-size", 0, OPTION_SIZE, offsetof(struct run_values, shard_size), "SIZE",
         "Close a shard when this much was written to it, before compression (default 256M).", 1,
         1ull << 40, NULL},
        {"max-record", 0, OPTION_SIZE, offsetof(struct run_values, max_record), "SIZE",
         "Records larger than this are not read, and counted as damage (default 32M).",
         RECORD_BYTES_MIN, RECORD_BYTES_MAX, NULL},
        {"page-ms", 0, OPTION_NUMBER, offsetof(struct run_values, page_ms), "MS",
         "Reject a page that would take longer than this (default 1000), as \"budget\". Work is counted, "
         "not timed, in steps of about a nanosecond, so that it is the same pages on every machine.",
         1, PAGE_MS_MAX, NULL},
        {"memory", 0, OPTION_SIZE, offsetof(struct run_values, memory), "SIZE",
         "Memory for the whole process, whatever the input is (default: the machine's, and then not "
         "enforced). Where it is short there are fewer threads; the output is the same.",
         1, 1ull << 44, NULL},
        {"verify", 0, OPTION_FLAG, offsetof(struct run_values, verify), NULL,
         "Check block and payload digests; a record with a wrong one counts as damage.", 0, 0,
         NULL},
        {"prefix", 0, OPTION_TEXT, offsetof(struct run_values, prefix), "PREFIX",
         "Put before each path of an @LIST, as https://data.commoncrawl.org/.", 0, 0, NULL},
        {"force", 0, OPTION_FLAG, offsetof(struct run_values, force), NULL,
         "Overwrite a finished run in DIR. One that is not finished is gone on with all the same.",
         0, 0, NULL},
        {"restart", 0, OPTION_FLAG, offsetof(struct run_values, restart), NULL,
         "Begin anew where a run in DIR is not finished, instead of going on with it.", 0, 0, NULL},
        {"no-sandbox", 0, OPTION_FLAG, offsetof(struct run_values, no_sandbox), NULL,
         "Let the threads that parse pages open files and sockets and start programs, which else the "
         "kernel does not let them, where it can.",
         0, 0, NULL},
        {"json", 0, OPTION_FLAG, offsetof(struct run_values, json), NULL,
         "Print the summary as JSON on standard output.", 0, 0, NULL},
        {"quiet", 'q', OPTION_FLAG, offsetof(struct run_values, quiet), NULL,
         "No progress line and no summary, no log of what goes well; errors only.", 0, 0, NULL},
        {"log", 0, OPTION_CHOICE, offsetof(struct run_values, log), "FORMAT",
         "How to log on standard error: text (default), or json, an object a line for the start, "
         "inputs with problems, finished shards, how far the run is on SIGUSR1, and the end.",
         0, 0, run_log_formats},
};

static const char *const run_examples[] = {
        "thresh run -o out crawl.warc.gz",
        "One archive.",
        "thresh run -o out -j 8 /data/crawl-2026-11-24",
        "All archives in a folder, on eight threads.",
        "thresh run -o out @warc.paths",
        "The files named in a list, one a line.",
        "zcat crawl.warc.gz | thresh run -o out -",
        "From a pipe.",
        "thresh run -o night --index seen.index crawl.warc.gz",
        "Without what earlier nights have brought.",
        "thresh run -o best --keep longest --dedup-lines 10 crawl.warc.gz",
        "Of duplicates the longest, without the lines that a site repeats.",
        "thresh run -o corpus --preset gopher crawl.warc.gz",
        "Without what Gopher's rules of quality and repetition drop.",
        NULL,
};

/* What the command line asks for. */
struct job {
	struct run_values values;
	struct run_config config;
	struct inputs inputs;
	struct rule_set *rules;
	struct safety_config safety;
	struct preset_loaded preset;
	char *const *operands;
	int operand_count;
	bool operand_failed; /* a list or folder could not be read */
};

static int say(const struct job *job, const struct error *error, int exit_code)
{
	run_log_message(&job->config.log, error->text);
	return exit_code;
}

__attribute__((format(printf, 2, 3))) static void say_text(const struct job *job,
                                                           const char *format, ...)
{
	struct error text;
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text.text, sizeof(text.text), format, arguments);
	va_end(arguments);
	run_log_message(&job->config.log, text.text);
}

/* Says which folders had no archive in them; returns how many. */
static int empty_folders(const struct job *job, const struct run_report *report)
{
	int empty = 0;
	for (int k = 0; k < job->operand_count; k++) {
		const char *operand = job->operands[k];
		bool has_archive = false;
		for (size_t i = 0; i < job->inputs.count; i++)
			has_archive |= job->inputs.list[i].folder == operand &&
			               !report->inputs[i].passed_over;
		if (has_archive || operand[0] == '@' || !file_is_folder(operand))
			continue;
		say_text(job, "%s: no archives in this folder", operand);
		empty++;
	}
	return empty;
}

/* 1 if any input was damaged or could not be read. */
static int exit_code_of(const struct job *job, const struct run_report *report)
{
	bool damaged = empty_folders(job, report) > 0 || job->operand_failed ||
	               tally_records_of_kind(&report->total, OUTCOME_KIND_DAMAGED) > 0;
	for (size_t i = 0; i < job->inputs.count; i++)
		damaged |= report->inputs[i].problem != NULL;
	return damaged ? EXIT_DAMAGED : EXIT_DONE;
}

/*
 * What tells of the run, then the last acts: only a finished run has a manifest, then the index
 * takes it in, and only then there is _SUCCESS.
 */
static enum status seal(const struct job *job, const struct out_folder *folder, struct dedup *dedup,
                        struct run_report *report, int code, struct error *error)
{
	struct hash128 manifest;
	report->stats->exit_code = code;
	enum status status = report_files_write(folder->path, report->stats, &report->times, error);
	if (status == STATUS_OK)
		status = manifest_write(folder->manifest, &job->config, &job->inputs, report,
		                        &manifest, error);
	if (status == STATUS_OK)
		status = dedup_commit(dedup, manifest, code, error);
	return status == STATUS_OK ? out_folder_finish(folder, error) : status;
}

/*
 * What a run that was killed after the index had taken it in has left: all but _SUCCESS. To begin
 * anew would find its own documents in the index.
 */
enum left { LEFT_NOTHING, LEFT_THIS_RUN, LEFT_ANOTHER };

static enum left what_is_left(const struct job *job, const struct out_folder *folder,
                              const struct dedup *dedup, int *code)
{
	struct buf text;
	struct error error;
	enum left left = LEFT_NOTHING;
	if (!file_exists(folder->manifest) || out_folder_is_finished(folder))
		return LEFT_NOTHING;
	buf_init(&text, SIZE_MAX / 2);
	/* one that cannot be read is of no finished run; writing it anew will say why */
	if (file_read_whole(folder->manifest, MANIFEST_BYTES_MAX, &text, &error) == STATUS_OK &&
	    dedup_was_committed(dedup, hash128(buf_str(&text)), code))
		left = manifest_is_of(buf_str(&text), &job->config, &job->inputs) ? LEFT_THIS_RUN
		                                                                  : LEFT_ANOTHER;
	buf_free(&text);
	return left;
}

static int finish_earlier(const struct job *job, const struct out_folder *folder, int code)
{
	struct error error;
	if (out_folder_finish(folder, &error) != STATUS_OK)
		return say(job, &error, EXIT_STOPPED);
	if (!job->values.quiet)
		say_text(job, "%s was complete but for _SUCCESS; it is now", folder->path);
	return code;
}

static int run_with(const struct job *job, const struct out_folder *folder, struct dedup *dedup)
{
	struct run_report report = {0};
	struct error error = {0};
	int code = EXIT_STOPPED;
	enum status status = pipeline_run(&job->config, &job->inputs, dedup, &report, &error);
	if (status == STATUS_OK && !report.stopped) {
		code = exit_code_of(job, &report);
		status = seal(job, folder, dedup, &report, code, &error);
	}
	if (status != STATUS_OK)
		code = say(job, &error, EXIT_STOPPED);
	else if (report.stopped)
		say_text(job, "stopped by a signal; to go on with %s, run the same again",
		         folder->path);
	run_log_end(&job->config.log, &report.total, report.seconds, report.stopped, code);
	if (status == STATUS_OK && job->values.json)
		summary_print_json(&report, job->rules, code);
	else if (status == STATUS_OK && !job->values.quiet &&
	         job->config.log.format == RUN_LOG_TEXT)
		summary_print(&report, job->rules);
	pipeline_report_free(&report, &job->inputs);
	return code;
}

static int refuse(const struct job *job, const struct out_folder *folder, const char *why)
{
	say_text(job, "%s %s", folder->path, why);
	return EXIT_USAGE;
}

/* Goes on with an unfinished run of the same plan. */
static int go_on(struct job *job, const struct out_folder *folder, struct dedup *dedup)
{
	struct error difference, error;
	char plan[PATH_MAX];
	checkpoint_path(folder->path, "plan", plan, sizeof(plan));
	if (plan_compare(plan, &job->config, &job->inputs, &difference, &error) != STATUS_OK)
		return say(job, &error, EXIT_STOPPED);
	if (difference.text[0]) {
		say_text(job,
		         "%s holds an unfinished run of another kind: %s; --restart begins anew",
		         folder->path, difference.text);
		return EXIT_USAGE;
	}
	if (!job->values.quiet)
		say_text(job, "going on with the unfinished run in %s", folder->path);
	out_folder_clear_end(folder);
	job->config.resume = true;
	return run_with(job, folder, dedup);
}

/* What has ended before it began is told in the log as well. */
static int fail_early(const struct job *job, const struct error *error)
{
	const struct tally nothing = {0};
	say(job, error, EXIT_STOPPED);
	run_log_end(&job->config.log, &nothing, 0, false, EXIT_STOPPED);
	return EXIT_STOPPED;
}

static int begin_anew(const struct job *job, const struct out_folder *folder, struct dedup *dedup)
{
	struct error error;
	if (out_folder_clear(folder, &error) != STATUS_OK)
		return fail_early(job, &error);
	return run_with(job, folder, dedup);
}

/* docs/resume.md has the table of what is done with what is there. */
static int run_in(struct job *job, const struct out_folder *folder, struct dedup *dedup)
{
	int code = EXIT_DONE;
	enum left left = what_is_left(job, folder, dedup, &code);
	if (left == LEFT_THIS_RUN)
		return finish_earlier(job, folder, code);
	if (left == LEFT_ANOTHER && !job->values.force)
		return refuse(job, folder,
		              "holds another run, whole but for _SUCCESS, which the index "
		              "has taken in; --force overwrites it");
	bool is_whole = left == LEFT_ANOTHER || out_folder_is_finished(folder);
	if (!is_whole && !job->values.restart && checkpoint_exists(folder->path))
		return go_on(job, folder, dedup);
	return begin_anew(job, folder, dedup);
}

static int run_job(struct job *job)
{
	struct out_folder folder;
	struct dedup *dedup;
	struct error error;
	int code;
	if (out_folder_open(job->config.output, &folder, &error) != STATUS_OK)
		return fail_early(job, &error);
	if (out_folder_is_finished(&folder) && !job->values.force) {
		code = refuse(job, &folder, "holds a finished run; --force overwrites it");
	} else if (dedup_open(&job->config.dedup, folder.path, &dedup, &error) != STATUS_OK) {
		code = fail_early(job, &error);
	} else {
		code = run_in(job, &folder, dedup);
		dedup_close(dedup);
	}
	out_folder_close(&folder);
	return code;
}

static uint64_t memory_of(const struct run_values *values)
{
	return values->memory ? values->memory : machine_memory_bytes();
}

static struct run_config config_of(const struct run_values *values)
{
	return (struct run_config){.output = values->output,
	                           .source = values->source,
	                           .jobs = (int)values->jobs,
	                           .dedup = dedup_values_config(&values->dedup, memory_of(values)),
	                           .article = article_values_options(&values->article),
	                           .shard_bytes = values->shard_size,
	                           .record_bytes_max = values->max_record,
	                           .page_ms = values->page_ms,
	                           .verify_digests = values->verify,
	                           .quiet = values->quiet,
	                           .sandbox = !values->no_sandbox,
	                           .log = {(enum run_log_format)values->log, values->quiet}};
}

/* As many threads as there is memory for; false if it is not enough for one. */
static bool fit_into_memory(struct job *job)
{
	struct run_config *config = &job->config;
	uint64_t memory = memory_of(&job->values);
	const struct memory_needs needs = {.record_bytes_max = config->record_bytes_max,
	                                   .dedup_bytes = config->dedup.memory_bytes,
	                                   .lists_bytes = safety_config_bytes(config->safety),
	                                   .lines = config->dedup.lines > 0,
	                                   .jobs = config->jobs};
	struct memory_plan plan = memory_plan_of(&needs, memory);
	if (job->values.memory > 0 && plan.bytes > memory) {
		fprintf(stderr, "thresh run: --memory: records of --max-record can take %llu MiB\n",
		        (unsigned long long)((plan.bytes >> 20) + 1));
		return false;
	}
	if (plan.jobs < config->jobs && !config->quiet)
		say_text(job, "memory is enough for %d of %d threads", plan.jobs, config->jobs);
	config->jobs = plan.jobs;
	config->batches = plan.batches;
	if (job->values.memory > 0)
		machine_limit_memory(memory);
	return true;
}

/* --keep reads inputs twice. */
static bool can_read_twice(const struct job *job)
{
	for (size_t i = 0; i < job->inputs.count; i++) {
		const struct input *input = &job->inputs.list[i];
		if (!file_is_stream(input->path))
			continue;
		fprintf(stderr, "thresh run: --keep %s reads inputs twice, which %s cannot be\n",
		        keep_names[job->config.dedup.keep], input->name);
		return false;
	}
	return true;
}

static bool dedup_is_right(const struct dedup_values *values)
{
	const char *problem = dedup_values_problem(values);
	if (problem)
		fprintf(stderr, "thresh run: %s\n", problem);
	return problem == NULL;
}

/* The files that options name: rules, and what is to be kept out. */
static enum status load_lists(struct job *job, struct error *error)
{
	enum status status = rule_options_load(&job->values.rules, &job->rules, error);
	if (status == STATUS_OK)
		status = safety_options_load(&job->values.safety, &job->config.log, &job->safety,
		                             error);
	if (status == STATUS_OK)
		status = preset_values_load(&job->values.preset, &job->preset, error);
	job->config.rules = job->rules;
	job->config.safety = &job->safety;
	job->config.preset = &job->preset;
	return status;
}

static void free_lists(struct job *job)
{
	safety_config_free(&job->safety);
	preset_loaded_free(&job->preset);
	rule_set_free(job->rules);
}

static int run(const struct command *command, int argc, char **argv)
{
	struct job job = {.values = {.jobs = (unsigned long long)machine_processors(),
	                             .shard_size = SHARD_BYTES_DEFAULT,
	                             .max_record = RECORD_BYTES_DEFAULT,
	                             .page_ms = PAGE_MS_DEFAULT,
	                             .source = "thresh",
	                             .dedup = dedup_values_default()},
	                  .operands = argv};
	struct error error;
	enum options_result parsed =
	        options_parse(command, argc, argv, &job.values, &job.operand_count);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	if (!dedup_is_right(&job.values.dedup))
		return EXIT_USAGE;
	if (job.values.dedup.explain) {
		dedup_values_explain(&job.values.dedup);
		return EXIT_DONE;
	}
	if (job.operand_count == 0) {
		fprintf(stderr, "thresh run: needs INPUT...; see thresh run --help\n");
		return EXIT_USAGE;
	}
	job.config = config_of(&job.values);
	if (job.config.output == NULL) {
		fprintf(stderr, "thresh run: --output DIR is missing; see thresh run --help\n");
		return EXIT_USAGE;
	}
	if (load_lists(&job, &error) != STATUS_OK) {
		free_lists(&job);
		return say(&job, &error, EXIT_USAGE);
	}
	if (!fit_into_memory(&job)) {
		free_lists(&job);
		return EXIT_USAGE;
	}
	inputs_init(&job.inputs);
	job.inputs.prefix = job.values.prefix;
	for (int i = 0; i < job.operand_count; i++)
		if (inputs_add(&job.inputs, argv[i], &error) != STATUS_OK) {
			say(&job, &error, EXIT_DAMAGED);
			job.operand_failed = true;
		}
	stop_install();
	bool can_run = job.config.dedup.keep == KEEP_FIRST || can_read_twice(&job);
	int code = can_run ? run_job(&job) : EXIT_USAGE;
	inputs_free(&job.inputs);
	free_lists(&job);
	return code;
}

const struct command command_run = {
        .name = "run",
        .operands = "INPUT...",
        .summary = "turn crawl archives into deduplicated articles",
        .description =
                "Reads the archives INPUT, finds the article of each page, drops duplicates, and writes "
                "documents to DIR/part-*.jsonl.zst, one JSON object a line. INPUT is a file, a folder "
                "(all archives below it), @LIST (a file of paths, one a line) or - (standard input). "
                "A URL (http, https, s3) stands for a file. What a file is gets told by its first bytes: WARC "
                "and ARC archives, plain or compressed, zip (WACZ), tar and 7z with archives in them, JSON "
                "lines of an earlier corpus, or one page."
                "\n\n"
                "URLs go by the environment: https by CURL_CA_BUNDLE, or SSL_CERT_FILE and SSL_CERT_DIR, "
                "for certificates to trust instead of the system's; s3 by AWS_REGION, AWS_ENDPOINT_URL, "
                "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; all by https_proxy and "
                "http_proxy."
                "\n\n"
                "What was not kept stands in DIR/rejects-*.jsonl.zst with the reason. "
                "DIR/manifest.json counts every record and byte; DIR/report.html shows what the run did, "
                "DIR/metrics.prom tells Prometheus; DIR/_SUCCESS is written last."
                "\n\n"
                "A run that was killed or stopped goes on when the same command is run again; the output is "
                "the same as if it had not been. If options, inputs or the program are others, that is "
                "refused, and --restart begins anew. SIGINT and SIGTERM stop a run behind the batches in hand, "
                "a second one stops it at once; SIGUSR1 makes it say how far it is.",
        .options = run_options,
        .option_count = sizeof(run_options) / sizeof(*run_options),
        .examples = run_examples,
        .operands_min = 0, /* --explain-dedup needs none */
        .operands_max = -1,
        .run = run,
};
