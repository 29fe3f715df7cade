#include "core/article/page_context.h"

#include <string.h>

#include "core/base/hash.h"

enum {
	GOOD_WORDS_MIN = 10,
	GOOD_LINKS_MAX = 400,
	SAYS_BYTES_MAX = 120, /* phrases and the title's words are looked for in texts up to that */
	SCORE_LEVELS = 5,     /* as far up a paragraph counts for a box */
};

static const struct html_node *node_of(const struct page_context *page, uint32_t box)
{
	return &page->tree->nodes[page->blocks->boxes[box].node];
}

static bool is_paragraph_box(const struct page_context *page, uint32_t box)
{
	return node_of(page, box)->tag == HTML_TAG_P;
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

static uint64_t spread(uint64_t key)
{
	const uint64_t golden_ratio = 0x9e3779b97f4a7c15; /* spreads keys that differ in few bits */
	return key * golden_ratio;
}

/* The number of a key: if it is a new one, what `count` was before. */
static uint32_t table_number(struct table *table, uint64_t key)
{
	uint32_t i = (uint32_t)(spread(key) >> 32) & table->mask;
	while (table->slots[i] != 0 && table->keys[table->slots[i] - 1] != key)
		i = (i + 1) & table->mask;
	if (table->slots[i] == 0) {
		table->keys[table->count] = key;
		table->slots[i] = ++table->count;
	}
	return table->slots[i] - 1;
}

/* ---- blocks ---- */

_Static_assert((int)SAYS_BYTES_MAX <= (int)SHAPE_BYTES_MAX, "the shape has all digits");

/* What a text alone tells. */
static void look_at_text(const struct lexicon *phrases, struct str text, struct glance *glance)
{
	glance->shape = shape_of(text);
	glance->is_sentence = shape_ends_as_sentence(text);
	glance->says = 0;
	glance->has_price = false;
	if (text.n <= SAYS_BYTES_MAX) {
		glance->says = lexicon_scan(phrases, text);
		glance->has_price = glance->shape.digits > 0 && shape_has_price(text);
	}
}

/* `firsts`: by the number of a text, the first block that has it. */
static void look_at_block(struct page_context *page, const struct lexicon *phrases,
                          struct table *texts, uint32_t *firsts, uint32_t b)
{
	const struct block *block = &page->blocks->blocks[b];
	struct glance *glance = &page->glances[b];
	uint32_t known = texts->count, text = table_number(texts, hash64(block->text));
	if (text == known) {
		firsts[text] = b;
		page->text_counts[text] = 0;
		look_at_text(phrases, block->text, glance);
	} else {
		*glance = page->glances[firsts[text]];
	}
	glance->text = text;
	glance->seen = page->text_counts[text]++;
	glance->links = permille(block->link_bytes, (uint32_t)block->text.n);
	glance->is_good = block->words >= GOOD_WORDS_MIN && glance->links < GOOD_LINKS_MAX;
	glance->title = (struct word_overlap){0};
	if (block->kind == BLOCK_HEADING && block->text.n <= SAYS_BYTES_MAX)
		glance->title = word_set_overlap(&page->title, block->text);
}

static void look_at_blocks(struct page_context *page, struct arena *arena)
{
	uint32_t count = page->blocks->block_count, heading = NO_BLOCK;
	uint32_t most_like_title = 0;
	const struct lexicon *phrases = phrases_new(UINT32_MAX, arena);
	struct table texts;
	table_init(&texts, count, arena);
	page->text_counts = arena_array(arena, uint32_t, count);
	uint32_t *firsts = arena_array(arena, uint32_t, count);
	page->h1 = page->title_block = NO_BLOCK;
	for (uint32_t b = 0; b < count; b++) {
		const struct block *block = &page->blocks->blocks[b];
		struct glance *glance = &page->glances[b];
		look_at_block(page, phrases, &texts, firsts, b);
		if (block->kind == BLOCK_HEADING)
			heading = b;
		if (heading == b && block->level == 1 && page->h1 == NO_BLOCK)
			page->h1 = b;
		glance->heading = heading;
		uint32_t like = 2 * glance->title.common;
		if (like > glance->title.words && like - glance->title.words > most_like_title) {
			most_like_title = like - glance->title.words;
			page->title_block = b;
		}
	}
	uint32_t next_heading = NO_BLOCK;
	for (uint32_t b = count; b-- > 0;) {
		struct glance *glance = &page->glances[b];
		glance->next_heading = next_heading;
		if (glance->heading == b)
			next_heading = b;
	}
}

static void sum_up(struct page_context *page, struct arena *arena)
{
	uint32_t count = page->blocks->block_count;
	page->before = arena_array(arena, struct sums, count + 1);
	page->before[0] = (struct sums){0};
	for (uint32_t b = 0; b < count; b++) {
		const struct block *block = &page->blocks->blocks[b];
		const struct glance *glance = &page->glances[b];
		struct sums *sums = &page->before[b + 1];
		*sums = page->before[b];
		sums->words += block->words;
		sums->link_words += (block->words * glance->links + 500) / 1000;
		sums->good_words += glance->is_good ? block->words : 0;
		sums->prose_words += is_paragraph_box(page, block->box) ? block->words : 0;
		sums->headings += block->kind == BLOCK_HEADING;
		sums->says += glance->says != 0;
		sums->seen += glance->seen != 0;
	}
	page->all = page->before[count];
}

/* ---- boxes ---- */

static struct sums difference(const struct sums *a, const struct sums *b)
{
	return (struct sums){
	        .words = b->words - a->words,
	        .link_words = b->link_words - a->link_words,
	        .good_words = b->good_words - a->good_words,
	        .prose_words = b->prose_words - a->prose_words,
	        .headings = b->headings - a->headings,
	        .says = b->says - a->says,
	        .seen = b->seen - a->seen,
	};
}

static void add(struct sums *to, const struct sums *a)
{
	to->words += a->words;
	to->link_words += a->link_words;
	to->good_words += a->good_words;
	to->prose_words += a->prose_words;
	to->headings += a->headings;
	to->says += a->says;
	to->seen += a->seen;
}

static uint32_t images_before(const struct page_context *page, uint32_t b)
{
	const struct blocks *blocks = page->blocks;
	if (blocks->block_count == 0)
		return 0;
	return blocks->blocks[b < blocks->block_count ? b : b - 1].images_before;
}

static void set_near(uint8_t *near, uint32_t set)
{
	for (; set; set &= set - 1)
		near[__builtin_ctz(set)] = 0;
}

static void measure_distances(struct page_context *page)
{
	struct surroundings *all = page->surroundings;
	memset(all[0].near, DISTANCE_NONE, NEAR_COUNT);
	for (uint32_t i = 1; i < page->blocks->box_count; i++) {
		const struct box *box = &page->blocks->boxes[i];
		uint8_t *near = all[i].near, next[NEAR_COUNT];
		memcpy(next, all[box->parent].near, NEAR_COUNT);
		for (size_t k = 0; k < NEAR_COUNT; k++)
			next[k] = (uint8_t)(next[k] + (next[k] < DISTANCE_NONE));
		memcpy(near, next, NEAR_COUNT);
		set_near(near + NEAR_PLACES, box->own_places);
		set_near(near + NEAR_FAMILIES, box->own_families);
		if (node_of(page, i)->tag == HTML_TAG_LI)
			near[NEAR_ITEM] = 0;
	}
}

static void sum_boxes(struct page_context *page)
{
	for (uint32_t i = 0; i < page->blocks->box_count; i++) {
		const struct box *box = &page->blocks->boxes[i];
		struct surroundings *here = &page->surroundings[i];
		here->sums =
		        difference(&page->before[box->first_block], &page->before[box->end_block]);
		here->images =
		        images_before(page, box->end_block) - images_before(page, box->first_block);
		here->depth = i ? page->surroundings[box->parent].depth + 1 : 0;
	}
}

static void count_kin(struct page_context *page, struct arena *arena)
{
	uint32_t count = page->blocks->box_count;
	struct table table;
	table_init(&table, count, arena);
	page->kin = arena_array(arena, struct kin, count);
	page->surroundings[0].kin = table_number(&table, UINT64_MAX);
	page->kin[0] = (struct kin){.count = 1, .sums = page->all};
	for (uint32_t i = 1; i < count; i++) {
		const struct box *box = &page->blocks->boxes[i];
		struct surroundings *here = &page->surroundings[i];
		uint32_t known = table.count;
		here->kin = table_number(&table, (uint64_t)box->parent << 32 | box->alike_key);
		struct kin *kin = &page->kin[here->kin];
		if (here->kin == known)
			*kin = (struct kin){.first = i};
		kin->count++;
		add(&kin->sums, &here->sums);
		kin->blocks += box->end_block - box->first_block;
		kin->images += here->images;
	}
	page->kin_count = table.count;
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

/* One of several alike siblings. */
static bool is_item(const struct page_context *page, uint32_t box)
{
	return box != 0 && page->surroundings[box].repeated == box;
}

static void find_groups(struct page_context *page, struct arena *arena)
{
	const struct blocks *blocks = page->blocks;
	struct surroundings *all = page->surroundings;
	struct table table;
	table_init(&table, blocks->box_count, arena);
	page->groups = arena_array(arena, struct group, blocks->box_count);
	for (uint32_t i = 0; i < blocks->box_count; i++) {
		const struct box *box = &blocks->boxes[i];
		uint64_t key = i ? (uint64_t)(all[box->parent].path + 1) << 32 | box->alike_key : 0;
		uint32_t known = table.count;
		all[i].path = table_number(&table, key);
		struct group *group = &page->groups[all[i].path];
		if (all[i].path == known)
			*group = (struct group){0};
		if (is_item(page, i)) {
			group->items++;
			group->item_words += all[i].sums.words;
		}
	}
	page->group_count = table.count;
	for (uint32_t b = 0; b < blocks->block_count; b++) {
		struct group *group = &page->groups[all[blocks->blocks[b].box].path];
		struct sums sums = difference(&page->before[b], &page->before[b + 1]);
		group->blocks++;
		add(&group->block_sums, &sums);
	}
}

static void find_largest_group(struct page_context *page)
{
	for (uint32_t g = 0; g < page->group_count; g++) {
		const struct group *group = &page->groups[g];
		if (group->items >= KIN_MIN && group->item_words > page->largest_group)
			page->largest_group = group->item_words;
	}
}

/* ---- the best box ---- */

static void set_best(const struct page_context *page, uint32_t box, struct arena *arena,
                     struct best_box *best)
{
	const struct box *boxes = page->blocks->boxes;
	uint32_t count = page->blocks->box_count;
	*best = (struct best_box){.box = box,
	                          .first_block = boxes[box].first_block,
	                          .end_block = boxes[box].end_block,
	                          .steps = arena_array(arena, uint32_t, count)};
	for (uint32_t i = 0; i < count; i++)
		best->steps[i] =
		        box >= i && box < boxes[i].end ? 0 : best->steps[boxes[i].parent] + 1;
}

/* The box for which good text less what else is in it is most; the innermost of equals. */
static void find_best_by_gain(struct page_context *page, struct arena *arena)
{
	const float cost_of_block = 2, cost_of_word = 0.5f;
	float best = 0;
	uint32_t best_box = 0;
	for (uint32_t i = 0; i < page->blocks->box_count; i++) {
		const struct box *box = &page->blocks->boxes[i];
		const struct sums *sums = &page->surroundings[i].sums;
		float other = (float)(sums->words - sums->good_words);
		float gain = (float)sums->good_words - cost_of_word * other -
		             cost_of_block * (float)(box->end_block - box->first_block);
		if (i == 0 || gain >= best) {
			best = gain;
			best_box = i;
		}
	}
	set_best(page, best_box, arena, &page->gain);
}

/* A good block's points for the boxes around it, after Arc90's Readability. */
static float points_of(const struct block *block, const struct shape *shape)
{
	const float words_for_a_point = 20, points_by_length_max = 3;
	float by_length = (float)block->words / words_for_a_point;
	return 1 + (float)shape->commas +
	       (by_length < points_by_length_max ? by_length : points_by_length_max);
}

/* A box gets the points of the blocks in it, less for each step up, and less for links. */
static void find_best_by_score(struct page_context *page, struct arena *arena)
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
	uint32_t best_box = 0;
	for (uint32_t i = 0; i < blocks->box_count; i++) {
		const struct sums *sums = &all[i].sums;
		float links = sums->words ? (float)sums->link_words / (float)sums->words : 0;
		float score = all[i].score * (1 - links);
		if (score > best) {
			best = score;
			best_box = i;
		}
	}
	set_best(page, best_box, arena, &page->best);
}

struct page_context *page_context_new(const struct html_tree *tree, const struct blocks *blocks,
                                      struct str url, struct arena *arena)
{
	struct page_context *page = arena_alloc(arena, sizeof(*page));
	*page = (struct page_context){.tree = tree, .blocks = blocks};
	page->glances = arena_array(arena, struct glance, blocks->block_count);
	page->surroundings = arena_array(arena, struct surroundings, blocks->box_count);
	page_facts_read(tree, url, &page->facts);
	word_set_read(&page->title, page->facts.title);
	look_at_blocks(page, arena);
	sum_up(page, arena);
	sum_boxes(page);
	measure_distances(page);
	count_kin(page, arena);
	look_around_boxes(page);
	find_groups(page, arena);
	find_largest_group(page);
	find_best_by_gain(page, arena);
	find_best_by_score(page, arena);
	rows_of_page(page, arena);
	return page;
}
