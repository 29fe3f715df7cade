/*
 * One walk over the nodes with a stack of the open elements that say something (a box, a link, a
 * place, …). All text goes into one buffer that was taken at its largest possible size, as are
 * the arrays; blocks are slices of it.
 */
#include "core/article/blocks.h"

#include <string.h>

#include "core/article/families.h"
#include "core/base/hash.h"
#include "core/text/bytes16.h"
#include "core/text/words.h"

enum layout {
	LAYOUT_INLINE,
	LAYOUT_BLOCK,
	LAYOUT_BREAK, /* <br> */
	LAYOUT_RULE,  /* a border with nothing in it */
	LAYOUT_SKIP,  /* neither it nor anything in it is text of the page */
};

enum { NO_PLACE = 0xff };

/* What a tag means; what is not in the table is inline and says nothing. */
struct tag_rule {
	uint8_t layout, kind, level;
	uint8_t has_place, place;
};

#define BLOCK_RULE(kind)                                                                           \
	{                                                                                          \
		LAYOUT_BLOCK, (kind), 0, 0, 0                                                      \
	}
#define PLACE_RULE(kind, place)                                                                    \
	{                                                                                          \
		LAYOUT_BLOCK, (kind), 0, 1, (place)                                                \
	}
#define HEADING_RULE(level)                                                                        \
	{                                                                                          \
		LAYOUT_BLOCK, BLOCK_HEADING, (level), 0, 0                                         \
	}
#define SKIP_RULE                                                                                  \
	{                                                                                          \
		LAYOUT_SKIP, 0, 0, 0, 0                                                            \
	}

static const struct tag_rule tag_rules[] = {
        [HTML_TAG_ADDRESS] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_ADDRESS),
        [HTML_TAG_ARTICLE] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_ARTICLE),
        [HTML_TAG_ASIDE] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_ASIDE),
        [HTML_TAG_AUDIO] = SKIP_RULE,
        [HTML_TAG_BLOCKQUOTE] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_QUOTE),
        [HTML_TAG_BODY] = BLOCK_RULE(BLOCK_PARAGRAPH),
        [HTML_TAG_BR] = {LAYOUT_BREAK, 0, 0, 0, 0},
        [HTML_TAG_BUTTON] = PLACE_RULE(BLOCK_CONTROL, PLACE_CONTROL),
        [HTML_TAG_CANVAS] = SKIP_RULE,
        [HTML_TAG_CAPTION] = BLOCK_RULE(BLOCK_CAPTION),
        [HTML_TAG_CENTER] = BLOCK_RULE(BLOCK_PARAGRAPH),
        [HTML_TAG_DD] = PLACE_RULE(BLOCK_ITEM, PLACE_LIST),
        [HTML_TAG_DETAILS] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_DETAILS),
        [HTML_TAG_DIALOG] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_DIALOG),
        [HTML_TAG_DIR] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_LIST),
        [HTML_TAG_DIV] = BLOCK_RULE(BLOCK_PARAGRAPH),
        [HTML_TAG_DL] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_LIST),
        [HTML_TAG_DT] = PLACE_RULE(BLOCK_ITEM, PLACE_LIST),
        [HTML_TAG_FIELDSET] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_FORM),
        [HTML_TAG_FIGCAPTION] = BLOCK_RULE(BLOCK_CAPTION),
        [HTML_TAG_FIGURE] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_FIGURE),
        [HTML_TAG_FOOTER] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_FOOTER),
        [HTML_TAG_FORM] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_FORM),
        [HTML_TAG_H1] = HEADING_RULE(1),
        [HTML_TAG_H2] = HEADING_RULE(2),
        [HTML_TAG_H3] = HEADING_RULE(3),
        [HTML_TAG_H4] = HEADING_RULE(4),
        [HTML_TAG_H5] = HEADING_RULE(5),
        [HTML_TAG_H6] = HEADING_RULE(6),
        [HTML_TAG_HEAD] = SKIP_RULE,
        [HTML_TAG_HEADER] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_HEADER),
        [HTML_TAG_HGROUP] = BLOCK_RULE(BLOCK_PARAGRAPH),
        [HTML_TAG_HR] = {LAYOUT_RULE, 0, 0, 0, 0},
        [HTML_TAG_HTML] = BLOCK_RULE(BLOCK_PARAGRAPH),
        [HTML_TAG_IFRAME] = SKIP_RULE,
        [HTML_TAG_LABEL] = PLACE_RULE(BLOCK_CONTROL, PLACE_CONTROL),
        [HTML_TAG_LEGEND] = BLOCK_RULE(BLOCK_CAPTION),
        [HTML_TAG_LI] = BLOCK_RULE(BLOCK_ITEM),
        [HTML_TAG_LISTING] = BLOCK_RULE(BLOCK_CODE),
        [HTML_TAG_MAIN] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_MAIN),
        [HTML_TAG_MENU] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_LIST),
        [HTML_TAG_NAV] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_NAV),
        [HTML_TAG_NOEMBED] = SKIP_RULE,
        [HTML_TAG_NOFRAMES] = SKIP_RULE,
        [HTML_TAG_NOSCRIPT] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_NOSCRIPT),
        [HTML_TAG_OL] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_LIST),
        [HTML_TAG_OPTGROUP] = PLACE_RULE(BLOCK_CONTROL, PLACE_CONTROL),
        [HTML_TAG_OPTION] = PLACE_RULE(BLOCK_CONTROL, PLACE_CONTROL),
        [HTML_TAG_P] = BLOCK_RULE(BLOCK_PARAGRAPH),
        [HTML_TAG_PLAINTEXT] = BLOCK_RULE(BLOCK_CODE),
        [HTML_TAG_PRE] = BLOCK_RULE(BLOCK_CODE),
        [HTML_TAG_SCRIPT] = SKIP_RULE,
        [HTML_TAG_SEARCH] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_FORM),
        [HTML_TAG_SECTION] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_SECTION),
        [HTML_TAG_SELECT] = PLACE_RULE(BLOCK_CONTROL, PLACE_CONTROL),
        [HTML_TAG_STYLE] = SKIP_RULE,
        [HTML_TAG_SUMMARY] = BLOCK_RULE(BLOCK_CAPTION),
        [HTML_TAG_TABLE] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_TABLE),
        [HTML_TAG_TBODY] = BLOCK_RULE(BLOCK_PARAGRAPH),
        [HTML_TAG_TD] = BLOCK_RULE(BLOCK_CELL),
        [HTML_TAG_TEMPLATE] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_TEMPLATE),
        [HTML_TAG_TEXTAREA] = PLACE_RULE(BLOCK_CONTROL, PLACE_CONTROL),
        [HTML_TAG_TFOOT] = BLOCK_RULE(BLOCK_PARAGRAPH),
        [HTML_TAG_TH] = BLOCK_RULE(BLOCK_CELL),
        [HTML_TAG_THEAD] = BLOCK_RULE(BLOCK_PARAGRAPH),
        [HTML_TAG_TITLE] = SKIP_RULE,
        [HTML_TAG_TR] = BLOCK_RULE(BLOCK_PARAGRAPH),
        [HTML_TAG_UL] = PLACE_RULE(BLOCK_PARAGRAPH, PLACE_LIST),
        [HTML_TAG_VIDEO] = SKIP_RULE,
        [HTML_TAG_XMP] = BLOCK_RULE(BLOCK_CODE),
};

static const struct {
	struct str role;
	enum place place;
} roles[] = {
        {STR_INIT("navigation"), PLACE_NAV},      {STR_INIT("menu"), PLACE_NAV},
        {STR_INIT("menubar"), PLACE_NAV},         {STR_INIT("tablist"), PLACE_NAV},
        {STR_INIT("banner"), PLACE_HEADER},       {STR_INIT("contentinfo"), PLACE_FOOTER},
        {STR_INIT("complementary"), PLACE_ASIDE}, {STR_INIT("main"), PLACE_MAIN},
        {STR_INIT("article"), PLACE_ARTICLE},     {STR_INIT("form"), PLACE_FORM},
        {STR_INIT("search"), PLACE_FORM},         {STR_INIT("dialog"), PLACE_DIALOG},
        {STR_INIT("alertdialog"), PLACE_DIALOG},  {STR_INIT("button"), PLACE_CONTROL},
};

/* An open element, as far as the text in it is concerned. */
struct frame {
	uint32_t end; /* its node's */
	uint32_t box, row;
	uint32_t places;
	uint32_t inline_places, inline_families; /* of inline elements since the box */
	uint32_t link; /* the node of the <a href>, or 0 */
	uint8_t kind, level;
	bool is_block, is_bold, is_preformatted;
};

struct walker {
	const struct html_tree *tree;
	struct family_scanner *scanner;
	struct block *blocks;
	struct box *boxes;
	uint32_t block_count, blocks_max, box_count, boxes_max, dropped;
	struct frame *frames; /* the first one is the document */
	uint32_t depth;       /* of the newest frame */

	char *text; /* of all blocks */
	size_t text_n;
	size_t block_start;
	unsigned breaks;    /* <br> since the last visible character */
	bool pending_space; /* white space since then */
	uint32_t link;      /* whose text the block at hand had last, or 0 */
	uint32_t images;
	uint32_t node; /* at hand */
	struct block open;  /* the block at hand */
};

static const struct tag_rule *rule_of(const struct html_node *node)
{
	static const struct tag_rule nothing = {0}, skip = SKIP_RULE;
	if (node->ns == HTML_NS_SVG)
		return &skip;
	if (node->ns == HTML_NS_MATHML)
		return str_equal(node->text, STR("annotation")) ? &skip : &nothing;
	return node->tag < sizeof(tag_rules) / sizeof(tag_rules[0]) ? &tag_rules[node->tag]
	                                                            : &nothing;
}

static void end_block(struct walker *walker)
{
	struct block *open = &walker->open;
	size_t n = walker->text_n;
	while (n > walker->block_start && ascii_is_space((unsigned char)walker->text[n - 1]))
		n--;
	walker->text_n = n;
	walker->breaks = 0;
	walker->pending_space = false;
	if (n == walker->block_start)
		return;
	open->text = (struct str){walker->text + walker->block_start, n - walker->block_start};
	walker->block_start = n;
	if (walker->block_count == walker->blocks_max) {
		walker->dropped++;
		return;
	}
	open->words = (uint32_t)words_measure(open->text);
	walker->blocks[walker->block_count++] = *open;
}

static void begin_block(struct walker *walker, const struct frame *frame)
{
	walker->open = (struct block){
	        .node = walker->node,
	        .box = frame->box,
	        .row = frame->row,
	        .places = frame->places,
	        .families = frame->inline_families,
	        .images_before = walker->images,
	        .kind = frame->kind,
	        .level = frame->level,
	};
	walker->link = 0;
}

/* Before a visible character: the white space or break, or new block, that came in front of it. */
static void put_separator(struct walker *walker, const struct frame *frame)
{
	enum { BREAKS_OF_A_PARAGRAPH = 2 };
	if (walker->breaks >= BREAKS_OF_A_PARAGRAPH)
		end_block(walker);
	if (walker->text_n == walker->block_start)
		begin_block(walker, frame);
	else if (walker->breaks)
		walker->text[walker->text_n++] = '\n';
	else if (walker->pending_space)
		walker->text[walker->text_n++] = ' ';
	walker->breaks = 0;
	walker->pending_space = false;
}

/*
 * Length of the white space at `at`, 0 if there is none. Besides ASCII: no-break space, U+2000 to
 * U+200A, U+2028, U+2029, U+202F, U+205F, ideographic space. U+200B and U+FEFF have no width, but
 * they are not part of words either.
 */
static size_t space_at(const char *p, size_t left)
{
	unsigned char c = (unsigned char)p[0];
	if (c < 0x80)
		return ascii_is_space(c);
	if (c == 0xc2 && left >= 2)
		return (unsigned char)p[1] == 0xa0 ? 2 : 0;
	if (left < 3)
		return 0;
	unsigned char d = (unsigned char)p[1], e = (unsigned char)p[2];
	if (c == 0xe2 && d == 0x80)
		return e <= 0x8b || e == 0xa8 || e == 0xa9 || e == 0xaf ? 3 : 0;
	if (c == 0xe2 && d == 0x81)
		return e == 0x9f ? 3 : 0;
	if (c == 0xe3 && d == 0x80)
		return e == 0x80 ? 3 : 0;
	return c == 0xef && d == 0xbb && e == 0xbf ? 3 : 0;
}

/* Which of sixteen bytes may begin white space past ASCII (space_at tells). */
static unsigned wide_space_leads(struct bytes16 bytes)
{
	return bytes16_equal(bytes, '\xc2') | bytes16_equal(bytes, '\xef') |
	       bytes16_between(bytes, 0xe2, 0xe3);
}

/* The offset of the first visible character at or behind `at`. */
static size_t end_of_space(struct str s, size_t at)
{
	for (;;) {
		size_t space = 0;
		at = bytes16_skip_space(s, at);
		if (at < s.n && (unsigned char)s.p[at] >= 0x80)
			space = space_at(s.p + at, s.n - at);
		if (space == 0)
			return at;
		at += space;
	}
}

/*
 * The end of what can be copied from `at` on as it is: up to white space that has to change. A
 * single ' ' has not, if what follows cannot be white space.
 */
static size_t end_of_run(struct str s, size_t at)
{
	while (at < s.n) {
		struct bytes16 bytes = bytes16_of(s, at);
		unsigned spaces = bytes16_equal(bytes, ' ');
		unsigned odd = bytes16_between(bytes, '\t', '\r');
		if (bytes16_high(bytes))
			odd |= wide_space_leads(bytes);
		unsigned end = s.n - at < BYTES16 ? 1u << (s.n - at) : 0;
		odd |= spaces & (spaces | odd | end) >> 1;
		for (; odd; odd &= odd - 1) {
			size_t space = at + bytes16_first(odd);
			if ((unsigned char)s.p[space] < 0x80 || space_at(s.p + space, s.n - space))
				return space;
		}
		bool ends_in_space = spaces >> (BYTES16 - 1); /* what follows is not known yet */
		at += ends_in_space ? BYTES16 - 1 : BYTES16;
	}
	return s.n;
}

static void add_text(struct walker *walker, const struct frame *frame, struct str s)
{
	size_t at = 0;
	while (at < s.n) {
		size_t visible = end_of_space(s, at);
		walker->pending_space = walker->pending_space || visible > at;
		at = visible;
		if (at == s.n)
			break;
		size_t end = end_of_run(s, at);
		put_separator(walker, frame);
		memcpy(walker->text + walker->text_n, s.p + at, end - at);
		walker->text_n += end - at;
		walker->open.link_bytes += frame->link ? (uint32_t)(end - at) : 0;
		walker->open.links += frame->link && frame->link != walker->link;
		walker->link = frame->link;
		walker->open.bold_bytes += frame->is_bold ? (uint32_t)(end - at) : 0;
		at = end;
	}
}

/* Inside <pre> white space is kept, but for empty lines at its beginning. */
static void add_preformatted(struct walker *walker, const struct frame *frame, struct str s)
{
	bool at_start = walker->text_n == walker->block_start;
	while (at_start && s.n && (s.p[0] == '\n' || s.p[0] == '\r'))
		s = str_slice(s, 1, s.n);
	if (s.n == 0)
		return;
	if (at_start)
		begin_block(walker, frame);
	memcpy(walker->text + walker->text_n, s.p, s.n);
	walker->text_n += s.n;
}

/* Whether `s` ends in `word`, which is in small letters. */
static bool ends_in(struct str s, struct str word)
{
	s = str_trim(s);
	return s.n >= word.n && str_equal_nocase(str_slice(s, s.n - word.n, s.n), word);
}

static bool style_hides(struct str style)
{
	static const struct {
		struct str property, value;
	} hiding[] = {{STR_INIT("display"), STR_INIT("none")},
	              {STR_INIT("visibility"), STR_INIT("hidden")}};
	size_t colon = 0;
	for (; (colon = str_find_byte(style, ':', colon)) != STR_NONE; colon++) {
		struct str value = str_trim(str_slice(style, colon + 1, style.n));
		for (size_t i = 0; i < sizeof(hiding) / sizeof(hiding[0]); i++)
			if (str_starts_nocase(value, hiding[i].value) &&
			    ends_in(str_slice(style, 0, colon), hiding[i].property))
				return true;
	}
	return false;
}

static uint32_t role_places(struct str role)
{
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (str_equal_nocase(role, roles[i].role))
			return PLACE_BIT(roles[i].place);
	return 0;
}

/* What the attributes of an element say. */
struct traits {
	uint32_t places, families, class_hash;
	bool has_href;
};

/* For names of the length at hand. */
#define NAME_IS(name, literal) (memcmp((name).p, (literal), sizeof(literal) - 1) == 0)

static void read_attribute(struct walker *walker, const struct html_attribute *attribute,
                           struct traits *traits)
{
	struct str name = attribute->name, value = attribute->value;
	switch (name.n) { /* most attributes are none of these: their lengths tell */
	case 2:
		if (NAME_IS(name, "id"))
			traits->families |= family_scan(walker->scanner, value);
		break;
	case 4:
		if (NAME_IS(name, "href"))
			traits->has_href = true;
		else if (NAME_IS(name, "role"))
			traits->places |= role_places(value);
		break;
	case 5:
		if (NAME_IS(name, "class")) {
			uint64_t hash = hash64(value);
			traits->families |= family_scan_hashed(walker->scanner, value, hash);
			traits->class_hash = (uint32_t)hash;
		} else if (NAME_IS(name, "style") && style_hides(value)) {
			traits->places |= PLACE_BIT(PLACE_HIDDEN);
		}
		break;
	case 6:
		if (NAME_IS(name, "hidden"))
			traits->places |= PLACE_BIT(PLACE_HIDDEN);
		break;
	case 8:
		if (NAME_IS(name, "itemprop"))
			traits->families |= family_scan(walker->scanner, value);
		break;
	case 11:
		if (NAME_IS(name, "aria-hidden") && str_equal_nocase(value, STR("true")))
			traits->places |= PLACE_BIT(PLACE_ARIA_HIDDEN);
	}
}

static struct traits read_traits(struct walker *walker, const struct html_node *node)
{
	struct traits traits = {0};
	const struct html_attribute *attribute = walker->tree->attributes + node->first_attribute;
	for (uint32_t i = 0; i < node->attribute_count; i++)
		read_attribute(walker, &attribute[i], &traits);
	return traits;
}

static void open_box(struct walker *walker, uint32_t node, const struct traits *traits,
                     struct frame *frame)
{
	if (walker->box_count == walker->boxes_max)
		return;
	const struct box *parent = &walker->boxes[frame->box];
	walker->boxes[walker->box_count] = (struct box){
	        .node = node,
	        .parent = frame->box,
	        .first_block = walker->block_count,
	        .places = frame->places,
	        .families = parent->families | frame->inline_families | traits->families,
	        .own_places = frame->inline_places | traits->places,
	        .own_families = frame->inline_families | traits->families,
	        .alike_key = traits->class_hash ^ (uint32_t)walker->tree->nodes[node].tag << 16,
	};
	frame->box = walker->box_count++;
	frame->inline_places = frame->inline_families = 0;
}

/* Headings, controls and captions stay what they are whatever boxes stand in them. */
static bool kind_is_inherited(uint8_t kind)
{
	return kind == BLOCK_HEADING || kind == BLOCK_CONTROL || kind == BLOCK_CAPTION ||
	       kind == BLOCK_CODE;
}

static void open_element(struct walker *walker, uint32_t i, const struct tag_rule *rule)
{
	enum { FRAMES_MAX = HTML_DEPTH_MAX };
	const struct html_node *node = &walker->tree->nodes[i];
	struct traits traits = read_traits(walker, node);
	traits.places |= rule->has_place ? PLACE_BIT(rule->place) : 0;
	struct frame frame = walker->frames[walker->depth];
	frame.end = node->end;
	frame.is_block = rule->layout == LAYOUT_BLOCK;
	if (node->tag == HTML_TAG_A && traits.has_href)
		frame.link = i;
	frame.is_bold = frame.is_bold || node->tag == HTML_TAG_B || node->tag == HTML_TAG_STRONG;
	frame.places |= traits.places;
	if (frame.is_block) {
		end_block(walker);
		open_box(walker, i, &traits, &frame);
		if (rule->kind != BLOCK_PARAGRAPH || !kind_is_inherited(frame.kind)) {
			frame.kind = rule->kind;
			frame.level = rule->level;
		}
		frame.is_preformatted = frame.is_preformatted || rule->kind == BLOCK_CODE;
		if (node->tag == HTML_TAG_TR)
			frame.row = frame.box;
	} else {
		frame.inline_places |= traits.places;
		frame.inline_families |= traits.families;
	}
	if (walker->depth + 1 < FRAMES_MAX)
		walker->frames[++walker->depth] = frame;
}

static void close_elements(struct walker *walker, uint32_t i)
{
	while (walker->depth > 0 && walker->frames[walker->depth].end <= i) {
		if (walker->frames[walker->depth].is_block)
			end_block(walker);
		walker->depth--;
	}
}

static void add_break(struct walker *walker, const struct frame *frame)
{
	if (frame->is_preformatted && walker->text_n > walker->block_start)
		walker->text[walker->text_n++] = '\n';
	else
		walker->breaks++;
}

/* Takes in node `i`; returns the next one to take in. */
static uint32_t visit(struct walker *walker, uint32_t i)
{
	const struct html_node *node = &walker->tree->nodes[i];
	const struct frame *frame = &walker->frames[walker->depth];
	walker->node = i;
	if (node->kind == HTML_TEXT) {
		if (frame->is_preformatted)
			add_preformatted(walker, frame, node->text);
		else
			add_text(walker, frame, node->text);
	}
	if (node->kind != HTML_ELEMENT)
		return i + 1;
	walker->images += node->tag == HTML_TAG_IMG;
	const struct tag_rule *rule = rule_of(node);
	switch ((enum layout)rule->layout) {
	case LAYOUT_SKIP:
		return node->end;
	case LAYOUT_BREAK:
		add_break(walker, frame);
		break;
	case LAYOUT_RULE:
		end_block(walker);
		break;
	case LAYOUT_BLOCK:
	case LAYOUT_INLINE:
		open_element(walker, i, rule);
	}
	return i + 1;
}

/*
 * How much there can be at the most: boxes are elements of block layout; a block begins with a text
 * node, and its text is no longer than those it is made of and one byte for each break.
 */
static size_t count_at_most(struct walker *walker)
{
	const struct html_tree *tree = walker->tree;
	size_t text_bytes = 1;
	uint32_t texts = 0, boxes = 1;
	for (uint32_t i = 1; i < tree->node_count; i++) {
		const struct html_node *node = &tree->nodes[i];
		if (node->kind == HTML_TEXT) {
			text_bytes += node->text.n;
			texts++;
		} else if (node->kind == HTML_ELEMENT) {
			uint8_t layout = rule_of(node)->layout;
			text_bytes += layout == LAYOUT_BREAK;
			boxes += layout == LAYOUT_BLOCK;
			if (layout == LAYOUT_SKIP)
				i = node->end - 1;
		}
	}
	walker->blocks_max = texts < BLOCKS_MAX ? texts : BLOCKS_MAX;
	walker->boxes_max = boxes < BOXES_MAX ? boxes : BOXES_MAX;
	return text_bytes;
}

static void walker_init(struct walker *walker, const struct html_tree *tree, struct arena *arena)
{
	*walker = (struct walker){
	    .tree = tree,
	    .scanner = family_scanner_new(arena),
	    .box_count = 1,
	};
	walker->text = arena_bytes(arena, count_at_most(walker));
	walker->blocks = arena_array(arena, struct block, walker->blocks_max);
	walker->boxes = arena_array(arena, struct box, walker->boxes_max);
	walker->frames = arena_array(arena, struct frame, HTML_DEPTH_MAX);
	walker->boxes[0] = (struct box){0};
	walker->frames[0] = (struct frame){.end = tree->node_count, .is_block = true};
}

/* The blocks behind a box's first block, and boxes behind it, end where those of its sibling begin.
 */
static void close_boxes(struct walker *walker)
{
	struct box *boxes = walker->boxes;
	for (uint32_t i = 0; i < walker->box_count; i++) {
		boxes[i].end_block = boxes[i].first_block;
		boxes[i].end = i + 1;
	}
	for (uint32_t b = 0; b < walker->block_count; b++)
		boxes[walker->blocks[b].box].end_block = b + 1;
	for (uint32_t i = walker->box_count; i-- > 1;) {
		struct box *parent = &boxes[boxes[i].parent];
		if (parent->end_block < boxes[i].end_block)
			parent->end_block = boxes[i].end_block;
		if (parent->end < boxes[i].end)
			parent->end = boxes[i].end;
	}
}

void blocks_from_tree(const struct html_tree *tree, struct arena *arena, struct blocks *blocks)
{
	struct walker walker;
	walker_init(&walker, tree, arena);
	for (uint32_t i = 1; i < tree->node_count;) {
		close_elements(&walker, i);
		i = visit(&walker, i);
	}
	end_block(&walker);
	close_boxes(&walker);
	*blocks = (struct blocks){
	        .blocks = walker.blocks,
	        .boxes = walker.boxes,
	        .block_count = walker.block_count,
	        .box_count = walker.box_count,
	        .dropped = walker.dropped,
	};
}
