/* What a document is compared by. */
#ifndef CORE_DEDUP_FINGERPRINT_H
#define CORE_DEDUP_FINGERPRINT_H

#include "core/base/arena.h"
#include "core/base/hash.h"
#include "core/base/str.h"
#include "core/dedup/minhash.h"

enum dedup_kind { DEDUP_NONE, DEDUP_URL, DEDUP_EXACT, DEDUP_NEAR };

/* Band keys are hashes of `rows` values of the MinHash each; bands * rows <= MINHASH_VALUES. */
struct fingerprint_options {
	enum dedup_kind dedup;
	unsigned bands, rows, shingle; /* shingle: words, 1..SHINGLE_WIDTH_MAX */
};

/* FineWeb's: half of the pairs at similarity 0.69 are found, 0.92 of those at 0.8. */
enum { BANDS_DEFAULT = 14, ROWS_DEFAULT = 8, SHINGLE_DEFAULT = 5 };

/*
 * keys[0] is the low half of `first_key`, the exact key or that of the URL; the others are band
 * keys, none of them for a text without words. By DEDUP_NONE there are no keys, nor by
 * DEDUP_URL without a URL.
 */
struct fingerprint {
	struct hash128 first_key;
	uint64_t *keys;
	uint32_t key_count;
	struct sketch sketch; /* all zero unless by DEDUP_NEAR */
};

/*
 * The exact key: a hash of the text with every run of ASCII white space folded to one space, and
 * none at the ends. Two pages that set the same text in other paragraphs have the same key.
 * `scratch` is used for the folded copy and left as it was.
 */
struct hash128 fingerprint_exact(struct str text, struct arena *scratch);

/* The keys that `options` ask for, in `arena`. `text` is valid UTF-8. */
struct fingerprint fingerprint_of(struct str text, struct str url,
                                  const struct fingerprint_options *options, struct arena *arena);

/* The chance that documents of Jaccard similarity `s` share a band key: 1 - (1 - s^rows)^bands
   (J. Leskovec, A. Rajaraman, J. Ullman, "Mining of Massive Datasets", 3.4.2). */
double fingerprint_chance(double s, unsigned bands, unsigned rows);

#endif
