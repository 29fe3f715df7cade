#include "core/article/assemble.h"

#include "core/article/markdown.h"
#include "core/article/outline.h"
#include "core/article/table_grid.h"
#include "core/article/text_sink.h"

/* What was put last. */
struct writer {
	const struct outline *outline;
	struct text_sink *sink;
	uint32_t next_block; /* behind the last one put; 0: none was */
	uint32_t item, code; /* boxes that it stands in, or 0 */
	bool began_item;     /* it was the first in its item */
};

/* In front of what stands in `box` and begins with block `b`; `code` is its box, if it is code. */
static void put_separator(struct writer *writer, uint32_t box, uint32_t b, uint32_t code)
{
	const struct outline *outline = writer->outline;
	uint32_t item = outline_item(outline, box);
	bool begins_item = item && (!writer->next_block ||
	                            writer->next_block <= outline->blocks->boxes[item].first_block);
	bool is_next_item = begins_item && writer->began_item &&
	                    outline->boxes[item].root == outline->boxes[writer->item].root;
	bool is_next_line = code && code == writer->code;
	if (writer->next_block)
		sink_put(writer->sink, is_next_item || is_next_line ? STR("\n") : STR("\n\n"));
	writer->item = item;
	writer->code = code;
	writer->began_item = begins_item;
	writer->next_block = b + 1;
}

/* On one line. */
static void put_cell(struct writer *writer, uint32_t cell)
{
	const struct outline *outline = writer->outline;
	const struct box *box = &outline->blocks->boxes[cell];
	bool is_first = true;
	for (uint32_t b = box->first_block; b < box->end_block; b++) {
		struct str rest = outline->blocks->blocks[b].text;
		if (!outline->kept[b])
			continue;
		if (!is_first)
			sink_put_byte(writer->sink, ' ');
		is_first = false;
		for (;;) {
			size_t end = str_until(rest, "\n\t", 0);
			sink_put(writer->sink, str_slice(rest, 0, end));
			if (end == rest.n)
				break;
			sink_put_byte(writer->sink, ' ');
			rest = str_slice(rest, end + 1, rest.n);
		}
	}
}

static void put_row(struct writer *writer, const struct table_grid *grid)
{
	uint32_t tabs = 0;
	for (uint32_t c = 0; c < grid->width; c++) {
		if (!grid->is_used[c])
			continue;
		if (grid->cells[c] && table_grid_has_text(grid, grid->cells[c])) {
			while (tabs) {
				sink_put_byte(writer->sink, '\t');
				tabs--;
			}
			put_cell(writer, grid->cells[c]);
		}
		tabs++;
	}
}

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
			sink_put_byte(writer->sink, '\n');
		is_first = false;
		put_row(writer, &grid);
	}
}

static void write_text(const struct outline *outline, struct text_sink *sink)
{
	const struct blocks *blocks = outline->blocks;
	struct writer writer = {.outline = outline, .sink = sink};
	for (uint32_t b = 0; b < blocks->block_count; b++) {
		const struct block *block = &blocks->blocks[b];
		if (!outline->kept[b])
			continue;
		uint32_t table = outline_data_table(outline, block);
		if (table) {
			put_separator(&writer, table, b, 0);
			put_table(&writer, table);
			b = blocks->boxes[table].end_block - 1;
			writer.next_block = b + 1;
			writer.began_item = false;
		} else {
			put_separator(&writer, block->box, b, outline_code(outline, block));
			sink_put(sink, outline_text(block));
		}
	}
}

struct str assemble(const struct html_tree *tree, const struct blocks *blocks, const uint8_t *kept,
                    enum article_format format, struct arena *arena)
{
	void (*const write)(const struct outline *, struct text_sink *) =
	        format == ARTICLE_MARKDOWN ? markdown_write : write_text;
	struct outline outline;
	struct text_sink sink = {0};
	outline_init(&outline, tree, blocks, kept, arena);
	write(&outline, &sink);
	sink_allocate(&sink, arena);
	write(&outline, &sink);
	return sink_str(&sink);
}
