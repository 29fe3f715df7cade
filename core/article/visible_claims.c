#include "core/article/visible_claims.h"

#include "core/article/byline.h"
#include "core/text/date.h"

/* Ranks of claims, see markup_claims.c. */
enum {
	RANK_VISIBLE = 7, /* in an element that is for it by its class */
	RANK_TIME = 7,
	RANK_VISIBLE_AUTHOR = 8, /* in any element */
	RANK_VISIBLE_DATE = 9,
	RANK_LABELLED = 11, /* far from the heading */
	RANK_FAR_TIME = 12,
	RANK_UPDATE = 13, /* as the date of publication */
};

enum {
	BLOCKS_BEFORE_HEADING = 6,
	BLOCKS_AFTER_HEADING = 20,
	BYLINE_WORDS_MAX = 30,
	DATE_BYTES_MAX = 160,
	LABELLED_WORDS_MAX = 12,
};

struct reader {
	const struct html_tree *tree;
	const struct blocks *blocks;
	struct claims *claims;
	uint32_t from, to; /* the blocks in which a byline may stand */
};

static void set_range(struct reader *reader, uint32_t heading)
{
	uint32_t count = reader->blocks->block_count;
	reader->from = heading > BLOCKS_BEFORE_HEADING ? heading - BLOCKS_BEFORE_HEADING : 0;
	reader->to =
	        count - heading > BLOCKS_AFTER_HEADING ? heading + BLOCKS_AFTER_HEADING : count;
}

static uint32_t families_near(const struct reader *reader, const struct block *block)
{
	const struct box *boxes = reader->blocks->boxes, *box = &boxes[block->box];
	return block->families | box->own_families | boxes[box->parent].own_families;
}

static void read_author(struct reader *reader, const struct block *block)
{
	bool is_marked = families_near(reader, block) & FAMILY_BIT(FAMILY_AUTHOR);
	struct str name = byline_author(block->text, is_marked, reader->claims->arena);
	claim(reader->claims, SOURCE_TEXT, FIELD_AUTHOR,
	      is_marked ? RANK_VISIBLE : RANK_VISIBLE_AUTHOR, name);
}

/* A short block before one may be the label of what is in it: "Published", "Last updated:". */
static struct str label_of(const struct reader *reader, uint32_t b)
{
	enum { WORDS_MAX = 3 };
	const struct block *before = b > 0 ? &reader->blocks->blocks[b - 1] : NULL;
	return before && before->words <= WORDS_MAX ? before->text : (struct str){0};
}

static void read_dates(struct reader *reader, uint32_t b, uint8_t rank)
{
	struct byline_dates dates;
	byline_dates(reader->blocks->blocks[b].text, reader->claims->arena, &dates);
	if (dates.modified.n == 0 && byline_is_update(label_of(reader, b)))
		dates = (struct byline_dates){.modified = dates.published};
	claim(reader->claims, SOURCE_TEXT, FIELD_PUBLISHED, rank, dates.published);
	claim(reader->claims, SOURCE_TEXT, FIELD_MODIFIED, rank, dates.modified);
}

static void read_byline(struct reader *reader)
{
	for (uint32_t b = reader->from; b < reader->to; b++) {
		const struct block *block = &reader->blocks->blocks[b];
		if (block->words > BYLINE_WORDS_MAX)
			continue;
		read_author(reader, block);
		if (block->text.n > DATE_BYTES_MAX)
			continue;
		bool is_marked = families_near(reader, block) & FAMILY_BIT(FAMILY_BYLINE);
		read_dates(reader, b, is_marked ? RANK_VISIBLE : RANK_VISIBLE_DATE);
	}
}

static void read_labelled(struct reader *reader)
{
	for (uint32_t b = 0; b < reader->blocks->block_count; b++) {
		const struct block *block = &reader->blocks->blocks[b];
		if (block->words == 0 || block->words > LABELLED_WORDS_MAX ||
		    block->text.n > DATE_BYTES_MAX ||
		    !(byline_is_dated(block->text) || byline_is_dated(label_of(reader, b))))
			continue;
		if (reader->blocks->boxes[block->box].families & FAMILY_BIT(FAMILY_COMMENT))
			continue;
		read_dates(reader, b, RANK_LABELLED);
	}
}

/* The nodes from the first of the byline's blocks to the one behind them. */
static void range_of_nodes(const struct reader *reader, uint32_t *from, uint32_t *to)
{
	const struct blocks *blocks = reader->blocks;
	bool is_rest = reader->to == blocks->block_count;
	*from = *to = is_rest ? reader->tree->node_count : 0;
	for (uint32_t b = reader->from; b < reader->to + !is_rest; b++) {
		uint32_t node = blocks->boxes[blocks->blocks[b].box].node;
		*from = b == reader->from || node < *from ? node : *from;
		*to = node > *to ? node : *to;
	}
}

/* What is said just before a node. */
static struct str text_before(const struct html_tree *tree, uint32_t node)
{
	enum { NODES_MAX = 6, BYTES_MAX = 40 };
	for (uint32_t i = node; i > 0 && node - i < NODES_MAX; i--) {
		struct str text = str_trim(tree->nodes[i - 1].text);
		if (tree->nodes[i - 1].kind == HTML_TEXT && text.n > 0)
			return str_slice(text, text.n > BYTES_MAX ? text.n - BYTES_MAX : 0, text.n);
	}
	return (struct str){0};
}

static bool is_change(const struct html_tree *tree, uint32_t node)
{
	struct str class = html_attribute(tree, node, STR("class"));
	if (str_find_nocase(class, STR("publish"), 0) != STR_NONE)
		return false;
	return byline_is_update(class) || byline_is_update(text_before(tree, node));
}

static struct str value_of_time(const struct html_tree *tree, uint32_t node)
{
	const struct html_node *nodes = tree->nodes;
	struct str value = html_attribute(tree, node, STR("datetime"));
	bool has_text = node + 1 < nodes[node].end && nodes[node + 1].kind == HTML_TEXT;
	return value.n == 0 && has_text ? nodes[node + 1].text : value;
}

static void read_time(struct reader *reader, uint32_t node, uint8_t rank)
{
	enum field field = is_change(reader->tree, node) ? FIELD_MODIFIED : FIELD_PUBLISHED;
	claim(reader->claims, SOURCE_TIME, field, rank, value_of_time(reader->tree, node));
}

/* Whether all <time> elements say the same: that is no list of other pages or comments. */
static bool is_one_day(const struct html_tree *tree, const struct markup *markup)
{
	for (uint32_t i = 1; i < markup->time_count; i++)
		if (!str_equal(value_of_time(tree, markup->times[i]),
		               value_of_time(tree, markup->times[0])))
			return false;
	return markup->time_count > 0;
}

/* Where a page's byline has only the day of the last change, that is its date to its readers. */
static void take_update(struct claims *claims)
{
	enum source source = (enum source)claims->source[FIELD_MODIFIED];
	bool is_byline = source == SOURCE_TEXT || source == SOURCE_TIME;
	if (is_byline && claims->rank[FIELD_MODIFIED] < RANK_LABELLED)
		claim(claims, SOURCE_UPDATE, FIELD_PUBLISHED, RANK_UPDATE,
		      claims->value[FIELD_MODIFIED]);
}

void visible_claims(const struct html_tree *tree, const struct blocks *blocks,
                    const struct markup *markup, uint32_t heading, struct claims *claims)
{
	struct reader reader = {.tree = tree, .blocks = blocks, .claims = claims};
	uint32_t from, to;
	set_range(&reader, heading);
	range_of_nodes(&reader, &from, &to);
	for (uint32_t i = 0; i < markup->time_count; i++) {
		uint32_t node = markup->times[i];
		if (node >= from && node <= to)
			read_time(&reader, node, RANK_TIME);
		else if (byline_is_dated(text_before(tree, node)))
			read_time(&reader, node, RANK_LABELLED);
	}
	read_byline(&reader);
	read_labelled(&reader);
	if (claims->source[FIELD_PUBLISHED] == SOURCE_NONE && is_one_day(tree, markup))
		read_time(&reader, markup->times[0], RANK_FAR_TIME);
	take_update(claims);
}
