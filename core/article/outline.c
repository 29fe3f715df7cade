/*
 * Boxes are in preorder, so one pass gives each what its parent has and what it adds itself.
 *
 * Tables lay pages out as often as they hold data. A table is taken for layout if what stands in
 * its cells is not what stands in cells of data: other tables, headings, code, much text.
 */
#include "core/article/outline.h"

#include "core/article/table_grid.h"

enum {
	CELL_BLOCKS_MAX = 12,
	CELL_WORDS_MAX = 120, /* descriptions in tables of options and of events are that long */
};

static uint16_t tag_of(const struct outline *outline, uint32_t box)
{
	return outline->tree->nodes[outline->blocks->boxes[box].node].tag;
}

static struct str attribute_of(const struct outline *outline, uint32_t box, struct str name)
{
	return html_attribute(outline->tree, outline->blocks->boxes[box].node, name);
}

/* Numbers below 0 cannot be written in markdown. */
static uint32_t number_of(struct str value, uint32_t otherwise)
{
	unsigned long long number;
	bool is_number = str_to_number(str_trim(value), OUTLINE_NUMBER_MAX, &number);
	return is_number ? (uint32_t)number : otherwise;
}

static uint8_t digits_of(uint32_t number)
{
	uint8_t digits = 1;
	while (number /= 10)
		digits++;
	return digits;
}

static bool is_list(uint16_t tag)
{
	return tag == HTML_TAG_OL || tag == HTML_TAG_UL || tag == HTML_TAG_MENU ||
	       tag == HTML_TAG_DIR || tag == HTML_TAG_DL;
}

static void open_list(struct outline *outline, uint32_t i)
{
	struct outline_box *boxes = outline->boxes, *it = &boxes[i];
	uint32_t parent = outline->blocks->boxes[i].parent;
	it->number = 1;
	if (tag_of(outline, i) == HTML_TAG_OL)
		it->number = number_of(attribute_of(outline, i, STR("start")), 1);
	/* a list right in a list belongs to the item before it, as browsers show it */
	if (it->root && is_list(tag_of(outline, parent)) && boxes[parent].last_item) {
		it->around = boxes[parent].last_item;
		it->prefix_bytes = boxes[it->around].prefix_bytes;
	}
	it->list = i;
	it->root = it->root ? it->root : i;
}

/* Where it is too deep to be one, it is nothing, and what is in it stands in what is around. */
static void open_container(struct outline *outline, uint32_t i, uint8_t kind, uint8_t width)
{
	struct outline_box *it = &outline->boxes[i];
	if (it->prefix_bytes + width > OUTLINE_PREFIX_BYTES_MAX)
		return;
	it->kind = kind;
	it->width = width;
	it->prefix_bytes += width;
}

static void open_item(struct outline *outline, uint32_t i)
{
	enum { MARK_BYTES = 2 }; /* "- ", and behind a number ". " */
	struct outline_box *it = &outline->boxes[i];
	if (it->list == 0) /* stray */
		it->list = it->root = outline->blocks->boxes[i].parent;
	struct outline_box *list = &outline->boxes[it->list];
	bool is_numbered = tag_of(outline, it->list) == HTML_TAG_OL;
	it->number = number_of(attribute_of(outline, i, STR("value")), list->number);
	list->number = it->number < OUTLINE_NUMBER_MAX ? it->number + 1 : it->number;
	list->last_item = i;
	open_container(outline, i, is_numbered ? OUTLINE_NUMBERED : OUTLINE_BULLET,
	               is_numbered ? digits_of(it->number) + MARK_BYTES : MARK_BYTES);
}

static void open_box(struct outline *outline, uint32_t i)
{
	enum { QUOTE_BYTES = 2 };
	struct outline_box *it = &outline->boxes[i];
	uint32_t parent = outline->blocks->boxes[i].parent;
	uint16_t tag = tag_of(outline, i);
	const struct outline_box *around = &outline->boxes[parent];
	*it = *around;
	it->around = around->kind != OUTLINE_NONE ? parent : around->around;
	it->kind = OUTLINE_NONE;
	it->width = 0;
	it->last_item = 0;
	it->is_layout = false;
	if (is_list(tag)) {
		open_list(outline, i);
	} else if (tag == HTML_TAG_LI || tag == HTML_TAG_DD) {
		open_item(outline, i);
	} else if (tag == HTML_TAG_DT) {
		open_container(outline, i, OUTLINE_TERM, 0);
	} else if (tag == HTML_TAG_BLOCKQUOTE) {
		open_container(outline, i, OUTLINE_QUOTE, QUOTE_BYTES);
	} else if (tag == HTML_TAG_TABLE) {
		struct str role = attribute_of(outline, i, STR("role"));
		it->table = i;
		it->cell = 0;
		it->is_layout = str_equal_nocase(role, STR("presentation")) ||
		                str_equal_nocase(role, STR("none"));
	} else if (tag == HTML_TAG_TD || tag == HTML_TAG_TH) {
		it->cell = i;
	} else if (tag == HTML_TAG_PRE || tag == HTML_TAG_LISTING || tag == HTML_TAG_XMP ||
	           tag == HTML_TAG_PLAINTEXT) {
		it->code = it->code ? it->code : i;
	}
}

/* Each table around it has a table in it: none of them is one of data. */
static void mark_outer_tables(struct outline *outline, uint32_t table)
{
	for (;;) {
		table = outline->boxes[outline->blocks->boxes[table].parent].table;
		if (table == 0 || outline->boxes[table].is_layout)
			return;
		outline->boxes[table].is_layout = true;
	}
}

static void find_layout_tables(struct outline *outline)
{
	uint32_t cell = 0, table = 0, cell_blocks = 0, cell_words = 0;
	for (uint32_t b = 0; b < outline->blocks->block_count; b++) {
		const struct block *block = &outline->blocks->blocks[b];
		const struct outline_box *it = &outline->boxes[block->box];
		if (!outline->kept[b] || it->table == 0)
			continue;
		if (it->table != table) {
			mark_outer_tables(outline, it->table);
			cell = 0;
		}
		table = it->table;
		bool is_same = it->cell == cell;
		bool is_caption = is_same && it->cell == 0 && block->kind == BLOCK_CAPTION;
		cell = it->cell;
		cell_blocks = (is_same ? cell_blocks : 0) + 1;
		cell_words = (is_same ? cell_words : 0) + block->words;
		bool is_header = it->cell && tag_of(outline, it->cell) == HTML_TAG_TH;
		bool is_data = is_caption || (it->cell && cell_blocks <= CELL_BLOCKS_MAX &&
		                              cell_words <= CELL_WORDS_MAX);
		if (!is_data || block->kind == BLOCK_CODE ||
		    (block->kind == BLOCK_HEADING && !is_header))
			outline->boxes[it->table].is_layout = true;
	}
}

static void find_grids(struct outline *outline)
{
	struct table_grid grid;
	for (uint32_t i = 1; i < outline->blocks->box_count; i++) {
		struct outline_box *it = &outline->boxes[i];
		if (it->table == i && !it->is_layout)
			it->is_layout = !table_grid_measure(&grid, outline->tree, outline->blocks,
			                                    outline->kept, i);
	}
}

void outline_init(struct outline *outline, const struct html_tree *tree,
                  const struct blocks *blocks, const uint8_t *kept, struct arena *arena)
{
	*outline = (struct outline){.tree = tree, .blocks = blocks, .kept = kept};
	outline->boxes = arena_array(arena, struct outline_box, blocks->box_count);
	outline->boxes[0] = (struct outline_box){0};
	for (uint32_t i = 1; i < blocks->box_count; i++)
		open_box(outline, i);
	find_layout_tables(outline);
	find_grids(outline);
}

uint32_t outline_container(const struct outline *outline, uint32_t box)
{
	const struct outline_box *it = &outline->boxes[box];
	return it->kind != OUTLINE_NONE ? box : it->around;
}

uint32_t outline_item(const struct outline *outline, uint32_t box)
{
	uint32_t item = outline_container(outline, box);
	while (item && outline->boxes[item].kind == OUTLINE_QUOTE)
		item = outline->boxes[item].around;
	return item;
}

uint32_t outline_code(const struct outline *outline, const struct block *block)
{
	bool is_other = block->kind == BLOCK_HEADING || block->kind == BLOCK_CONTROL ||
	                block->kind == BLOCK_CAPTION;
	return is_other ? 0 : outline->boxes[block->box].code;
}

struct str outline_text(const struct block *block)
{
	static const struct str links[] = {STR_INIT("¶"), STR_INIT("#"), STR_INIT("§"),
	                                   STR_INIT("🔗"), STR_INIT("🔗\xef\xb8\x8e")};
	struct str text = block->text;
	if (block->kind != BLOCK_HEADING)
		return text;
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		if (block->link_bytes == links[i].n && text.n > links[i].n &&
		    str_ends(text, links[i]))
			return str_trim(str_slice(text, 0, text.n - links[i].n));
	return text;
}

uint32_t outline_data_table(const struct outline *outline, const struct block *block)
{
	const struct outline_box *it = &outline->boxes[block->box];
	return it->cell && !outline->boxes[it->table].is_layout ? it->table : 0;
}
