/*
 * Shingles: all runs of `width` words of a folded text, as 32-bit hashes. (A. Broder, "On the
 * resemblance and containment of documents", 1997.) A text of fewer words is one shingle of all of
 * them; a text without words has none.
 */
#ifndef CORE_DEDUP_SHINGLES_H
#define CORE_DEDUP_SHINGLES_H

#include <stdint.h>

#include "core/text/folding.h"

enum {
	SHINGLE_WIDTH_MAX = 32,
	SHINGLES_MAX = FOLDING_BYTES_MAX / 2 + FOLDING_CHAR_BYTES_MAX, /* of a stretch */
};

struct shingles {
	unsigned width;
	uint64_t rolling; /* hash of the last `width` words */
	size_t words;     /* so far */
	struct folding folding;
	uint64_t hashes[SHINGLE_WIDTH_MAX + SHINGLES_MAX]; /* of words: the last `width`, then the
	                                                      stretch's */
};

/* 1 <= width <= SHINGLE_WIDTH_MAX; `text` is valid UTF-8 and stays there. */
void shingles_begin(struct shingles *shingles, struct str text, unsigned width);

/* Some more shingles, in the order of the text; 0 at the end. */
size_t shingles_next(struct shingles *shingles, uint32_t hashes[SHINGLES_MAX]);

#endif
