/*
 * The options of `thresh run`, which `thresh submit` has as well, and what they come to: a
 * configuration with the files it names read.
 */
#ifndef CMD_RUN_OPTIONS_H
#define CMD_RUN_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cmd/article_values.h"
#include "cmd/dedup_values.h"
#include "cmd/pipeline.h"
#include "cmd/preset_values.h"
#include "cmd/records.h"
#include "cmd/rule_options.h"
#include "cmd/safety_options.h"
#include "cmd/shape_values.h"
#include "core/base/status.h"

enum {
	JOBS_MAX = 1024,
	PAGE_MS_MAX = 1000 * 1000 * 1000,
};

struct run_values {
	unsigned long long jobs, shard_size, max_record, page_ms, memory;
	const char *output, *source, *prefix;
	struct dedup_values dedup;
	struct article_values article;
	struct rule_options rules;
	struct safety_options safety;
	struct preset_values preset;
	struct shape_values shape;
	bool verify, force, restart, json, quiet, no_sandbox;
	int log;
};

/* clang-format off */
/* Rows for the option table of a command whose values are a `type` with such a `member`. */
#define RUN_OPTIONS(type, member)                                                                  \
	{"output", 'o', OPTION_TEXT, offsetof(type, member.output), "DIR", \
	 "Folder to write to; made if it is not there. Required.", 0, 0, NULL}, \
	{"jobs", 'j', OPTION_NUMBER, offsetof(type, member.jobs), "N", \
	 "Worker threads (default: one for each processor). The output does not depend on it.", 1, \
	 JOBS_MAX, NULL}, \
	DEDUP_OPTIONS(type, member.dedup), \
	FORMAT_OPTION(type, member.article), \
	FAVOR_OPTION(type, member.article), \
	COMMENTS_OPTION(type, member.article), \
	RULES_OPTION(type, member.rules), \
	NO_DEFAULT_RULES_OPTION(type, member.rules), \
	SAFETY_OPTIONS(type, member.safety), \
	PRESET_OPTION(type, member.preset), \
	ANNOTATE_OPTION(type, member.preset), \
	SHAPE_OPTIONS(type, member.shape), \
	{"source", 0, OPTION_TEXT, offsetof(type, member.source), "NAME", \
	 "The \"source\" of every row (default thresh).", 0, 0, NULL}, \
	{"shard-size", 0, OPTION_SIZE, offsetof(type, member.shard_size), "SIZE", \
	 "Close a shard when this much was written to it, before compression (default 256M).", 1, \
	 1ull << 40, NULL}, \
	{"max-record", 0, OPTION_SIZE, offsetof(type, member.max_record), "SIZE", \
	 "Records larger than this are not read, and counted as damage (default 32M).", \
	 RECORD_BYTES_MIN, RECORD_BYTES_MAX, NULL}, \
	{"page-ms", 0, OPTION_NUMBER, offsetof(type, member.page_ms), "MS", \
	 "Reject a page that would take longer than this (default 1000), as \"budget\". Work is counted, " \
	 "not timed, in steps of about a nanosecond, so that it is the same pages on every machine.", \
	 1, PAGE_MS_MAX, NULL}, \
	{"memory", 0, OPTION_SIZE, offsetof(type, member.memory), "SIZE", \
	 "Memory for the whole process, whatever the input is (default: the machine's, and then not " \
	 "enforced). Where it is short there are fewer threads; the output is the same.", \
	 1, 1ull << 44, NULL}, \
	{"verify", 0, OPTION_FLAG, offsetof(type, member.verify), NULL, \
	 "Check block and payload digests; a record with a wrong one counts as damage.", 0, 0, \
	 NULL}, \
	{"prefix", 0, OPTION_TEXT, offsetof(type, member.prefix), "PREFIX", \
	 "Put before each path of an @LIST, as https://data.commoncrawl.org/.", 0, 0, NULL}, \
	{"force", 0, OPTION_FLAG, offsetof(type, member.force), NULL, \
	 "Overwrite a finished run in DIR. One that is not finished is gone on with all the same.", \
	 0, 0, NULL}, \
	{"restart", 0, OPTION_FLAG, offsetof(type, member.restart), NULL, \
	 "Begin anew where a run in DIR is not finished, instead of going on with it.", 0, 0, NULL}, \
	{"no-sandbox", 0, OPTION_FLAG, offsetof(type, member.no_sandbox), NULL, \
	 "Let the threads that parse pages open files and sockets and start programs, which else the " \
	 "kernel does not let them, where it can.", \
	 0, 0, NULL}, \
	{"json", 0, OPTION_FLAG, offsetof(type, member.json), NULL, \
	 "Print the summary as JSON on standard output.", 0, 0, NULL}, \
	{"quiet", 'q', OPTION_FLAG, offsetof(type, member.quiet), NULL, \
	 "No progress line and no summary, no log of what goes well; errors only.", 0, 0, NULL}, \
	{"log", 0, OPTION_CHOICE, offsetof(type, member.log), "FORMAT", \
	 "How to log on standard error: text (default), or json, an object a line for the start, " \
	 "inputs with problems, finished shards, how far the run is on SIGUSR1, and the end.", \
	 0, 0, run_log_formats}
/* clang-format on */

struct run_values run_values_default(void);

/* NULL, or what is wrong with the values together. */
const char *run_values_problem(const struct run_values *values);

/* A configuration, and what it points to. */
struct run_job {
	struct run_config config;
	struct rule_set *rules;
	struct safety_config safety;
	struct preset_loaded preset;
};

/* Reads rules, presets and lists. Freed in any case. */
MUST_CHECK enum status run_job_load(struct run_job *job, const struct run_values *values,
                                    struct error *error);
void run_job_free(struct run_job *job);

/*
 * As many threads and batches as there is memory for, which is then all that the process gets if
 * `values` have --memory. `*wanted` is how many threads there would be with more. Fails if it is
 * not enough for one.
 */
MUST_CHECK enum status run_job_fit(struct run_job *job, const struct run_values *values,
                                   int *wanted, struct error *error);

#endif
