/* The features of some blocks at a time are turned into columns for the forest to ask for. */
#include "core/article/scores.h"

#include <string.h>

#include "core/article/forest.h"
#include "core/article/page_context.h"
#include "core/article/score_table.h"

enum { REPEAT_WORDS_MIN = 8 }; /* shorter texts may well stand twice in an article */

/* Of blocks with the same text the likeliest stays, the first of equals. */
static void drop_repeats(const struct page_context *page, float *scores, struct arena *arena)
{
	uint32_t count = page->blocks->block_count;
	uint32_t *likeliest = arena_array(arena, uint32_t, count); /* by text, a block and 1 */
	memset(likeliest, 0, sizeof(*likeliest) * count);
	for (uint32_t b = 0; b < count; b++) {
		uint32_t *best = &likeliest[page->glances[b].text];
		if (page->blocks->blocks[b].words < REPEAT_WORDS_MIN)
			continue;
		if (*best && scores[*best - 1] >= scores[b]) {
			scores[b] = 0;
			continue;
		}
		if (*best)
			scores[*best - 1] = 0;
		*best = b + 1;
	}
}

const float *scores_of_blocks(const struct page_context *page, struct arena *arena)
{
	int16_t rows[FOREST_ITEMS][FOREST_ROW(FEATURE_COUNT)] = {{0}};
	struct forest_columns columns;
	uint32_t count = page->blocks->block_count;
	float *scores = arena_array(arena, float, count + FOREST_ITEMS); /* the last may be fewer */
	for (uint32_t b = 0; b < count; b += FOREST_ITEMS) {
		for (uint32_t i = 0; i < FOREST_ITEMS && b + i < count; i++)
			features_of_block(page, b + i, rows[i]);
		forest_set_items(&score_forest, rows[0], FOREST_ROW(FEATURE_COUNT), &columns);
		forest_score(&score_forest, &columns, scores + b);
	}
	drop_repeats(page, scores, arena);
	return scores;
}

const struct forest *scores_forest(void)
{
	return &score_forest;
}
