/* Lines are weighed as blocks are (scores.c), by a model of their own. */
#include "core/article/judge_lines.h"

#include "core/article/forest.h"
#include "core/article/line_table.h"

const struct selection_item *judge_lines(const struct lines *lines, enum article_favor favor,
                                         struct arena *arena)
{
	int16_t features[LINE_FEATURE_COUNT];
	float scores[FOREST_ITEMS];
	struct forest_columns columns;
	struct selection_item *items = arena_array(arena, struct selection_item, lines->count);
	for (uint32_t first = 0; first < lines->count; first += FOREST_ITEMS) {
		uint32_t left = lines->count - first;
		for (uint32_t i = 0; i < FOREST_ITEMS; i++) {
			if (i < left)
				line_features(lines, first + i, features);
			forest_set_item(&line_forest, &columns, i, features);
		}
		forest_score(&line_forest, &columns, scores);
		for (uint32_t i = 0; i < left && i < FOREST_ITEMS; i++)
			items[first + i] = (struct selection_item){
			        .probability = scores[i], .words = lines->lines[first + i].words};
	}
	select_items(items, lines->count, favor);
	return items;
}

const struct forest *lines_forest(void)
{
	return &line_forest;
}
