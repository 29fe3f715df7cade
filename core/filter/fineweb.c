#include "core/filter/fineweb.h"

#include "core/filter/repeats.h"

enum { SHORT_LINE_CHARS = 30 };

static bool ends_sentence(const struct filter_text *text, struct span line)
{
	return filter_text_is(text, line.end - 1, CHARACTER_SENTENCE_END);
}

/* Thresholds of the code: 0.12, 0.67, 0.01 and 0.3. Blank lines are no lines, but newlines. */
void fineweb_signals(struct signals *signals)
{
	struct filter_text *text = signals->text;
	const struct spans *all = filter_text_lines(text);
	struct spans lines = {arena_array(text->arena, struct span, all->count), 0};
	uint64_t ends = 0, shorts = 0, newlines = all->count - 1;
	for (uint32_t i = 0; i < all->count; i++) {
		struct span line = all->list[i], inner = filter_text_strip(text, line);
		if (inner.begin == inner.end)
			continue;
		lines.list[lines.count++] = line;
		ends += ends_sentence(text, line);
		shorts += line.end - line.begin <= SHORT_LINE_CHARS;
	}
	struct repeats repeats = repeats_of(text, &lines);
	signals_count(signals, SIGNAL_fineweb_lines, lines.count);
	signals_set(signals, SIGNAL_fineweb_end_mark_lines, ends, lines.count);
	signals_set(signals, SIGNAL_fineweb_short_lines, shorts, lines.count);
	signals_set(signals, SIGNAL_fineweb_dup_line_chars, lines.count ? repeats.again_chars : 0,
	            lines.count ? text->count - newlines : 0);
	signals_set(signals, SIGNAL_fineweb_newlines, newlines,
	            filter_text_words(text, signals->cut)->count);
}
