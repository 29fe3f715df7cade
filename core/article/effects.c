/* The forest scores FOREST_ITEMS at a time: here the same item with another feature changed each.
 */
#include "core/article/effects.h"

#include <math.h>
#include <stdlib.h>

#include "core/article/forest.h"

enum { AS_IT_IS = FOREST_ITEMS - 1 }; /* the one of FOREST_ITEMS in which nothing is changed */

static int compare_values(const void *a, const void *b)
{
	return *(const int16_t *)a - *(const int16_t *)b;
}

/* Of each feature that the forest asks for. */
static int16_t *find_medians(const struct forest *forest, const int16_t *rows, uint32_t width,
                             uint32_t count, struct arena *arena)
{
	int16_t *medians = arena_array(arena, int16_t, forest->feature_count);
	int16_t *values = arena_array(arena, int16_t, count);
	for (uint32_t c = 0; c < forest->feature_count; c++) {
		for (uint32_t i = 0; i < count; i++)
			values[i] = rows[(size_t)i * width + forest->features[c]];
		qsort(values, count, sizeof(*values), compare_values);
		medians[c] = values[(count - 1) / 2];
	}
	return medians;
}

/* Where it belongs among the largest, if it does; behind those that are as large. */
static void add_effect(struct effects *effects, struct effect effect)
{
	uint32_t at = effects->count;
	while (at > 0 && fabsf(effects->effects[at - 1].change) < fabsf(effect.change))
		at--;
	if (effect.change == 0 || at == EFFECTS_MAX)
		return;
	if (effects->count < EFFECTS_MAX)
		effects->count++;
	for (uint32_t i = effects->count - 1; i > at; i--)
		effects->effects[i] = effects->effects[i - 1];
	effects->effects[at] = effect;
}

/* The features of columns[0 .. count-1], each at its median. */
static void try_columns(const struct forest *forest, struct forest_columns *columns,
                        const uint32_t *changed, uint32_t count, const int16_t *medians,
                        struct effects *effects)
{
	int16_t sums[FOREST_ITEMS];
	for (uint32_t i = 0; i < count; i++)
		columns->values[changed[i]][i] = medians[changed[i]];
	forest_sum(forest, columns, sums);
	effects->log_odds = (float)sums[AS_IT_IS] / FOREST_UNIT;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t c = changed[i];
		int16_t value = columns->values[c][AS_IT_IS];
		columns->values[c][i] = value;
		add_effect(effects, (struct effect){.feature = forest->features[c],
		                                    .value = value,
		                                    .median = medians[c],
		                                    .change = (float)(sums[AS_IT_IS] - sums[i]) /
		                                              FOREST_UNIT});
	}
}

static void effects_of_item(const struct forest *forest, const int16_t *row, const int16_t *medians,
                            struct effects *effects)
{
	struct forest_columns columns;
	uint32_t changed[AS_IT_IS], count = 0;
	*effects = (struct effects){0};
	for (uint32_t c = 0; c < forest->feature_count; c++)
		for (uint32_t i = 0; i < FOREST_ITEMS; i++)
			columns.values[c][i] = row[forest->features[c]];
	for (uint32_t c = 0; c < forest->feature_count; c++) {
		if (row[forest->features[c]] != medians[c])
			changed[count++] = c;
		if (count == AS_IT_IS) {
			try_columns(forest, &columns, changed, count, medians, effects);
			count = 0;
		}
	}
	try_columns(forest, &columns, changed, count, medians, effects);
}

void effects_of_items(const struct forest *forest, const int16_t *rows, uint32_t width,
                      uint32_t count, struct arena *arena, struct effects *effects)
{
	if (count == 0)
		return;
	const int16_t *medians = find_medians(forest, rows, width, count, arena);
	for (uint32_t i = 0; i < count; i++)
		effects_of_item(forest, rows + (size_t)i * width, medians, &effects[i]);
}
