/*
 * The stages are in one table at the end of this file. `read` and `seen` and `write` see batches in
 * input order, so what they keep between batches needs no lock.
 *
 * Cuts can be false (io/archive.h), and records can go beyond a batch. `seen` is the first stage in
 * order behind the reader, so it checks: if the batch before left a tail, this one was extracted
 * from the wrong place, and is done again with the tail in front. That is rare; law 1 holds because
 * it depends on the input alone.
 */
#include "cmd/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/batch.h"
#include "cmd/journal_kinds.h"
#include "cmd/keeper.h"
#include "cmd/lines_record.h"
#include "cmd/resume.h"
#include "cmd/revisit.h"
#include "core/base/bug.h"
#include "core/dedup/line_counts.h"
#include "core/preload.h"
#include "io/archive.h"
#include "io/carry.h"
#include "io/file.h"
#include "io/flow.h"
#include "io/journal.h"
#include "io/machine.h"
#include "io/stop.h"
#include "io/term.h"

struct run {
	const struct run_config *config;
	const struct inputs *inputs;
	struct run_report *report;
	struct page_limits limits;
	bool is_survey; /* inputs are read for the first of two times; writes and says nothing */

	struct reading reading; /* of read and seen */

	/* seen */
	struct dedup *dedup;
	struct keeper *keeper; /* NULL if the first of duplicates is kept */
	struct revisits *revisits;
	struct line_counts *line_counts; /* NULL without --dedup-lines */
	struct error seen_error;

	/* write */
	struct resume *resume;
	struct term term;
	uint64_t bytes_before; /* read by the survey */
	uint64_t bytes_total;
	size_t shards_logged[SERIES_COUNT];
	double begun, seconds_before; /* the latter: of the runs that this one goes on from */
	uint64_t cpu_us_before;       /* likewise */
	struct error write_error;
};

/* --- read, page --- */

static enum status stage_read(void *context, void *worker, void *item)
{
	struct run *run = context;
	(void)worker;
	enum status status = reading_next(&run->reading, item);
	run->report->stopped = run->reading.stopped;
	return status;
}

static enum status stage_page(void *context, void *worker, void *item)
{
	struct run *run = context;
	struct batch *batch = item;
	batch_extract(batch, worker, &run->limits);
	return STATUS_OK;
}

/* --- seen --- */

/* Can a document of this batch be read again without reading all before it? */
static bool can_read_again(const struct run *run, const struct batch *batch)
{
	const struct input *input = &run->inputs->list[batch->input];
	bool is_whole_file = batch->file.n == strlen(input->name);
	return input->size > 0 && is_whole_file && !batch->is_stream;
}

/* A revisit may come that means this document, or another with its payload. */
static void remember_payload(struct run *run, struct batch *batch, const struct batch_entry *entry)
{
	const struct revisit_payload payload = {
	        hash128(entry->payload_digest), entry->id_hash,
	        can_read_again(run, batch) ? batch->input : REVISIT_NO_INPUT, entry->place.offset};
	if (entry->payload_digest.n == 0 ||
	    !revisits_remember(run->revisits, &payload, run->inputs))
		return;
	size_t begun = journal_begin(&batch->journal, JOURNAL_PAYLOAD);
	buf_append(&batch->journal, (struct str){(const char *)&payload, sizeof(payload)});
	journal_end(&batch->journal, begun);
}

static enum status check_seen(struct run *run, struct batch *batch, struct batch_entry *entry)
{
	const struct seen_document document = batch_document(entry);
	struct dedup_verdict verdict;
	batch->documents_asked++;
	enum status status =
	        run->keeper ? keeper_next(run->keeper, entry->id_hash, &verdict, &run->seen_error)
	                    : dedup_check(run->dedup, &entry->page->fingerprint, &document,
	                                  &verdict, &run->seen_error);
	if (status != STATUS_OK)
		return status;
	if (verdict.outcome != OUTCOME_WRITTEN)
		batch_entry_duplicate(batch, entry, &verdict);
	remember_payload(run, batch, entry);
	return STATUS_OK;
}

/* What the report says of a record; its time stays apart from the rest. */
static void report_entry(struct run *run, const struct batch_entry *entry)
{
	const struct page *page = entry->outcome == OUTCOME_WRITTEN ? entry->page : NULL;
	const struct stats_record record = {
	        .outcome = entry->outcome,
	        .url = entry->url,
	        .language = page ? page->identified.code : STR(""),
	        .license = page ? page->article.license : STR(""),
	        .date = page ? page->record.date : STR(""),
	        .text_bytes = page ? page->article.text.n : 0,
	        .similarity = entry->similarity,
	        .place = entry->place,
	};
	const struct timed_page timed = {
	        .cpu_us = entry->cpu_ns / 1000,
	        .page_bytes = entry->page_bytes,
	        .offset = entry->place.offset,
	        .outcome = str_from(outcome_name(entry->outcome)),
	        .url = entry->url,
	        .title = entry->page ? entry->page->article.title : STR(""),
	        .file = entry->place.file,
	};
	stats_count(run->report->stats, &record);
	times_page(&run->report->times, &timed);
}

/* Marks what the site says on earlier documents, too; a document that says nothing else is none. */
static void drop_repeated_lines(struct run *run, struct batch *batch, struct batch_entry *entry)
{
	struct page *page = entry->page;
	uint32_t count = page->lines.count;
	if (run->line_counts == NULL || count == 0)
		return;
	size_t begun = lines_record_begin(&batch->journal, &page->lines);
	line_counts_add(run->line_counts, &page->lines);
	lines_record_end(&batch->journal, begun, page->domain, page->article.text, &page->lines);
	page->lines_dropped = page->lines.count;
	dropped_lines_add(run->report->dropped_lines, page->domain, page->article.text,
	                  &page->lines);
	if (page->lines_dropped == count && !page->lines.has_others)
		entry->outcome = OUTCOME_REPEATED_LINES;
}

static enum status stage_seen(void *context, void *worker, void *item)
{
	struct run *run = context;
	struct batch *batch = item;
	reading_check_cut(&run->reading, batch, worker, &run->limits);
	batch->documents_asked = 0;
	buf_reset(&batch->journal);
	dedup_record(run->dedup, &batch->journal);
	for (size_t i = 0; i < batch->entry_count; i++) {
		struct batch_entry *entry = &batch->entries[i];
		if (entry->outcome == OUTCOME_REVISIT)
			revisits_resolve(run->revisits, batch, entry, worker, &run->limits);
		else if (entry->outcome == OUTCOME_WRITTEN &&
		         check_seen(run, batch, entry) != STATUS_OK)
			return STATUS_FAILED;
		if (entry->outcome == OUTCOME_WRITTEN)
			drop_repeated_lines(run, batch, entry);
		if (entry->outcome != OUTCOME_WRITTEN) /* it may yet be dropped by the preset */
			tally_count(&batch->tally, entry->outcome, entry->bytes);
	}
	return STATUS_OK;
}

/* --- pack, write --- */

static enum status stage_pack(void *context, void *worker, void *item)
{
	struct run *run = context;
	const struct packing packing = pipeline_packing(run->config);
	batch_pack(item, worker, &packing);
	return STATUS_OK;
}

static void log_shards(struct run *run)
{
	for (int s = 0; s < SERIES_COUNT; s++) {
		size_t count, *logged = &run->shards_logged[s];
		const struct shard *shards =
		        outputs_shards(run->report->outputs, (enum series)s, &count);
		for (; *logged < count; ++*logged)
			run_log_shard(&run->config->log, &shards[*logged]);
	}
}

/* Of this run and of those that it goes on from, without what they did in vain. */
static double seconds_worked(const struct run *run)
{
	return run->seconds_before + machine_seconds() - run->begun;
}

static void report_batch(struct run *run, const struct batch *batch)
{
	const struct times_slot done = {batch->tally.records_read, batch->tally.bytes_read,
	                                batch->tally.page_bytes};
	for (size_t i = 0; i < batch->entry_count; i++)
		report_entry(run, &batch->entries[i]);
	times_progress(&run->report->times, (uint64_t)(seconds_worked(run) * 1e3), &done);
}

static void count(const struct run *run, const struct batch *batch)
{
	struct run_report *report = run->report;
	tally_add(&report->total, &batch->tally);
	tally_add(&report->inputs[batch->input].tally, &batch->tally);
	for (uint32_t r = 0; r < run->config->rules->count; r++) {
		report->rule_counts[r].lines += batch->rule_counts[r].lines;
		report->rule_counts[r].aborted += batch->rule_counts[r].aborted;
	}
}

static void take_times(const struct run *run)
{
	struct times *times = &run->report->times;
	uint64_t peak_rss_bytes = machine_peak_rss_bytes();
	times->ended = machine_unix_seconds();
	times->jobs = (unsigned)run->config->jobs;
	times->wall_us = (uint64_t)(seconds_worked(run) * 1e6);
	times->cpu_us = run->cpu_us_before + (uint64_t)(machine_cpu_seconds() * 1e6);
	if (times->peak_rss_bytes < peak_rss_bytes)
		times->peak_rss_bytes = peak_rss_bytes;
}

/* Nothing is saved by a run that was stopped before it had begun to write. */
static enum status save(const struct run *run, struct error *error)
{
	if (run->resume == NULL)
		return STATUS_OK;
	take_times(run);
	return resume_save(run->resume, error);
}

/* All series end together, so that nothing is open at a checkpoint. */
static enum status end_shards(struct run *run, struct error *error)
{
	bool closed;
	enum status status = outputs_end_full(run->report->outputs, &closed, error);
	return status == STATUS_OK && closed ? save(run, error) : status;
}

static void show_progress(struct run *run, const struct batch *batch)
{
	const struct tally *total = &run->report->total;
	const struct run_log_state state = {.records = total->records_read,
	                                    .documents = total->records[OUTCOME_WRITTEN],
	                                    .bytes = run->bytes_before + total->bytes_read,
	                                    .bytes_total = run->bytes_total,
	                                    .input = run->inputs->list[batch->input].name,
	                                    .offset = batch->position.offset,
	                                    .input_number = batch->input + 1,
	                                    .inputs = run->inputs->count};
	term_progress(&run->term, state.records, state.documents, state.bytes, state.bytes_total);
	if (stop_state_asked())
		run_log_state(&run->config->log, &run->term, &state);
}

static enum status stage_write(void *context, void *worker, void *item)
{
	struct run *run = context;
	struct batch *batch = item;
	struct error *error = &run->write_error;
	(void)worker;
	enum status status = batch_write(batch, run->report->outputs, error);
	if (status == STATUS_OK)
		status = resume_add(run->resume, batch, error);
	count(run, batch);
	report_batch(run, batch);
	if (status == STATUS_OK)
		status = end_shards(run, error);
	log_shards(run);
	show_progress(run, batch);
	batch_forget(batch);
	return status;
}

static const struct flow_stage stages[RUN_STAGES] = {
        {"read", true, stage_read},  {"page", false, stage_page},  {"seen", true, stage_seen},
        {"pack", false, stage_pack}, {"write", true, stage_write},
};

/* --- the survey --- */

static enum status stage_survey(void *context, void *worker, void *item)
{
	struct run *run = context;
	struct batch *batch = item;
	reading_check_cut(&run->reading, batch, worker, &run->limits);
	for (size_t i = 0; i < batch->entry_count; i++) {
		const struct batch_entry *entry = &batch->entries[i];
		if (entry->outcome != OUTCOME_WRITTEN)
			continue;
		const struct page *page = entry->page;
		const struct seen_document document = batch_document(entry);
		if (keeper_add(run->keeper, &page->fingerprint, &document, page->article.text.n,
		               page->record.date, &run->seen_error) != STATUS_OK)
			return STATUS_FAILED;
	}
	tally_add(&run->report->total, &batch->tally);
	show_progress(run, batch);
	batch_forget(batch);
	return STATUS_OK;
}

static const struct flow_stage survey_stages[] = {
        {"read", true, stage_read}, {"page", false, stage_page}, {"seen", true, stage_survey}};

/* --- the run --- */

struct page_limits pipeline_limits(const struct run_config *config)
{
	return (struct page_limits){.body_bytes_max = (size_t)config->record_bytes_max,
	                            .steps = config->page_ms * BUDGET_STEPS_PER_MS,
	                            .verify_digests = config->verify_digests,
	                            .article = config->article,
	                            .safety = config->safety->steps,
	                            .fingerprint = config->dedup.keys};
}

struct packing pipeline_packing(const struct run_config *config)
{
	const struct preset_loaded *preset = config->preset;
	return (struct packing){.source = str_from(config->source),
	                        .filter = preset->is_wanted ? &preset->filter : NULL,
	                        .shape = config->shape};
}

static void run_init(struct run *run)
{
	const struct run_config *config = run->config;
	run->limits = pipeline_limits(config);
	term_init(&run->term, config->quiet || config->log.format != RUN_LOG_TEXT);
	for (size_t i = 0; i < run->inputs->count; i++)
		run->bytes_total += run->inputs->list[i].size;
	run->report->inputs = reading_reports_new(run->inputs->count);
	run->reading = (struct reading){.inputs = run->inputs,
	                                .reports = run->report->inputs,
	                                .log = run->is_survey ? NULL : &config->log,
	                                .term = &run->term};
	reading_begin(&run->reading, (size_t)config->record_bytes_max);
	size_t counts_bytes = (config->rules->count + (size_t)1) * sizeof(struct rule_count);
	run->report->rule_counts = memory_resize(NULL, counts_bytes);
	memset(run->report->rule_counts, 0, counts_bytes);
}

/* What only a run has that writes. */
static void run_init_output(struct run *run)
{
	const struct run_config *config = run->config;
	run->report->stats = stats_new();
	times_init(&run->report->times);
	run->begun = machine_seconds();
	run_log_start(&config->log, config->output, run->inputs->count, config->resume);
	for (size_t i = 0; i < RUN_STAGES; i++)
		run->report->stage_names[i] = stages[i].name;
	int threads = config->jobs < RUN_ZSTD_THREADS_MAX ? config->jobs : RUN_ZSTD_THREADS_MAX;
	run->revisits = revisits_new(config->dedup.keys.dedup != DEDUP_NONE,
	                             (size_t)config->record_bytes_max);
	run->limits.lines = config->dedup.lines > 0;
	if (config->dedup.lines > 0)
		run->line_counts = line_counts_new(config->dedup.lines, LINE_COUNTS_MAX);
	run->report->dropped_lines = dropped_lines_new();
	const struct outputs_options outputs = {.folder = config->output,
	                                        .shard_bytes = config->shard_bytes,
	                                        .threads = threads,
	                                        .attributes = config->shape.attributes,
	                                        .routes = config->shape.route != ROUTE_NONE,
	                                        .task = -1};
	run->report->outputs = outputs_new(&outputs);
}

static void run_free(struct run *run)
{
	reading_end(&run->reading);
	if (!run->is_survey)
		keeper_close(run->keeper);
	revisits_free(run->revisits);
	line_counts_free(run->line_counts);
	resume_close(run->resume);
}

enum status pipeline_flow(const struct run_config *config, const struct flow_stage *list,
                          size_t stage_count, void *context, uint64_t *stage_cpu_ns)
{
	size_t worker_count = (size_t)config->jobs, item_count = (size_t)config->batches;
	struct flow_lock *large = flow_lock_new();
	struct preload *preload = preload_new();
	void **workers = memory_resize(NULL, worker_count * sizeof(*workers));
	void **items = memory_resize(NULL, item_count * sizeof(*items));
	for (size_t i = 0; i < worker_count; i++)
		workers[i] =
		        batch_worker_new((size_t)config->record_bytes_max, config->rules, large);
	for (size_t i = 0; i < item_count; i++)
		items[i] = batch_new(config->rules);
	machine_use_utc();
	struct flow flow = {.stages = list,
	                    .stage_count = stage_count,
	                    .context = context,
	                    .workers = workers,
	                    .worker_count = worker_count,
	                    .items = items,
	                    .item_count = item_count,
	                    .sandbox = config->sandbox,
	                    .has_more = batch_has_more};
	enum status status = flow_run(&flow);
	if (config->sandbox && !flow.sandbox)
		run_log_no_sandbox(&config->log);
	for (size_t i = 0; i < stage_count; i++)
		stage_cpu_ns[i] += flow.stage_cpu_ns[i];
	for (size_t i = 0; i < worker_count; i++)
		batch_worker_free(workers[i]);
	for (size_t i = 0; i < item_count; i++)
		batch_free(items[i]);
	flow_lock_free(large);
	preload_free(preload);
	free(workers);
	free(items);
	return status;
}

static enum status run_flow(struct run *run, const struct flow_stage *list, size_t stage_count)
{
	return pipeline_flow(run->config, list, stage_count, run, run->report->stage_cpu_ns);
}

/* Reads the inputs for the first time and decides which documents are kept. */
static enum status survey(struct run *run, struct error *error)
{
	enum { STAGES = sizeof(survey_stages) / sizeof(*survey_stages) };
	struct run_report report = {0};
	struct run first = {
	        .config = run->config, .inputs = run->inputs, .report = &report, .is_survey = true};
	const struct dedup_config *dedup = &run->config->dedup;
	enum status status = keeper_open(dedup, run->config->output, &run->keeper, error);
	if (status != STATUS_OK)
		return status;
	run_init(&first);
	first.keeper = run->keeper;
	first.bytes_total = run->bytes_total *= 2;
	status = run_flow(&first, survey_stages, STAGES);
	if (status != STATUS_OK)
		*error = first.reading.error.text[0] ? first.reading.error : first.seen_error;
	else if (!report.stopped)
		status = keeper_decide(run->keeper, run->dedup, error);
	run->report->stopped = report.stopped || status == STATUS_END;
	run->term = first.term;
	run->bytes_before = report.total.bytes_read;
	memcpy(run->report->stage_cpu_ns, report.stage_cpu_ns, sizeof(report.stage_cpu_ns));
	run_free(&first);
	pipeline_report_free(&report, run->inputs);
	return status == STATUS_END ? STATUS_OK : status;
}

/* Law 2, checked for each input and in all. */
static enum status check_identity(const struct run *run, struct error *error)
{
	for (size_t i = 0; i < run->inputs->count; i++)
		if (!tally_identity_holds(&run->report->inputs[i].tally))
			return error_set(error, "%s: records or bytes read are not those counted",
			                 run->inputs->list[i].name);
	if (!tally_identity_holds(&run->report->total))
		return error_set(error, "records or bytes read are not those counted");
	return STATUS_OK;
}

static enum status set_up(struct run *run, struct error *error)
{
	struct batch_position last;
	struct run_report *report = run->report;
	enum status status = run->config->dedup.keep == KEEP_FIRST ? STATUS_OK : survey(run, error);
	const struct resume_parts parts = {
	        .config = run->config,
	        .inputs = run->inputs,
	        .report = report,
	        .dedup = run->dedup,
	        .keeper = run->keeper,
	        .revisits = run->revisits,
	        .line_counts = run->line_counts,
	};
	if (status != STATUS_OK || report->stopped)
		return status;
	status = resume_open(&parts, &run->resume, &last, error);
	if (status != STATUS_OK || !run->config->resume)
		return status;
	run->seconds_before = (double)report->times.wall_us / 1e6;
	run->cpu_us_before = report->times.cpu_us;
	for (int s = 0; s < SERIES_COUNT; s++)
		(void)outputs_shards(report->outputs, (enum series)s, &run->shards_logged[s]);
	return reading_go_on(&run->reading, &last, error);
}

static enum status finish(struct run *run, struct error *error)
{
	enum status status = check_identity(run, error);
	if (status == STATUS_OK && run->keeper)
		status = keeper_end(run->keeper, error);
	if (status == STATUS_OK)
		status = outputs_finish(run->report->outputs, error);
	log_shards(run);
	return status;
}

/* What is only known at the end. */
static void finish_report(struct run *run)
{
	struct run_report *report = run->report;
	for (int s = 0; s < SERIES_COUNT; s++)
		report->shards[s] =
		        outputs_shards(report->outputs, (enum series)s, &report->shard_counts[s]);
	struct stats *stats = report->stats;
	struct times *times = &report->times;
	take_times(run);
	report->seconds = (double)times->wall_us / 1e6;
	report->cpu_seconds = (double)times->cpu_us / 1e6;
	stats->total = report->total;
	stats->source =
	        stats_text(str_from(run->config->source), STATS_TEXT_BYTES_MAX, &stats->arena);
	for (size_t i = 0; i < run->inputs->count; i++) {
		stats->inputs += !report->inputs[i].passed_over;
		if (report->inputs[i].problem)
			stats_problem(stats, str_from(run->inputs->list[i].name),
			              str_from(report->inputs[i].problem));
	}
	for (int i = 0; i < RUN_STAGES; i++)
		times_stage(times, report->stage_names[i], report->stage_cpu_ns[i] / 1000);
}

enum status pipeline_run(const struct run_config *config, const struct inputs *inputs,
                         struct dedup *dedup, struct run_report *report, struct error *error)
{
	struct run run = {.config = config, .inputs = inputs, .report = report, .dedup = dedup};
	*report = (struct run_report){.index_documents = dedup_documents_before(dedup)};
	run_init(&run);
	run_init_output(&run);
	enum status status = set_up(&run, error);
	if (status == STATUS_OK && !report->stopped &&
	    run_flow(&run, stages, RUN_STAGES) != STATUS_OK) {
		status = STATUS_FAILED;
		*error = run.reading.error.text[0] ? run.reading.error
		         : run.seen_error.text[0]  ? run.seen_error
		                                   : run.write_error;
	}
	dedup_record(dedup, NULL);
	term_clear(&run.term);
	if (run.line_counts)
		report->lines_forgotten = line_counts_forgotten(run.line_counts);
	if (status == STATUS_OK)
		status = report->stopped ? save(&run, error) : finish(&run, error);
	finish_report(&run);
	run_free(&run);
	return status;
}

void pipeline_report_free(struct run_report *report, const struct inputs *inputs)
{
	reading_reports_free(report->inputs, inputs->count);
	free(report->rule_counts);
	stats_free(report->stats);
	dropped_lines_free(report->dropped_lines);
	outputs_free(report->outputs);
}
