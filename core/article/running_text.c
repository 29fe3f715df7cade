#include "core/article/running_text.h"

#include "core/article/byline.h"

enum {
	BYLINE_WORDS_MAX = 20,
	SENTENCE_WORDS_MIN = 10,
};

static uint32_t families_of(const struct page_context *page, const struct block *block)
{
	return page->blocks->boxes[block->box].families | block->families;
}

static bool is_paragraph(const struct page_context *page, uint32_t b)
{
	const struct block *block = &page->blocks->blocks[b];
	const struct glance *glance = &page->glances[b];
	if (block->kind != BLOCK_PARAGRAPH || block->places & PLACE_BIT(PLACE_FIGURE))
		return false;
	return glance->is_good || (glance->is_sentence && block->words >= SENTENCE_WORDS_MIN);
}

static bool is_caption(const struct block *block)
{
	return block->kind == BLOCK_CAPTION || block->places & PLACE_BIT(PLACE_FIGURE);
}

/* The title in whole or nearly so, or a part of it that is a heading of the first level. */
static bool repeats_title(const struct page_context *page, const struct block *block)
{
	if (block->kind != BLOCK_HEADING && block->words > page->title.count)
		return false;
	struct word_overlap overlap = word_set_overlap(&page->title, block->text);
	if (block->kind == BLOCK_HEADING && block->level == 1)
		return overlap.common > 0 && 2 * overlap.common >= overlap.words;
	return overlap.common > 0 && 5 * overlap.common >= 4 * overlap.words &&
	       2 * overlap.words >= page->title.count;
}

static bool is_byline(const struct page_context *page, const struct block *block, uint32_t says)
{
	const uint32_t families = FAMILY_BIT(FAMILY_AUTHOR) | FAMILY_BIT(FAMILY_BYLINE);
	return block->words <= BYLINE_WORDS_MAX &&
	       (families_of(page, block) & families || says >> PHRASE_BYLINE & 1 ||
	        byline_is_dated(block->text));
}

void running_text_keep(const struct page_context *page, uint8_t *kept)
{
	uint32_t count = page->blocks->block_count, first = count, end = 0;
	for (uint32_t b = 0; b < count; b++) {
		if (!kept[b] || !is_paragraph(page, b))
			continue;
		if (first == count)
			first = b;
		end = b + 1;
	}
	if (end == 0)
		return;
	for (uint32_t b = 0; b < count; b++) {
		const struct block *block = &page->blocks->blocks[b];
		bool is_head = b < first && (repeats_title(page, block) ||
		                             is_byline(page, block, page->glances[b].says));
		if (is_head || b >= end || is_caption(block))
			kept[b] = 0;
	}
}
