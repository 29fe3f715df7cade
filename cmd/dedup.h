/*
 * Is a document a duplicate? It is if and only if an earlier one, kept or not, shares a key with
 * it; with a least similarity, if that earlier one is estimated to be at least so similar. The
 * earlier documents are those of this run. docs/dedup.md says why this is so.
 *
 * Belongs to the serial stage `seen`.
 */
#ifndef CMD_DEDUP_H
#define CMD_DEDUP_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/dedup/fingerprint.h"
#include "core/dedup/seen.h"
#include "core/outcome.h"

struct dedup_config {
	struct fingerprint_options keys;
	unsigned similarity_min; /* percent; 0: a shared key is enough */
	uint64_t memory_bytes;
};

struct dedup_verdict {
	enum outcome outcome; /* OUTCOME_WRITTEN, or which kind of duplicate */
	struct hash128 first; /* id of the earlier document */
	unsigned band;        /* that is shared, from 1; 0 for the exact key or the URL */
	unsigned similarity;  /* estimated, percent; 100 where band is 0 */
};

struct dedup;

struct dedup *dedup_new(const struct dedup_config *config);
void dedup_free(struct dedup *dedup);

/* The next document in input order. */
MUST_CHECK enum status dedup_check(struct dedup *dedup, const struct fingerprint *fingerprint,
                                   const struct seen_document *document,
                                   struct dedup_verdict *verdict, struct error *error);

#endif
