/*
 * thresh finish: the last act of a run on many machines. Sums up what the reduce tasks have
 * counted, lets the index take the new keys in, and writes what a run writes at its end. Numbers of
 * the documents that are new to the index follow the order of the input, as they do in a run:
 * counted over a bit for each document that owns a key.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/dataset_card.h"
#include "cmd/finish.h"
#include "cmd/manifest.h"
#include "cmd/out_folder.h"
#include "cmd/report_files.h"
#include "cmd/summary.h"
#include "cmd/task_job.h"
#include "cmd/task_result.h"
#include "core/base/bug.h"
#include "io/file.h"
#include "io/index.h"
#include "io/index_catalogue.h"
#include "io/machine.h"
#include "io/owned.h"
#include "io/record_file.h"
#include "io/stop.h"

enum { WORD_BITS = 64, OWNED_AHEAD = 1024, URL_BYTES = 1 << 20 };

/* Which documents of a task own a key, and how many do before each word of bits. */
struct owners {
	uint64_t *bits;
	uint32_t *before; /* one for each word */
	uint32_t documents, count;
	uint64_t first_number; /* of the first owner */
};

/* A file that is read front to back: documents or URLs of a task. */
struct front {
	struct record_file *file;
	uint64_t at;
};

struct finish {
	const struct task_job *job;
	struct task_result result;
	bool is_earlier; /* all but _SUCCESS was there */
	struct index *index;
	struct owned_file **owned; /* by range */
	uint64_t *first_keys;      /* of each range, among all; one more */
	struct owners *owners;     /* by task */
	uint64_t owner_count, url_bytes;

	/* where index_commit is in the documents */
	uint32_t task, document;
	struct front documents, urls;
	struct buf url;
};

/* --- sums --- */

static enum status add_results(struct finish *finish, struct error *error)
{
	const struct task_plan *plan = &finish->job->plan;
	enum status status = STATUS_OK;
	static const enum task_stage summed[] = {TASK_DEDUP, TASK_REDUCE};
	for (size_t s = 0; s < sizeof(summed) / sizeof(*summed); s++) {
		uint32_t count = summed[s] == TASK_DEDUP ? plan->range_count : plan->task_count;
		for (uint32_t t = 0; t < count && status == STATUS_OK; t++) {
			char path[PATH_MAX];
			status = task_wait(finish->job->output, summed[s], t, error);
			task_path(finish->job->output, summed[s], t, "result", path);
			if (status == STATUS_OK)
				status = task_result_read(
				        path, &finish->result, plan->all, plan->inputs.count,
				        finish->job->run.config.rules->count, error);
		}
	}
	return status;
}

static enum status check_shards(const struct finish *finish, struct error *error)
{
	for (int s = 0; s < SERIES_COUNT; s++)
		for (size_t i = 0; i < finish->result.shard_counts[s]; i++) {
			const struct shard *shard = &finish->result.shards[s][i];
			char path[PATH_MAX];
			task_output_path(finish->job->output, shard->name, path);
			enum status status = task_wait_file(path, shard->bytes, error);
			if (status != STATUS_OK)
				return status;
		}
	return STATUS_OK;
}

/* Says which folders had no archive in them; returns how many. Inputs of one follow each other. */
static int empty_folders(const struct finish *finish)
{
	const struct inputs *inputs = &finish->job->plan.inputs;
	int empty = 0;
	for (size_t i = 0, end; i < inputs->count; i = end) {
		const char *folder = inputs->list[i].folder;
		bool has_archive = folder == NULL;
		for (end = i; end < inputs->count; end++) {
			const char *other = inputs->list[end].folder;
			if ((folder == NULL) != (other == NULL) ||
			    (folder && strcmp(folder, other) != 0))
				break;
			has_archive |= !finish->result.report.inputs[end].passed_over;
		}
		if (has_archive)
			continue;
		fprintf(stderr, "thresh finish: %s: no archives in this folder\n", folder);
		empty++;
	}
	return empty;
}

static bool is_damaged(const struct finish *finish)
{
	const struct run_report *report = &finish->result.report;
	bool damaged = empty_folders(finish) > 0 || finish->job->plan.has_problem ||
	               tally_records_of_kind(&report->total, OUTCOME_KIND_DAMAGED) > 0;
	for (size_t i = 0; i < finish->job->plan.inputs.count; i++)
		damaged |= report->inputs[i].problem != NULL;
	return damaged;
}

/* Of waiting as well; in whole seconds. */
static double seconds_since_submitted(const struct finish *finish)
{
	char path[PATH_MAX];
	task_run_path(finish->job->output, "plan", path);
	double then = (double)file_stamp(path).changed_ns / 1e9,
	       now = (double)machine_unix_seconds();
	return now > then + 1 ? now - then : 1;
}

static void complete_report(struct finish *finish)
{
	struct run_report *report = &finish->result.report;
	struct stats *stats = report->stats;
	const struct task_plan *plan = &finish->job->plan;
	for (int s = 0; s < SERIES_COUNT; s++) {
		report->shards[s] = finish->result.shards[s];
		report->shard_counts[s] = finish->result.shard_counts[s];
	}
	report->times.ended = machine_unix_seconds();
	report->times.jobs = plan->task_count;
	report->seconds = seconds_since_submitted(finish);
	report->times.wall_us = (uint64_t)(report->seconds * 1e6);
	report->cpu_seconds = (double)report->times.cpu_us / 1e6;
	stats->total = report->total;
	stats->source = stats_text(str_from(finish->job->run.config.source), STATS_TEXT_BYTES_MAX,
	                           &stats->arena);
	for (size_t i = 0; i < plan->inputs.count; i++) {
		stats->inputs += !report->inputs[i].passed_over;
		if (report->inputs[i].problem)
			stats_problem(stats, str_from(plan->inputs.list[i].name),
			              str_from(report->inputs[i].problem));
	}
}

/* --- the index --- */

static enum status open_owned(struct finish *finish, struct error *error)
{
	const struct task_plan *plan = &finish->job->plan;
	enum status status = STATUS_OK;
	finish->owned = memory_resize(NULL, plan->range_count * sizeof(*finish->owned));
	memset(finish->owned, 0, plan->range_count * sizeof(*finish->owned));
	finish->first_keys =
	        memory_resize(NULL, (plan->range_count + (size_t)1) * sizeof(*finish->first_keys));
	finish->first_keys[0] = 0;
	for (uint32_t r = 0; r < plan->range_count && status == STATUS_OK; r++) {
		char path[PATH_MAX];
		task_path(finish->job->output, TASK_DEDUP, r, "owned", path);
		status = owned_open(path, &finish->owned[r], error);
		if (status != STATUS_OK)
			return status;
		struct owned_sizes sizes = owned_sizes(finish->owned[r]);
		if (sizes.tasks != plan->task_count || sizes.ranges != plan->range_count ||
		    sizes.range != r)
			return error_set(error, "%s: of another plan", path);
		finish->first_keys[r + 1] = finish->first_keys[r] + sizes.keys;
	}
	return status;
}

static enum status open_front(const struct finish *finish, uint32_t task, struct front *front,
                              const char *name, size_t record_bytes, struct error *error)
{
	char path[PATH_MAX];
	record_file_close(front->file);
	front->file = NULL;
	front->at = 0;
	task_path(finish->job->output, TASK_MAP, task, name, path);
	return record_file_open(path, record_bytes, &front->file, error);
}

static enum status owners_init(struct finish *finish, struct error *error)
{
	uint32_t tasks = finish->job->plan.task_count;
	enum status status = STATUS_OK;
	finish->owners = memory_resize(NULL, tasks * sizeof(*finish->owners));
	memset(finish->owners, 0, tasks * sizeof(*finish->owners));
	for (uint32_t t = 0; t < tasks && status == STATUS_OK; t++) {
		struct owners *owners = &finish->owners[t];
		status = open_front(finish, t, &finish->documents, "documents",
		                    sizeof(struct segment_document), error);
		if (status != STATUS_OK)
			break;
		owners->documents = (uint32_t)record_file_count(finish->documents.file);
		size_t words = owners->documents / WORD_BITS + (size_t)1;
		owners->bits = memory_resize(NULL, words * sizeof(*owners->bits));
		owners->before = memory_resize(NULL, words * sizeof(*owners->before));
		memset(owners->bits, 0, words * sizeof(*owners->bits));
	}
	return status;
}

static void number_owners(struct finish *finish)
{
	uint64_t number = finish->result.report.index_documents;
	for (uint32_t t = 0; t < finish->job->plan.task_count; t++) {
		struct owners *owners = &finish->owners[t];
		owners->first_number = number;
		for (size_t w = 0; w <= owners->documents / WORD_BITS; w++) {
			owners->before[w] = owners->count;
			owners->count += (uint32_t)__builtin_popcountll(owners->bits[w]);
		}
		number += owners->count;
		finish->owner_count += owners->count;
	}
}

static enum status find_owners(struct finish *finish, struct error *error)
{
	struct owned ahead[OWNED_AHEAD];
	enum status status = owners_init(finish, error);
	for (uint32_t r = 0; r < finish->job->plan.range_count && status == STATUS_OK; r++) {
		size_t got = 1;
		for (uint64_t at = 0; got > 0; at += got) {
			status = owned_read(finish->owned[r], at, ahead, OWNED_AHEAD, &got, error);
			if (status != STATUS_OK)
				return status;
			for (size_t i = 0; i < got; i++) {
				struct owners *owners = &finish->owners[ahead[i].task];
				BUG_UNLESS(ahead[i].document < owners->documents);
				owners->bits[ahead[i].document / WORD_BITS] |=
				        (uint64_t)1 << ahead[i].document % WORD_BITS;
			}
		}
	}
	if (status == STATUS_OK)
		number_owners(finish);
	return status;
}

static uint32_t number_of(const struct finish *finish, const struct owned *owned)
{
	const struct owners *owners = &finish->owners[owned->task];
	size_t word = owned->document / WORD_BITS;
	uint64_t below = ((uint64_t)1 << owned->document % WORD_BITS) - 1;
	return (uint32_t)(owners->first_number + owners->before[word] +
	                  (uint64_t)__builtin_popcountll(owners->bits[word] & below));
}

static enum status keys_at(void *context, uint64_t first, struct key *keys, size_t count,
                           struct error *error)
{
	const struct finish *finish = context;
	struct owned ahead[OWNED_AHEAD];
	uint32_t r = 0;
	while (count > 0) {
		while (first >= finish->first_keys[r + 1])
			r++;
		size_t got, most = count < OWNED_AHEAD ? count : OWNED_AHEAD;
		enum status status = owned_read(finish->owned[r], first - finish->first_keys[r],
		                                ahead, most, &got, error);
		if (status != STATUS_OK)
			return status;
		for (size_t i = 0; i < got; i++)
			keys[i] = key_of(ahead[i].key, number_of(finish, &ahead[i]));
		keys += got;
		count -= got;
		first += got;
	}
	return STATUS_OK;
}

static enum status front_read(struct front *front, void *records, size_t n, struct error *error)
{
	enum status status = record_file_read(front->file, front->at, records, n, error);
	front->at += n;
	return status;
}

/* The next document in input order, with its URL; whether it owns a key. */
static enum status next_document(struct finish *finish, struct segment_document *document,
                                 bool *owns, struct error *error)
{
	enum status status = STATUS_OK;
	while (finish->document == finish->owners[finish->task].documents) {
		finish->task++;
		finish->document = 0;
	}
	if (finish->document == 0)
		status = open_front(finish, finish->task, &finish->documents, "documents",
		                    sizeof(*document), error);
	if (status == STATUS_OK && finish->document == 0)
		status = open_front(finish, finish->task, &finish->urls, "urls", 1, error);
	if (status == STATUS_OK)
		status = front_read(&finish->documents, document, 1, error);
	if (status != STATUS_OK)
		return status;
	const uint64_t *bits = finish->owners[finish->task].bits;
	*owns = bits[finish->document / WORD_BITS] >> finish->document % WORD_BITS & 1;
	finish->document++;
	buf_reset(&finish->url);
	char *room = buf_reserve(&finish->url, document->url_bytes);
	if (room == NULL)
		return error_set(error, "%s: damaged", record_file_path(finish->documents.file));
	finish->url.n = document->url_bytes;
	return front_read(&finish->urls, room, document->url_bytes, error);
}

static enum status document_at(void *context, uint32_t number, struct segment_document *document,
                               struct str *url, struct error *error)
{
	struct finish *finish = context;
	bool owns = false;
	enum status status = STATUS_OK;
	if (number == finish->result.report.index_documents)
		finish->task = finish->document = 0;
	while (status == STATUS_OK && !owns)
		status = next_document(finish, document, &owns, error);
	*url = buf_str(&finish->url);
	return status;
}

static enum status sum_urls(struct finish *finish, struct error *error)
{
	enum status status = STATUS_OK;
	for (uint64_t i = 0; i < finish->owner_count && status == STATUS_OK; i++) {
		struct segment_document document;
		struct str url;
		status = document_at(finish, (uint32_t)(finish->result.report.index_documents + i),
		                     &document, &url, error);
		finish->url_bytes += url.n;
	}
	return status;
}

static enum status open_index(struct finish *finish, struct error *error)
{
	const struct dedup_config *config = &finish->job->run.config.dedup;
	char keys[DEDUP_KEYS_BYTES];
	dedup_keys_text(&config->keys, keys);
	enum status status =
	        index_open(config->index, INDEX_CREATE, keys, 0, &finish->index, error);
	if (status == STATUS_OK)
		finish->result.report.index_documents = index_sizes(finish->index).documents;
	return status;
}

static enum status gather_keys(struct finish *finish, struct error *error)
{
	enum status status = open_owned(finish, error);
	if (status == STATUS_OK)
		status = find_owners(finish, error);
	if (status == STATUS_OK &&
	    finish->owner_count + finish->result.report.index_documents >= KEY_NO_DOCUMENT)
		return error_set(error, "more documents than an index can number");
	return status == STATUS_OK ? sum_urls(finish, error) : status;
}

static enum status commit(struct finish *finish, struct hash128 manifest, int code,
                          struct error *error)
{
	const struct index_batch batch = {.keys_at = keys_at,
	                                  .key_count =
	                                          finish->first_keys[finish->job->plan.range_count],
	                                  .document_count = (uint32_t)finish->owner_count,
	                                  .url_bytes = finish->url_bytes,
	                                  .document = document_at,
	                                  .context = finish};
	const struct catalogue_run run = {.exit_code = (uint32_t)code, .manifest = manifest};
	return index_commit(finish->index, &batch, run, error);
}

/* --- the end --- */

bool finish_was_committed(const struct index *index, const char *manifest, int *exit_code)
{
	struct buf text;
	struct error error;
	bool was = false;
	buf_init(&text, 2 * (size_t)MANIFEST_BYTES_MAX);
	/* one that cannot be read is of no such try; writing it anew will say why */
	if (file_exists(manifest) &&
	    file_read_whole(manifest, MANIFEST_BYTES_MAX, &text, &error) == STATUS_OK)
		was = catalogue_ends_with(index_catalogue(index), hash128(buf_str(&text)),
		                          exit_code);
	buf_free(&text);
	return was;
}

/* As a run does it: what tells of it, the manifest, the index, then _SUCCESS. */
static enum status seal(struct finish *finish, const struct out_folder *folder, int code,
                        struct error *error)
{
	struct run_report *report = &finish->result.report;
	const struct run_config *config = &finish->job->run.config;
	struct hash128 manifest;
	report->stats->exit_code = code;
	enum status status = report_files_write(folder->path, report->stats, &report->times, error);
	if (status == STATUS_OK)
		status = dataset_card_write_run(folder->path, config, report, error);
	if (status == STATUS_OK)
		status = manifest_write(folder->manifest, config, &finish->job->plan.inputs, report,
		                        &manifest, error);
	if (status == STATUS_OK && finish->index)
		status = commit(finish, manifest, code, error);
	return status == STATUS_OK ? out_folder_finish(folder, error) : status;
}

static enum status sum_up(struct finish *finish, struct error *error)
{
	enum status status = add_results(finish, error);
	if (status == STATUS_OK)
		status = check_shards(finish, error);
	if (status == STATUS_OK && !tally_identity_holds(&finish->result.report.total))
		status = error_set(error, "records or bytes read are not those counted");
	return status;
}

static enum status run_finish(struct finish *finish, const struct out_folder *folder, int *code,
                              struct error *error)
{
	const struct task_job *job = finish->job;
	const char *index = job->run.config.dedup.index;
	enum status status = index ? open_index(finish, error) : STATUS_OK;
	finish->is_earlier = status == STATUS_OK && index &&
	                     finish_was_committed(finish->index, folder->manifest, code);
	if (finish->is_earlier)
		return out_folder_finish(folder, error);
	if (status == STATUS_OK)
		status = task_plan_check_index(&job->plan, index, error);
	if (status == STATUS_OK)
		status = sum_up(finish, error);
	if (status == STATUS_OK && index)
		status = gather_keys(finish, error);
	if (status != STATUS_OK)
		return status;
	complete_report(finish);
	*code = is_damaged(finish) ? EXIT_DAMAGED : EXIT_DONE;
	return seal(finish, folder, *code, error);
}

static void finish_free(struct finish *finish)
{
	const struct task_plan *plan = &finish->job->plan;
	for (uint32_t r = 0; finish->owned && r < plan->range_count; r++)
		owned_close(finish->owned[r]);
	for (uint32_t t = 0; finish->owners && t < plan->task_count; t++) {
		free(finish->owners[t].bits);
		free(finish->owners[t].before);
	}
	free(finish->owned);
	free(finish->owners);
	free(finish->first_keys);
	record_file_close(finish->documents.file);
	record_file_close(finish->urls.file);
	buf_free(&finish->url);
	index_close(finish->index);
	task_result_free(&finish->result, plan->inputs.count);
}

static int finish_in(const struct task_job *job, const struct out_folder *folder)
{
	struct finish finish = {.job = job};
	struct error error;
	int code = EXIT_DONE;
	buf_init(&finish.url, URL_BYTES);
	task_result_init(&finish.result, job->plan.inputs.count, job->run.config.rules->count);
	if (run_finish(&finish, folder, &code, &error) != STATUS_OK) {
		code = task_job_fail(job, &error);
	} else {
		task_forget_all(job->output);
		if (!job->run.config.quiet && !finish.is_earlier)
			summary_print(&finish.result.report, job->run.rules);
	}
	finish_free(&finish);
	return code;
}

static int finish_job(const struct task_job *job)
{
	struct out_folder folder;
	struct error error;
	int code = EXIT_DONE;
	if (out_folder_open(job->output, &folder, &error) != STATUS_OK)
		return task_job_fail(job, &error);
	if (out_folder_is_finished(&folder))
		task_forget_all(job->output); /* which was interrupted */
	else
		code = finish_in(job, &folder);
	out_folder_close(&folder);
	return code;
}

static const struct option finish_options[] = {
        {"quiet", 'q', OPTION_FLAG, offsetof(struct task_values, quiet), NULL, "Errors only.", 0, 0,
         NULL},
};

static const char *const finish_examples[] = {
        "thresh finish out",
        "When all tasks of a run that was submitted to the folder out are done.",
        NULL,
};

static int run(const struct command *command, int argc, char **argv)
{
	struct task_values values = {0};
	struct task_job job;
	int count;
	enum options_result parsed = options_parse(command, argc, argv, &values, &count);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	int code = task_job_open_plan(&job, "finish", argv[0], &values);
	if (code == EXIT_DONE && !job.is_over) {
		stop_install();
		code = finish_job(&job);
	}
	task_job_close(&job);
	return code;
}

const struct command command_finish = {
        .name = "finish",
        .operands = "OUT",
        .summary = "the end of a run on many machines",
        .description =
                "Checks that all tasks are done and their shards are there, adds up what they have counted, "
                "writes OUT/manifest.json and the report, lets the index take in what is new, and writes "
                "OUT/_SUCCESS last. What the tasks have left for each other is then removed.",
        .options = finish_options,
        .option_count = sizeof(finish_options) / sizeof(*finish_options),
        .examples = finish_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = run,
};
