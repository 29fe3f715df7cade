/*
 * A logistic model: the weighted sum of the features, brought between 0 and 1. The weights come
 * from a fit over pages with known main texts (score_table.h).
 */
#include "core/article/scores.h"

#include "core/article/features.h"
#include "core/article/scale.h"
#include "core/article/score_table.h"

enum { TOGETHER = 4 };

/*
 * Sums of several blocks at a time, since each addition has to wait for the one before it. The
 * features stand one by one, not in a loop: then the weights are known where they are used.
 */
static void score_together(float features[TOGETHER][FEATURE_COUNT], float scores[TOGETHER])
{
	float a = 0, b = 0, c = 0, d = 0;
#define ADD(name)                                                                                  \
	a += score_weights[FEATURE_##name] * features[0][FEATURE_##name];                          \
	b += score_weights[FEATURE_##name] * features[1][FEATURE_##name];                          \
	c += score_weights[FEATURE_##name] * features[2][FEATURE_##name];                          \
	d += score_weights[FEATURE_##name] * features[3][FEATURE_##name];
	BLOCK_FEATURES(ADD)
#undef ADD
	scores[0] = squash(a);
	scores[1] = squash(b);
	scores[2] = squash(c);
	scores[3] = squash(d);
}

const float *scores_of_blocks(const struct html_tree *tree, const struct blocks *blocks,
                              struct arena *arena)
{
	float features[TOGETHER][FEATURE_COUNT] = {{0}};
	const struct page_context *page = page_context_new(tree, blocks, arena);
	uint32_t count = blocks->block_count;
	float *scores = arena_array(arena, float, count + TOGETHER); /* the last may be fewer */
	for (uint32_t b = 0; b < count; b += TOGETHER) {
		for (uint32_t k = 0; k < TOGETHER && b + k < count; k++)
			features_of_block(page, b + k, features[k]);
		score_together(features, scores + b);
	}
	return scores;
}
