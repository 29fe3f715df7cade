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
#include "core/base/hash.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

enum {
	GOOD_WORDS_MIN = 10,
	SHORT_WORDS_MAX = 30,    /* phrases are looked for in texts up to that long */
	SHORT_BYTES_MAX = 400,   /* the same for scripts without spaces */
	KIN_MIN = 3,             /* so many alike siblings are a repetition */
	SCORE_LEVELS = 5,        /* as far up a paragraph counts for a box */
	TEXT_BYTES_SCANNED = 1024, /* for shares of characters: the beginning of a text tells */
};

/* ---- the characters of a text ---- */

/* What the bytes of a text are. */
struct character_counts {
	uint32_t digits, letters, capitals, words, capital_words, commas;
	bool has_price, has_separator;
};

enum byte_class {
	BYTE_OTHER,
	BYTE_SMALL, /* letters */
	BYTE_CAPITAL,
	BYTE_DIGIT,
	BYTE_COMMA,
	BYTE_APOSTROPHE,
	BYTE_SEPARATOR,
	BYTE_LEAD,  /* the first of a character past ASCII */
	BYTE_TRAIL, /* the others */
};

#define BYTES_4(class) (class), (class), (class), (class)
#define BYTES_16(class) BYTES_4(class), BYTES_4(class), BYTES_4(class), BYTES_4(class)
#define BYTES_10(class) BYTES_4(class), BYTES_4(class), (class), (class)
#define BYTES_26(class) BYTES_10(class), BYTES_16(class)

static const uint8_t byte_classes[256] = {
	BYTES_16(0), BYTES_16(0),
	0, 0, 0, 0, 0, 0, 0, BYTE_APOSTROPHE, 0, 0, 0, 0, BYTE_COMMA, 0, 0, 0,
	BYTES_10(BYTE_DIGIT), 0, 0, 0, 0, 0, 0,
	0, BYTES_26(BYTE_CAPITAL), 0, 0, 0, 0, 0,
	0, BYTES_26(BYTE_SMALL), 0, BYTE_SEPARATOR, 0, 0, 0,
	BYTES_16(BYTE_TRAIL), BYTES_16(BYTE_TRAIL), BYTES_16(BYTE_TRAIL), BYTES_16(BYTE_TRAIL),
	BYTES_16(BYTE_LEAD), BYTES_16(BYTE_LEAD), BYTES_16(BYTE_LEAD), BYTES_16(BYTE_LEAD),
};

static bool is_any_of(struct str text, size_t at, const struct str *marks, size_t count)
{
	struct str rest = str_slice(text, at, text.n);
	for (size_t i = 0; i < count; i++)
		if (str_starts(rest, marks[i]))
			return true;
	return false;
}

static bool is_currency(struct str text, size_t at)
{
	static const struct str marks[] = {STR_INIT("$"), STR_INIT("€"), STR_INIT("£"), STR_INIT("¥"),
	                                   STR_INIT("₹"), STR_INIT("₽"), STR_INIT("￥"), STR_INIT("zł"),
	                                   STR_INIT("kr")};
	return is_any_of(text, at, marks, sizeof(marks) / sizeof(marks[0]));
}

/* A currency mark before the digit at `digit` or, with a space at most between, behind it. */
static bool price_is_at(struct str text, size_t digit)
{
	enum { MARK_BYTES_MAX = 3 };
	size_t before = digit;
	if (before > 0 && text.p[before - 1] == ' ')
		before--;
	for (size_t back = 1; back <= MARK_BYTES_MAX && back <= before; back++) {
		bool is_possible = text.p[before - back] == '$' || (unsigned char)text.p[before - back] >= 0xc0;
		if (is_possible && is_currency(text, before - back))
			return true;
	}
	size_t after = digit + 1;
	if (after < text.n && text.p[after] == ' ')
		after++;
	return after < text.n && !ascii_is_digit((unsigned char)text.p[after]) && is_currency(text, after);
}

/* Commas and separators past ASCII. */
static void count_mark(struct str text, size_t at, struct character_counts *counts)
{
	static const struct str commas[] = {STR_INIT("，"), STR_INIT("、"), STR_INIT("،")};
	static const struct str separators[] = {STR_INIT("•"), STR_INIT("»"), STR_INIT("›"),
	                                        STR_INIT("·"), STR_INIT("→")};
	unsigned char c = (unsigned char)text.p[at];
	if (c != 0xc2 && c != 0xd8 && c != 0xe2 && c != 0xe3 && c != 0xef)
		return;
	counts->commas += is_any_of(text, at, commas, sizeof(commas) / sizeof(commas[0]));
	counts->has_separator = counts->has_separator ||
	                        is_any_of(text, at, separators, sizeof(separators) / sizeof(separators[0]));
}

/* Bytes of one word have a class of its own kind: small, capital, digit, lead or trail. */
static bool is_word_byte(uint8_t class)
{
	return class == BYTE_SMALL || class == BYTE_CAPITAL || class == BYTE_DIGIT || class >= BYTE_LEAD;
}

static struct character_counts count_characters(struct str text)
{
	uint32_t by_class[BYTE_TRAIL + 1] = {0};
	struct character_counts counts = {0};
	bool inside = false, is_short = text.n <= SHORT_BYTES_MAX;
	if (text.n > TEXT_BYTES_SCANNED)
		text.n = TEXT_BYTES_SCANNED;
	for (size_t i = 0; i < text.n; i++) {
		uint8_t class = byte_classes[(unsigned char)text.p[i]];
		bool is_word = is_word_byte(class);
		by_class[class]++;
		counts.words += is_word && !inside;
		counts.capital_words += class == BYTE_CAPITAL && !inside;
		inside = is_word || class == BYTE_APOSTROPHE;
		if (class == BYTE_LEAD)
			count_mark(text, i, &counts);
		else if (class == BYTE_DIGIT && is_short && !counts.has_price)
			counts.has_price = price_is_at(text, i);
	}
	counts.digits = by_class[BYTE_DIGIT];
	counts.capitals = by_class[BYTE_CAPITAL];
	counts.letters = by_class[BYTE_SMALL] + by_class[BYTE_CAPITAL] + by_class[BYTE_LEAD];
	counts.commas += by_class[BYTE_COMMA];
	counts.has_separator = is_short && (counts.has_separator || by_class[BYTE_SEPARATOR] > 0);
	return counts;
}

struct sums {
	uint32_t words, link_words, good_words;
};

/* What is told of a block once, when the context is made. */
struct glance {
	uint32_t phrases;
	uint32_t heading; /* the last heading at or before it; itself if it is one, or NONE */
	struct character_counts counts;
	bool is_good, is_seen;
};

struct page_context {
	const struct html_tree *tree;
	const struct blocks *blocks;
	struct sums *before;     /* before[b]: over the blocks 0 .. b-1; one more than blocks */
	struct glance *glances;  /* by block */
	uint32_t *wider;         /* by box: the nearest box around it with more text */
	uint32_t *kin;           /* by box: siblings of the same tag and class, itself included */
	uint32_t *repeated;      /* by box: itself or the nearest around it with KIN_MIN kin, or 0 */
	uint32_t *kin_words;     /* by box: words of all its kin; likewise */
	uint32_t *kin_links;
	uint8_t *depth;          /* by box, up to 255 */
	uint32_t best_gain, best_score; /* boxes */
	uint32_t h1;             /* block, or NONE */
};

enum { NONE = UINT32_MAX };

/*
 * 0 for 0, 1 for 255: growth is what counts. The logarithm to base 2 with straight lines between
 * powers of two, since that of the C library differs from machine to machine in the last bit.
 */
static float log_scale(uint32_t count)
{
	uint32_t n = count < UINT32_MAX ? count + 1 : count;
	int exponent = 31 - __builtin_clz(n);
	uint32_t power = (uint32_t)1 << exponent;
	return ((float)exponent + (float)(n - power) / (float)power) / 8;
}

static float share(float part, float whole)
{
	return whole > 0 ? part / whole : 0;
}

static float link_share(const struct block *block)
{
	return share((float)block->link_bytes, (float)block->text.n);
}

static struct sums sums_between(const struct page_context *page, uint32_t from, uint32_t to)
{
	const struct sums *a = &page->before[from], *b = &page->before[to];
	return (struct sums){b->words - a->words, b->link_words - a->link_words,
	                     b->good_words - a->good_words};
}

static struct sums box_sums(const struct page_context *page, uint32_t box)
{
	const struct box *it = &page->blocks->boxes[box];
	return sums_between(page, it->first_block, it->end_block);
}

/* ---- the context ---- */

static void sum_up(struct page_context *page, struct arena *arena)
{
	uint32_t count = page->blocks->block_count;
	page->before = arena_array(arena, struct sums, count + 1);
	page->before[0] = (struct sums){0};
	for (uint32_t b = 0; b < count; b++) {
		const struct block *block = &page->blocks->blocks[b];
		float links = link_share(block);
		page->glances[b].is_good = block->words >= GOOD_WORDS_MIN && links < 0.4f;
		page->before[b + 1] = page->before[b];
		page->before[b + 1].words += block->words;
		page->before[b + 1].link_words += (uint32_t)((float)block->words * links + 0.5f);
		page->before[b + 1].good_words += page->glances[b].is_good ? block->words : 0;
	}
}

/* Open addressing; as many slots as a power of two above twice the number of entries. */
struct counter {
	uint64_t key;
	uint32_t value, words, links;
};

static uint32_t slots_for(uint32_t count)
{
	uint32_t slots = 16;
	while (slots < 2 * count)
		slots *= 2;
	return slots;
}

static struct counter *counter_find(struct counter *counters, uint32_t slots, uint64_t key)
{
	uint32_t i = (uint32_t)((key * 0x9e3779b97f4a7c15u) >> 32) & (slots - 1);
	while (counters[i].key != 0 && counters[i].key != key)
		i = (i + 1) & (slots - 1);
	counters[i].key = key;
	return &counters[i];
}

static struct counter *counters_new(uint32_t slots, struct arena *arena)
{
	struct counter *counters = arena_array(arena, struct counter, slots);
	memset(counters, 0, sizeof(*counters) * slots);
	return counters;
}

static uint64_t kin_key(const struct box *box)
{
	return ((uint64_t)box->parent << 32 | box->alike_key) + 1;
}

static void count_kin(struct page_context *page, struct arena *arena)
{
	uint32_t count = page->blocks->box_count, slots = slots_for(count);
	const struct box *boxes = page->blocks->boxes;
	struct counter *counters = counters_new(slots, arena);
	page->kin = arena_array(arena, uint32_t, count);
	page->kin_words = arena_array(arena, uint32_t, count);
	page->kin_links = arena_array(arena, uint32_t, count);
	for (uint32_t i = 1; i < count; i++) {
		struct sums sums = box_sums(page, i);
		struct counter *counter = counter_find(counters, slots, kin_key(&boxes[i]));
		counter->value++;
		counter->words += sums.words;
		counter->links += sums.link_words;
	}
	page->kin[0] = 1;
	page->kin_words[0] = page->kin_links[0] = 0;
	for (uint32_t i = 1; i < count; i++) {
		struct counter *counter = counter_find(counters, slots, kin_key(&boxes[i]));
		page->kin[i] = counter->value;
		page->kin_words[i] = counter->words;
		page->kin_links[i] = counter->links;
	}
}

static bool is_paragraph_box(const struct page_context *page, uint32_t box)
{
	return page->tree->nodes[page->blocks->boxes[box].node].tag == HTML_TAG_P;
}

static void climb(struct page_context *page, struct arena *arena)
{
	uint32_t count = page->blocks->box_count;
	page->wider = arena_array(arena, uint32_t, count);
	page->repeated = arena_array(arena, uint32_t, count);
	page->depth = arena_array(arena, uint8_t, count);
	page->wider[0] = page->repeated[0] = page->depth[0] = 0;
	for (uint32_t i = 1; i < count; i++) {
		uint32_t parent = page->blocks->boxes[i].parent;
		bool is_same = box_sums(page, parent).words == box_sums(page, i).words;
		page->wider[i] = is_same ? page->wider[parent] : parent;
		bool is_repeated = page->kin[i] >= KIN_MIN && !is_paragraph_box(page, i);
		page->repeated[i] = is_repeated ? i : page->repeated[parent];
		page->depth[i] = page->depth[parent] < 255 ? page->depth[parent] + 1 : 255;
	}
}

static void find_seen(struct page_context *page, struct arena *arena)
{
	uint32_t count = page->blocks->block_count, slots = slots_for(count);
	struct counter *counters = counters_new(slots, arena);
	for (uint32_t b = 0; b < count; b++) {
		uint64_t hash = hash64(page->blocks->blocks[b].text);
		struct counter *counter = counter_find(counters, slots, hash + (hash == 0));
		page->glances[b].is_seen = counter->value++ > 0;
	}
}

static void glance_over(struct page_context *page, struct arena *arena)
{
	uint32_t heading = NONE;
	const struct lexicon *phrases = phrases_new(arena);
	page->h1 = NONE;
	for (uint32_t b = 0; b < page->blocks->block_count; b++) {
		const struct block *block = &page->blocks->blocks[b];
		bool is_short = block->words <= SHORT_WORDS_MAX && block->text.n <= SHORT_BYTES_MAX;
		page->glances[b].counts = count_characters(block->text);
		page->glances[b].phrases = is_short ? lexicon_scan(phrases, block->text) : 0;
		if (block->kind == BLOCK_HEADING) {
			heading = b;
			if (block->level == 1 && page->h1 == NONE)
				page->h1 = b;
		}
		page->glances[b].heading = heading;
	}
}

/* The box for which good text less what else is in it is most; the innermost of equals. */
static void find_best_by_gain(struct page_context *page)
{
	const float cost_of_block = 2, cost_of_word = 0.5f;
	float best = 0;
	for (uint32_t i = 0; i < page->blocks->box_count; i++) {
		const struct box *box = &page->blocks->boxes[i];
		struct sums sums = box_sums(page, i);
		float other = (float)(sums.words - sums.good_words);
		float gain = (float)sums.good_words - cost_of_word * other -
		             cost_of_block * (float)(box->end_block - box->first_block);
		if (i == 0 || gain >= best) {
			best = gain;
			page->best_gain = i;
		}
	}
}

/* After Arc90's Readability: paragraphs count for the boxes around them, less for each step up. */
static void find_best_by_score(struct page_context *page, struct arena *arena)
{
	const struct blocks *blocks = page->blocks;
	float *scores = arena_array(arena, float, blocks->box_count);
	for (uint32_t i = 0; i < blocks->box_count; i++)
		scores[i] = 0;
	for (uint32_t b = 0; b < blocks->block_count; b++) {
		const struct block *block = &blocks->blocks[b];
		if (!page->glances[b].is_good)
			continue;
		float points = 1 + (float)page->glances[b].counts.commas + fminf((float)block->words / 20, 3);
		uint32_t box = block->box;
		for (int level = 1; level <= SCORE_LEVELS; level++) {
			scores[box] += points / (float)level;
			if (box == 0)
				break;
			box = page->wider[box];
		}
	}
	float best = 0;
	page->best_score = 0;
	for (uint32_t i = 0; i < blocks->box_count; i++) {
		struct sums sums = box_sums(page, i);
		float score = scores[i] * (1 - share((float)sums.link_words, (float)sums.words));
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
	page->glances = arena_array(arena, struct glance, blocks->block_count + 1);
	sum_up(page, arena);
	count_kin(page, arena);
	climb(page, arena);
	find_seen(page, arena);
	glance_over(page, arena);
	find_best_by_gain(page);
	find_best_by_score(page, arena);
	return page;
}

/* ---- features of the text ---- */

/* Of the mark that the text ends in; 0 if it is none of these. */
static size_t length_of_ending(struct str text, const struct str *marks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_ends(text, marks[i]))
			return marks[i].n;
	return 0;
}

/* . ! ? … and those of other scripts; a quote or bracket may follow. */
static bool ends_as_sentence(struct str text)
{
	static const char ascii_closing[] = "\"')]", ascii_marks[] = ".!?";
	static const struct str closing[] = {STR_INIT("”"), STR_INIT("’"), STR_INIT("»"), STR_INIT("」"),
	                                     STR_INIT("』"), STR_INIT("）")};
	static const struct str marks[] = {STR_INIT("…"), STR_INIT("。"), STR_INIT("！"), STR_INIT("？"),
	                                   STR_INIT("।"), STR_INIT("؟"), STR_INIT("۔"), STR_INIT("｡")};
	if (text.n && strchr(ascii_closing, text.p[text.n - 1]))
		text.n--;
	else if (text.n && (unsigned char)text.p[text.n - 1] >= 0x80)
		text.n -= length_of_ending(text, closing, sizeof(closing) / sizeof(closing[0]));
	if (text.n == 0)
		return false;
	if ((unsigned char)text.p[text.n - 1] < 0x80)
		return strchr(ascii_marks, text.p[text.n - 1]) != NULL;
	return length_of_ending(text, marks, sizeof(marks) / sizeof(marks[0])) > 0;
}

static void text_features(const struct block *block, const struct glance *glance, float *f)
{
	struct character_counts counts = glance->counts;
	float scanned = (float)(block->text.n < TEXT_BYTES_SCANNED ? block->text.n : TEXT_BYTES_SCANNED);
	float links = link_share(block);
	f[FEATURE_ONE] = 1;
	f[FEATURE_WORDS] = log_scale(block->words);
	f[FEATURE_WORDS_FEW] = block->words <= 3;
	f[FEATURE_WORDS_MANY] = block->words >= 25;
	f[FEATURE_SENTENCE] = ends_as_sentence(block->text);
	f[FEATURE_COMMAS] = fminf((float)counts.commas, 3) / 3;
	f[FEATURE_DIGITS] = share((float)counts.digits, scanned);
	f[FEATURE_CAPITALS] = share((float)counts.capital_words, (float)counts.words);
	f[FEATURE_SHOUTED] = counts.letters > 1 && counts.capitals == counts.letters;
	f[FEATURE_LINKS] = links;
	f[FEATURE_ALL_LINK] = links > 0.9f;
	f[FEATURE_BOLD] = share((float)block->bold_bytes, (float)block->text.n);
	f[FEATURE_SEPARATORS] = counts.has_separator || str_ends(block->text, STR(":"));
	f[FEATURE_PRICE] = counts.has_price;
	f[FEATURE_SEEN] = glance->is_seen;
	for (int i = 0; i < PHRASE_COUNT; i++)
		f[FEATURE_SAYS_LEGAL + i] = glance->phrases >> i & 1;
}

/* ---- features of the place ---- */

static void place_features(const struct page_context *page, const struct block *block, float *f)
{
	static const uint8_t places[] = {
		PLACE_NAV,      PLACE_HEADER,  PLACE_FOOTER,  PLACE_ASIDE,    PLACE_ARTICLE,
		PLACE_MAIN,     PLACE_SECTION, PLACE_FORM,    PLACE_TABLE,    PLACE_LIST,
		PLACE_FIGURE,   PLACE_QUOTE,   PLACE_DETAILS, PLACE_DIALOG,   PLACE_ADDRESS,
		PLACE_NOSCRIPT, PLACE_TEMPLATE, PLACE_HIDDEN, PLACE_ARIA_HIDDEN,
	};
	const struct box *boxes = page->blocks->boxes;
	const struct box *box = &boxes[block->box], *parent = &boxes[box->parent];
	uint32_t near = block->families | box->own_families | parent->own_families |
	                boxes[parent->parent].own_families;
	uint32_t far = box->families & ~near;
	for (int i = 0; i <= BLOCK_CONTROL - BLOCK_HEADING; i++)
		f[FEATURE_IS_HEADING + i] = block->kind == BLOCK_HEADING + i;
	f[FEATURE_IS_H1] = block->kind == BLOCK_HEADING && block->level == 1;
	f[FEATURE_IS_P] = is_paragraph_box(page, block->box);
	for (size_t i = 0; i < sizeof(places); i++)
		f[FEATURE_IN_NAV + i] = block->places >> places[i] & 1;
	for (int i = 0; i < FAMILY_COUNT; i++) {
		f[FEATURE_NEAR_CONTENT + i] = near >> i & 1;
		f[FEATURE_FAR_CONTENT + i] = far >> i & 1;
	}
	f[FEATURE_DEPTH] = fminf((float)page->depth[block->box], 32) / 32;
}

static bool is_inside(const struct page_context *page, uint32_t block, uint32_t box)
{
	const struct box *it = &page->blocks->boxes[box];
	return block >= it->first_block && block < it->end_block;
}

static void best_features(const struct page_context *page, uint32_t b, float *f)
{
	enum { STEPS_MAX = 8 };
	const struct box *best = &page->blocks->boxes[page->best_gain];
	struct sums all = page->before[page->blocks->block_count];
	f[FEATURE_BEST_GAIN] = is_inside(page, b, page->best_gain);
	f[FEATURE_BEST_SCORE] = is_inside(page, b, page->best_score);
	f[FEATURE_BEST_SHARE] = f[FEATURE_BEST_GAIN] > 0
	                                ? share((float)box_sums(page, page->best_gain).words, (float)all.words)
	                                : 0;
	f[FEATURE_BEST_BEFORE] = b < best->first_block;
	f[FEATURE_BEST_AFTER] = b >= best->end_block;
	int steps = 0;
	for (uint32_t box = page->best_gain; steps < STEPS_MAX && !is_inside(page, b, box); steps++)
		box = page->wider[box];
	f[FEATURE_BEST_STEPS] = (float)steps / STEPS_MAX;
}

static struct sums window(const struct page_context *page, uint32_t b, uint32_t reach)
{
	uint32_t count = page->blocks->block_count;
	uint32_t from = b > reach ? b - reach : 0;
	uint32_t to = count - b > reach + 1 ? b + reach + 1 : count;
	return sums_between(page, from, to);
}

static float links_of(struct sums sums)
{
	return share((float)sums.link_words, (float)sums.words);
}

static void neighbour_features(const struct page_context *page, uint32_t b, float *f)
{
	const struct block *blocks = page->blocks->blocks, *block = &blocks[b];
	bool has_next = b + 1 < page->blocks->block_count;
	f[FEATURE_WINDOW_GOOD_1] = log_scale(window(page, b, 1).good_words);
	f[FEATURE_WINDOW_GOOD_3] = log_scale(window(page, b, 3).good_words);
	f[FEATURE_WINDOW_GOOD_8] = log_scale(window(page, b, 8).good_words);
	f[FEATURE_WINDOW_LINKS_2] = links_of(window(page, b, 2));
	f[FEATURE_WINDOW_LINKS_5] = links_of(window(page, b, 5));
	f[FEATURE_PREVIOUS_WORDS] = b ? log_scale(blocks[b - 1].words) : 0;
	f[FEATURE_PREVIOUS_LINKS] = b ? link_share(&blocks[b - 1]) : 0;
	f[FEATURE_NEXT_WORDS] = has_next ? log_scale(blocks[b + 1].words) : 0;
	f[FEATURE_NEXT_LINKS] = has_next ? link_share(&blocks[b + 1]) : 0;
	f[FEATURE_SAME_BOX_PREVIOUS] = b && page->blocks->boxes[blocks[b - 1].box].parent ==
	                                            page->blocks->boxes[block->box].parent;
}

static void box_features(const struct page_context *page, const struct block *block, float *f)
{
	struct sums all = page->before[page->blocks->block_count];
	uint32_t box = block->box;
	if (box_sums(page, box).words == block->words)
		box = page->wider[box];
	for (int i = 0; i < 3; i++) {
		struct sums sums = box_sums(page, box);
		f[FEATURE_BOX_WORDS + 3 * i] = log_scale(sums.words);
		f[FEATURE_BOX_LINKS + 3 * i] = links_of(sums);
		f[FEATURE_BOX_GOOD + 3 * i] = share((float)sums.good_words, (float)sums.words);
		box = page->wider[box];
	}
	uint32_t item = page->repeated[block->box];
	uint32_t kin = item ? page->kin[item] : 0;
	f[FEATURE_KIN] = log_scale(kin);
	f[FEATURE_KIN_WORDS] = kin ? log_scale(page->kin_words[item] / kin) : 0;
	f[FEATURE_KIN_LINKS] = kin ? share((float)page->kin_links[item], (float)page->kin_words[item]) : 0;
	f[FEATURE_KIN_SHARE] = kin ? share((float)page->kin_words[item], (float)all.words) : 0;
}

static void position_features(const struct page_context *page, uint32_t b, float *f)
{
	struct sums before = page->before[b], all = page->before[page->blocks->block_count];
	bool has_h1 = page->h1 != NONE;
	f[FEATURE_POSITION] = share((float)b, (float)page->blocks->block_count);
	f[FEATURE_WORDS_BEFORE] = share((float)before.words, (float)all.words);
	f[FEATURE_BEFORE_H1] = has_h1 && b < page->h1;
	f[FEATURE_H1_NEAR] = has_h1 && b > page->h1 ? 1 / (float)(b - page->h1) : 0;
	f[FEATURE_GOOD_BEFORE] = share((float)before.good_words, (float)all.good_words);
	f[FEATURE_PAGE_WORDS] = log_scale(all.words);
	f[FEATURE_PAGE_LINKS] = links_of(all);
	f[FEATURE_PAGE_GOOD] = share((float)all.good_words, (float)all.words);
}

static void heading_features(const struct page_context *page, uint32_t b, float *f)
{
	enum { REACH = 3 };
	uint32_t heading = page->glances[b].heading;
	uint32_t says = heading != NONE ? page->glances[heading].phrases : 0;
	f[FEATURE_UNDER_RELATED] = says >> PHRASE_RELATED & 1;
	f[FEATURE_UNDER_COMMENTS] = says >> PHRASE_COMMENTS & 1;
	f[FEATURE_UNDER_SIGNUP] = says >> PHRASE_SIGNUP & 1;
	f[FEATURE_HEADING_NEAR] = heading != NONE ? 1 / (float)(b - heading + 1) : 0;
	uint32_t count = page->blocks->block_count;
	uint32_t to = count - b > REACH + 1 ? b + REACH + 1 : count;
	f[FEATURE_LEADS_GOOD] = heading == b && sums_between(page, b + 1, to).good_words > 0;
}

void features_of_block(const struct page_context *page, uint32_t b, float features[FEATURE_COUNT])
{
	const struct block *block = &page->blocks->blocks[b];
	text_features(block, &page->glances[b], features);
	place_features(page, block, features);
	best_features(page, b, features);
	neighbour_features(page, b, features);
	box_features(page, block, features);
	position_features(page, b, features);
	heading_features(page, b, features);
}
