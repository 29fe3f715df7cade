/*
 * Gradient-boosted trees, evaluated for several items at a time: every node of a tree is asked for
 * every item, and the answers choose among the leaves from the bottom up. That is more questions
 * than one path through the tree has, but no branch and no load depends on an answer.
 *
 * All numbers are whole ones, so that a score is the same to the last bit on every machine and in
 * the trainer (scripts/train).
 */
#ifndef CORE_ARTICLE_FOREST_H
#define CORE_ARTICLE_FOREST_H

#include <stdbool.h>
#include <stdint.h>

enum {
	FOREST_DEPTH = 3,
	FOREST_NODES = (1 << FOREST_DEPTH) - 1,
	FOREST_LEAVES = 1 << FOREST_DEPTH,
	FOREST_ITEMS = 32, /* scored together */
	FOREST_FEATURES_MAX = 384,
	FOREST_ROW_MAX = 384, /* numbers in an item's row */
	FOREST_UNIT = 256,    /* what leaves count as 1 */
};

/* Node i asks whether features[i] > limits[i]: no leads to node 2i+1, yes to node 2i+2; those of
 * the last level lead to the leaves in order. */
struct forest_tree {
	int16_t limits[FOREST_NODES];
	int16_t leaves[FOREST_LEAVES];
	uint16_t features[FOREST_NODES];
};

struct forest {
	const struct forest_tree *trees;
	const uint16_t *features; /* a tree's feature i is features[i] of an item's */
	uint32_t tree_count, feature_count;
};

/* The features of some items, by feature; the last column is for what no tree asks for. */
struct forest_columns {
	_Alignas(64) int16_t values[FOREST_FEATURES_MAX + 1][FOREST_ITEMS];
};

/* How wide the rows of forest_set_items are for so many features. */
#define FOREST_ROW(features) (((features) + 7) / 8 * 8)

/* `rows`: the features of FOREST_ITEMS items, `width` numbers each, which is a FOREST_ROW. */
void forest_set_items(const struct forest *forest, const int16_t *rows, uint32_t width,
                      struct forest_columns *columns);

/* For each item the sum of its leaves: the log-odds in FOREST_UNIT-ths. */
void forest_sum(const struct forest *forest, const struct forest_columns *columns,
                int16_t sums[FOREST_ITEMS]);

/* Units of a processor that can do it, all with the same sums. */
enum forest_unit { FOREST_PLAIN, FOREST_AVX2, FOREST_AVX512, FOREST_UNITS };

/* The same by one unit, for tests; false where the processor has none. */
bool forest_sum_by(enum forest_unit unit, const struct forest *forest,
                   const struct forest_columns *columns, int16_t sums[FOREST_ITEMS]);

/* The sum of one item alone, by the path that it takes through each tree: for a single item less
 * work than the rest of this file. */
int forest_walk(const struct forest *forest, const int16_t *features);

/* For each item a number between 0 and 1. */
void forest_score(const struct forest *forest, const struct forest_columns *columns,
                  float scores[FOREST_ITEMS]);

#endif
