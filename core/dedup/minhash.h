/*
 * MinHash: of 128 permutations of all 32-bit numbers, the least value that a set of numbers has in
 * each. The share of equal values in two signatures estimates the Jaccard similarity of the two
 * sets, with a standard error of sqrt(s(1 - s)/128). (A. Broder, "On the resemblance and
 * containment of documents", 1997; A. Broder and others, "Min-wise independent permutations",
 * 1998.)
 */
#ifndef CORE_DEDUP_MINHASH_H
#define CORE_DEDUP_MINHASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MINHASH_VALUES = 128 };

struct minhash {
	_Alignas(64) uint32_t values[MINHASH_VALUES];
};

/* The signature of the empty set. */
void minhash_begin(struct minhash *minhash);

/* Takes `count` more numbers into the set. */
void minhash_add(struct minhash *minhash, const uint32_t *numbers, size_t count);

/* The same with the instructions of one kind; false if the processor has them not. The values are
   the same with all of them: for tests. */
enum minhash_unit { MINHASH_PLAIN, MINHASH_AVX2, MINHASH_AVX512, MINHASH_UNITS };
bool minhash_add_by(enum minhash_unit unit, struct minhash *minhash, const uint32_t *numbers,
                    size_t count);

/*
 * Two bits of each value: what is kept of a signature to estimate similarity by later (P. Li and
 * A. König, "b-bit minwise hashing", 2010).
 */
struct sketch {
	uint64_t low[MINHASH_VALUES / 64], high[MINHASH_VALUES / 64];
};

struct sketch minhash_sketch(const struct minhash *minhash);

/*
 * Estimated Jaccard similarity in percent, 0..100. Two values that differ are alike in two bits by
 * chance once in four times, which is taken off. Standard error 4 points at 80.
 */
unsigned sketch_similarity(const struct sketch *a, const struct sketch *b);

#endif
