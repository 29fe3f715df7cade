/*
 * Revisit records (WARC 1.1, 6.7) say that a capture had the same payload as an earlier one. They
 * are resolved by payload digest, if the earlier capture was read before them in the same run.
 */
#ifndef CMD_REVISIT_H
#define CMD_REVISIT_H

#include <stdbool.h>

#include "cmd/batch.h"

struct revisits;

/* With `as_duplicates` a revisit is the duplicate of its original; else it gets the original's
 * text. */
struct revisits *revisits_new(bool as_duplicates, size_t record_bytes_max);
void revisits_free(struct revisits *revisits);

/* A document that a later revisit may mean. `first` is the id of the first document with its text;
   `path` is where to read it again, or NULL where it cannot be. */
void revisits_remember(struct revisits *revisits, const struct batch_entry *entry,
                       struct hash128 first, const char *path);

/*
 * Sets the outcome of a revisit's entry: a duplicate, a document of its own with the original's
 * article, or, where the original is not known or cannot be read again, the reject that it was.
 */
void revisits_resolve(struct revisits *revisits, struct batch *batch, struct batch_entry *entry,
                      struct batch_worker *worker, const struct page_limits *limits);

#endif
