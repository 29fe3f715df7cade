/*
 * cc_net drops texts under 300 characters and paragraphs that other pages of the crawl have too. Of
 * one text there is to see which paragraphs it repeats itself; across pages that is --dedup-lines.
 * Paragraphs are compared as cc_net does: trimmed, in lower case (ASCII here), each digit a 0,
 * without control characters and without punctuation that is not ASCII.
 */
#include "core/filter/ccnet.h"

#include "core/filter/repeats.h"

static bool is_dropped(const struct filter_text *text, uint32_t at)
{
	char c = filter_text_ascii(text, at);
	if (c)
		return (unsigned char)c < ' ' || c == 0x7f;
	return filter_text_is(text, at, CHARACTER_PUNCTUATION); /* NUL too, and U+0080 to U+009F */
}

static struct str normalised(struct filter_text *text, struct span line, char *out)
{
	struct str lower = filter_text_lower(text);
	size_t n = 0;
	for (uint32_t i = line.begin; i < line.end; i++) {
		if (is_dropped(text, i))
			continue;
		if (filter_text_is(text, i, CHARACTER_DIGIT)) {
			out[n++] = '0';
			continue;
		}
		for (uint32_t at = text->offsets[i]; at < text->offsets[i + 1]; at++)
			out[n++] = lower.p[at];
	}
	return (struct str){out, n};
}

void ccnet_signals(struct signals *signals)
{
	struct filter_text *text = signals->text;
	const struct spans *lines = filter_text_lines(text);
	char *out = arena_bytes(text->arena, text->text.n);
	uint64_t count = 0, chars = 0, again = 0, again_chars = 0;
	struct numbering numbering;
	numbering_init(&numbering, lines->count, text->arena);
	for (uint32_t i = 0; i < lines->count; i++) {
		struct span line = filter_text_strip(text, lines->list[i]);
		uint32_t known = numbering.count, line_chars = line.end - line.begin;
		if (line_chars == 0)
			continue;
		bool seen =
		        numbering_of(&numbering, repeats_hash(normalised(text, line, out))) < known;
		count++;
		chars += line_chars;
		again += seen;
		again_chars += seen ? line_chars : 0;
	}
	signals_count(signals, SIGNAL_ccnet_chars, text->count);
	signals_count(signals, SIGNAL_ccnet_paragraphs, count);
	signals_set(signals, SIGNAL_ccnet_dup_paragraphs, again, count);
	signals_set(signals, SIGNAL_ccnet_dup_chars, again_chars, chars);
}
