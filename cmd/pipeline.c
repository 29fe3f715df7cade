/*
 * The stages are in one table at the end of this file. `read` and `seen` and `write` see batches in
 * input order, so what they keep between batches needs no lock.
 *
 * Cuts can be false (io/archive.h), and records can go beyond a batch. `seen` is the first stage in
 * order behind the reader, so it checks: if the batch before left a tail, this one was extracted from the
 * wrong place, and is done again with the tail in front. That is rare; law 1 holds because it
 * depends on the input alone.
 */
#include "cmd/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/batch.h"
#include "core/base/bug.h"
#include "core/dedup/seen.h"
#include "io/archive.h"
#include "io/flow.h"
#include "io/machine.h"
#include "io/stop.h"
#include "io/term.h"

enum {
	ZSTD_LEVEL = 3,
	ZSTD_THREADS_MAX = 8, /* of libzstd's own, per series */
	CARRY_SLACK_BYTES = 1 << 20, /* a record's head and its compression's overhead */
	CARRY_KEEP_BYTES = 32,       /* of a carry given up: a start may be cut in two */
	SEEN_DOCUMENTS_MAX = 256 << 20,
};

/* What a batch has left for the next one of the same input. */
struct carry {
	bool pending;
	struct buf bytes;
	uint64_t offset; /* of bytes in the input */
	struct tail tail;
};

struct run {
	const struct run_config *config;
	const struct inputs *inputs;
	struct run_report *report;
	struct page_limits limits;

	/* read */
	size_t next_input;
	struct archive *archive;
	bool archive_is_new;
	struct record_reader *sniffer;

	/* seen */
	struct carry carry;
	struct buf joined;
	struct seen *seen;
	struct error seen_error;

	/* write */
	struct term term;
	uint64_t bytes_total;
	struct error write_error;
};

/* --- read --- */

static void input_problem(struct run *run, size_t input, const char *text)
{
	struct input_report *report = &run->report->inputs[input];
	free(report->problem);
	report->problem = memory_resize(NULL, strlen(text) + 1);
	memcpy(report->problem, text, strlen(text) + 1);
	term_message(&run->term, text);
}

/*
 * Opens the next input; what is wrong with it is said, and the one after is for the next call. An
 * input found in a folder that is no archive is passed over: a folder may hold anything.
 */
static void open_next(struct run *run)
{
	size_t number = run->next_input++;
	const struct input *input = &run->inputs->list[number];
	struct input_report *report = &run->report->inputs[number];
	struct error error;
	enum archive_result result = archive_open(input->path, run->sniffer, &run->archive, &error);
	run->archive_is_new = true;
	report->container = "";
	if (result == ARCHIVE_OK)
		report->container = archive_container_name(run->archive);
	else if (result != ARCHIVE_ERROR && input->folder)
		report->passed_over = true;
	else if (result == ARCHIVE_EMPTY)
		error_set(&error, "%s: empty file", input->path);
	else if (result == ARCHIVE_OTHER)
		error_set(&error, "%s: not an archive: no WARC record in it", input->path);
	if (result != ARCHIVE_OK && !report->passed_over)
		input_problem(run, number, error.text);
}

static void close_archive(struct run *run)
{
	run->report->inputs[run->next_input - 1].file_bytes = archive_bytes_read(run->archive);
	archive_close(run->archive);
	run->archive = NULL;
}

static enum status stage_read(void *context, void *worker, void *item)
{
	struct run *run = context;
	struct batch *batch = item;
	(void)worker;
	for (;;) {
		struct error error;
		if (stop_asked()) {
			run->report->stopped = true;
			return STATUS_END;
		}
		if (run->archive == NULL) {
			if (run->next_input == run->inputs->count)
				return STATUS_END;
			open_next(run);
			continue;
		}
		buf_reset(&batch->bytes);
		enum status status = archive_next(run->archive, &batch->bytes, &batch->span, &error);
		if (status == STATUS_OK)
			break;
		if (status == STATUS_FAILED)
			input_problem(run, run->next_input - 1, error.text);
		close_archive(run);
	}
	batch->input = run->next_input - 1;
	batch->first = run->archive_is_new;
	run->archive_is_new = false;
	return STATUS_OK;
}

/* --- page --- */

static struct str file_of(const struct run *run, const struct batch *batch)
{
	return str_from(run->inputs->list[batch->input].path);
}

static enum status stage_page(void *context, void *worker, void *item)
{
	struct run *run = context;
	struct batch *batch = item;
	batch_extract(batch, worker, &batch->span, NULL, file_of(run, batch), &run->limits);
	return STATUS_OK;
}

/* --- seen --- */

/* Extracts a batch again, with what the one before has left in front of it. */
static void extract_again(struct run *run, struct batch_worker *worker, struct batch *batch)
{
	struct batch_bytes span = batch->span;
	buf_reset(&run->joined);
	buf_append(&run->joined, buf_str(&run->carry.bytes));
	buf_append(&run->joined, batch->span.bytes);
	if (run->joined.over)
		BUG("a carry is over its limit");
	span.bytes = buf_str(&run->joined);
	span.offset = run->carry.offset;
	batch_extract(batch, worker, &span, &run->carry.tail, file_of(run, batch), &run->limits);
	batch->span = span;
}

/* Keeps what the batch leaves for the next one; more than a record can be is given up as a loss. */
static void keep_carry(struct run *run, const struct batch *batch)
{
	struct carry *carry = &run->carry;
	struct tail tail = batch->tail;
	struct str left = str_slice(batch->span.bytes, tail.from, batch->span.bytes.n);
	carry->pending = !batch->span.last && (left.n > 0 || tail.losing);
	if (!carry->pending)
		return;
	if (left.n > run->config->record_bytes_max + CARRY_SLACK_BYTES) {
		tail.losing = true;
		tail.loss = LOSS_TOO_LARGE;
		tail.lost_from = batch->span.offset + tail.from;
		left = str_slice(left, left.n - CARRY_KEEP_BYTES, left.n);
	}
	carry->tail = tail;
	carry->offset = batch->span.offset + (uint64_t)(left.p - batch->span.bytes.p);
	buf_reset(&carry->bytes);
	if (!buf_append(&carry->bytes, left))
		BUG("a carry is over its limit");
}

static enum status check_seen(struct run *run, struct batch *batch, struct batch_entry *entry)
{
	struct hash128 first;
	if (run->config->dedup == DEDUP_NONE)
		return STATUS_OK;
	switch (seen_add(run->seen, entry->page->key, entry->id_hash, &first)) {
	case SEEN_FIRST:
		return STATUS_OK;
	case SEEN_BEFORE:
		break;
	case SEEN_FULL:
		return error_set(&run->seen_error, "more than %d documents to remember for --dedup; run fewer inputs at once",
		                 SEEN_DOCUMENTS_MAX);
	}
	char *hex = arena_bytes(&batch->arena, HASH128_HEX_CHARS);
	hash128_hex(first, hex);
	entry->duplicate_of = (struct str){hex, HASH128_HEX_CHARS};
	entry->outcome = OUTCOME_DUPLICATE_EXACT;
	return STATUS_OK;
}

static enum status stage_seen(void *context, void *worker, void *item)
{
	struct run *run = context;
	struct batch *batch = item;
	uint64_t bytes_read = batch->span.bytes.n;
	if (batch->first)
		run->carry.pending = false;
	if (run->carry.pending)
		extract_again(run, worker, batch);
	keep_carry(run, batch);
	batch->tally.bytes_read = bytes_read;
	for (size_t i = 0; i < batch->entry_count; i++) {
		struct batch_entry *entry = &batch->entries[i];
		if (entry->outcome == OUTCOME_WRITTEN && check_seen(run, batch, entry) != STATUS_OK)
			return STATUS_FAILED;
		if (entry->outcome == OUTCOME_WRITTEN)
			batch->tally.text_bytes += entry->page->article.text.n;
		tally_count(&batch->tally, entry->outcome, entry->bytes);
	}
	tally_add(&run->report->inputs[batch->input].tally, &batch->tally);
	return STATUS_OK;
}

/* --- pack, write --- */

static enum status stage_pack(void *context, void *worker, void *item)
{
	struct run *run = context;
	(void)worker;
	batch_pack(item, str_from(run->config->source));
	return STATUS_OK;
}

static enum status stage_write(void *context, void *worker, void *item)
{
	struct run *run = context;
	struct batch *batch = item;
	(void)worker;
	enum status status = shard_write_batch(run->report->documents, buf_str(&batch->documents),
	                                       batch->document_count, &run->write_error);
	if (status == STATUS_OK)
		status = shard_write_batch(run->report->rejects, buf_str(&batch->rejects),
		                           batch->reject_count, &run->write_error);
	tally_add(&run->report->total, &batch->tally);
	term_progress(&run->term, run->report->total.records_read,
	              run->report->total.records[OUTCOME_WRITTEN], run->report->total.bytes_read,
	              run->bytes_total);
	return status;
}

static const struct flow_stage stages[RUN_STAGES] = {
	{"read", true, stage_read}, {"page", false, stage_page},  {"seen", true, stage_seen},
	{"pack", false, stage_pack}, {"write", true, stage_write},
};

/* --- the run --- */

static void run_init(struct run *run)
{
	const struct run_config *config = run->config;
	int threads = config->jobs < ZSTD_THREADS_MAX ? config->jobs : ZSTD_THREADS_MAX;
	size_t carry_max = (size_t)config->record_bytes_max + CARRY_SLACK_BYTES;
	run->limits.body_bytes_max = (size_t)config->record_bytes_max;
	run->sniffer = record_reader_new((size_t)config->record_bytes_max);
	run->seen = seen_new(SEEN_DOCUMENTS_MAX);
	buf_init(&run->carry.bytes, carry_max);
	buf_init(&run->joined, carry_max + ARCHIVE_BATCH_BYTES_MAX);
	term_init(&run->term, config->quiet);
	for (size_t i = 0; i < run->inputs->count; i++)
		run->bytes_total += run->inputs->list[i].size;
	run->report->documents =
		shard_writer_new(config->output, "part", config->shard_bytes, ZSTD_LEVEL, threads);
	run->report->rejects =
		shard_writer_new(config->output, "rejects", config->shard_bytes, ZSTD_LEVEL, 1);
	run->report->inputs = memory_resize(NULL, run->inputs->count * sizeof(*run->report->inputs));
	memset(run->report->inputs, 0, run->inputs->count * sizeof(*run->report->inputs));
}

static void run_free(struct run *run)
{
	archive_close(run->archive);
	record_reader_free(run->sniffer);
	seen_free(run->seen);
	buf_free(&run->carry.bytes);
	buf_free(&run->joined);
}

static enum status run_flow(struct run *run)
{
	size_t worker_count = (size_t)run->config->jobs, item_count = 2 * worker_count + 1;
	void **workers = memory_resize(NULL, worker_count * sizeof(*workers));
	void **items = memory_resize(NULL, item_count * sizeof(*items));
	for (size_t i = 0; i < worker_count; i++)
		workers[i] = batch_worker_new((size_t)run->config->record_bytes_max);
	for (size_t i = 0; i < item_count; i++)
		items[i] = batch_new();
	struct flow flow = {.stages = stages,
	                    .stage_count = RUN_STAGES,
	                    .context = run,
	                    .workers = workers,
	                    .worker_count = worker_count,
	                    .items = items,
	                    .item_count = item_count};
	enum status status = flow_run(&flow);
	for (size_t i = 0; i < RUN_STAGES; i++) {
		run->report->stage_names[i] = stages[i].name;
		run->report->stage_cpu_ns[i] = flow.stage_cpu_ns[i];
	}
	for (size_t i = 0; i < worker_count; i++)
		batch_worker_free(workers[i]);
	for (size_t i = 0; i < item_count; i++)
		batch_free(items[i]);
	free(workers);
	free(items);
	return status;
}

/* Law 2, checked for each input and in all. */
static enum status check_identity(const struct run *run, struct error *error)
{
	for (size_t i = 0; i < run->inputs->count; i++)
		if (!tally_identity_holds(&run->report->inputs[i].tally))
			return error_set(error, "%s: records or bytes read are not those counted",
			                 run->inputs->list[i].path);
	if (!tally_identity_holds(&run->report->total))
		return error_set(error, "records or bytes read are not those counted");
	return STATUS_OK;
}

static enum status finish(struct run *run, struct error *error)
{
	enum status status = check_identity(run, error);
	if (status == STATUS_OK)
		status = shard_writer_finish(run->report->documents, error);
	if (status == STATUS_OK)
		status = shard_writer_finish(run->report->rejects, error);
	return status;
}

enum status pipeline_run(const struct run_config *config, const struct inputs *inputs,
                         struct run_report *report, struct error *error)
{
	struct run run = {.config = config, .inputs = inputs, .report = report};
	double begun = machine_seconds();
	*report = (struct run_report){0};
	run_init(&run);
	enum status status = run_flow(&run);
	term_clear(&run.term);
	if (status != STATUS_OK)
		*error = run.seen_error.text[0] ? run.seen_error : run.write_error;
	else if (!report->stopped)
		status = finish(&run, error);
	run_free(&run);
	report->seconds = machine_seconds() - begun;
	report->cpu_seconds = machine_cpu_seconds();
	return status;
}

void pipeline_report_free(struct run_report *report, const struct inputs *inputs)
{
	for (size_t i = 0; report->inputs && i < inputs->count; i++)
		free(report->inputs[i].problem);
	free(report->inputs);
	shard_writer_free(report->documents);
	shard_writer_free(report->rejects);
}
