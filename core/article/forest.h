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

#include <stdint.h>

enum {
	FOREST_DEPTH = 3,
	FOREST_NODES = (1 << FOREST_DEPTH) - 1,
	FOREST_LEAVES = 1 << FOREST_DEPTH,
	FOREST_ITEMS = 32, /* scored together */
	FOREST_FEATURES_MAX = 384,
	FOREST_UNIT = 256, /* what leaves count as 1 */
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

/* The features of some items, by feature. */
struct forest_columns {
	_Alignas(32) int16_t values[FOREST_FEATURES_MAX][FOREST_ITEMS];
};

void forest_set_item(const struct forest *forest, struct forest_columns *columns, uint32_t item,
                     const int16_t *features);

/* For each item the sum of its leaves: the log-odds in FOREST_UNIT-ths. */
void forest_sum(const struct forest *forest, const struct forest_columns *columns,
                int16_t sums[FOREST_ITEMS]);

/* The sum of one item alone, by the path that it takes through each tree: for a single item less
 * work than the rest of this file. */
int forest_walk(const struct forest *forest, const int16_t *features);

/* For each item a number between 0 and 1. */
void forest_score(const struct forest *forest, const struct forest_columns *columns,
                  float scores[FOREST_ITEMS]);

#endif
