/*
 * thresh map: the pages of one task. Documents and what else has a row are spilled in input order,
 * documents numbered; their keys go into sorted runs, and who they were into files of their own:
 *
 *     entries     all entries (cmd/spill.h)
 *     keys        of documents, of their payloads and of revisits (io/key_runs.h)
 *     documents   who those with a number were: struct segment_document, by number
 * (io/record_file.h) urls        their URLs, one behind the other, records of one byte; only with
 * an index result      what was counted (cmd/task_result.h); tallies without the entries
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/spill.h"
#include "cmd/task_job.h"
#include "cmd/task_result.h"
#include "core/base/bug.h"
#include "io/file.h"
#include "io/index_segment.h"
#include "io/key_runs.h"
#include "io/record_file.h"

enum {
	KEY_MEMORY_SHARE = 2, /* of what is for remembering documents */
	STAGES = 5,
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
	int key_fd;
	char key_path[PATH_MAX];
	struct record_file_writer *documents, *urls;
	uint32_t next_document;
	struct error number_error;

	/* write */
	struct spill_writer *spill;
	struct error write_error;
	uint64_t bytes_total, bytes_done;
};

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
	struct seen_document known = batch_document(entry);
	if (known.url.n > SEGMENT_URL_BYTES_MAX)
		known.url.n = SEGMENT_URL_BYTES_MAX;
	const struct segment_document document = dedup_to_store(&known);
	struct error *error = &map->number_error;
	enum status status = record_file_add(map->documents, &document, 1, error);
	if (status == STATUS_OK && map->urls)
		status = record_file_add(map->urls, known.url.p, known.url.n, error);
	return status;
}

/* Documents, and revisits that may mean one. */
static bool has_number(const struct map *map, const struct batch_entry *entry)
{
	bool is_asked = map->job->run.config.dedup.keys.dedup != DEDUP_NONE;
	return is_asked && (entry->outcome == OUTCOME_WRITTEN ||
	                    (entry->outcome == OUTCOME_REVISIT && entry->payload_digest.n > 0));
}

/* The record that the next slice begins with would be counted twice, or what is taken for one is in
 * the midst of another. */
static enum status check_end(struct map *map, const struct batch *batch)
{
	if (!batch->goes_beyond)
		return STATUS_OK;
	return error_set(&map->number_error,
	                 "%.*s: a record goes on behind byte %llu, where the run was cut into "
	                 "tasks; submit it anew with --whole-inputs",
	                 STR_ARG(buf_str(&batch->file)), (unsigned long long)batch->end);
}

static enum status stage_number(void *context, void *worker, void *item)
{
	struct map *map = context;
	struct batch *batch = item;
	enum status status = STATUS_OK;
	reading_check_cut(&map->reading, batch, worker, &map->limits);
	status = check_end(map, batch);
	for (size_t i = 0; i < batch->entry_count && status == STATUS_OK; i++) {
		struct batch_entry *entry = &batch->entries[i];
		entry->document = SPILL_NO_DOCUMENT;
		if (!has_number(map, entry))
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
	task_file(&map->attempt, "documents", path);
	if (status == STATUS_OK)
		status = record_file_create(path, sizeof(struct segment_document), &map->documents,
		                            error);
	task_file(&map->attempt, "urls", path);
	if (status == STATUS_OK && config->dedup.index)
		status = record_file_create(path, 1, &map->urls, error);
	task_file(&map->attempt, "keys", map->key_path);
	if (status == STATUS_OK)
		status = file_create(map->key_path, &map->key_fd, error);
	if (status != STATUS_OK)
		return status;
	map->keys = key_runs_writer_new(map->key_fd, map->key_path, map->job->plan.range_count,
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
		status = file_sync_close(&map->key_fd, map->key_path, error);
	if (status == STATUS_OK)
		status = record_file_finish(map->documents, error);
	if (status == STATUS_OK && map->urls)
		status = record_file_finish(map->urls, error);
	if (status == STATUS_OK)
		status = spill_writer_finish(map->spill, error);
	map->result.documents = map->next_document;
	task_result_measure(&map->result, map->attempt.begun);
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
	map->key_fd = -1;
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
	record_file_writer_free(map->documents);
	record_file_writer_free(map->urls);
	file_close(&map->key_fd);
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

static const char *const map_examples[] = {
        "thresh map --task 0/16 out",
        "The first of 16 tasks of a run that was submitted to the folder out.",
        NULL,
};

static int run(const struct command *command, int argc, char **argv)
{
	return task_job_main(command, argc, argv, TASK_MAP, map_task);
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
        .options = task_options,
        .option_count = TASK_OPTIONS,
        .examples = map_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = run,
};
