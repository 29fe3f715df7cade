#include "cmd/batch.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/records.h"
#include "core/base/bug.h"
#include "core/base/day.h"
#include "core/tokens.h"
#include "io/machine.h"

enum {
	ENTRIES_FIRST = 256,
	FILE_NAME_BYTES_MAX = 16 << 10, /* a path and a name in a container */
	ROWS_BYTES_MAX = 1 << 30,       /* far over what a batch can hold: each record is limited */
	JOURNAL_BYTES_MAX = 1 << 30,    /* likewise */
};

struct batch *batch_new(const struct rule_set *rules)
{
	struct batch *batch = memory_resize(NULL, sizeof(*batch));
	*batch = (struct batch){0};
	arena_init(&batch->arena);
	buf_init(&batch->bytes, SIZE_MAX / 2); /* the archive's limit holds */
	buf_init(&batch->dictionary, SIZE_MAX / 2);
	buf_init(&batch->file, FILE_NAME_BYTES_MAX);
	for (int s = 0; s < SERIES_COUNT; s++)
		buf_init(&batch->rows[s], ROWS_BYTES_MAX);
	buf_init(&batch->journal, JOURNAL_BYTES_MAX);
	size_t counts_bytes = (rules->count + (size_t)1) * sizeof(*batch->rule_counts);
	batch->rule_counts = memory_resize(NULL, counts_bytes);
	memset(batch->rule_counts, 0, counts_bytes);
	return batch;
}

void batch_free(struct batch *batch)
{
	buf_free(&batch->bytes);
	buf_free(&batch->dictionary);
	buf_free(&batch->file);
	for (int s = 0; s < SERIES_COUNT; s++)
		buf_free(&batch->rows[s]);
	buf_free(&batch->journal);
	arena_free(&batch->arena);
	free(batch->entries);
	free(batch->rule_counts);
	free(batch);
}

struct batch_worker *batch_worker_new(size_t record_bytes_max, const struct rule_set *rules,
                                      struct flow_lock *large)
{
	struct batch_worker *worker = memory_resize(NULL, sizeof(*worker));
	*worker = (struct batch_worker){.reader = record_reader_new(record_bytes_max),
	                                .rules = rule_run_new(rules),
	                                .large = large};
	arena_init(&worker->arena);
	return worker;
}

void batch_worker_free(struct batch_worker *worker)
{
	record_reader_free(worker->reader);
	rule_run_free(worker->rules);
	arena_free(&worker->arena);
	free(worker);
}

static struct batch_entry *add_entry(struct batch *batch)
{
	if (batch->entry_count == batch->entry_capacity) {
		batch->entry_capacity =
		        batch->entry_capacity ? batch->entry_capacity * 2 : ENTRIES_FIRST;
		batch->entries = memory_resize(batch->entries,
		                               batch->entry_capacity * sizeof(*batch->entries));
	}
	struct batch_entry *entry = &batch->entries[batch->entry_count++];
	*entry = (struct batch_entry){0};
	batch->kept_bytes += BATCH_ENTRY_BYTES;
	return entry;
}

enum outcome batch_extract_page(struct batch *batch, struct batch_worker *worker,
                                const struct page_record *record, const struct page_limits *limits,
                                struct page *page)
{
	struct page_limits own = *limits;
	own.article.rules = worker->rules;
	rule_run_count(worker->rules, batch->rule_counts);
	if (own.body_bytes_max > USUAL_PAGE_BYTES)
		own.body_bytes_max = USUAL_PAGE_BYTES;
	own.nodes_max = USUAL_PAGE_NODES;
	enum outcome outcome = page_extract(page, record, &own, &worker->arena);
	if (page->is_over_size) {
		arena_reset(&worker->arena);
		flow_lock_take(worker->large);
		worker->has_large = true;
		own.body_bytes_max = limits->body_bytes_max;
		own.nodes_max = limits->nodes_max;
		outcome = page_extract(page, record, &own, &worker->arena);
	}
	tally_count_pii(&batch->tally, &page->pii);
	return outcome;
}

void batch_drop_page(struct batch_worker *worker)
{
	arena_reset(&worker->arena);
	if (worker->has_large)
		flow_lock_give(worker->large);
	worker->has_large = false;
}

struct page *batch_keep_page(struct batch *batch, struct page *page)
{
	struct page *kept = arena_alloc(&batch->arena, sizeof(*kept));
	page_keep(page, &batch->arena);
	*kept = *page;
	batch->kept_bytes += page->article.text.n;
	return kept;
}

static void add_record(struct batch *batch, struct batch_worker *worker, const struct piece *piece,
                       const struct row_place *place, const struct page_limits *limits)
{
	struct page page;
	struct page_record record = records_page(&piece->record, place->file);
	uint64_t cpu_before = machine_thread_cpu_ns();
	enum outcome outcome = batch_extract_page(batch, worker, &record, limits, &page);
	batch->tally.records_read++;
	batch->tally.page_bytes += page.page_bytes;
	if (outcome == OUTCOME_WRITTEN || outcome_has_reject_row(outcome)) {
		struct batch_entry *entry = add_entry(batch);
		entry->outcome = outcome;
		entry->place = *place;
		entry->bytes = piece->bytes;
		entry->page_bytes = page.page_bytes;
		entry->cpu_ns = machine_thread_cpu_ns() - cpu_before;
		if (outcome == OUTCOME_WRITTEN || outcome == OUTCOME_REVISIT)
			entry->page = batch_keep_page(batch, &page);
		entry->id_hash = page.id_hash;
		entry->id = arena_copy(&batch->arena, page.id);
		entry->url = arena_copy(&batch->arena, page.record.url);
		entry->payload_digest = arena_copy(&batch->arena, record.payload_digest);
		entry->detail = arena_copy(&batch->arena, page.detail);
	} else {
		tally_count(&batch->tally, outcome, piece->bytes);
	}
	batch_drop_page(worker);
}

static void add_loss(struct batch *batch, const struct piece *piece, const struct row_place *place)
{
	struct batch_entry *entry = add_entry(batch);
	entry->outcome = records_outcome(piece->loss);
	entry->place = *place;
	entry->bytes = piece->bytes;
	entry->url = arena_copy(&batch->arena, piece->record.target_uri);
	batch->tally.records_read++;
}

void batch_begin(struct batch *batch)
{
	batch->stored_bytes = batch->span.bytes.n;
	batch->before = NULL;
	batch->pieces_done = 0;
	batch->end = UINT64_MAX;
	batch->goes_beyond = false;
}

static void begin_part(struct batch *batch, uint32_t rules)
{
	batch->entry_count = 0;
	batch->kept_bytes = 0;
	batch->tally = (struct tally){0};
	memset(batch->rule_counts, 0, rules * sizeof(*batch->rule_counts));
	arena_reset(&batch->arena);
	batch->is_first_part = batch->pieces_done == 0;
}

static void add_piece(struct batch *batch, struct batch_worker *worker, const struct piece *piece,
                      const struct page_limits *limits)
{
	struct row_place place = {buf_str(&batch->file), piece->offset, piece->length};
	if (piece->kind == PIECE_RECORD)
		add_record(batch, worker, piece, &place, limits);
	else if (piece->kind == PIECE_LOSS)
		add_loss(batch, piece, &place);
	else
		tally_count(&batch->tally, OUTCOME_CONTAINER, piece->bytes);
}

static bool is_wanted(const struct batch *batch, const struct piece *piece)
{
	return piece->kind != PIECE_END && piece->offset < batch->end;
}

void batch_extract(struct batch *batch, struct batch_worker *worker,
                   const struct page_limits *limits)
{
	struct piece piece;
	uint64_t done = 0, before = batch->pieces_done;
	begin_part(batch, rule_run_set(worker->rules)->count);
	batch->has_more = false;
	if (batch->end != UINT64_MAX && batch->before == NULL)
		return;
	records_begin(worker->reader, &batch->span, batch->before);
	for (records_next(worker->reader, &piece);
	     is_wanted(batch, &piece) && batch->kept_bytes < BATCH_KEPT_BYTES_MAX;
	     records_next(worker->reader, &piece)) {
		if (done++ >= before)
			add_piece(batch, worker, &piece, limits);
		batch->goes_beyond |= piece.offset + piece.length > batch->end;
	}
	batch->pieces_done = done;
	batch->has_more = is_wanted(batch, &piece);
	if (!batch->has_more)
		batch->tail = records_tail(worker->reader);
}

bool batch_has_more(const void *batch)
{
	return ((const struct batch *)batch)->has_more;
}

struct seen_document batch_document(const struct batch_entry *entry)
{
	const struct page *page = entry->page;
	return (struct seen_document){entry->id_hash, page->fingerprint.first_key.high,
	                              page->fingerprint.sketch, day_from_date(page->record.date),
	                              page->record.url};
}

void batch_entry_duplicate(struct batch *batch, struct batch_entry *entry,
                           const struct dedup_verdict *verdict)
{
	char *hex = arena_bytes(&batch->arena, HASH128_HEX_CHARS);
	hash128_hex(verdict->first, hex);
	entry->duplicate_of = (struct str){hex, HASH128_HEX_CHARS};
	entry->outcome = verdict->outcome;
	entry->band = verdict->band;
	entry->similarity = verdict->similarity;
}

/* Without the lines that the site repeats: they alone are still in the page's list. */
static void drop_lines(struct batch *batch, struct page *page)
{
	if (page->lines_dropped > 0)
		page->article.text = site_lines_drop(page->article.text, page->lines.list,
		                                     page->lines_dropped, &batch->arena);
}

struct str batch_route(const struct page *page, enum route_field field)
{
	return route_of(field, page->identified.code, str_from(page_kind_name(page->article.kind)));
}

static void write_document(struct batch *batch, const struct batch_entry *entry,
                           const struct packing *packing, const struct page_verdict *verdict)
{
	const struct page *page = entry->page;
	struct str text = verdict ? verdict->text : page->article.text;
	batch->tally.text_bytes += text.n;
	batch->tally.tokens += tokens_estimate(text);
	row_write_document(page, &entry->place, packing->source, verdict,
	                   &batch->rows[SERIES_DOCUMENTS]);
	uint64_t number = batch->row_counts[SERIES_DOCUMENTS]++;
	if (packing->shape.attributes) {
		row_write_attributes(page->id, packing->source, verdict,
		                     &batch->rows[SERIES_ATTRIBUTES]);
		batch->row_counts[SERIES_ATTRIBUTES]++;
	}
	if (batch->routed == NULL)
		return;
	struct routed_row *routed = &batch->routed[number];
	routed->route = batch_route(page, packing->shape.route);
	for (int s = 0; s < SERIES_COUNT; s++)
		routed->ends[s] = batch->rows[s].n;
}

static void write_reject(struct batch *batch, const struct batch_entry *entry)
{
	struct row_reject reject = {entry->id,           entry->url,  entry->outcome,
	                            entry->duplicate_of, entry->band, entry->similarity,
	                            entry->detail};
	row_write_reject(&reject, &entry->place, &batch->rows[SERIES_REJECTS]);
	batch->row_counts[SERIES_REJECTS]++;
}

const struct page_verdict *batch_filter(struct batch *batch, struct batch_entry *entry,
                                        struct batch_worker *worker, const struct packing *packing,
                                        struct page_verdict *verdict)
{
	struct page *page = entry->page;
	const struct page_filter *filter = packing->filter;
	if (!sample_has(&packing->shape.sample, entry->id_hash)) {
		entry->outcome = OUTCOME_SAMPLE;
		return NULL;
	}
	if (filter == NULL)
		return NULL;
	page_filter_judge(filter, page->article.text, &worker->arena, verdict);
	if (!verdict->keep && !filter->annotate) {
		entry->outcome = OUTCOME_FILTER;
		entry->detail = arena_copy(&batch->arena, verdict->reason);
	}
	return verdict;
}

/* A document's row, or that of a reject for one that is not in the sample or the preset drops. */
static void pack_document(struct batch *batch, struct batch_entry *entry,
                          struct batch_worker *worker, const struct packing *packing)
{
	struct page_verdict verdict;
	drop_lines(batch, entry->page);
	const struct page_verdict *judged = batch_filter(batch, entry, worker, packing, &verdict);
	if (entry->outcome == OUTCOME_WRITTEN)
		write_document(batch, entry, packing, judged);
	else
		write_reject(batch, entry);
	tally_count(&batch->tally, entry->outcome, entry->bytes);
	arena_reset(&worker->arena);
}

void batch_pack(struct batch *batch, struct batch_worker *worker, const struct packing *packing)
{
	for (int s = 0; s < SERIES_COUNT; s++) {
		buf_reset(&batch->rows[s]);
		batch->row_counts[s] = 0;
	}
	batch->routed = packing->shape.route == ROUTE_NONE
	                        ? NULL
	                        : arena_array(&batch->arena, struct routed_row,
	                                      batch->entry_count + (size_t)1);
	for (size_t i = 0; i < batch->entry_count; i++)
		if (batch->entries[i].outcome == OUTCOME_WRITTEN)
			pack_document(batch, &batch->entries[i], worker, packing);
		else
			write_reject(batch, &batch->entries[i]);
	for (int s = 0; s < SERIES_COUNT; s++)
		if (batch->rows[s].over)
			BUG("the rows of a batch are over their limit");
}

static enum status write_routed(const struct batch *batch, enum series series,
                                struct outputs *outputs, struct error *error)
{
	size_t begin = 0;
	enum status status = STATUS_OK;
	for (uint64_t i = 0; i < batch->row_counts[series] && status == STATUS_OK; i++) {
		const struct routed_row *routed = &batch->routed[i];
		struct str row =
		        str_slice(buf_str(&batch->rows[series]), begin, routed->ends[series]);
		status = outputs_write(outputs, series, routed->route, row, 1, error);
		begin = routed->ends[series];
	}
	return status;
}

enum status batch_write(const struct batch *batch, struct outputs *outputs, struct error *error)
{
	enum status status = STATUS_OK;
	for (int s = 0; s < SERIES_COUNT && status == STATUS_OK; s++)
		status = batch->routed && s != SERIES_REJECTS
		                 ? write_routed(batch, (enum series)s, outputs, error)
		                 : outputs_write(outputs, (enum series)s, STR(""),
		                                 buf_str(&batch->rows[s]), batch->row_counts[s],
		                                 error);
	return status;
}

void batch_forget(struct batch *batch)
{
	batch->entry_count = 0;
	arena_reset(&batch->arena);
}
