#include "core/article/judge.h"

#include "core/article/comments.h"
#include "core/article/running_text.h"
#include "core/article/scores.h"
#include "core/article/select.h"

static uint8_t *choose_blocks(const struct blocks *blocks, const float *scores,
                              enum article_favor favor, struct arena *arena)
{
	uint32_t count = blocks->block_count;
	struct selection_item *items = arena_array(arena, struct selection_item, count);
	uint8_t *kept = arena_array(arena, uint8_t, count);
	for (uint32_t b = 0; b < count; b++)
		items[b] = (struct selection_item){.probability = scores[b],
		                                   .words = blocks->blocks[b].words};
	select_items(items, count, favor);
	for (uint32_t b = 0; b < count; b++)
		kept[b] = items[b].kept;
	return kept;
}

void judge_blocks(const struct html_tree *tree, const struct blocks *blocks, struct str url,
                  const struct article_options *options, struct arena *arena,
                  struct judgement *judgement)
{
	judgement->page = page_context_new(tree, blocks, url, arena);
	judgement->scores = scores_of_blocks(judgement->page, arena);
	uint8_t *kept = choose_blocks(blocks, judgement->scores, options->favor, arena);
	if (options->favor == ARTICLE_FAVOR_PRECISION)
		running_text_keep(judgement->page, kept);
	if (options->comments)
		comments_keep(tree, blocks, arena, kept);
	judgement->kept = kept;
}
