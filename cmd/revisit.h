/*
 * Revisit records (WARC 1.1, 6.7) say that a capture had the same payload as an earlier one. They
 * are resolved by payload digest, if the earlier capture was read before them in the same run.
 */
#ifndef CMD_REVISIT_H
#define CMD_REVISIT_H

#include <stdbool.h>

#include "cmd/batch.h"
#include "io/inputs.h"

struct revisits;

/* With `as_duplicates` a revisit is the duplicate of its original; else it gets the original's
 * text. */
struct revisits *revisits_new(bool as_duplicates, size_t record_bytes_max);
void revisits_free(struct revisits *revisits);

/* What is known of a payload that a later revisit may mean. */
struct revisit_payload {
	struct hash128 digest;  /* hash of the digest as it is written */
	struct hash128 first;   /* id of the first document that had it, kept or not */
	uint64_t input, offset; /* where to read it again: number of the input, or
	                           REVISIT_NO_INPUT */
};
#define REVISIT_NO_INPUT UINT64_MAX

/* Remembers a payload; true if it was not known and now is. `inputs` has the paths of inputs. */
bool revisits_remember(struct revisits *revisits, const struct revisit_payload *payload,
                       const struct inputs *inputs);

/*
 * Sets the outcome of a revisit's entry: a duplicate, a document of its own with the original's
 * article, or, where the original is not known or cannot be read again, the reject that it was.
 */
void revisits_resolve(struct revisits *revisits, struct batch *batch, struct batch_entry *entry,
                      struct batch_worker *worker, const struct page_limits *limits);

#endif
