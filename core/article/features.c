/*
 * Sums over blocks from the beginning on make every "how much text in this box, or in these
 * neighbours" a difference of two sums, so that each block costs the same however large the page.
 *
 * "Good" text is what reads as prose of the page itself: several words, few of them links.
 */
#include "core/article/features.h"

#include <math.h>
#include <string.h>

#include "core/article/families.h"
#include "core/article/phrases.h"
#include "core/article/scale.h"
#include "core/article/shape.h"
#include "core/base/hash.h"

enum {
	GOOD_WORDS_MIN = 10,
	HEADING_BYTES_MAX = 400, /* phrases are looked for in headings up to that long */
	KIN_MIN = 3,             /* so many alike siblings are a repetition */
	SCORE_LEVELS = 5,        /* as far up a paragraph counts for a box */
	FEW_WORDS_MAX = 3,
	MANY_WORDS_MIN = 25,
	COMMAS_MAX = 3,
	NONE = UINT32_MAX,
};

static const float good_links_max = 0.4f;

struct sums {
	uint32_t words, link_words, good_words;
};

/* What is told of a block once, when the context is made. */
struct glance {
	struct shape shape;
	float links;      /* share of its text in links */
	uint32_t heading; /* the last heading at or before it; itself if it is one, or NONE */
	bool is_good, is_seen;
};

/* The siblings of one tag and class. */
struct kin {
	uint32_t count, words, link_words;
};

/* What is told of a box once. */
struct surroundings {
	struct sums sums;
	uint32_t wider;    /* the nearest box around it with more text; of box 0: 0 */
	uint32_t repeated; /* itself or the nearest around it that is one of KIN_MIN alike, or 0 */
	uint32_t kin;      /* its kin, in page_context.kin */
	float score;       /* by the paragraphs in it */
};

struct page_context {
	const struct html_tree *tree;
	const struct blocks *blocks;
	struct sums *before; /* before[b]: over the blocks 0 .. b-1; one more than blocks */
	struct sums all;
	struct glance *glances;            /* by block */
	struct surroundings *surroundings; /* by box */
	struct kin *kin;
	uint32_t *heading_phrases;      /* by block; set for headings */
	uint32_t best_gain, best_score; /* boxes */
	float log_words, links, good;   /* of the whole page */
	uint32_t h1;                    /* block, or NONE */
};

static float links_of(struct sums sums)
{
	return share((float)sums.link_words, (float)sums.words);
}

static float good_of(struct sums sums)
{
	return share((float)sums.good_words, (float)sums.words);
}

static bool is_paragraph_box(const struct page_context *page, uint32_t box)
{
	return page->tree->nodes[page->blocks->boxes[box].node].tag == HTML_TAG_P;
}

/* ---- the context ---- */

static void sum_up(struct page_context *page, struct arena *arena)
{
	uint32_t count = page->blocks->block_count;
	page->before = arena_array(arena, struct sums, count + 1);
	page->before[0] = (struct sums){0};
	for (uint32_t b = 0; b < count; b++) {
		const struct block *block = &page->blocks->blocks[b];
		struct sums *sums = &page->before[b + 1];
		float links = share((float)block->link_bytes, (float)block->text.n);
		bool is_good = block->words >= GOOD_WORDS_MIN && links < good_links_max;
		page->glances[b].is_good = is_good;
		page->glances[b].links = links;
		*sums = page->before[b];
		sums->words += block->words;
		sums->link_words += (uint32_t)((float)block->words * links + 0.5f);
		sums->good_words += is_good ? block->words : 0;
	}
	page->all = page->before[count];
	page->log_words = log_scale(page->all.words);
	page->links = links_of(page->all);
	page->good = good_of(page->all);
}

/* Numbers keys in the order they come in: open addressing, one slot in two is free at least. */
struct table {
	uint32_t *slots; /* the key's number and 1; 0: free */
	uint64_t *keys;  /* by number */
	uint32_t mask, count;
};

static void table_init(struct table *table, uint32_t keys_max, struct arena *arena)
{
	enum { SLOTS_MIN = 16 };
	uint32_t slots = SLOTS_MIN;
	while (slots < 2 * keys_max)
		slots *= 2;
	*table = (struct table){.mask = slots - 1};
	table->slots = arena_array(arena, uint32_t, slots);
	table->keys = arena_array(arena, uint64_t, keys_max);
	memset(table->slots, 0, sizeof(*table->slots) * slots);
}

/* The number of a key: if it is a new one, what `count` was before. */
static uint32_t table_number(struct table *table, uint64_t key)
{
	const uint64_t golden_ratio = 0x9e3779b97f4a7c15; /* spreads keys that differ in few bits */
	uint32_t i = (uint32_t)(key * golden_ratio >> 32) & table->mask;
	while (table->slots[i] != 0 && table->keys[table->slots[i] - 1] != key)
		i = (i + 1) & table->mask;
	if (table->slots[i] == 0) {
		table->keys[table->count] = key;
		table->slots[i] = ++table->count;
	}
	return table->slots[i] - 1;
}

static void sum_boxes(struct page_context *page)
{
	for (uint32_t i = 0; i < page->blocks->box_count; i++) {
		const struct box *box = &page->blocks->boxes[i];
		const struct sums *a = &page->before[box->first_block],
		                  *b = &page->before[box->end_block];
		page->surroundings[i].sums =
		        (struct sums){b->words - a->words, b->link_words - a->link_words,
		                      b->good_words - a->good_words};
	}
}

static void count_kin(struct page_context *page, struct arena *arena)
{
	uint32_t count = page->blocks->box_count;
	struct table table;
	table_init(&table, count, arena);
	page->kin = arena_array(arena, struct kin, count);
	for (uint32_t i = 1; i < count; i++) {
		const struct box *box = &page->blocks->boxes[i];
		struct surroundings *here = &page->surroundings[i];
		uint32_t known = table.count;
		here->kin = table_number(&table, (uint64_t)box->parent << 32 | box->alike_key);
		struct kin *kin = &page->kin[here->kin];
		if (here->kin == known)
			*kin = (struct kin){0};
		kin->count++;
		kin->words += here->sums.words;
		kin->link_words += here->sums.link_words;
	}
}

static void look_around_boxes(struct page_context *page)
{
	struct surroundings *all = page->surroundings;
	all[0].wider = all[0].repeated = 0;
	for (uint32_t i = 1; i < page->blocks->box_count; i++) {
		uint32_t parent = page->blocks->boxes[i].parent;
		bool is_same = all[parent].sums.words == all[i].sums.words;
		bool is_repeated =
		        page->kin[all[i].kin].count >= KIN_MIN && !is_paragraph_box(page, i);
		all[i].wider = is_same ? all[parent].wider : parent;
		all[i].repeated = is_repeated ? i : all[parent].repeated;
	}
}

static void look_at_blocks(struct page_context *page, struct arena *arena)
{
	uint32_t count = page->blocks->block_count, heading = NONE;
	struct table seen;
	table_init(&seen, count, arena);
	page->h1 = NONE;
	for (uint32_t b = 0; b < count; b++) {
		const struct block *block = &page->blocks->blocks[b];
		struct glance *glance = &page->glances[b];
		uint32_t known = seen.count;
		glance->is_seen = table_number(&seen, hash64(block->text)) < known;
		glance->shape = shape_of(block->text);
		if (block->kind == BLOCK_HEADING)
			heading = b;
		if (heading == b && block->level == 1 && page->h1 == NONE)
			page->h1 = b;
		glance->heading = heading;
	}
}

static void read_headings(struct page_context *page, struct arena *arena)
{
	const struct lexicon *phrases =
	        phrases_new(PHRASE_BIT(PHRASE_RELATED) | PHRASE_BIT(PHRASE_COMMENTS), arena);
	page->heading_phrases = arena_array(arena, uint32_t, page->blocks->block_count);
	for (uint32_t b = 0; b < page->blocks->block_count; b++) {
		struct str text = page->blocks->blocks[b].text;
		if (page->glances[b].heading == b)
			page->heading_phrases[b] =
			        text.n <= HEADING_BYTES_MAX ? lexicon_scan(phrases, text) : 0;
	}
}

/* The box for which good text less what else is in it is most; the innermost of equals. */
static void find_best_by_gain(struct page_context *page)
{
	const float cost_of_block = 2, cost_of_word = 0.5f;
	float best = 0;
	for (uint32_t i = 0; i < page->blocks->box_count; i++) {
		const struct box *box = &page->blocks->boxes[i];
		struct sums sums = page->surroundings[i].sums;
		float other = (float)(sums.words - sums.good_words);
		float gain = (float)sums.good_words - cost_of_word * other -
		             cost_of_block * (float)(box->end_block - box->first_block);
		if (i == 0 || gain >= best) {
			best = gain;
			page->best_gain = i;
		}
	}
}

/* A good block's points for the boxes around it, after Arc90's Readability. */
static float points_of(const struct block *block, const struct shape *shape)
{
	const float words_for_a_point = 20, points_by_length_max = 3;
	return 1 + (float)shape->commas +
	       fminf((float)block->words / words_for_a_point, points_by_length_max);
}

/* A box gets the points of the blocks in it, less for each step up, and less for links. */
static void find_best_by_score(struct page_context *page)
{
	const struct blocks *blocks = page->blocks;
	struct surroundings *all = page->surroundings;
	for (uint32_t i = 0; i < blocks->box_count; i++)
		all[i].score = 0;
	for (uint32_t b = 0; b < blocks->block_count; b++) {
		if (!page->glances[b].is_good)
			continue;
		float points = points_of(&blocks->blocks[b], &page->glances[b].shape);
		uint32_t box = blocks->blocks[b].box;
		all[box].score += points;
		for (int level = 2; level <= SCORE_LEVELS && box != 0; level++) {
			box = all[box].wider;
			all[box].score += points / (float)level;
		}
	}
	float best = 0;
	page->best_score = 0;
	for (uint32_t i = 0; i < blocks->box_count; i++) {
		float score = all[i].score * (1 - links_of(all[i].sums));
		if (score > best) {
			best = score;
			page->best_score = i;
		}
	}
}

struct page_context *page_context_new(const struct html_tree *tree, const struct blocks *blocks,
                                      struct arena *arena)
{
	struct page_context *page = arena_alloc(arena, sizeof(*page));
	*page = (struct page_context){.tree = tree, .blocks = blocks};
	page->glances = arena_array(arena, struct glance, blocks->block_count);
	page->surroundings = arena_array(arena, struct surroundings, blocks->box_count);
	sum_up(page, arena);
	sum_boxes(page);
	count_kin(page, arena);
	look_around_boxes(page);
	look_at_blocks(page, arena);
	read_headings(page, arena);
	find_best_by_gain(page);
	find_best_by_score(page);
	return page;
}

/* ---- the features ---- */

static void text_features(const struct block *block, const struct glance *glance, float *f)
{
	const struct shape *shape = &glance->shape;
	f[FEATURE_ONE] = 1;
	f[FEATURE_WORDS] = log_scale(block->words);
	f[FEATURE_WORDS_FEW] = block->words <= FEW_WORDS_MAX;
	f[FEATURE_WORDS_MANY] = block->words >= MANY_WORDS_MIN;
	f[FEATURE_SENTENCE] = shape_ends_as_sentence(block->text);
	f[FEATURE_COMMAS] = fminf((float)shape->commas, COMMAS_MAX) / COMMAS_MAX;
	f[FEATURE_DIGITS] = share((float)shape->digits, (float)shape->bytes);
	f[FEATURE_CAPITALS] = share((float)shape->capital_words, (float)shape->words);
	f[FEATURE_LINKS] = glance->links;
	f[FEATURE_SEEN] = glance->is_seen;
}

/* The feature that each bit of a set is; FEATURE_ONE stands for none. Others than set bits are 0.
 */
static void set_bit_features(uint32_t set, const uint8_t features[32], float *f)
{
	for (; set; set &= set - 1) {
		uint8_t feature = features[__builtin_ctz(set)];
		if (feature != FEATURE_ONE)
			f[feature] = 1;
	}
}

static void place_features(const struct page_context *page, const struct block *block, float *f)
{
	static const uint8_t places[32] = {
	        [PLACE_NAV] = FEATURE_IN_NAV,           [PLACE_HEADER] = FEATURE_IN_HEADER,
	        [PLACE_FOOTER] = FEATURE_IN_FOOTER,     [PLACE_ASIDE] = FEATURE_IN_ASIDE,
	        [PLACE_ARTICLE] = FEATURE_IN_ARTICLE,   [PLACE_MAIN] = FEATURE_IN_MAIN,
	        [PLACE_FORM] = FEATURE_IN_FORM,         [PLACE_TABLE] = FEATURE_IN_TABLE,
	        [PLACE_LIST] = FEATURE_IN_LIST,         [PLACE_DIALOG] = FEATURE_IN_DIALOG,
	        [PLACE_TEMPLATE] = FEATURE_IN_TEMPLATE,
	};
	f[FEATURE_IS_CAPTION] = block->kind == BLOCK_CAPTION;
	f[FEATURE_IS_CONTROL] = block->kind == BLOCK_CONTROL;
	f[FEATURE_IS_H1] = block->kind == BLOCK_HEADING && block->level == 1;
	f[FEATURE_IS_P] = is_paragraph_box(page, block->box);
	set_bit_features(block->places, places, f);
}

static void family_features(const struct page_context *page, const struct block *block, float *f)
{
	static const uint8_t nears[32] = {
	        [FAMILY_POST] = FEATURE_NEAR_POST,     [FAMILY_COMMENT] = FEATURE_NEAR_COMMENT,
	        [FAMILY_NAV] = FEATURE_NEAR_NAV,       [FAMILY_RELATED] = FEATURE_NEAR_RELATED,
	        [FAMILY_ADVERT] = FEATURE_NEAR_ADVERT, [FAMILY_POPUP] = FEATURE_NEAR_POPUP,
	        [FAMILY_FOOTER] = FEATURE_NEAR_FOOTER, [FAMILY_REVIEW] = FEATURE_NEAR_REVIEW,
	        [FAMILY_AUTHOR] = FEATURE_NEAR_AUTHOR, [FAMILY_SIGNUP] = FEATURE_NEAR_SIGNUP,
	};
	static const uint8_t fars[32] = {
	        [FAMILY_NAV] = FEATURE_FAR_NAV,
	        [FAMILY_RELATED] = FEATURE_FAR_RELATED,
	        [FAMILY_FOOTER] = FEATURE_FAR_FOOTER,
	        [FAMILY_AUTHOR] = FEATURE_FAR_AUTHOR,
	};
	const struct box *boxes = page->blocks->boxes;
	const struct box *box = &boxes[block->box], *parent = &boxes[box->parent];
	uint32_t near = block->families | box->own_families | parent->own_families |
	                boxes[parent->parent].own_families;
	set_bit_features(near, nears, f);
	set_bit_features(box->families & ~near, fars, f);
}

static bool is_inside(const struct page_context *page, uint32_t b, uint32_t box)
{
	const struct box *it = &page->blocks->boxes[box];
	return b >= it->first_block && b < it->end_block;
}

static void box_features(const struct page_context *page, uint32_t b, float *f)
{
	const struct block *block = &page->blocks->blocks[b];
	const struct surroundings *all = page->surroundings;
	uint32_t box = block->box;
	if (all[box].sums.words == block->words)
		box = all[box].wider;
	uint32_t box2 = all[box].wider, box3 = all[box2].wider;
	uint32_t item = all[block->box].repeated;
	struct kin kin = item ? page->kin[all[item].kin] : (struct kin){0};
	float best_words = (float)all[page->best_gain].sums.words;
	bool in_best = is_inside(page, b, page->best_gain);
	f[FEATURE_BEST_SCORE] = is_inside(page, b, page->best_score);
	f[FEATURE_BEST_SHARE] = in_best ? share(best_words, (float)page->all.words) : 0;
	f[FEATURE_BOX2_WORDS] = log_scale(all[box2].sums.words);
	f[FEATURE_BOX3_GOOD] = good_of(all[box3].sums);
	f[FEATURE_KIN] = log_scale(kin.count);
	f[FEATURE_KIN_WORDS] = kin.count ? log_scale(kin.words / kin.count) : 0;
	f[FEATURE_KIN_LINKS] = share((float)kin.link_words, (float)kin.words);
	f[FEATURE_KIN_SHARE] = share((float)kin.words, (float)page->all.words);
}

static void neighbour_features(const struct page_context *page, uint32_t b, float *f)
{
	const struct block *block = &page->blocks->blocks[b];
	const struct box *boxes = page->blocks->boxes;
	if (b + 1 < page->blocks->block_count) {
		f[FEATURE_NEXT_WORDS] = log_scale(block[1].words);
		f[FEATURE_NEXT_LINKS] = page->glances[b + 1].links;
	}
	if (b > 0) {
		f[FEATURE_PREVIOUS_LINKS] = page->glances[b - 1].links;
		f[FEATURE_SAME_BOX_PREVIOUS] =
		        boxes[block[-1].box].parent == boxes[block->box].parent;
	}
}

static void position_features(const struct page_context *page, uint32_t b, float *f)
{
	uint32_t heading = page->glances[b].heading;
	uint32_t says = heading != NONE ? page->heading_phrases[heading] : 0;
	f[FEATURE_WORDS_BEFORE] = share((float)page->before[b].words, (float)page->all.words);
	f[FEATURE_BEFORE_H1] = page->h1 != NONE && b < page->h1;
	f[FEATURE_UNDER_RELATED] = says >> PHRASE_RELATED & 1;
	f[FEATURE_UNDER_COMMENTS] = says >> PHRASE_COMMENTS & 1;
	f[FEATURE_HEADING_NEAR] = heading != NONE ? 1 / (float)(b - heading + 1) : 0;
	f[FEATURE_PAGE_WORDS] = page->log_words;
	f[FEATURE_PAGE_LINKS] = page->links;
	f[FEATURE_PAGE_GOOD] = page->good;
}

void features_of_block(const struct page_context *page, uint32_t b, float features[FEATURE_COUNT])
{
	const struct block *block = &page->blocks->blocks[b];
	memset(features, 0, sizeof(*features) * FEATURE_COUNT);
	text_features(block, &page->glances[b], features);
	place_features(page, block, features);
	family_features(page, block, features);
	box_features(page, b, features);
	neighbour_features(page, b, features);
	position_features(page, b, features);
}
