/*
 * Have we seen it? Keys of all documents so far, in input order, each with the id of the first
 * document that had it. A document is a duplicate if and only if an earlier one, kept or not, has
 * its key. Used by a serial stage: one thread at a time.
 */
#ifndef CORE_DEDUP_SEEN_H
#define CORE_DEDUP_SEEN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/hash.h"

struct seen;

/* 32 bytes a document, at most `documents_max` documents. */
struct seen *seen_new(size_t documents_max);
void seen_free(struct seen *seen);

enum seen_result {
	SEEN_FIRST,  /* new: remembered under `id` */
	SEEN_BEFORE, /* `*first` is the id of the first document with this key */
	SEEN_FULL,   /* new, but documents_max are remembered already */
};

/* The id that `key` is remembered under; false if it is not. */
bool seen_find(const struct seen *seen, struct hash128 key, struct hash128 *first);

enum seen_result seen_add(struct seen *seen, struct hash128 key, struct hash128 id,
                          struct hash128 *first);

#endif
