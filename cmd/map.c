/*
 * thresh map: the pages of one task. Documents and what else has a row are spilled in input order,
 * documents numbered; their keys go into sorted runs, and who they were into files of their own:
 *
 *     entries     all entries (cmd/spill.h)
 *     keys        of documents, of their payloads and of revisits (io/key_runs.h)
 *     documents   who those with a number were: struct segment_document, by number
 *     urls        their URLs, one behind the other; only with an index
 *     result      what was counted (cmd/task_result.h); tallies without the entries
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/spill.h"
#include "cmd/task_job.h"
#include "cmd/task_result.h"
#include "core/base/bug.h"
#include "core/base/day.h"
#include "io/file.h"
#include "io/index_segment.h"
#include "io/key_runs.h"
#include "io/machine.h"
#include "io/stop.h"

enum {
	STREAM_BYTES = 1 << 20,
	KEY_MEMORY_SHARE = 2, /* of what is for remembering documents */
	STAGES = 5,
};

/* Appended to, front to back. */
struct stream {
	char path[PATH_MAX];
	int fd;
	struct buf pending;
};

struct map {
	const struct task_job *job;
	struct task_attempt attempt;
	struct page_limits limits;
	struct reading reading; /* of read and number */
	struct term term;
	struct task_result result;

	/* number */
	struct key_runs_writer *keys;
	struct stream key_file, documents, urls;
	uint32_t next_document;
	struct error number_error;

	/* write */
	struct spill_writer *spill;
	struct error write_error;
	uint64_t bytes_total, bytes_done;
};

/* --- files --- */

static enum status stream_open(struct stream *stream, const struct task_attempt *attempt,
                               const char *name, struct error *error)
{
	buf_init(&stream->pending, 2 * STREAM_BYTES);
	task_file(attempt, name, stream->path);
	return file_create(stream->path, &stream->fd, error);
}

static enum status stream_flush(struct stream *stream, struct error *error)
{
	enum status status = file_write(stream->fd, stream->path, buf_str(&stream->pending), error);
	buf_reset(&stream->pending);
	return status;
}

/* At most STREAM_BYTES at a time. */
static enum status stream_put(struct stream *stream, const void *bytes, size_t n,
                              struct error *error)
{
	enum status status = STATUS_OK;
	if (stream->pending.n + n > STREAM_BYTES)
		status = stream_flush(stream, error);
	buf_append(&stream->pending, (struct str){bytes, n});
	return status;
}

static enum status stream_finish(struct stream *stream, struct error *error)
{
	enum status status = stream_flush(stream, error);
	return status == STATUS_OK ? file_sync_close(&stream->fd, stream->path, error) : status;
}

static void stream_close(struct stream *stream)
{
	file_close(&stream->fd);
	buf_free(&stream->pending);
}

/* --- stages --- */

static enum status stage_read(void *context, void *worker, void *item)
{
	struct map *map = context;
	(void)worker;
	return reading_next(&map->reading, item);
}

static enum status stage_page(void *context, void *worker, void *item)
{
	struct map *map = context;
	batch_extract(item, worker, &map->limits);
	return STATUS_OK;
}

/* Whose it is, if an earlier document has the same payload. */
static uint64_t payload_key(const struct batch_entry *entry)
{
	return hash128(entry->payload_digest).low;
}

static enum status add_keys(struct map *map, const struct batch_entry *entry)
{
	struct error *error = &map->number_error;
	enum status status = STATUS_OK;
	bool is_revisit = entry->outcome == OUTCOME_REVISIT;
	const struct fingerprint *fingerprint = &entry->page->fingerprint;
	for (uint32_t k = 0; k < fingerprint->key_count && status == STATUS_OK && !is_revisit; k++)
		status = key_runs_add(map->keys, fingerprint->keys[k], entry->document, (uint8_t)k,
		                      error);
	if (status == STATUS_OK && entry->payload_digest.n > 0)
		status = key_runs_add(map->keys, payload_key(entry), entry->document,
		                      is_revisit ? KEY_SLOT_REVISIT : KEY_SLOT_PAYLOAD, error);
	return status;
}

static enum status add_document(struct map *map, const struct batch_entry *entry)
{
	const struct page *page = entry->page;
	const struct sketch *sketch = &page->fingerprint.sketch;
	struct str url = page->record.url;
	if (url.n > SEGMENT_URL_BYTES_MAX)
		url.n = SEGMENT_URL_BYTES_MAX;
	const struct segment_document document = {
	        entry->id_hash,
	        page->fingerprint.first_key.high,
	        {sketch->low[0], sketch->low[1], sketch->high[0], sketch->high[1]},
	        day_from_date(page->record.date),
	        (uint32_t)url.n};
	struct error *error = &map->number_error;
	enum status status = stream_put(&map->documents, &document, sizeof(document), error);
	if (status == STATUS_OK && map->job->run.config.dedup.index)
		status = stream_put(&map->urls, url.p, url.n, error);
	return status;
}

/* Documents, and revisits that may mean one. */
static bool has_number(const struct map *map, const struct batch_entry *entry)
{
	bool is_asked = map->job->run.config.dedup.keys.dedup != DEDUP_NONE;
	return is_asked && (entry->outcome == OUTCOME_WRITTEN ||
	                    (entry->outcome == OUTCOME_REVISIT && entry->payload_digest.n > 0));
}

/* A record that ends where the stretch does, and not where it says, goes on in the next one. */
static enum status check_end(struct map *map, const struct batch_entry *entry)
{
	uint64_t end = entry->place.offset + entry->place.length;
	if (entry->outcome != OUTCOME_TRUNCATED || end != map->reading.slice.to)
		return STATUS_OK;
	return error_set(&map->number_error,
	                 "%.*s: a record goes on behind byte %llu, where the run was cut into "
	                 "tasks; submit it anew with --whole-inputs",
	                 STR_ARG(entry->place.file), (unsigned long long)end);
}

static enum status stage_number(void *context, void *worker, void *item)
{
	struct map *map = context;
	struct batch *batch = item;
	enum status status = STATUS_OK;
	reading_check_cut(&map->reading, batch, worker, &map->limits);
	for (size_t i = 0; i < batch->entry_count && status == STATUS_OK; i++) {
		struct batch_entry *entry = &batch->entries[i];
		entry->document = SPILL_NO_DOCUMENT;
		status = check_end(map, entry);
		if (status != STATUS_OK || !has_number(map, entry))
			continue;
		if (map->next_document == SPILL_NO_DOCUMENT - 1)
			return error_set(&map->number_error,
			                 "more documents than a task can number");
		entry->document = map->next_document++;
		status = add_keys(map, entry);
		if (status == STATUS_OK)
			status = add_document(map, entry);
	}
	return status;
}

static enum status stage_pack(void *context, void *worker, void *item)
{
	const struct map *map = context;
	const struct packing packing = pipeline_packing(&map->job->run.config);
	struct batch *batch = item;
	buf_reset(&batch->rows[SERIES_DOCUMENTS]);
	for (size_t i = 0; i < batch->entry_count; i++)
		spill_entry(batch, &batch->entries[i], worker, &packing,
		            &batch->rows[SERIES_DOCUMENTS]);
	if (batch->rows[SERIES_DOCUMENTS].over)
		BUG("the entries of a batch are over their limit");
	return STATUS_OK;
}

static enum status stage_write(void *context, void *worker, void *item)
{
	struct map *map = context;
	struct batch *batch = item;
	struct run_report *report = &map->result.report;
	(void)worker;
	enum status status =
	        spill_write(map->spill, buf_str(&batch->rows[SERIES_DOCUMENTS]), &map->write_error);
	tally_add(&report->inputs[batch->input].tally, &batch->tally);
	tally_add(&report->total, &batch->tally);
	for (uint32_t r = 0; r < map->job->run.config.rules->count; r++) {
		report->rule_counts[r].lines += batch->rule_counts[r].lines;
		report->rule_counts[r].aborted += batch->rule_counts[r].aborted;
	}
	map->bytes_done += batch->tally.bytes_read;
	term_progress(&map->term, report->total.records_read, map->next_document, map->bytes_done,
	              map->bytes_total);
	batch_forget(batch);
	return status;
}

static const struct flow_stage stages[STAGES] = {
        {"read", true, stage_read},  {"page", false, stage_page},  {"number", true, stage_number},
        {"pack", false, stage_pack}, {"write", true, stage_write},
};

/* --- the task --- */

static enum status open_files(struct map *map, struct error *error)
{
	char path[PATH_MAX];
	const struct run_config *config = &map->job->run.config;
	enum status status =
	        task_begin(map->job->output, TASK_MAP, map->job->number, &map->attempt, error);
	if (status == STATUS_OK)
		status = stream_open(&map->documents, &map->attempt, "documents", error);
	if (status == STATUS_OK && config->dedup.index)
		status = stream_open(&map->urls, &map->attempt, "urls", error);
	if (status == STATUS_OK)
		status = stream_open(&map->key_file, &map->attempt, "keys", error);
	if (status != STATUS_OK)
		return status;
	map->keys = key_runs_writer_new(map->key_file.fd, map->key_file.path,
	                                map->job->plan.range_count,
	                                (size_t)(config->dedup.memory_bytes / KEY_MEMORY_SHARE));
	task_file(&map->attempt, "entries", path);
	return spill_writer_open(path, &map->spill, error);
}

static enum status finish_files(struct map *map, struct error *error)
{
	char path[PATH_MAX];
	const struct task_plan *plan = &map->job->plan;
	enum status status = key_runs_finish(map->keys, error);
	if (status == STATUS_OK)
		status = file_sync_close(&map->key_file.fd, map->key_file.path, error);
	if (status == STATUS_OK)
		status = stream_finish(&map->documents, error);
	if (status == STATUS_OK && map->job->run.config.dedup.index)
		status = stream_finish(&map->urls, error);
	if (status == STATUS_OK)
		status = spill_writer_finish(map->spill, error);
	map->result.documents = map->next_document;
	map->result.report.times.cpu_us = (uint64_t)(machine_cpu_seconds() * 1e6);
	map->result.report.times.peak_rss_bytes = machine_peak_rss_bytes();
	task_file(&map->attempt, "result", path);
	if (status == STATUS_OK)
		status = task_result_write(path, &map->result, plan->all, plan->inputs.count,
		                           map->job->run.config.rules->count, error);
	return status == STATUS_OK ? task_publish(&map->attempt, error) : status;
}

static enum status run_map(struct map *map, struct error *error)
{
	uint64_t stage_cpu_ns[STAGES] = {0};
	enum status status = open_files(map, error);
	if (status != STATUS_OK)
		return status;
	status = pipeline_flow(&map->job->run.config, stages, STAGES, map, stage_cpu_ns);
	term_clear(&map->term);
	if (status != STATUS_OK) {
		*error = map->reading.error.text[0]  ? map->reading.error
		         : map->number_error.text[0] ? map->number_error
		                                     : map->write_error;
		return status;
	}
	if (map->reading.stopped)
		return error_set(error, "stopped by a signal; the task is to be run again");
	return finish_files(map, error);
}

static void map_begin(struct map *map)
{
	const struct run_config *config = &map->job->run.config;
	const struct task_plan *plan = &map->job->plan;
	uint32_t first = plan->first_slices[map->job->number];
	map->limits = pipeline_limits(config);
	map->documents.fd = map->urls.fd = map->key_file.fd = -1;
	task_result_init(&map->result, plan->inputs.count, config->rules->count);
	term_init(&map->term, config->quiet);
	map->reading = (struct reading){
	        .inputs = &plan->inputs,
	        .reports = map->result.report.inputs,
	        .slices = plan->slices + first,
	        .slice_count = plan->first_slices[map->job->number + 1] - first,
	        .log = &config->log,
	        .term = &map->term,
	};
	for (size_t i = 0; i < map->reading.slice_count; i++) {
		const struct slice *slice = &map->reading.slices[i];
		uint64_t size = plan->inputs.list[slice->input].size;
		map->bytes_total += (slice->to < size ? slice->to : size) - slice->from;
	}
	reading_begin(&map->reading, (size_t)config->record_bytes_max);
}

static void map_end(struct map *map)
{
	reading_end(&map->reading);
	key_runs_writer_free(map->keys);
	spill_writer_free(map->spill);
	stream_close(&map->documents);
	stream_close(&map->urls);
	stream_close(&map->key_file);
	task_result_free(&map->result, map->job->plan.inputs.count);
}

static int map_task(const struct task_job *job)
{
	struct map map = {.job = job};
	struct error error;
	int code = EXIT_DONE;
	if (task_plan_check_inputs(&job->plan, job->number, &error) != STATUS_OK)
		return task_job_fail(job, &error);
	map_begin(&map);
	if (run_map(&map, &error) != STATUS_OK) {
		code = task_job_fail(job, &error);
		task_abandon(&map.attempt);
	}
	map_end(&map);
	return code;
}

struct map_values {
	struct task_values task;
};

static const struct option map_options[] = {TASK_OPTIONS(struct map_values, task)};

static const char *const map_examples[] = {
        "thresh map --task 0/16 out",
        "The first of 16 tasks of a run that was submitted to the folder out.",
        NULL,
};

static int run(const struct command *command, int argc, char **argv)
{
	struct map_values values = {0};
	struct task_job job;
	int count;
	enum options_result parsed = options_parse(command, argc, argv, &values, &count);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	int code = task_job_open(&job, "map", argv[0], TASK_MAP, &values.task);
	if (code == EXIT_DONE && !task_is_done(job.output, TASK_MAP, job.number)) {
		stop_install();
		code = map_task(&job);
	}
	task_job_close(&job);
	return code;
}

const struct command command_map = {
        .name = "map",
        .operands = "OUT",
        .summary = "the pages of one task of a run on many machines",
        .description =
                "Reads the part of the inputs that is task I's by the plan in OUT/.tasks, and leaves its "
                "documents and their keys there, in OUT/.tasks/map-I. A task that is done is left as it "
                "is; one that was killed leaves nothing that another one could take for done. "
                "thresh submit makes the plan and runs the tasks.",
        .options = map_options,
        .option_count = sizeof(map_options) / sizeof(*map_options),
        .examples = map_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = run,
};
