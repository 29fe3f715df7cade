/*
 * Have we seen it? The keys of the documents of a run, each with the number of the first document
 * that had it, and who those documents were. Documents are numbered in input order. Used by a
 * serial stage: one thread at a time.
 *
 * A document of which no key is new is not remembered: it is never the first.
 */
#ifndef CORE_DEDUP_SEEN_H
#define CORE_DEDUP_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/hash.h"
#include "core/base/key.h"
#include "core/base/str.h"
#include "core/dedup/fingerprint.h"

/* Who a document was. */
struct seen_document {
	struct hash128 id;
	uint64_t check; /* high half of the first key, whose low half is looked up */
	struct sketch sketch;
	uint32_t day; /* of the crawl, since 1970; 0 if not known */
	struct str url;
};

struct seen;

/*
 * Holds at most `bytes_max`, at least room for some documents. Numbers begin at `first_number`.
 * URLs are remembered if `with_urls`.
 */
struct seen *seen_new(size_t bytes_max, uint32_t first_number, bool with_urls);
void seen_free(struct seen *seen);

/* For each key the document that had it first, or KEY_NO_DOCUMENT. */
void seen_find(const struct seen *seen, const uint64_t *keys, uint32_t count, uint32_t *documents);

/* False if such a document might not fit any more; seen_forget makes room. */
bool seen_has_room(const struct seen *seen, uint32_t key_count, size_t url_bytes);

/*
 * Adds the keys of which `documents` says KEY_NO_DOCUMENT, under the next number, and the document.
 * There is room for it. The keys of one document may repeat.
 */
void seen_add(struct seen *seen, const uint64_t *keys, uint32_t count, const uint32_t *documents,
              const struct seen_document *document);

uint32_t seen_first_number(const struct seen *seen);
uint32_t seen_next_number(const struct seen *seen);

/* first_number <= number < next_number; the URL stays the table's. */
struct seen_document seen_document(const struct seen *seen, uint32_t number);

/* All keys in ascending order, in the table's own memory: only seen_forget or seen_free may follow.
 */
const struct key *seen_sort(struct seen *seen, size_t *count);

/* Bytes of all URLs that are remembered. */
uint64_t seen_url_bytes(const struct seen *seen);

/* Empty again; the numbers go on. */
void seen_forget(struct seen *seen);

#endif
