/*
 * Block by block: what it stands in (the path of quotes and items) is compared with that of the
 * block before. What both have in common goes on, the rest of the path is opened with its marks.
 */
#include "core/article/markdown.h"

#include "core/article/markdown_escape.h"
#include "core/article/table_grid.h"

struct path {
	uint32_t boxes[OUTLINE_DEPTH_MAX]; /* outermost first */
	unsigned depth;
};

/* The list whose item was the last thing put at some depth. */
struct newest_list {
	uint32_t list; /* box, or 0 */
	bool is_numbered;
	bool is_other; /* its marks are "*" and "1)": it follows a list with "-" and "1." */
};

enum put { PUT_NOTHING, PUT_TEXT, PUT_TABLE };

struct writer {
	const struct outline *outline;
	struct text_sink *sink;
	struct path path; /* of what was put last */
	struct newest_list newest[OUTLINE_DEPTH_MAX + 1];
	enum put last;
	bool began_item; /* it was the first in its item */
	uint32_t next_block;
};

static bool is_item(const struct outline_box *box)
{
	return box->kind == OUTLINE_BULLET || box->kind == OUTLINE_NUMBERED;
}

static void path_read(const struct outline *outline, uint32_t box, struct path *path)
{
	uint32_t boxes[OUTLINE_DEPTH_MAX];
	unsigned n = 0;
	for (uint32_t i = outline_container(outline, box); i; i = outline->boxes[i].around)
		if (outline->boxes[i].kind != OUTLINE_TERM)
			boxes[n++] = i;
	path->depth = n;
	for (unsigned d = 0; d < n; d++)
		path->boxes[d] = boxes[n - 1 - d];
}

static unsigned common_depth(const struct path *a, const struct path *b)
{
	unsigned d = 0;
	while (d < a->depth && d < b->depth && a->boxes[d] == b->boxes[d])
		d++;
	return d;
}

/* ---- what stands in front of lines ---- */

static void put_number(struct writer *writer, uint32_t number)
{
	char digits[OUTLINE_PREFIX_BYTES_MAX];
	size_t n = sizeof(digits);
	do
		digits[--n] = (char)('0' + number % 10);
	while (number /= 10);
	sink_put(writer->sink, (struct str){digits + n, sizeof(digits) - n});
}

static void put_mark(struct writer *writer, uint32_t box, bool is_other)
{
	const struct outline_box *it = &writer->outline->boxes[box];
	switch (it->kind) {
	case OUTLINE_QUOTE:
		sink_put(writer->sink, STR("> "));
		break;
	case OUTLINE_BULLET:
		sink_put(writer->sink, is_other ? STR("* ") : STR("- "));
		break;
	case OUTLINE_NUMBERED:
		put_number(writer, it->number);
		sink_put(writer->sink, is_other ? STR(") ") : STR(". "));
	}
}

/* In front of a further line of what stands in the first `depth` boxes of the path. */
static void put_indent(struct writer *writer, const struct path *path, unsigned depth,
                       bool is_empty_line)
{
	char bytes[OUTLINE_PREFIX_BYTES_MAX];
	size_t n = 0;
	for (unsigned d = 0; d < depth; d++) {
		const struct outline_box *it = &writer->outline->boxes[path->boxes[d]];
		memset(bytes + n, ' ', it->width);
		if (it->kind == OUTLINE_QUOTE)
			bytes[n] = '>';
		n += it->width;
	}
	while (is_empty_line && n && bytes[n - 1] == ' ')
		n--;
	sink_put(writer->sink, (struct str){bytes, n});
}

static void next_line(struct writer *writer, bool is_empty_line)
{
	sink_put_byte(writer->sink, '\n');
	put_indent(writer, &writer->path, writer->path.depth, is_empty_line);
}

/* ---- blocks ---- */

/*
 * No empty line is wanted between the items of a list that are one paragraph each, nor between an
 * item and the list in it. A list can interrupt a paragraph only if it begins with 1.
 */
static bool is_tight(const struct writer *writer, const struct path *path, unsigned common)
{
	const struct outline_box *boxes = writer->outline->boxes;
	const struct path *last = &writer->path;
	if (writer->last == PUT_TABLE || !writer->began_item || common == path->depth)
		return false;
	const struct outline_box *next = &boxes[path->boxes[common]];
	if (!is_item(next))
		return false;
	if (common < last->depth) {
		const struct outline_box *before = &boxes[last->boxes[common]];
		return is_item(before) && before->list == next->list;
	}
	return common > 0 && is_item(&boxes[path->boxes[common - 1]]) &&
	       (next->kind == OUTLINE_BULLET || next->number == 1);
}

/* Two lists with nothing between them would be read as one, but for other marks. */
static bool use_other_marks(struct writer *writer, const struct path *path, unsigned d)
{
	struct newest_list *newest = &writer->newest[d];
	const struct outline_box *it = &writer->outline->boxes[path->boxes[d]];
	bool is_numbered = it->kind == OUTLINE_NUMBERED;
	if (!is_item(it)) {
		*newest = (struct newest_list){0};
		return false;
	}
	if (newest->list != it->list) {
		bool follows = newest->list && newest->is_numbered == is_numbered;
		newest->is_other = follows && !newest->is_other;
	}
	newest->list = it->list;
	newest->is_numbered = is_numbered;
	return newest->is_other;
}

/* What stands in `box`, and begins with block `b`, is put next. */
static void begin(struct writer *writer, uint32_t box, uint32_t b, enum put what)
{
	const struct outline *outline = writer->outline;
	struct path path;
	path_read(outline, box, &path);
	unsigned common = common_depth(&writer->path, &path);
	uint32_t item = outline_item(outline, box);
	bool begins_item = item && writer->next_block <= outline->blocks->boxes[item].first_block;
	if (writer->last != PUT_NOTHING) {
		if (!begins_item || !is_tight(writer, &path, common)) {
			sink_put_byte(writer->sink, '\n');
			put_indent(writer, &path, common, true);
		}
		sink_put_byte(writer->sink, '\n');
	}
	put_indent(writer, &path, common, false);
	memset(&writer->newest[common + 1], 0,
	       sizeof(writer->newest[0]) * (OUTLINE_DEPTH_MAX - common));
	for (unsigned d = common; d < path.depth; d++)
		put_mark(writer, path.boxes[d], use_other_marks(writer, &path, d));
	writer->newest[path.depth] = (struct newest_list){0};
	writer->path = path;
	writer->last = what;
	writer->began_item = begins_item;
	writer->next_block = b + 1;
}

static void put_paragraph(struct writer *writer, struct str text)
{
	struct markdown_marks marks;
	markdown_marks_read(&marks, text);
	for (size_t from = 0;;) {
		size_t end = str_find_byte(text, '\n', from);
		markdown_put_line(&marks, text, from, end == STR_NONE ? text.n : end,
		                  MARKDOWN_PARAGRAPH, writer->sink);
		if (end == STR_NONE)
			break;
		sink_put_byte(writer->sink, '\\');
		next_line(writer, false);
		from = end + 1;
	}
}

/* The lines of a text on one line, with `separator` between them. */
static void put_lines(struct writer *writer, const struct markdown_marks *marks, struct str text,
                      enum markdown_place place, struct str separator)
{
	for (size_t from = 0;;) {
		size_t end = str_find_byte(text, '\n', from);
		markdown_put_line(marks, text, from, end == STR_NONE ? text.n : end, place,
		                  writer->sink);
		if (end == STR_NONE)
			break;
		sink_put(writer->sink, separator);
		from = end + 1;
	}
}

static void put_heading(struct writer *writer, const struct block *block)
{
	struct markdown_marks marks;
	struct str text = outline_text(block);
	markdown_marks_read(&marks, text);
	for (unsigned level = 0; level < block->level; level++)
		sink_put_byte(writer->sink, '#');
	sink_put_byte(writer->sink, ' ');
	put_lines(writer, &marks, text, MARKDOWN_HEADING, STR(" "));
}

/* ---- code ---- */

/* "language-c" and "lang-c" among the classes of an element: "c". */
static struct str language_in_class(struct str classes)
{
	enum { LANGUAGE_BYTES_MAX = 24, CLASSES_BYTES_MAX = 1024 };
	static const struct str prefixes[] = {STR_INIT("language-"), STR_INIT("lang-")};
	if (classes.n > CLASSES_BYTES_MAX)
		classes.n = CLASSES_BYTES_MAX;
	while ((classes = str_trim(classes)).n) {
		size_t end = str_until(classes, " \t\n\f\r", 0);
		struct str name = str_slice(classes, 0, end);
		classes = str_slice(classes, end, classes.n);
		for (size_t k = 0; k < sizeof(prefixes) / sizeof(prefixes[0]); k++) {
			if (!str_starts(name, prefixes[k]))
				continue;
			name = str_slice(name, prefixes[k].n, name.n);
			size_t n = 0;
			while (n < name.n && (ascii_is_alpha((unsigned char)name.p[n]) ||
			                      ascii_is_digit((unsigned char)name.p[n]) ||
			                      (name.p[n] && strchr("+#._-", name.p[n]))))
				n++;
			if (n > 0 && n == name.n && n <= LANGUAGE_BYTES_MAX)
				return name;
		}
	}
	return (struct str){0};
}

/* By the class of <pre>, of the <code> in it, or of one of the two elements around it. */
static struct str language_of(const struct outline *outline, uint32_t code)
{
	enum { WRAPPERS = 2, NODES_BEFORE_CODE = 8 };
	const struct html_tree *tree = outline->tree;
	uint32_t pre = outline->blocks->boxes[code].node, node = pre;
	for (uint32_t i = pre + 1; i < tree->nodes[pre].end && i <= pre + NODES_BEFORE_CODE; i++) {
		if (tree->nodes[i].tag != HTML_TAG_CODE)
			continue;
		struct str language = language_in_class(html_attribute(tree, i, STR("class")));
		if (language.n)
			return language;
		break;
	}
	for (int up = 0; up <= WRAPPERS && node; up++, node = tree->nodes[node].parent) {
		struct str language = language_in_class(html_attribute(tree, node, STR("class")));
		if (language.n)
			return language;
	}
	return (struct str){0};
}

static size_t longest_ticks(struct str text)
{
	size_t longest = 0, run = 0;
	for (size_t i = 0; i < text.n; i++) {
		run = text.p[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* The end of the kept blocks from `b` on that are parts of one <pre>. */
static uint32_t code_end(const struct outline *outline, uint32_t code, uint32_t b)
{
	const struct blocks *blocks = outline->blocks;
	uint32_t end = b + 1;
	for (; b < blocks->boxes[code].end_block; b++) {
		if (!outline->kept[b])
			continue;
		if (outline_code(outline, &blocks->blocks[b]) != code)
			break;
		end = b + 1;
	}
	return end;
}

static void put_fence(struct writer *writer, size_t ticks)
{
	for (; ticks; ticks--)
		sink_put_byte(writer->sink, '`');
}

/* Puts the blocks b .. end-1. */
static void put_code(struct writer *writer, uint32_t code, uint32_t b, uint32_t end)
{
	enum { FENCE_MIN = 3 };
	const struct outline *outline = writer->outline;
	const struct block *blocks = outline->blocks->blocks;
	size_t ticks = FENCE_MIN;
	for (uint32_t i = b; i < end; i++) {
		size_t longest = outline->kept[i] ? longest_ticks(blocks[i].text) : 0;
		ticks = longest >= ticks ? longest + 1 : ticks;
	}
	put_fence(writer, ticks);
	sink_put(writer->sink, language_of(outline, code));
	for (; b < end; b++) {
		struct str rest = blocks[b].text, line;
		while (outline->kept[b] && str_next(&rest, '\n', &line)) {
			next_line(writer, line.n == 0);
			sink_put(writer->sink, line);
		}
	}
	next_line(writer, false);
	put_fence(writer, ticks);
	writer->next_block = end;
}

/* ---- tables ---- */

static void put_cell(struct writer *writer, uint32_t cell)
{
	const struct outline *outline = writer->outline;
	const struct box *box = &outline->blocks->boxes[cell];
	struct markdown_marks marks;
	bool is_first = true;
	for (uint32_t b = box->first_block; b < box->end_block; b++) {
		if (!outline->kept[b])
			continue;
		if (!is_first)
			sink_put(writer->sink, STR("<br>"));
		is_first = false;
		markdown_marks_read(&marks, outline->blocks->blocks[b].text);
		if (box->end_block - box->first_block > 1)
			markdown_marks_all(&marks);
		put_lines(writer, &marks, outline->blocks->blocks[b].text, MARKDOWN_CELL,
		          STR("<br>"));
	}
}

static void put_row(struct writer *writer, const struct table_grid *grid)
{
	for (uint32_t c = 0, used = 0; used < grid->used_count; c++) {
		if (!grid->is_used[c])
			continue;
		sink_put(writer->sink, used++ ? STR(" ") : STR("| "));
		if (c < grid->width && grid->cells[c])
			put_cell(writer, grid->cells[c]);
		sink_put(writer->sink, STR(" |"));
	}
}

/* The first row is the header, whatever it is: a table has to have one. */
static void put_table(struct writer *writer, uint32_t table)
{
	const struct outline *outline = writer->outline;
	struct table_grid grid;
	bool is_first = true;
	table_grid_measure(&grid, outline->tree, outline->blocks, outline->kept, table);
	while (table_grid_next_row(&grid)) {
		if (!grid.has_text)
			continue;
		if (!is_first)
			next_line(writer, false);
		put_row(writer, &grid);
		if (is_first) {
			next_line(writer, false);
			sink_put_byte(writer->sink, '|');
			for (uint32_t c = 0; c < grid.used_count; c++)
				sink_put(writer->sink, STR(" --- |"));
		}
		is_first = false;
	}
	writer->next_block = outline->blocks->boxes[table].end_block;
}

void markdown_write(const struct outline *outline, struct text_sink *sink)
{
	struct writer writer = {.outline = outline, .sink = sink};
	for (uint32_t b = 0; b < outline->blocks->block_count; b++) {
		const struct block *block = &outline->blocks->blocks[b];
		if (!outline->kept[b])
			continue;
		uint32_t table = outline_data_table(outline, block);
		uint32_t code = outline_code(outline, block);
		begin(&writer,
		      table  ? table
		      : code ? code
		             : block->box,
		      b, table ? PUT_TABLE : PUT_TEXT);
		if (table)
			put_table(&writer, table);
		else if (code)
			put_code(&writer, code, b, code_end(outline, code, b));
		else if (block->kind == BLOCK_HEADING)
			put_heading(&writer, block);
		else
			put_paragraph(&writer, block->text);
		b = writer.next_block - 1;
	}
}

void markdown_put_paragraph(struct str text, struct text_sink *sink)
{
	struct writer writer = {.sink = sink};
	put_paragraph(&writer, text);
}
