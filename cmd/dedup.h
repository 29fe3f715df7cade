/*
 * Is a document a duplicate? It is if and only if an earlier one, kept or not, shares a key with
 * it; with a least similarity, if that earlier one is estimated to be at least so similar. The
 * earlier documents are those of this run and, with an index, of all runs before it. docs/dedup.md
 * says why this is so.
 *
 * Keys are remembered in memory; when that is full they go to disk, and the answers stay the same.
 * Belongs to the serial stage `seen`.
 */
#ifndef CMD_DEDUP_H
#define CMD_DEDUP_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/status.h"
#include "core/dedup/fingerprint.h"
#include "core/dedup/seen.h"
#include "core/outcome.h"
#include "io/index.h"

/* Of pages that are duplicates of each other: the first in input order, the one with most text, the
   one that was crawled last (cmd/keeper.h). */
enum keep { KEEP_FIRST, KEEP_LONGEST, KEEP_NEWEST };

struct dedup_config {
	struct fingerprint_options keys;
	unsigned similarity_min; /* percent; 0: a shared key is enough */
	enum keep keep;
	unsigned lines; /* that so many documents of a site had are dropped; 0: none are */
	uint64_t memory_bytes;
	const char *index; /* path, or NULL */
};

struct dedup_verdict {
	enum outcome outcome; /* OUTCOME_WRITTEN, or which kind of duplicate */
	struct hash128 first; /* id of the earlier document, or its own */
	unsigned band;        /* that is shared, from 1; 0 for the exact key or the URL */
	unsigned similarity;  /* estimated, percent; 100 where band is 0 */
};

struct dedup;

/* Opens the index, if there is one. What goes to disk without it goes to files in `folder`. */
MUST_CHECK enum status dedup_open(const struct dedup_config *config, const char *folder,
                                  struct dedup **dedup, struct error *error);
void dedup_close(struct dedup *dedup); /* what is not committed is forgotten */

/* Of the index, before this run. */
uint64_t dedup_documents_before(const struct dedup *dedup);

/* True if the last run in the index was the one with this manifest; `*exit_code` is what it ended
   with. */
bool dedup_was_committed(const struct dedup *dedup, struct hash128 manifest, int *exit_code);

/* Who a document was as files have it, its URL aside, and the other way round. */
struct seen_document dedup_from_stored(const struct segment_document *stored);
struct segment_document dedup_to_store(const struct seen_document *document);

/* What sharing key number `key` with the first document that had it makes of a document. */
struct dedup_verdict dedup_judge(const struct dedup_config *config, uint32_t key,
                                 const struct seen_document *earlier,
                                 const struct seen_document *document);

/* The next document in input order. */
MUST_CHECK enum status dedup_check(struct dedup *dedup, const struct fingerprint *fingerprint,
                                   const struct seen_document *document,
                                   struct dedup_verdict *verdict, struct error *error);

/*
 * What is remembered from now on is written to `records` as well (NULL: no more), so that
 * dedup_replay, given the same records in the same order, remembers it again.
 */
void dedup_record(struct dedup *dedup, struct buf *records);
MUST_CHECK enum status dedup_replay(struct dedup *dedup, struct str record, struct error *error);

/* The index, if there is one, takes in what this run has brought; all of it or nothing. */
MUST_CHECK enum status dedup_commit(struct dedup *dedup, struct hash128 manifest, int exit_code,
                                    struct error *error);

/* What the keys of an index are made by, as it is written in the index. */
enum { DEDUP_KEYS_BYTES = CATALOGUE_KEYS_BYTES };
void dedup_keys_text(const struct fingerprint_options *options, char text[DEDUP_KEYS_BYTES]);

#endif
