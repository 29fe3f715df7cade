/*
 * The rows and columns of a table: which cell stands where, with colspan and rowspan heeded (HTML,
 * "Forming a table"; a span takes the place of cells and has its text once).
 */
#ifndef CORE_ARTICLE_TABLE_GRID_H
#define CORE_ARTICLE_TABLE_GRID_H

#include "core/article/blocks.h"

enum { TABLE_COLUMNS_MAX = 256 }; /* a wider table is no grid */

struct table_grid {
	const struct html_tree *tree;
	const struct blocks *blocks;
	const uint8_t *kept;
	uint32_t table; /* its box */

	bool is_used[TABLE_COLUMNS_MAX]; /* some kept block is in the column */
	uint32_t used_count;

	uint32_t reach; /* one past the last column that a cell was in */

	/* the row at hand: box of the cell that begins in each column, or 0 */
	uint32_t cells[TABLE_COLUMNS_MAX], width;
	bool has_text;    /* a kept block is in it */
	bool is_too_wide; /* this row or one before it */

	/* between rows */
	uint32_t next, group;
	uint32_t rows_left[TABLE_COLUMNS_MAX]; /* that a cell above reaches down to, by column */
};

/*
 * Looks at all rows. True if this is a table of data: two columns with kept text, and two rows or
 * a header cell. Tables in it are passed over.
 */
bool table_grid_measure(struct table_grid *grid, const struct html_tree *tree,
                        const struct blocks *blocks, const uint8_t *kept, uint32_t table);

/* The next row from the first on; false behind the last, and then from the first again. */
bool table_grid_next_row(struct table_grid *grid);

/* Whether a kept block is in a cell, by its box. */
bool table_grid_has_text(const struct table_grid *grid, uint32_t cell);

#endif
