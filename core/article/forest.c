#include "core/article/forest.h"

#include <string.h>

#include "core/article/scale.h"
#include "core/base/bug.h"

/* For functions whose arrays are to be registers of their callers. */
#define INSIDE static inline __attribute__((always_inline))

enum { SQUARE = 8 };

/*
 * Numbers that an operation is done on at once: a register of any x86-64 or NEON, of AVX2, of
 * AVX-512. Without them a compiler makes little of types that are wider than its registers.
 */
typedef int16_t lanes8 __attribute__((vector_size(16), may_alias));
typedef int16_t lanes16 __attribute__((vector_size(32), may_alias));
typedef int16_t lanes32 __attribute__((vector_size(64), may_alias));

/* For items from `first` on: where the feature of a node is above its limit all bits are set, else
 * none. */
#define COLUMN(node) ((const void *)(columns->values[tree->features[node]] + first))
#define IS_ABOVE(node) (*(const lanes *)COLUMN(node) > tree->limits[node])

/* What comes of a node whose answer is `above`: of what is left of it, or right. */
#define CHOOSE(above, left, right) ((left) ^ ((above) & ((left) ^ (right))))

/* The same for node i of the last level, whose leaves are alike for all items. */
#define LEAF(i) tree->leaves[i]
#define CHOOSE_LEAF(i)                                                                             \
	(LEAF(2 * (i)) ^                                                                           \
	 (IS_ABOVE(FOREST_NODES / 2 + (i)) & (int16_t)(LEAF(2 * (i)) ^ LEAF(2 * (i) + 1))))

_Static_assert(FOREST_DEPTH == 3, "as SUM_BODY is written");

/* A macro, since each instruction belongs to the function that may use it. */
#define SUM_BODY(lanes_type)                                                                       \
	typedef lanes_type lanes;                                                                  \
	enum { LANES = sizeof(lanes) / sizeof(int16_t), GROUPS = FOREST_ITEMS / LANES };           \
	lanes all[GROUPS] = {{0}};                                                                 \
	for (uint32_t t = 0; t < forest->tree_count; t++) {                                        \
		const struct forest_tree *tree = &forest->trees[t];                                \
		_Pragma("GCC unroll 2") for (int g = 0; g < GROUPS; g++)                           \
		{                                                                                  \
			const int first = g * LANES;                                               \
			lanes left = CHOOSE(IS_ABOVE(1), CHOOSE_LEAF(0), CHOOSE_LEAF(1));          \
			lanes right = CHOOSE(IS_ABOVE(2), CHOOSE_LEAF(2), CHOOSE_LEAF(3));         \
			all[g] += CHOOSE(IS_ABOVE(0), left, right);                                \
		}                                                                                  \
	}                                                                                          \
	memcpy(sums, all, sizeof(all));

static void sum_plain(const struct forest *forest, const struct forest_columns *columns,
                      int16_t sums[FOREST_ITEMS])
{
	SUM_BODY(lanes8)
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) static void sum_by_avx2(const struct forest *forest,
                                                        const struct forest_columns *columns,
                                                        int16_t sums[FOREST_ITEMS])
{
	SUM_BODY(lanes16)
}

__attribute__((target("avx512bw"))) static void sum_by_avx512(const struct forest *forest,
                                                              const struct forest_columns *columns,
                                                              int16_t sums[FOREST_ITEMS])
{
	SUM_BODY(lanes32)
}

bool forest_sum_by(enum forest_unit unit, const struct forest *forest,
                   const struct forest_columns *columns, int16_t sums[FOREST_ITEMS])
{
	if (unit == FOREST_AVX512 && !__builtin_cpu_supports("avx512bw"))
		return false;
	if (unit == FOREST_AVX2 && !__builtin_cpu_supports("avx2"))
		return false;
	if (unit == FOREST_AVX512)
		sum_by_avx512(forest, columns, sums);
	else if (unit == FOREST_AVX2)
		sum_by_avx2(forest, columns, sums);
	else
		sum_plain(forest, columns, sums);
	return true;
}

#else

bool forest_sum_by(enum forest_unit unit, const struct forest *forest,
                   const struct forest_columns *columns, int16_t sums[FOREST_ITEMS])
{
	if (unit == FOREST_PLAIN)
		sum_plain(forest, columns, sums);
	return unit == FOREST_PLAIN;
}

#endif

/* Eight features of eight items, turned over: each step brings together what is half of it apart.
 */
INSIDE void turn_over(lanes8 rows[SQUARE])
{
	enum { HALF = SQUARE / 2, STEPS = 3 };
	_Pragma("GCC unroll 3") for (int step = 0; step < STEPS; step++)
	{
		lanes8 turned[SQUARE];
		_Pragma("GCC unroll 4") for (int i = 0; i < HALF; i++)
		{
			turned[2 * i] = __builtin_shufflevector(rows[i], rows[i + HALF], 0, 8, 1, 9,
			                                        2, 10, 3, 11);
			turned[2 * i + 1] = __builtin_shufflevector(rows[i], rows[i + HALF], 4, 12,
			                                            5, 13, 6, 14, 7, 15);
		}
		_Pragma("GCC unroll 8") for (int i = 0; i < SQUARE; i++) rows[i] = turned[i];
	}
}

/* Where each of the numbers of a row goes. */
static void find_columns(const struct forest *forest, uint16_t columns[FOREST_ROW_MAX])
{
	for (uint32_t i = 0; i < FOREST_ROW_MAX; i++)
		columns[i] = FOREST_FEATURES_MAX;
	for (uint32_t i = 0; i < forest->feature_count; i++)
		columns[forest->features[i]] = (uint16_t)i;
}

void forest_set_items(const struct forest *forest, const int16_t *rows, uint32_t width,
                      struct forest_columns *columns)
{
	uint16_t column_of[FOREST_ROW_MAX];
	BUG_UNLESS(width % SQUARE == 0 && width <= FOREST_ROW_MAX);
	find_columns(forest, column_of);
	for (uint32_t f = 0; f < width; f += SQUARE)
		for (uint32_t item = 0; item < FOREST_ITEMS; item += SQUARE) {
			const int16_t *from = rows + (size_t)item * width + f;
			lanes8 square[SQUARE];
			_Pragma("GCC unroll 8") for (uint32_t i = 0; i < SQUARE; i++)
			        memcpy(&square[i], from + (size_t)i * width, sizeof(square[i]));
			turn_over(square);
			_Pragma("GCC unroll 8") for (uint32_t i = 0; i < SQUARE; i++)
			        memcpy(columns->values[column_of[f + i]] + item, &square[i],
			               sizeof(square[i]));
		}
}

void forest_sum(const struct forest *forest, const struct forest_columns *columns,
                int16_t sums[FOREST_ITEMS])
{
	int unit = FOREST_UNITS;
	do
		unit--;
	while (!forest_sum_by((enum forest_unit)unit, forest, columns, sums));
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
