#include "cmd/batch.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/records.h"
#include "core/base/bug.h"
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
	buf_init(&batch->documents, ROWS_BYTES_MAX);
	buf_init(&batch->rejects, ROWS_BYTES_MAX);
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
	buf_free(&batch->documents);
	buf_free(&batch->rejects);
	buf_free(&batch->journal);
	arena_free(&batch->arena);
	free(batch->entries);
	free(batch->rule_counts);
	free(batch);
}

struct batch_worker *batch_worker_new(size_t record_bytes_max, const struct rule_set *rules)
{
	struct batch_worker *worker = memory_resize(NULL, sizeof(*worker));
	worker->reader = record_reader_new(record_bytes_max);
	worker->rules = rule_run_new(rules);
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
	return entry;
}

enum outcome batch_extract_page(struct batch *batch, struct batch_worker *worker,
                                const struct page_record *record, const struct page_limits *limits,
                                struct page *page)
{
	struct page_limits own = *limits;
	own.article.rules = worker->rules;
	rule_run_count(worker->rules, batch->rule_counts);
	enum outcome outcome = page_extract(page, record, &own, &worker->arena);
	tally_count_pii(&batch->tally, &page->pii);
	return outcome;
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
		if (outcome == OUTCOME_WRITTEN || outcome == OUTCOME_REVISIT) {
			entry->page = arena_alloc(&batch->arena, sizeof(page));
			page_keep(&page, &batch->arena);
			*entry->page = page;
		}
		entry->id_hash = page.id_hash;
		entry->id = arena_copy(&batch->arena, page.id);
		entry->url = arena_copy(&batch->arena, page.record.url);
		entry->payload_digest = arena_copy(&batch->arena, record.payload_digest);
		entry->detail = arena_copy(&batch->arena, page.detail);
	} else {
		tally_count(&batch->tally, outcome, piece->bytes);
	}
	arena_reset(&worker->arena);
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

void batch_extract(struct batch *batch, struct batch_worker *worker, const struct batch_bytes *span,
                   const struct tail *before, const struct page_limits *limits)
{
	struct str file = buf_str(&batch->file);
	struct piece piece;
	batch->entry_count = 0;
	batch->tally = (struct tally){0};
	memset(batch->rule_counts, 0,
	       rule_run_set(worker->rules)->count * sizeof(*batch->rule_counts));
	arena_reset(&batch->arena);
	records_begin(worker->reader, span, before);
	for (records_next(worker->reader, &piece); piece.kind != PIECE_END;
	     records_next(worker->reader, &piece)) {
		struct row_place place = {file, piece.offset, piece.length};
		if (piece.kind == PIECE_RECORD)
			add_record(batch, worker, &piece, &place, limits);
		else if (piece.kind == PIECE_LOSS)
			add_loss(batch, &piece, &place);
		else
			tally_count(&batch->tally, OUTCOME_CONTAINER, piece.bytes);
	}
	batch->tail = records_tail(worker->reader);
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
static void write_document(struct batch *batch, const struct batch_entry *entry, struct str source)
{
	struct page *page = entry->page;
	if (page->lines_dropped > 0)
		page->article.text = site_lines_drop(page->article.text, page->lines.list,
		                                     page->lines_dropped, &batch->arena);
	batch->tally.text_bytes += page->article.text.n;
	row_write_document(page, &entry->place, source, &batch->documents);
	batch->document_count++;
}

void batch_pack(struct batch *batch, struct str source)
{
	buf_reset(&batch->documents);
	buf_reset(&batch->rejects);
	batch->document_count = batch->reject_count = 0;
	for (size_t i = 0; i < batch->entry_count; i++) {
		const struct batch_entry *entry = &batch->entries[i];
		if (entry->outcome == OUTCOME_WRITTEN) {
			write_document(batch, entry, source);
			continue;
		}
		struct row_reject reject = {entry->id,           entry->url,  entry->outcome,
		                            entry->duplicate_of, entry->band, entry->similarity,
		                            entry->detail};
		row_write_reject(&reject, &entry->place, &batch->rejects);
		batch->reject_count++;
	}
	if (batch->documents.over || batch->rejects.over)
		BUG("the rows of a batch are over their limit");
}

void batch_forget(struct batch *batch)
{
	batch->entry_count = 0;
	arena_reset(&batch->arena);
}
