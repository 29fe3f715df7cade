/*
 * thresh reduce: the rows of one task. Its entries come back in input order; of each document the
 * hits of all key ranges are looked through in the order of its keys, as cmd/dedup.c does it, and
 * the first one that decides makes it a duplicate. Shards are named after the task.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/spill.h"
#include "cmd/task_job.h"
#include "cmd/task_result.h"
#include "core/base/bug.h"
#include "io/file.h"
#include "io/hits.h"
#include "io/index.h"
#include "io/key_runs.h"
#include "io/record_file.h"
#include "io/shard.h"
#include "io/stop.h"

enum {
	HITS_AHEAD = 256, /* of a range, read at a time */
	BATCH_ROWS_BYTES = 4 << 20,
	ROWS_BYTES_MAX = 1 << 30,
	PROGRESS_ENTRIES = 1024,
};

/* The hits of one range, in the order of documents. */
struct hit_cursor {
	struct hits *hits;
	uint64_t next; /* to be read */
	struct hit ahead[HITS_AHEAD];
	size_t at, count;
};

struct reduce {
	const struct task_job *job;
	struct task_attempt attempt;
	struct task_result result;
	struct term term;

	struct hit_cursor *ranges;     /* of all key ranges */
	struct index *index;           /* NULL if there is none */
	struct record_file *documents; /* who they were: of task `documents_task` */
	uint32_t documents_task;

	struct outputs *outputs;
	struct buf rows[SERIES_COUNT];
	uint64_t row_counts[SERIES_COUNT];
	char route[ROUTE_BYTES_MAX + 1]; /* of the rows of documents */
};

/* --- who was first? --- */

static enum status refill(struct reduce *reduce, struct hit_cursor *cursor, struct error *error)
{
	if (cursor->at < cursor->count)
		return STATUS_OK;
	cursor->at = cursor->count = 0;
	enum status status = hits_of_task(cursor->hits, reduce->job->number, cursor->next,
	                                  cursor->ahead, HITS_AHEAD, &cursor->count, error);
	cursor->next += cursor->count;
	return status;
}

/* The next hit of a document, of all ranges the one with the least slot; STATUS_END if there is
 * none. */
static enum status next_hit(struct reduce *reduce, uint32_t document, struct hit *hit,
                            struct error *error)
{
	struct hit_cursor *least = NULL;
	for (uint32_t r = 0; r < reduce->job->plan.range_count; r++) {
		struct hit_cursor *cursor = &reduce->ranges[r];
		enum status status = refill(reduce, cursor, error);
		if (status != STATUS_OK)
			return status;
		if (cursor->at == cursor->count || cursor->ahead[cursor->at].document != document)
			continue;
		if (least == NULL || cursor->ahead[cursor->at].slot < least->ahead[least->at].slot)
			least = cursor;
	}
	if (least == NULL)
		return STATUS_END;
	*hit = least->ahead[least->at++];
	return STATUS_OK;
}

/* Document `document` of a task. */
static enum status document_of(struct reduce *reduce, uint32_t task, uint32_t document,
                               struct segment_document *found, struct error *error)
{
	enum status status = STATUS_OK;
	if (reduce->documents == NULL || reduce->documents_task != task) {
		char path[PATH_MAX];
		record_file_close(reduce->documents);
		reduce->documents = NULL;
		reduce->documents_task = task;
		task_path(reduce->job->output, TASK_MAP, task, "documents", path);
		status = task_wait(reduce->job->output, TASK_MAP, task, error);
		if (status == STATUS_OK)
			status = record_file_open(path, sizeof(*found), &reduce->documents, error);
	}
	return status == STATUS_OK ? record_file_read(reduce->documents, document, found, 1, error)
	                           : status;
}

static enum status first_of(struct reduce *reduce, const struct hit *hit,
                            struct segment_document *first, struct error *error)
{
	return hit->in_index
	               ? index_document(reduce->index, hit->first_document, first, NULL, error)
	               : document_of(reduce, hit->first_task, hit->first_document, first, error);
}

/* Takes all hits of the entry, and lets the first that decides make it a duplicate. */
static enum status judge(struct reduce *reduce, const struct spilled *entry,
                         struct dedup_verdict *verdict, struct error *error)
{
	const struct dedup_config *config = &reduce->job->run.config.dedup;
	struct segment_document own, first;
	struct hit hit;
	bool is_known = false, is_decided = false;
	enum status status;
	while ((status = next_hit(reduce, entry->document, &hit, error)) == STATUS_OK) {
		if (is_decided)
			continue;
		status = first_of(reduce, &hit, &first, error);
		if (status == STATUS_OK && hit.slot == KEY_SLOT_REVISIT) {
			/* the payloads are the same, whatever the text would be compared by */
			*verdict =
			        (struct dedup_verdict){OUTCOME_DUPLICATE_EXACT, first.id, 0, 100};
			is_decided = true;
			continue;
		}
		if (status == STATUS_OK && !is_known)
			status = document_of(reduce, reduce->job->number, entry->document, &own,
			                     error);
		is_known = true;
		if (status != STATUS_OK)
			return status;
		struct seen_document earlier = dedup_from_stored(&first);
		struct seen_document document = dedup_from_stored(&own);
		*verdict = dedup_judge(config, hit.slot, &earlier, &document);
		is_decided = verdict->outcome != OUTCOME_WRITTEN;
	}
	return status == STATUS_END ? STATUS_OK : status;
}

/* --- rows --- */

static enum status write_series(struct reduce *reduce, enum series series, struct error *error)
{
	struct buf *rows = &reduce->rows[series];
	struct str route = str_from(series == SERIES_REJECTS ? "" : reduce->route);
	if (rows->over)
		BUG("the rows of a batch are over their limit");
	enum status status = outputs_write(reduce->outputs, series, route, buf_str(rows),
	                                   reduce->row_counts[series], error);
	buf_reset(rows);
	reduce->row_counts[series] = 0;
	return status;
}

static enum status write_rows(struct reduce *reduce, struct error *error)
{
	enum status status = STATUS_OK;
	bool closed;
	for (int s = 0; s < SERIES_COUNT && status == STATUS_OK; s++)
		status = write_series(reduce, (enum series)s, error);
	return status == STATUS_OK ? outputs_end_full(reduce->outputs, &closed, error) : status;
}

/* Rows of one route are written together; those of another one go first. */
static enum status turn_to_route(struct reduce *reduce, struct str route, struct error *error)
{
	if (str_equal(str_from(reduce->route), route))
		return STATUS_OK;
	enum status status = write_series(reduce, SERIES_DOCUMENTS, error);
	if (status == STATUS_OK)
		status = write_series(reduce, SERIES_ATTRIBUTES, error);
	BUG_UNLESS(route.n <= ROUTE_BYTES_MAX);
	memcpy(reduce->route, route.p, route.n);
	reduce->route[route.n] = '\0';
	return status;
}

static void add_row(struct reduce *reduce, const struct spilled *entry,
                    const struct dedup_verdict *verdict)
{
	char first[HASH128_HEX_CHARS];
	bool is_document = verdict->outcome == OUTCOME_WRITTEN;
	enum series series = is_document ? SERIES_DOCUMENTS : SERIES_REJECTS;
	reduce->row_counts[series]++;
	if (is_document) {
		buf_append(&reduce->rows[series], entry->row);
		buf_append(&reduce->rows[SERIES_ATTRIBUTES], entry->attributes);
		reduce->row_counts[SERIES_ATTRIBUTES] += entry->attributes.n > 0;
		return;
	}
	bool is_duplicate = verdict->outcome != entry->outcome;
	hash128_hex(verdict->first, first);
	const struct row_reject reject = {entry->id,
	                                  entry->url,
	                                  verdict->outcome,
	                                  {first, is_duplicate ? HASH128_HEX_CHARS : 0},
	                                  verdict->band,
	                                  verdict->similarity,
	                                  is_duplicate ? STR("") : entry->detail};
	row_write_reject(&reject, &entry->place, &reduce->rows[series]);
}

static void count(struct reduce *reduce, const struct spilled *entry,
                  const struct dedup_verdict *verdict)
{
	struct run_report *report = &reduce->result.report;
	struct tally *tally = &report->inputs[entry->input].tally;
	bool is_document = verdict->outcome == OUTCOME_WRITTEN;
	const struct stats_record record = {
	        .outcome = verdict->outcome,
	        .url = entry->url,
	        .language = is_document ? entry->language : STR(""),
	        .license = is_document ? entry->license : STR(""),
	        .date = is_document ? entry->date : STR(""),
	        .text_bytes = is_document ? entry->text_bytes : 0,
	        .similarity = verdict->similarity,
	        .place = entry->place,
	};
	tally_count(tally, verdict->outcome, entry->bytes);
	tally_count(&report->total, verdict->outcome, entry->bytes);
	tally->text_bytes += record.text_bytes;
	report->total.text_bytes += record.text_bytes;
	tally->tokens += is_document ? entry->tokens : 0;
	report->total.tokens += is_document ? entry->tokens : 0;
	stats_count(report->stats, &record);
}

static enum status take_entry(struct reduce *reduce, const struct spilled *entry,
                              struct error *error)
{
	struct dedup_verdict verdict = {entry->outcome, {0}, 0, 0};
	enum status status = STATUS_OK;
	if (entry->document != SPILL_NO_DOCUMENT)
		status = judge(reduce, entry, &verdict, error);
	if (verdict.outcome == OUTCOME_WRITTEN)
		verdict.outcome = entry->outcome; /* a hit that was not like enough */
	if (verdict.outcome == entry->outcome)
		verdict.band = verdict.similarity = 0;
	if (status == STATUS_OK && verdict.outcome == OUTCOME_WRITTEN)
		status = turn_to_route(reduce, entry->route, error);
	add_row(reduce, entry, &verdict);
	count(reduce, entry, &verdict);
	bool is_much = false;
	for (int s = 0; s < SERIES_COUNT; s++)
		is_much |= reduce->rows[s].n > BATCH_ROWS_BYTES;
	return status == STATUS_OK && is_much ? write_rows(reduce, error) : status;
}

static enum status take_entries(struct reduce *reduce, struct error *error)
{
	char path[PATH_MAX];
	struct spill_reader *reader;
	struct spilled entry;
	const struct tally *total = &reduce->result.report.total;
	uint64_t taken = 0;
	task_path(reduce->job->output, TASK_MAP, reduce->job->number, "entries", path);
	enum status status = spill_reader_open(path, &reader, error);
	while (status == STATUS_OK && (status = spill_read(reader, &entry, error)) == STATUS_OK) {
		status = take_entry(reduce, &entry, error);
		if (taken++ % PROGRESS_ENTRIES == 0)
			term_progress(&reduce->term, taken, total->records[OUTCOME_WRITTEN], 0, 0);
		if (stop_asked())
			status = error_set(error,
			                   "stopped by a signal; the task is to be run again");
	}
	spill_reader_close(reader);
	return status == STATUS_END ? STATUS_OK : status;
}

/* --- the task --- */

static enum status open_ranges(struct reduce *reduce, struct error *error)
{
	const struct task_job *job = reduce->job;
	uint32_t count = job->plan.range_count;
	enum status status = STATUS_OK;
	bool is_asked = job->run.config.dedup.keys.dedup != DEDUP_NONE;
	reduce->ranges = memory_resize(NULL, count * sizeof(*reduce->ranges));
	memset(reduce->ranges, 0, count * sizeof(*reduce->ranges));
	for (uint32_t r = 0; r < count && status == STATUS_OK && is_asked; r++) {
		char path[PATH_MAX];
		status = task_wait(job->output, TASK_DEDUP, r, error);
		task_path(job->output, TASK_DEDUP, r, "hits", path);
		if (status == STATUS_OK)
			status = hits_open(path, &reduce->ranges[r].hits, error);
		if (status != STATUS_OK)
			break;
		struct hits_sizes sizes = hits_sizes(reduce->ranges[r].hits);
		if (sizes.tasks != job->plan.task_count || sizes.ranges != count ||
		    sizes.range != r)
			return error_set(error, "%s: of another plan", path);
	}
	return status;
}

static enum status open_index(struct reduce *reduce, struct error *error)
{
	const struct dedup_config *config = &reduce->job->run.config.dedup;
	char keys[DEDUP_KEYS_BYTES];
	dedup_keys_text(&config->keys, keys);
	if (config->index == NULL || !file_exists(config->index))
		return STATUS_OK;
	return index_open(config->index, INDEX_READ, keys, 0, &reduce->index, error);
}

static enum status open_shards(struct reduce *reduce, struct error *error)
{
	const struct task_job *job = reduce->job;
	enum status status =
	        task_begin(job->output, TASK_REDUCE, job->number, &reduce->attempt, error);
	const struct outputs_options options = {.folder = reduce->attempt.folder,
	                                        .shard_bytes = job->run.config.shard_bytes,
	                                        .threads = 1,
	                                        .attributes = job->run.config.shape.attributes,
	                                        .routes = job->run.config.shape.route != ROUTE_NONE,
	                                        .task = (int)job->number,
	                                        .flat = true};
	if (status == STATUS_OK)
		reduce->outputs = outputs_new(&options);
	return status;
}

static enum status read_map_result(struct reduce *reduce, struct error *error)
{
	const struct task_job *job = reduce->job;
	char path[PATH_MAX];
	enum status status = task_wait(job->output, TASK_MAP, job->number, error);
	task_path(job->output, TASK_MAP, job->number, "result", path);
	return status == STATUS_OK ? task_result_read(path, &reduce->result, job->plan.all,
	                                              job->plan.inputs.count,
	                                              job->run.config.rules->count, error)
	                           : status;
}

static enum status publish_shard(struct reduce *reduce, enum series series,
                                 const struct shard *shard, struct error *error)
{
	char from[PATH_MAX], to[PATH_MAX], folder[PATH_MAX], flat[SHARD_NAME_BYTES];
	struct str route;
	BUG_UNLESS(series_has(series, str_from(shard->name), &route));
	memcpy(flat, shard->name, sizeof(flat));
	series_flatten(flat);
	task_file(&reduce->attempt, flat, from);
	task_output_path(reduce->job->output, shard->name, to);
	series_folder(reduce->job->output, series, route, folder);
	enum status status = file_make_folder(folder, error);
	return status == STATUS_OK ? file_publish(from, to, error) : status;
}

/* Shards get their final place first: the task is done when all of them are there. */
static enum status publish_shards(struct reduce *reduce, struct error *error)
{
	enum status status = outputs_finish(reduce->outputs, error);
	for (int s = 0; s < SERIES_COUNT; s++) {
		size_t count;
		const struct shard *shards =
		        outputs_shards(reduce->outputs, (enum series)s, &count);
		for (size_t i = 0; i < count && status == STATUS_OK; i++) {
			status = publish_shard(reduce, (enum series)s, &shards[i], error);
			task_result_add_shard(&reduce->result, (enum series)s, &shards[i]);
		}
	}
	return status;
}

static enum status finish(struct reduce *reduce, struct error *error)
{
	const struct task_job *job = reduce->job;
	char path[PATH_MAX];
	enum status status = write_rows(reduce, error);
	if (status == STATUS_OK)
		status = publish_shards(reduce, error);
	task_result_measure(&reduce->result, reduce->attempt.begun);
	task_file(&reduce->attempt, "result", path);
	if (status == STATUS_OK)
		status = task_result_write(path, &reduce->result, job->plan.all,
		                           job->plan.inputs.count, job->run.config.rules->count,
		                           error);
	return status == STATUS_OK ? task_publish(&reduce->attempt, error) : status;
}

static int reduce_task(const struct task_job *job)
{
	struct reduce reduce = {.job = job};
	struct error error;
	int code = EXIT_DONE;
	term_init(&reduce.term, job->run.config.quiet);
	for (int s = 0; s < SERIES_COUNT; s++)
		buf_init(&reduce.rows[s], ROWS_BYTES_MAX);
	task_result_init(&reduce.result, job->plan.inputs.count, job->run.config.rules->count);
	enum status status = task_plan_check_index(&job->plan, job->run.config.dedup.index, &error);
	if (status == STATUS_OK)
		status = read_map_result(&reduce, &error);
	if (status == STATUS_OK)
		status = open_ranges(&reduce, &error);
	if (status == STATUS_OK)
		status = open_index(&reduce, &error);
	if (status == STATUS_OK)
		status = open_shards(&reduce, &error);
	if (status == STATUS_OK)
		status = take_entries(&reduce, &error);
	term_clear(&reduce.term);
	if (status == STATUS_OK)
		status = finish(&reduce, &error);
	outputs_free(reduce.outputs);
	for (int s = 0; s < SERIES_COUNT; s++)
		buf_free(&reduce.rows[s]);
	if (status != STATUS_OK) {
		code = task_job_fail(job, &error);
		task_abandon(&reduce.attempt);
	}
	for (uint32_t r = 0; reduce.ranges && r < job->plan.range_count; r++)
		hits_close(reduce.ranges[r].hits);
	free(reduce.ranges);
	index_close(reduce.index);
	record_file_close(reduce.documents);
	task_result_free(&reduce.result, job->plan.inputs.count);
	return code;
}

static const char *const reduce_examples[] = {
        "thresh reduce --task 0/16 out",
        "The first of 16 tasks of a run that was submitted to the folder out.",
        NULL,
};

static int run(const struct command *command, int argc, char **argv)
{
	return task_job_main(command, argc, argv, TASK_REDUCE, reduce_task);
}

const struct command command_reduce = {
        .name = "reduce",
        .operands = "OUT",
        .summary = "the rows of one task of a run on many machines",
        .description =
                "Writes the shards of task I, OUT/part-I-*.jsonl.zst and OUT/rejects-I-*.jsonl.zst, from what "
                "thresh map has found and thresh dedup has said of it. A task that is done is left as it is.",
        .options = task_options,
        .option_count = TASK_OPTIONS,
        .examples = reduce_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = run,
};
