/* A batch: a run of an input's bytes, the records found in it, and the rows made of them. */
#ifndef CMD_BATCH_H
#define CMD_BATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/dedup.h"
#include "cmd/outputs.h"
#include "cmd/series.h"
#include "cmd/shape_values.h"
#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/page.h"
#include "core/page_filter.h"
#include "core/row.h"
#include "core/rules/rule_run.h"
#include "core/tally.h"
#include "io/flow.h"
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
	uint32_t document;         /* its number in a map task (cmd/spill.h) */
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

/* Of a document's row and that of its attributes: the route, and where they end. */
struct routed_row {
	struct str route;
	size_t ends[SERIES_COUNT];
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
	uint64_t stored_bytes;     /* of the span as it was read */
	uint64_t end;              /* pieces from there on are not wanted (io/archive.h) */
	bool goes_beyond;          /* a piece that begins before it ends behind it */
	const struct tail *before; /* what an earlier batch has left for this one, or NULL */

	/* A batch that is much text is worked on in parts; what follows is of one. */
	uint64_t pieces_done; /* with this part's */
	bool is_first_part, has_more;
	struct arena arena;  /* of all that entries point to */
	uint64_t kept_bytes; /* about what is in it */
	struct batch_entry *entries;
	size_t entry_count, entry_capacity;
	struct tail tail;
	struct tally tally;

	struct buf rows[SERIES_COUNT];
	uint64_t row_counts[SERIES_COUNT];
	struct routed_row *routed;      /* where rows of documents go to; NULL without routes */
	struct rule_count *rule_counts; /* by rule; all zero once they are added up */

	uint64_t documents_asked; /* of `seen`, whether they are duplicates */
	struct buf journal; /* what `seen` has learnt of it, for a run that goes on behind it */
	bool is_cut_off;    /* the next batch, or part, needs something of this one */
};

/* How documents become rows. */
struct packing {
	struct str source;                /* of every row */
	const struct page_filter *filter; /* NULL: without a preset */
	struct shape shape;
};

/* What one thread needs to work on batches. */
struct batch_worker {
	struct record_reader *reader;
	struct arena arena; /* of one page; reset for each */
	struct rule_run *rules;
	struct flow_lock *large; /* who has it may work on a page over the usual size */
	bool has_large;
};

enum {
	/* Entries of a part, with what they keep; the last may go beyond it. */
	BATCH_KEPT_BYTES_MAX = 32 << 20,
	BATCH_ENTRY_BYTES = 2 << 10, /* for one entry without its text */
	/* Of larger pages one is worked on at a time: they can take many times their bytes. */
	USUAL_PAGE_BYTES = 4 << 20,
	USUAL_PAGE_NODES = 48 << 10,
};

struct batch *batch_new(const struct rule_set *rules);
void batch_free(struct batch *batch);
struct batch_worker *batch_worker_new(size_t record_bytes_max, const struct rule_set *rules,
                                      struct flow_lock *large);
void batch_worker_free(struct batch_worker *worker);

/* Takes bytes that were read: the span is set. No part is done yet. */
void batch_begin(struct batch *batch);

/*
 * Finds and extracts the pages of the batch's next part into its entries and tally, and with the
 * last part its tail. One that stands behind a slice is looked into only if something before needs
 * it.
 */
void batch_extract(struct batch *batch, struct batch_worker *worker,
                   const struct page_limits *limits);

bool batch_has_more(const void *batch);

/*
 * page_extract with the worker's rules, counted for the batch. In the worker's arena, until
 * batch_drop_page, which every call must be followed by.
 */
enum outcome batch_extract_page(struct batch *batch, struct batch_worker *worker,
                                const struct page_record *record, const struct page_limits *limits,
                                struct page *page);
void batch_drop_page(struct batch_worker *worker);

/* Copies what rows need of a page into the batch. */
struct page *batch_keep_page(struct batch *batch, struct page *page);

/* Who an entry with a page is. */
struct seen_document batch_document(const struct batch_entry *entry);

/* The entry repeats the document with the id `verdict->first`. */
void batch_entry_duplicate(struct batch *batch, struct batch_entry *entry,
                           const struct dedup_verdict *verdict);

/*
 * Is a document in the sample, and what does the preset say of it, its text as it is now? NULL
 * without one. A document that is dropped has another outcome then. In the worker's arena.
 */
const struct page_verdict *batch_filter(struct batch *batch, struct batch_entry *entry,
                                        struct batch_worker *worker, const struct packing *packing,
                                        struct page_verdict *verdict);

/*
 * Writes the rows of all entries, and counts documents and their text. What the preset needs is in
 * the worker's arena meanwhile.
 */
void batch_pack(struct batch *batch, struct batch_worker *worker, const struct packing *packing);

/* Writes the rows that batch_pack has made. */
MUST_CHECK enum status batch_write(const struct batch *batch, struct outputs *outputs,
                                   struct error *error);

/* The route of a page, "" without routes. */
struct str batch_route(const struct page *page, enum route_field field);

/* Forgets the entries. */
void batch_forget(struct batch *batch);

#endif
