#include "core/terminal_text.h"

#include <stdbool.h>
#include <stddef.h>

#include "core/text/utf8.h"

struct range {
	uint32_t first, last;
};

/* Unicode's East_Asian_Width W and F, in large steps. */
static const struct range wide[] = {
        {0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD},
};

/* Controls (C0, DEL, C1), separators of lines, and marks that turn the direction. */
static const struct range unsafe[] = {
        {0, 0x1F},
        {0x7F, 0x9F},
        {0x2028, 0x202E},
        {0x2066, 0x2069},
};

static bool is_in(const struct range *ranges, size_t count, uint32_t code_point)
{
	for (size_t i = 0; i < count; i++)
		if (code_point >= ranges[i].first && code_point <= ranges[i].last)
			return true;
	return false;
}

static uint32_t columns_of(uint32_t code_point)
{
	return is_in(wide, sizeof(wide) / sizeof(*wide), code_point) ? 2 : 1;
}

uint32_t terminal_text_columns(struct str text)
{
	uint32_t columns = 0;
	for (size_t at = 0; at < text.n;)
		columns += columns_of(utf8_next(text, &at));
	return columns;
}

/* Where the text has to end to take at most `columns`. */
static size_t end_within(struct str text, uint32_t columns)
{
	size_t end = 0;
	for (size_t at = 0; at < text.n; end = at) {
		uint32_t taken = columns_of(utf8_next(text, &at));
		if (taken > columns)
			return end;
		columns -= taken;
	}
	return end;
}

void terminal_text_put(struct buf *out, struct str text, uint32_t columns)
{
	size_t end = end_within(text, columns);
	bool is_cut = end < text.n;
	if (is_cut)
		end = end_within(text, columns > 0 ? columns - 1 : 0);
	for (size_t at = 0; at < end;) {
		size_t from = at;
		uint32_t code_point = utf8_next(text, &at);
		if (code_point == '\n' || code_point == '\t')
			buf_append_byte(out, ' ');
		else if (is_in(unsafe, sizeof(unsafe) / sizeof(*unsafe), code_point))
			buf_append_byte(out, '?');
		else
			buf_append(out, str_slice(text, from, at));
	}
	if (is_cut && columns > 0)
		buf_append(out, STR("…"));
}
