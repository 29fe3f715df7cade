/* The steps from a tree to an article; each is a module of its own. */
#include "core/article/article.h"

#include "core/article/assemble.h"
#include "core/article/blocks.h"
#include "core/article/metadata.h"
#include "core/article/scores.h"
#include "core/article/select.h"

static const uint8_t *choose_blocks(const struct html_tree *tree, const struct blocks *blocks,
                                    struct arena *arena)
{
	const float *scores = scores_of_blocks(tree, blocks, arena);
	uint32_t count = blocks->block_count;
	struct selection_item *items = arena_array(arena, struct selection_item, count);
	uint8_t *kept = arena_array(arena, uint8_t, count);
	for (uint32_t b = 0; b < count; b++)
		items[b] = (struct selection_item){.probability = scores[b],
		                                   .words = blocks->blocks[b].words};
	select_items(items, count);
	for (uint32_t b = 0; b < count; b++)
		kept[b] = items[b].kept;
	return kept;
}

void article_from_tree(const struct html_tree *tree, struct str url, struct arena *arena,
                       struct article *article)
{
	struct blocks blocks;
	*article = (struct article){0};
	blocks_from_tree(tree, arena, &blocks);
	metadata_from_tree(tree, &blocks, url, arena, article);
	article->text = assemble(&blocks, choose_blocks(tree, &blocks, arena), arena);
}
