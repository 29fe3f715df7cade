#include "core/article/table_grid.h"

static uint16_t tag_of(const struct table_grid *grid, uint32_t box)
{
	return grid->tree->nodes[grid->blocks->boxes[box].node].tag;
}

bool table_grid_has_text(const struct table_grid *grid, uint32_t cell)
{
	const struct box *it = &grid->blocks->boxes[cell];
	for (uint32_t b = it->first_block; b < it->end_block; b++)
		if (grid->kept[b])
			return true;
	return false;
}

static void begin(struct table_grid *grid)
{
	grid->next = grid->table + 1;
	grid->group = 0;
	grid->width = 0;
}

/* A rowspan of 0 reaches down to the end of its row group, and no other reaches farther. */
static uint32_t span_of(const struct table_grid *grid, uint32_t cell, struct str name)
{
	enum { SPAN_MAX = 65534 }; /* HTML: of rows */
	unsigned long long span;
	struct str value = html_attribute(grid->tree, grid->blocks->boxes[cell].node, name);
	if (!str_to_number(str_trim(value), UINT32_MAX, &span))
		return 1;
	return span == 0 || span > SPAN_MAX ? SPAN_MAX : (uint32_t)span;
}

static void place_cell(struct table_grid *grid, uint32_t cell, uint32_t *column)
{
	while (*column < TABLE_COLUMNS_MAX && grid->rows_left[*column] > 0)
		(*column)++;
	if (*column == TABLE_COLUMNS_MAX) {
		grid->is_too_wide = true;
		return;
	}
	uint32_t rows = span_of(grid, cell, STR("rowspan"));
	uint32_t end = *column + span_of(grid, cell, STR("colspan"));
	grid->cells[*column] = cell;
	grid->has_text = grid->has_text || table_grid_has_text(grid, cell);
	for (; *column < end && *column < TABLE_COLUMNS_MAX; (*column)++)
		grid->rows_left[*column] = rows;
	grid->reach = *column > grid->reach ? *column : grid->reach;
}

static void read_row(struct table_grid *grid, uint32_t row)
{
	const struct box *boxes = grid->blocks->boxes;
	uint32_t column = 0;
	if (boxes[row].parent != grid->group)
		memset(grid->rows_left, 0, sizeof(*grid->rows_left) * grid->reach);
	grid->group = boxes[row].parent;
	memset(grid->cells, 0, sizeof(*grid->cells) * grid->reach);
	grid->has_text = false;
	for (uint32_t i = row + 1; i < boxes[row].end; i = boxes[i].end)
		if (tag_of(grid, i) == HTML_TAG_TD || tag_of(grid, i) == HTML_TAG_TH)
			place_cell(grid, i, &column);
	grid->width = 0;
	for (uint32_t c = 0; c < grid->reach; c++) {
		if (grid->rows_left[c] == 0)
			continue;
		grid->width = c + 1;
		grid->rows_left[c]--;
	}
}

bool table_grid_next_row(struct table_grid *grid)
{
	const struct box *boxes = grid->blocks->boxes;
	while (grid->next < boxes[grid->table].end) {
		uint32_t i = grid->next;
		uint16_t tag = tag_of(grid, i);
		grid->next = tag == HTML_TAG_TABLE || tag == HTML_TAG_TR ? boxes[i].end : i + 1;
		if (tag != HTML_TAG_TR)
			continue;
		read_row(grid, i);
		return true;
	}
	begin(grid);
	return false;
}

bool table_grid_measure(struct table_grid *grid, const struct html_tree *tree,
                        const struct blocks *blocks, const uint8_t *kept, uint32_t table)
{
	*grid = (struct table_grid){.tree = tree, .blocks = blocks, .kept = kept, .table = table};
	uint32_t rows = 0;
	bool has_header = false;
	begin(grid);
	while (table_grid_next_row(grid)) {
		rows++;
		for (uint32_t c = 0; c < grid->width; c++) {
			uint32_t cell = grid->cells[c];
			if (cell == 0)
				continue;
			has_header = has_header || tag_of(grid, cell) == HTML_TAG_TH;
			grid->is_used[c] = grid->is_used[c] || table_grid_has_text(grid, cell);
		}
	}
	for (uint32_t c = 0; c < grid->reach; c++)
		grid->used_count += grid->is_used[c];
	return !grid->is_too_wide && grid->used_count >= 2 && (rows >= 2 || has_header);
}
