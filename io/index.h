/*
 * What is remembered of all earlier documents: their keys and who they were, on disk. Sorted
 * segments that never change, and a catalogue of them that is replaced as a whole; docs/dedup.md
 * has the idea and the layout.
 *
 * A key is in one segment only, with the number of the first document that had it. Documents are
 * numbered from 0 in the order in which they came, over all runs.
 *
 * Used by one thread. Other processes are kept out by a lock on PATH.lock: a writer is alone,
 * readers share it.
 */
#ifndef IO_INDEX_H
#define IO_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "io/index_catalogue.h"
#include "io/index_segment.h"

struct index;

/* INDEX_CREATE: as INDEX_WRITE, and one that is not there begins empty. */
enum index_use { INDEX_READ, INDEX_WRITE, INDEX_CREATE };

/*
 * Opens the index at `path`. `keys` is what its keys are made by: a new one gets that, one with
 * others is refused; NULL, where none is created, takes any. Filters of segments are held in memory
 * as far as `filter_bytes_max` goes; keys of others cost a read each.
 */
MUST_CHECK enum status index_open(const char *path, enum index_use use, const char *keys,
                                  uint64_t filter_bytes_max, struct index **index,
                                  struct error *error);

/* An empty one for one run that is too large for memory; files without a name in the folder of
   `path`. It cannot be committed. */
struct index *index_new_temporary(const char *path, uint64_t filter_bytes_max);
void index_close(struct index *index);

const struct catalogue *index_catalogue(const struct index *index);
struct segment_sizes index_sizes(const struct index *index); /* of all segments together */
uint64_t index_memory_bytes(const struct index *index);      /* held for looking up */

/* For each of `keys` of which `documents` says KEY_NO_DOCUMENT: the document that had it first. */
MUST_CHECK enum status index_find(const struct index *index, const uint64_t *keys, uint32_t count,
                                  uint32_t *documents, struct error *error);

/*
 * The same for keys in ascending order, one by one: much less is read. The index must stay as it
 * is. `*document` becomes KEY_NO_DOCUMENT if no document had it.
 */
struct index_scan;

struct index_scan *index_scan_new(const struct index *index);
void index_scan_free(struct index_scan *scan);
MUST_CHECK enum status index_scan_find(struct index_scan *scan, uint64_t key, uint32_t *document,
                                       struct error *error);

/* As segment_document; the number is below that of documents. */
MUST_CHECK enum status index_document(const struct index *index, uint32_t number,
                                      struct segment_document *document, struct buf *url,
                                      struct error *error);

/*
 * New keys in ascending order, and the documents that they belong to: the next numbers. Keys are in
 * memory or, where there may be more of them than fit, read in order, some at a time. Documents are
 * asked for in order.
 */
struct index_batch {
	const struct key *keys; /* NULL if they are read by keys_at: */
	/* keys number `first` to `first + count`, exclusive; these are there */
	enum status (*keys_at)(void *context, uint64_t first, struct key *keys, size_t count,
	                       struct error *error);
	uint64_t key_count;
	uint32_t document_count;
	uint64_t url_bytes;
	/* The document with a number, and its URL, which stays the callee's until the next call. */
	enum status (*document)(void *context, uint32_t number, struct segment_document *document,
	                        struct str *url, struct error *error);
	void *context;
};

/* Takes the batch in, on disk, until the index is closed. */
MUST_CHECK enum status index_spill(struct index *index, const struct index_batch *batch,
                                   struct error *error);

/*
 * Takes the last batch in, and all that was spilled, for good: the index on disk is then the new
 * one or, if this fails or the program is killed, the old one. Without new documents nothing
 * changes. Segments that are not much larger than what is new are merged with it, so that there are
 * few. Only index_close may follow.
 */
MUST_CHECK enum status index_commit(struct index *index, const struct index_batch *batch,
                                    struct catalogue_run run, struct error *error);

/* All segments become one. */
MUST_CHECK enum status index_merge(struct index *index, struct error *error);

/*
 * Forgets documents whose day is before `day`, with the keys that they had first; documents of an
 * unknown day (0) stay. The others get new numbers.
 */
MUST_CHECK enum status index_expire(struct index *index, uint32_t day, uint64_t *forgotten,
                                    struct error *error);

/* Reads all of it, and fails with what is wrong. */
MUST_CHECK enum status index_check(const struct index *index, struct error *error);

#endif
