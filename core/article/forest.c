#include "core/article/forest.h"

#include <string.h>

#include "core/article/scale.h"

/* Eight numbers in one register, where the machine has such; an operation is done on each. */
typedef int16_t lanes __attribute__((vector_size(16)));

enum { LANES = 8, GROUPS = FOREST_ITEMS / LANES };

static inline lanes load(const int16_t *p)
{
	lanes v;
	memcpy(&v, p, sizeof(v));
	return v;
}

static inline lanes spread(int16_t value)
{
	return (lanes){0} + value;
}

/* b where the mask is set, else a. */
static inline lanes choose(lanes mask, lanes a, lanes b)
{
	return a ^ ((a ^ b) & mask);
}

static void add_tree(const struct forest_tree *tree, const struct forest_columns *columns,
                     lanes sums[GROUPS])
{
	lanes values[FOREST_LEAVES / 2][GROUPS];
	for (int i = 0; i < FOREST_LEAVES / 2; i++) {
		int node = FOREST_NODES / 2 + i;
		const int16_t *column = columns->values[tree->features[node]];
		lanes limit = spread(tree->limits[node]);
		lanes no = spread(tree->leaves[2 * i]), yes = spread(tree->leaves[2 * i + 1]);
		for (int g = 0; g < GROUPS; g++)
			values[i][g] = choose(load(column + g * LANES) > limit, no, yes);
	}
	for (int level = FOREST_LEAVES / 4; level > 0; level /= 2)
		for (int i = 0; i < level; i++) {
			int node = level - 1 + i;
			const int16_t *column = columns->values[tree->features[node]];
			lanes limit = spread(tree->limits[node]);
			for (int g = 0; g < GROUPS; g++)
				values[i][g] = choose(load(column + g * LANES) > limit,
				                      values[2 * i][g], values[2 * i + 1][g]);
		}
	for (int g = 0; g < GROUPS; g++)
		sums[g] += values[0][g];
}

void forest_set_item(const struct forest *forest, struct forest_columns *columns, uint32_t item,
                     const int16_t *features)
{
	for (uint32_t i = 0; i < forest->feature_count; i++)
		columns->values[i][item] = features[forest->features[i]];
}

void forest_sum(const struct forest *forest, const struct forest_columns *columns,
                int16_t sums[FOREST_ITEMS])
{
	lanes all[GROUPS] = {{0}};
	for (uint32_t t = 0; t < forest->tree_count; t++)
		add_tree(&forest->trees[t], columns, all);
	memcpy(sums, all, sizeof(all));
}

void forest_score(const struct forest *forest, const struct forest_columns *columns,
                  float scores[FOREST_ITEMS])
{
	int16_t sums[FOREST_ITEMS];
	forest_sum(forest, columns, sums);
	for (int i = 0; i < FOREST_ITEMS; i++)
		scores[i] = squash((float)sums[i] / FOREST_UNIT);
}
