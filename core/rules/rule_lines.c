#include "core/rules/rule_lines.h"

#include "core/text/utf8.h"
#include "core/text/words.h"

bool rule_lines_are_text(struct str text)
{
	return utf8_valid_prefix(text) == text.n;
}

const struct rule_line *rule_lines_cut(struct str text, struct arena *arena, uint32_t *count)
{
	size_t count_max = 1;
	struct str piece;
	for (size_t at = 0; (at = str_find_byte(text, '\n', at)) != STR_NONE; at++)
		count_max++;
	struct rule_line *lines = arena_array(arena, struct rule_line, count_max);
	*count = 0;
	while (str_next(&text, '\n', &piece)) {
		piece = str_trim(piece);
		if (piece.n > 0)
			lines[(*count)++] =
			        (struct rule_line){piece, (uint32_t)words_measure(piece)};
	}
	return lines;
}
