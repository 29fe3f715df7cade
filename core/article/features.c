/* Rows of numbers (features.h) from what page_context.c has found out. */
#include "core/article/page_context.h"

#include <string.h>

enum {
	BOX_LEVELS = 6, /* looked at upwards; of some of them no tree wants to know more */
	DISTANCE_MAX = 1000,
};

/* Columns of the rows that are made once. */
enum {
	BOX_COLUMNS = FEATURE_BOX1_WORDS - FEATURE_BOX0_WORDS,
	WINDOW_STRIDE = FEATURE_WINDOW5_WORDS - FEATURE_WINDOW2_WORDS,
	KIN_COLUMNS = FEATURE_PATH_COUNT - FEATURE_KIN_WORDS,
	PAGE_FIRST = FEATURE_PAGE_WORDS,
	PAGE_COLUMNS = FEATURE_COUNT - PAGE_FIRST,
};

_Static_assert(FEATURE_NEAR_ITEM - FEATURE_NEAR_NAV + 1 == NEAR_COUNT, "one for each");

/* ---- rows of a page ---- */

static uint32_t has(uint32_t set, unsigned bit)
{
	return set >> bit & 1;
}

static void box_row(const struct page_context *page, uint32_t box, int16_t *row)
{
	const struct surroundings *here = &page->surroundings[box];
	const struct sums *sums = &here->sums;
	uint32_t blocks = page->blocks->boxes[box].end_block - page->blocks->boxes[box].first_block;
	const uint32_t columns[] = {
	        sums->words,
	        blocks,
	        blocks ? 10 * sums->words / blocks : 0,
	        permille(sums->link_words, sums->words),
	        permille(sums->good_words, sums->words),
	        permille(sums->prose_words, sums->words),
	        permille(sums->words, page->all.words),
	        sums->headings,
	        permille(sums->says, blocks),
	};
	_Static_assert(sizeof(columns) / sizeof(*columns) == BOX_COLUMNS, "as in BOX_FEATURES");
	for (size_t i = 0; i < BOX_COLUMNS; i++)
		row[i] = clip(columns[i]);
}

static void kin_row(const struct page_context *page, const struct kin *kin, int16_t *row)
{
	uint32_t count = kin->count, first = page->blocks->boxes[kin->first].first_block;
	const uint32_t columns[] = {
	        kin->sums.words / count,
	        10 * kin->blocks / count,
	        permille(kin->sums.link_words, kin->sums.words),
	        permille(kin->sums.good_words, kin->sums.words),
	        permille(kin->sums.words, page->all.words),
	        100 * kin->images / count,
	        permille(page->before[first].words, page->all.words),
	};
	_Static_assert(sizeof(columns) / sizeof(*columns) == KIN_COLUMNS, "as in KIN_FEATURES");
	for (size_t i = 0; i < KIN_COLUMNS; i++)
		row[i] = clip(columns[i]);
}

static void count_page(const struct page_context *page, struct page_counts *counts)
{
	*counts = (struct page_counts){0};
	for (uint32_t b = 0; b < page->blocks->block_count; b++) {
		const struct block *block = &page->blocks->blocks[b];
		counts->kinds[block->kind]++;
		if (block->words > counts->longest)
			counts->longest = block->words;
		const struct glance *glance = &page->glances[b];
		counts->prices += glance->has_price;
		counts->sentences += glance->is_sentence;
		counts->good_blocks += glance->is_good;
	}
	for (uint32_t i = 0; i < page->blocks->box_count; i++) {
		const struct box *box = &page->blocks->boxes[i];
		for (uint32_t set = box->own_families; set; set &= set - 1)
			counts->families[__builtin_ctz(set)]++;
		for (uint32_t set = box->own_places; set; set &= set - 1)
			counts->places[__builtin_ctz(set)]++;
	}
}

static void page_row(const struct page_context *page, int16_t *row)
{
	const struct page_facts *facts = &page->facts;
	const struct sums *all = &page->all;
	uint32_t blocks = page->blocks->block_count;
	const struct page_counts *counts = &page->counts;
	const uint32_t columns[] = {
	        all->words,
	        blocks,
	        permille(all->link_words, all->words),
	        permille(all->good_words, all->words),
	        permille(all->prose_words, all->words),
	        permille(all->says, blocks),
	        all->headings,
	        blocks ? page->blocks->blocks[blocks - 1].images_before : 0,
	        counts->kinds[BLOCK_ITEM],
	        counts->kinds[BLOCK_CODE],
	        counts->kinds[BLOCK_CONTROL],
	        counts->prices,
	        counts->longest,
	        page->largest_group,
	        page->title.count,
	        counts->places[PLACE_ARTICLE],
	        counts->families[FAMILY_POST],
	        counts->families[FAMILY_COMMENT],
	        counts->families[FAMILY_CARD],
	        counts->families[FAMILY_PRICE],
	        counts->families[FAMILY_REVIEW],
	        counts->families[FAMILY_CODE],
	        counts->families[FAMILY_PAGER],
	        counts->families[FAMILY_FORM],
	        facts->url_depth,
	        facts->url_hyphens,
	        facts->url_digits,
	};
	_Static_assert(sizeof(columns) / sizeof(*columns) == PAGE_COLUMNS, "as in PAGE_FEATURES");
	for (size_t i = 0; i < PAGE_COLUMNS; i++)
		row[i] = clip(columns[i]);
}

/* The box that the rows of a block begin with. */
static uint32_t first_box(const struct page_context *page, const struct block *block)
{
	const struct surroundings *own = &page->surroundings[block->box];
	return own->sums.words == block->words ? own->wider : block->box;
}

/* Of boxes in one another with the same text most are never asked for. */
static void rows_of_boxes(const struct page_context *page, int16_t *rows, struct arena *arena)
{
	const struct blocks *blocks = page->blocks;
	uint8_t *is_wanted = arena_array(arena, uint8_t, blocks->box_count);
	memset(is_wanted, 0, blocks->box_count);
	is_wanted[page->gain.box] = is_wanted[page->best.box] = 1;
	for (uint32_t b = 0; b < blocks->block_count; b++)
		is_wanted[first_box(page, &blocks->blocks[b])] = 1;
	for (uint32_t i = blocks->box_count; i-- > 0;) {
		if (!is_wanted[i])
			continue;
		is_wanted[page->surroundings[i].wider] = 1;
		box_row(page, i, rows + (size_t)i * BOX_COLUMNS);
	}
}

void rows_of_page(struct page_context *page, struct arena *arena)
{
	uint32_t boxes = page->blocks->box_count;
	page->box_rows = arena_array(arena, int16_t, (size_t)boxes * BOX_COLUMNS);
	page->kin_rows = arena_array(arena, int16_t, (size_t)page->kin_count * KIN_COLUMNS);
	page->page_row = arena_array(arena, int16_t, PAGE_COLUMNS);
	rows_of_boxes(page, page->box_rows, arena);
	for (uint32_t k = 0; k < page->kin_count; k++)
		if (page->kin[k].count >= KIN_MIN)
			kin_row(page, &page->kin[k], page->kin_rows + (size_t)k * KIN_COLUMNS);
	count_page(page, &page->counts);
	page_row(page, page->page_row);
}

/* ---- rows of a block ---- */

/* Tags in the order of how much text of the article they hold. */
static const uint8_t tag_classes[HTML_TAG_COUNT] = {
        [HTML_TAG_NAV] = 1,         [HTML_TAG_FOOTER] = 2,   [HTML_TAG_BUTTON] = 3,
        [HTML_TAG_LABEL] = 4,       [HTML_TAG_FORM] = 5,     [HTML_TAG_HEADER] = 6,
        [HTML_TAG_ASIDE] = 7,       [HTML_TAG_A] = 8,        [HTML_TAG_UL] = 9,
        [HTML_TAG_LI] = 10,         [HTML_TAG_SPAN] = 11,    [HTML_TAG_SMALL] = 12,
        [HTML_TAG_DIV] = 13,        [HTML_TAG_TIME] = 14,    [HTML_TAG_H1] = 15,
        [HTML_TAG_H2] = 16,         [HTML_TAG_H3] = 17,      [HTML_TAG_H4] = 18,
        [HTML_TAG_H5] = 19,         [HTML_TAG_H6] = 20,      [HTML_TAG_DT] = 21,
        [HTML_TAG_DD] = 22,         [HTML_TAG_OL] = 23,      [HTML_TAG_TR] = 24,
        [HTML_TAG_TH] = 25,         [HTML_TAG_TD] = 26,      [HTML_TAG_TBODY] = 27,
        [HTML_TAG_TABLE] = 28,      [HTML_TAG_FIGURE] = 29,  [HTML_TAG_FIGCAPTION] = 30,
        [HTML_TAG_BODY] = 31,       [HTML_TAG_SECTION] = 32, [HTML_TAG_MAIN] = 33,
        [HTML_TAG_ARTICLE] = 34,    [HTML_TAG_B] = 35,       [HTML_TAG_STRONG] = 36,
        [HTML_TAG_EM] = 37,         [HTML_TAG_I] = 38,       [HTML_TAG_CODE] = 39,
        [HTML_TAG_BLOCKQUOTE] = 40, [HTML_TAG_PRE] = 41,     [HTML_TAG_P] = 42,
};

static int16_t tag_class(const struct page_context *page, uint32_t node)
{
	return tag_classes[page->tree->nodes[node].tag];
}

static void text_features(const struct page_context *page, uint32_t b, int16_t *f)
{
	const struct block *block = &page->blocks->blocks[b];
	const struct glance *glance = &page->glances[b];
	const struct shape *shape = &glance->shape;
	uint32_t bytes = (uint32_t)block->text.n;
	f[FEATURE_WORDS] = clip(block->words);
	f[FEATURE_BYTES] = clip(bytes);
	f[FEATURE_SENTENCE] = glance->is_sentence;
	f[FEATURE_MARKS] = clip(shape->marks);
	f[FEATURE_COMMAS] = clip(shape->commas);
	f[FEATURE_DIGITS] = clip(permille(shape->digits, shape->bytes));
	f[FEATURE_UPPERS] = clip(permille(shape->uppers, shape->bytes));
	f[FEATURE_PUNCTUATION] = clip(permille(shape->others, shape->bytes));
	f[FEATURE_CAPITALS] = clip(permille(shape->capital_words, shape->words));
	f[FEATURE_LINKS] = clip(glance->links);
	f[FEATURE_LINK_COUNT] = clip(block->links);
	f[FEATURE_BOLD] = clip(permille(block->bold_bytes, bytes));
	f[FEATURE_SEEN] = clip(glance->seen);
	f[FEATURE_REPEATS] = clip(page->text_counts[glance->text]);
	f[FEATURE_KIND] = block->kind;
	f[FEATURE_LEVEL] = block->level;
	uint32_t parent = page->blocks->boxes[block->box].parent;
	f[FEATURE_TAG_TEXT] = tag_class(page, page->tree->nodes[block->node].parent);
	f[FEATURE_TAG_BOX] = tag_class(page, page->blocks->boxes[block->box].node);
	f[FEATURE_TAG_PARENT] = tag_class(page, page->blocks->boxes[parent].node);
	f[FEATURE_TAG_GRANDPARENT] =
	        tag_class(page, page->blocks->boxes[page->blocks->boxes[parent].parent].node);
}

static void near_features(const struct page_context *page, const struct block *block, int16_t *f)
{
	uint8_t near[NEAR_COUNT]; /* a copy: the compiler sees that it is none of the features */
	int16_t *row = f + FEATURE_NEAR_NAV;
	memcpy(near, page->surroundings[block->box].near, NEAR_COUNT);
	for (size_t i = 0; i < NEAR_COUNT; i++)
		row[i] = near[i];
	uint32_t places = block->places & ~page->blocks->boxes[block->box].places;
	for (; places; places &= places - 1)
		row[NEAR_PLACES + __builtin_ctz(places)] = 0;
	for (uint32_t set = block->families; set; set &= set - 1)
		row[NEAR_FAMILIES + __builtin_ctz(set)] = 0;
}

static void box_features(const struct page_context *page, const struct block *block, int16_t *f)
{
	static const enum feature rows[BOX_LEVELS] = {
	        FEATURE_BOX0_WORDS, FEATURE_BOX1_WORDS, FEATURE_BOX2_WORDS, 0, 0,
	        FEATURE_BOX5_WORDS,
	};
	uint32_t box = first_box(page, block);
	for (int level = 0; level < BOX_LEVELS; level++) {
		if (rows[level])
			memcpy(f + rows[level], page->box_rows + (size_t)box * BOX_COLUMNS,
			       sizeof(*f) * BOX_COLUMNS);
		box = page->surroundings[box].wider;
	}
}

static void window_features(const struct page_context *page, uint32_t b, int16_t *f)
{
	static const uint32_t widths[] = {2, 5, 10};
	uint32_t count = page->blocks->block_count;
	for (size_t i = 0; i < sizeof(widths) / sizeof(*widths); i++) {
		uint32_t from = b > widths[i] ? b - widths[i] : 0;
		uint32_t to = count - b > widths[i] ? b + widths[i] + 1 : count;
		const struct sums *a = &page->before[from], *z = &page->before[to];
		uint32_t words = z->words - a->words;
		int16_t *row = f + FEATURE_WINDOW2_WORDS + i * WINDOW_STRIDE;
		row[0] = clip(words);
		row[1] = clip(permille(z->link_words - a->link_words, words));
		row[2] = clip(permille(z->good_words - a->good_words, words));
		row[3] = clip(permille(z->says - a->says, to - from));
	}
}

static uint32_t alike(const struct page_context *page, uint32_t box)
{
	return page->kin[page->surroundings[box].kin].count;
}

static void group_features(const struct page_context *page, const struct block *block, int16_t *f)
{
	const struct surroundings *all = page->surroundings;
	const struct box *boxes = page->blocks->boxes;
	uint32_t item = all[block->box].repeated;
	if (item)
		memcpy(f + FEATURE_KIN_WORDS, page->kin_rows + (size_t)all[item].kin * KIN_COLUMNS,
		       sizeof(*f) * KIN_COLUMNS);
	else
		memset(f + FEATURE_KIN_WORDS, 0, sizeof(*f) * KIN_COLUMNS);

	const struct group *path = &page->groups[all[block->box].path];
	f[FEATURE_PATH_COUNT] = clip(path->blocks);
	f[FEATURE_PATH_WORDS] = clip(path->block_sums.words / path->blocks);
	f[FEATURE_PATH_LINKS] = clip(permille(path->block_sums.link_words, path->block_sums.words));
	f[FEATURE_PATH_SHARE] = clip(permille(path->block_sums.words, page->all.words));
	f[FEATURE_PATH_SEEN] = clip(permille(path->block_sums.seen, path->blocks));
	uint32_t words = item ? page->groups[all[item].path].item_words : 0;
	f[FEATURE_GROUP_SHARE] = clip(permille(words, page->all.words));
	f[FEATURE_GROUP_RATIO] = clip(permille(words, page->largest_group));

	uint32_t box = block->box, most = 0;
	for (uint32_t up = 0; up < BOX_LEVELS; up++, box = boxes[box].parent) {
		uint32_t count = alike(page, box);
		if (up <= FEATURE_ALIKE1 - FEATURE_ALIKE0)
			f[FEATURE_ALIKE0 + up] = clip(count);
		if (count > most)
			most = count;
	}
	f[FEATURE_ALIKE_MOST] = clip(most);
}

/* How far block `b` is behind a place, DISTANCE_MAX at the most; negative: before it. */
static int16_t distance(uint32_t b, uint32_t from)
{
	if (from == NO_BLOCK)
		return DISTANCE_MAX + 1;
	if (b >= from)
		return (int16_t)(b - from < DISTANCE_MAX ? b - from : DISTANCE_MAX);
	return (int16_t) - (from - b < DISTANCE_MAX ? (int)(from - b) : DISTANCE_MAX);
}

static void best_features(const struct page_context *page, uint32_t b, const struct best_box *best,
                          int16_t *row)
{
	bool is_in = b >= best->first_block && b < best->end_block;
	row[0] = is_in;
	row[1] = clip(is_in ? 0 : best->steps[page->blocks->blocks[b].box]);
	row[2] = page->box_rows[(size_t)best->box * BOX_COLUMNS + FEATURE_BOX0_SHARE -
	                        FEATURE_BOX0_WORDS];
	row[3] = is_in                   ? 0
	         : b < best->first_block ? distance(b, best->first_block)
	                                 : distance(b, best->end_block - 1);
}

static void position_features(const struct page_context *page, uint32_t b, int16_t *f)
{
	const struct glance *glance = &page->glances[b];
	const struct sums *before = &page->before[b];
	uint32_t count = page->blocks->block_count, heading = glance->heading;
	uint32_t says = heading != NO_BLOCK && heading != b ? page->glances[heading].says : 0;
	f[FEATURE_BLOCKS_BEFORE] = clip(b);
	f[FEATURE_BLOCKS_BEHIND] = clip(count - b - 1);
	f[FEATURE_WORDS_BEFORE] = clip(before->words);
	f[FEATURE_WORDS_BEFORE_SHARE] = clip(permille(before->words, page->all.words));
	f[FEATURE_BLOCKS_BEFORE_SHARE] = clip(permille(b, count));
	f[FEATURE_GOOD_BEFORE] = clip(permille(before->good_words, page->all.good_words));
	f[FEATURE_DEPTH] = clip(page->surroundings[page->blocks->blocks[b].box].depth);
	f[FEATURE_HEADING_LAST] = distance(b, heading);
	f[FEATURE_HEADING_NEXT] = distance(b, glance->next_heading);
	f[FEATURE_HEADING_LEVEL] = heading != NO_BLOCK ? page->blocks->blocks[heading].level : 0;
	f[FEATURE_HEADING_IN_TITLE] = heading == NO_BLOCK
	                                      ? 0
	                                      : clip(permille(page->glances[heading].title.common,
	                                                      page->glances[heading].title.words));
	f[FEATURE_UNDER_COMMENTS] = (int16_t)has(says, PHRASE_COMMENTS);
	f[FEATURE_FROM_H1] = distance(b, page->h1);
	f[FEATURE_FROM_TITLE] = distance(b, page->title_block);
	best_features(page, b, &page->gain, f + FEATURE_GAIN_IN);
	best_features(page, b, &page->best, f + FEATURE_BEST_IN);
}

void features_of_block(const struct page_context *page, uint32_t b, int16_t features[FEATURE_COUNT])
{
	const struct block *block = &page->blocks->blocks[b];
	text_features(page, b, features);
	near_features(page, block, features);
	box_features(page, block, features);
	window_features(page, b, features);
	group_features(page, block, features);
	position_features(page, b, features);
	memcpy(features + PAGE_FIRST, page->page_row, sizeof(*features) * PAGE_COLUMNS);
}
