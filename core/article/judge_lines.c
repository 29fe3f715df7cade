/* Lines are weighed as blocks are (scores.c), by a model of their own. */
#include "core/article/judge_lines.h"

#include "core/article/forest.h"
#include "core/article/line_table.h"

enum { REPEAT_WORDS_MIN = 8 }; /* shorter lines may well stand twice in an article */

/* They are told as such (text_claims.c). */
static void drop_tags(const struct lines *lines, struct selection_item *items)
{
	for (uint32_t i = 0; i < lines->count; i++)
		if (lines->lines[i].marks & MARK_BIT(TAGS))
			items[i].probability = 0;
}

/* Of equal lines the likeliest stays, the first of equals. */
static void drop_repeats(const struct lines *lines, struct selection_item *items,
                         struct arena *arena)
{
	uint32_t *likeliest = arena_array(arena, uint32_t, lines->count);
	for (uint32_t i = 0; i < lines->count; i++)
		likeliest[i] = i;
	for (uint32_t i = 0; i < lines->count; i++) {
		uint32_t first = lines->lines[i].first_same;
		uint32_t best = likeliest[first];
		if (best == i || lines->lines[i].words < REPEAT_WORDS_MIN)
			continue;
		bool is_better = items[i].probability > items[best].probability;
		items[is_better ? best : i].probability = 0;
		likeliest[first] = is_better ? i : best;
	}
}

const struct selection_item *judge_lines(const struct lines *lines, enum article_favor favor,
                                         struct arena *arena)
{
	int16_t rows[FOREST_ITEMS][FOREST_ROW(LINE_FEATURE_COUNT)] = {{0}};
	float scores[FOREST_ITEMS];
	struct forest_columns columns;
	struct selection_item *items = arena_array(arena, struct selection_item, lines->count);
	for (uint32_t first = 0; first < lines->count; first += FOREST_ITEMS) {
		uint32_t left = lines->count - first;
		for (uint32_t i = 0; i < left && i < FOREST_ITEMS; i++)
			line_features(lines, first + i, rows[i]);
		forest_set_items(&line_forest, rows[0], FOREST_ROW(LINE_FEATURE_COUNT), &columns);
		forest_score(&line_forest, &columns, scores);
		for (uint32_t i = 0; i < left && i < FOREST_ITEMS; i++)
			items[first + i] = (struct selection_item){
			        .probability = scores[i], .words = lines->lines[first + i].words};
	}
	drop_tags(lines, items);
	drop_repeats(lines, items, arena);
	select_lines(items, lines->count, favor);
	return items;
}

const struct forest *lines_forest(void)
{
	return &line_forest;
}
