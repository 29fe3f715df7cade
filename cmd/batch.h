/* A batch: a run of an input's bytes, the records found in it, and the rows made of them. */
#ifndef CMD_BATCH_H
#define CMD_BATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/dedup.h"
#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/page.h"
#include "core/row.h"
#include "core/rules/rule_run.h"
#include "core/tally.h"
#include "io/records.h"

/* A record that will have a row: a document or a reject. */
struct batch_entry {
	enum outcome outcome;
	struct row_place place;
	uint64_t bytes;    /* of the input; what is counted */
	struct page *page; /* of a document, and of a revisit */
	struct str id, url, detail, duplicate_of, payload_digest;
	unsigned band, similarity; /* of a duplicate, see cmd/dedup.h */
	struct hash128 id_hash;    /* of a document */
	uint64_t page_bytes;       /* that an article was looked for in */
	uint64_t cpu_ns;           /* that extracting it took; for the report alone */
};

/* Where a batch stands, so that it can be found again and told from another. */
struct batch_position {
	uint64_t input;                /* number of the input */
	uint64_t number;               /* in the input, from 0 */
	uint64_t offset;               /* in its file */
	struct hash128 before, behind; /* of all of the input's bytes before it, and with it */
};

/* Owned by the stage that has it; nothing in it is shared. */
struct batch {
	size_t input; /* number of the input */
	struct batch_position position;
	bool first;      /* of its file */
	bool is_stream;  /* offsets are those of an inflated stream */
	struct buf file; /* name of the file, as rows have it */
	struct buf bytes, dictionary;
	struct batch_bytes span;

	struct arena arena; /* of all that entries point to */
	struct batch_entry *entries;
	size_t entry_count, entry_capacity;
	struct tail tail;
	struct tally tally;

	struct buf documents, rejects; /* rows */
	uint64_t document_count, reject_count;
	struct rule_count *rule_counts; /* by rule; all zero once they are added up */

	uint64_t documents_asked; /* of `seen`, whether they are duplicates */
	struct buf journal; /* what `seen` has learnt of it, for a run that goes on behind it */
	bool is_cut_off;    /* the next batch needs something of this one */
};

/* What one thread needs to work on batches. */
struct batch_worker {
	struct record_reader *reader;
	struct arena arena; /* of one page; reset for each */
	struct rule_run *rules;
};

struct batch *batch_new(const struct rule_set *rules);
void batch_free(struct batch *batch);
struct batch_worker *batch_worker_new(size_t record_bytes_max, const struct rule_set *rules);
void batch_worker_free(struct batch_worker *worker);

/*
 * Finds and extracts the pages of `span` into the batch's entries, tail and tally, all anew.
 */
void batch_extract(struct batch *batch, struct batch_worker *worker, const struct batch_bytes *span,
                   const struct tail *before, const struct page_limits *limits);

/* page_extract with the worker's rules, counted for the batch. In the worker's arena. */
enum outcome batch_extract_page(struct batch *batch, struct batch_worker *worker,
                                const struct page_record *record, const struct page_limits *limits,
                                struct page *page);

/* The entry repeats the document with the id `verdict->first`. */
void batch_entry_duplicate(struct batch *batch, struct batch_entry *entry,
                           const struct dedup_verdict *verdict);

/* Writes the rows of all entries, and counts their text. */
void batch_pack(struct batch *batch, struct str source);

/* Forgets the entries. */
void batch_forget(struct batch *batch);

#endif
