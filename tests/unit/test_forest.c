#include "core/article/forest.h"

#include "core/article/scale.h"
#include "core/article/word_set.h"
#include "tests/test.h"

enum { TREES = 20, FEATURES = 12, VALUES = 50 };

/* Numbers without a pattern, the same each time (a linear congruential generator). */
static int16_t next_number(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return (int16_t)((*state >> 16) % VALUES - VALUES / 2);
}

static void grow(struct forest_tree *tree, uint32_t *state)
{
	for (int i = 0; i < FOREST_NODES; i++) {
		tree->limits[i] = next_number(state);
		tree->features[i] = (uint16_t)(next_number(state) + VALUES / 2) % FEATURES;
	}
	for (int i = 0; i < FOREST_LEAVES; i++)
		tree->leaves[i] = next_number(state);
}

/* The leaf that an item comes to, node by node. */
static int walk(const struct forest_tree *tree, const int16_t *features, const uint16_t *names)
{
	int node = 0;
	while (node < FOREST_NODES)
		node = 2 * node + 1 + (features[names[tree->features[node]]] > tree->limits[node]);
	return tree->leaves[node - FOREST_NODES];
}

TEST(all_nodes_asked_together_come_to_the_leaf_of_a_walk)
{
	struct forest_tree trees[TREES];
	uint16_t names[FEATURES];
	uint32_t state = 1;
	for (int t = 0; t < TREES; t++)
		grow(&trees[t], &state);
	for (uint16_t i = 0; i < FEATURES; i++)
		names[i] = FEATURES - 1 - i;
	const struct forest forest = {trees, names, TREES, FEATURES};
	struct forest_columns columns;
	int16_t items[FOREST_ITEMS][FOREST_ROW(FEATURES)] = {{0}};
	float scores[FOREST_ITEMS];
	int16_t sums[FOREST_ITEMS];
	for (uint32_t i = 0; i < FOREST_ITEMS; i++)
		for (int f = 0; f < FEATURES; f++)
			items[i][f] = next_number(&state);
	forest_set_items(&forest, items[0], FOREST_ROW(FEATURES), &columns);
	forest_score(&forest, &columns, scores);
	for (int i = 0; i < FOREST_ITEMS; i++) {
		int sum = 0;
		for (int t = 0; t < TREES; t++)
			sum += walk(&trees[t], items[i], names);
		CHECK(scores[i] == squash((float)sum / FOREST_UNIT));
		CHECK_NUMBER(forest_walk(&forest, items[i]), sum);
		for (int unit = 0; unit < FOREST_UNITS; unit++)
			if (forest_sum_by((enum forest_unit)unit, &forest, &columns, sums))
				CHECK_NUMBER(sums[i], sum);
	}
}

TEST(words_in_common_are_counted_whatever_their_case)
{
	struct word_set set;
	word_set_read(&set, STR("The Old Ferry - Die Fähre"));
	struct word_overlap overlap =
	        word_set_overlap(&set, STR("the ferry sails, die Fähre fährt"));
	CHECK(overlap.words == 6 && overlap.common == 4);
	overlap = word_set_overlap(&set, STR(" ... "));
	CHECK(overlap.words == 0 && overlap.common == 0);
	word_set_read(&set, STR(""));
	CHECK(word_set_overlap(&set, STR("ferry")).common == 0);
}
