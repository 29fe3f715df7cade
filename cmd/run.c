/* thresh run: the output folder's rules, the run, the last acts (manifest, _SUCCESS), the exit
 * code. */
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "cmd/checkpoint.h"
#include "cmd/commands.h"
#include "cmd/dataset_card.h"
#include "cmd/dedup_values.h"
#include "cmd/keeper.h"
#include "cmd/manifest.h"
#include "cmd/out_folder.h"
#include "cmd/pipeline.h"
#include "cmd/plan.h"
#include "cmd/report_files.h"
#include "cmd/run_options.h"
#include "cmd/summary.h"
#include "cmd/task_folder.h"
#include "io/file.h"
#include "io/machine.h"
#include "io/stop.h"

struct job_values {
	struct run_values run;
};

static const struct option run_options[] = {RUN_OPTIONS(struct job_values, run)};

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
        "thresh run -o tenth --sample 0.1 --route lang crawl.warc.gz",
        "A tenth of the documents, in a folder for each language.",
        NULL,
};

/* What the command line asks for. */
struct job {
	struct run_values values;
	struct run_job run;
	struct inputs inputs;
	char *const *operands;
	int operand_count;
	bool operand_failed; /* a list or folder could not be read */
};

static int say(const struct job *job, const struct error *error, int exit_code)
{
	run_log_message(&job->run.config.log, error->text);
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
	run_log_message(&job->run.config.log, text.text);
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
		status = dataset_card_write_run(folder->path, &job->run.config, report, error);
	if (status == STATUS_OK)
		status = manifest_write(folder->manifest, &job->run.config, &job->inputs, report,
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
		left = manifest_is_of(buf_str(&text), &job->run.config, &job->inputs)
		               ? LEFT_THIS_RUN
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
	enum status status = pipeline_run(&job->run.config, &job->inputs, dedup, &report, &error);
	if (status == STATUS_OK && !report.stopped) {
		code = exit_code_of(job, &report);
		status = seal(job, folder, dedup, &report, code, &error);
	}
	if (status != STATUS_OK)
		code = say(job, &error, EXIT_STOPPED);
	else if (report.stopped)
		say_text(job, "stopped by a signal; to go on with %s, run the same again",
		         folder->path);
	run_log_end(&job->run.config.log, &report.total, report.seconds, report.stopped, code);
	if (status == STATUS_OK && job->values.json)
		summary_print_json(&report, job->run.rules, code);
	else if (status == STATUS_OK && !job->values.quiet &&
	         job->run.config.log.format == RUN_LOG_TEXT)
		summary_print(&report, job->run.rules);
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
	if (plan_compare(plan, &job->run.config, &job->inputs, &difference, &error) != STATUS_OK)
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
	job->run.config.resume = true;
	return run_with(job, folder, dedup);
}

/* What has ended before it began is told in the log as well. */
static int fail_early(const struct job *job, const struct error *error)
{
	const struct tally nothing = {0};
	say(job, error, EXIT_STOPPED);
	run_log_end(&job->run.config.log, &nothing, 0, false, EXIT_STOPPED);
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
	if (!is_whole && !job->values.restart && task_run_exists(folder->path))
		return refuse(job, folder,
		              "holds an unfinished run of many machines; --restart begins anew");
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
	if (out_folder_open(job->run.config.output, &folder, &error) != STATUS_OK)
		return fail_early(job, &error);
	if (out_folder_is_finished(&folder) && !job->values.force) {
		code = refuse(job, &folder, "holds a finished run; --force overwrites it");
	} else if (dedup_open(&job->run.config.dedup, folder.path, &dedup, &error) != STATUS_OK) {
		code = fail_early(job, &error);
	} else {
		code = run_in(job, &folder, dedup);
		dedup_close(dedup);
	}
	out_folder_close(&folder);
	return code;
}

/* As many threads as there is memory for; false if it is not enough for one. */
static bool fit_into_memory(struct job *job)
{
	struct error error;
	int wanted;
	if (run_job_fit(&job->run, &job->values, &wanted, &error) != STATUS_OK) {
		fprintf(stderr, "thresh run: %s\n", error.text);
		return false;
	}
	if (job->run.config.jobs < wanted && !job->run.config.quiet)
		say_text(job, "memory is enough for %d of %d threads", job->run.config.jobs,
		         wanted);
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
		        keep_names[job->run.config.dedup.keep], input->name);
		return false;
	}
	return true;
}

static int run_loaded(struct job *job)
{
	struct error error;
	inputs_init(&job->inputs);
	job->inputs.prefix = job->values.prefix;
	for (int i = 0; i < job->operand_count; i++)
		if (inputs_add(&job->inputs, job->operands[i], &error) != STATUS_OK) {
			say(job, &error, EXIT_DAMAGED);
			job->operand_failed = true;
		}
	stop_install();
	bool can_run = job->run.config.dedup.keep == KEEP_FIRST || can_read_twice(job);
	int code = can_run ? run_job(job) : EXIT_USAGE;
	inputs_free(&job->inputs);
	return code;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct job_values values = {run_values_default()};
	struct job job = {.operands = argv};
	struct error error;
	enum options_result parsed =
	        options_parse(command, argc, argv, &values, &job.operand_count);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	job.values = values.run;
	const char *problem = run_values_problem(&job.values);
	if (problem == NULL && job.values.dedup.explain) {
		dedup_values_explain(&job.values.dedup);
		return EXIT_DONE;
	}
	if (problem == NULL && job.operand_count == 0)
		problem = "needs INPUT...; see thresh run --help";
	if (problem == NULL && job.values.output == NULL)
		problem = "--output DIR is missing; see thresh run --help";
	if (problem) {
		fprintf(stderr, "thresh run: %s\n", problem);
		return EXIT_USAGE;
	}
	int code = EXIT_USAGE;
	if (run_job_load(&job.run, &job.values, &error) != STATUS_OK)
		say(&job, &error, EXIT_USAGE);
	else if (fit_into_memory(&job))
		code = run_loaded(&job);
	run_job_free(&job.run);
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
                "DIR/metrics.prom tells Prometheus; DIR/README.md is a dataset card; DIR/_SUCCESS is written last."
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
