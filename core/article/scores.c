/*
 * A logistic model: the weighted sum of the features, brought between 0 and 1. The weights come
 * from a fit over pages with known main texts (score_table.h).
 */
#include "core/article/scores.h"

#include "core/article/features.h"
#include "core/article/scale.h"
#include "core/article/score_table.h"

/* One by one, not in a loop: then the weights are known where they are used. */
static float score(const float features[FEATURE_COUNT])
{
	float sum = 0;
#define ADD(name) sum += score_weights[FEATURE_##name] * features[FEATURE_##name];
	BLOCK_FEATURES(ADD)
#undef ADD
	return squash(sum);
}

const float *scores_of_blocks(const struct html_tree *tree, const struct blocks *blocks,
                              struct arena *arena)
{
	float features[FEATURE_COUNT];
	const struct page_context *page = page_context_new(tree, blocks, arena);
	float *scores = arena_array(arena, float, blocks->block_count);
	for (uint32_t b = 0; b < blocks->block_count; b++) {
		features_of_block(page, b, features);
		scores[b] = score(features);
	}
	return scores;
}
