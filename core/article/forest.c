#include "core/article/forest.h"

#include <stdbool.h>
#include <string.h>

#include "core/article/scale.h"

/* Sixteen numbers, an operation is done on each: one register of AVX2, two of SSE2 or NEON. */
typedef int16_t lanes __attribute__((vector_size(32), may_alias));

enum { LANES = 16, GROUPS = FOREST_ITEMS / LANES };

/* For functions that are compiled once for each set of instructions, inside their callers. */
#define INSIDE static inline __attribute__((always_inline))

/* For a group of items: where the feature of a node is above its limit all bits are set, else none.
 */
#define COLUMN(node) ((const void *)(columns->values[tree->features[node]] + g * LANES))
#define IS_ABOVE(node) (*(const lanes *)COLUMN(node) > tree->limits[node])

/* What comes of a node whose answer is `above`: of what is left of it, or right. */
#define CHOOSE(above, left, right) ((left) ^ ((above) & ((left) ^ (right))))

/* The same for node i of the last level, whose leaves are alike for all items. */
#define LEAF(i) tree->leaves[i]
#define CHOOSE_LEAF(i)                                                                             \
	(LEAF(2 * (i)) ^                                                                           \
	 (IS_ABOVE(FOREST_NODES / 2 + (i)) & (int16_t)(LEAF(2 * (i)) ^ LEAF(2 * (i) + 1))))

_Static_assert(FOREST_DEPTH == 3, "as add_tree is written");

INSIDE void add_tree(const struct forest_tree *tree, const struct forest_columns *columns,
                     lanes sums[GROUPS])
{
	for (int g = 0; g < GROUPS; g++) {
		lanes left = CHOOSE(IS_ABOVE(1), CHOOSE_LEAF(0), CHOOSE_LEAF(1));
		lanes right = CHOOSE(IS_ABOVE(2), CHOOSE_LEAF(2), CHOOSE_LEAF(3));
		sums[g] += CHOOSE(IS_ABOVE(0), left, right);
	}
}

INSIDE void add_trees(const struct forest *forest, const struct forest_columns *columns,
                      int16_t sums[FOREST_ITEMS])
{
	lanes all[GROUPS] = {{0}};
	for (uint32_t t = 0; t < forest->tree_count; t++)
		add_tree(&forest->trees[t], columns, all);
	memcpy(sums, all, sizeof(all));
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void sum_by_avx2(const struct forest *forest,
                                                        const struct forest_columns *columns,
                                                        int16_t sums[FOREST_ITEMS])
{
	add_trees(forest, columns, sums);
}

static bool has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}
#else
#define sum_by_avx2 add_trees

static bool has_avx2(void)
{
	return false;
}
#endif

void forest_set_item(const struct forest *forest, struct forest_columns *columns, uint32_t item,
                     const int16_t *features)
{
	for (uint32_t i = 0; i < forest->feature_count; i++)
		columns->values[i][item] = features[forest->features[i]];
}

void forest_sum(const struct forest *forest, const struct forest_columns *columns,
                int16_t sums[FOREST_ITEMS])
{
	if (has_avx2())
		sum_by_avx2(forest, columns, sums);
	else
		add_trees(forest, columns, sums);
}

int forest_walk(const struct forest *forest, const int16_t *features)
{
	int16_t values[FOREST_FEATURES_MAX];
	int sum = 0;
	for (uint32_t i = 0; i < forest->feature_count; i++)
		values[i] = features[forest->features[i]];
	for (uint32_t t = 0; t < forest->tree_count; t++) {
		const struct forest_tree *tree = &forest->trees[t];
		unsigned node = 0;
		for (int level = 0; level < FOREST_DEPTH; level++)
			node = 2 * node + 1 + (values[tree->features[node]] > tree->limits[node]);
		sum += tree->leaves[node - FOREST_NODES];
	}
	return sum;
}

void forest_score(const struct forest *forest, const struct forest_columns *columns,
                  float scores[FOREST_ITEMS])
{
	int16_t sums[FOREST_ITEMS];
	forest_sum(forest, columns, sums);
	for (int i = 0; i < FOREST_ITEMS; i++)
		scores[i] = squash((float)sums[i] / FOREST_UNIT);
}
