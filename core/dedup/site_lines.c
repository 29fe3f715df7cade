/*
 * In markdown, a line stays that others lean on or that leans on others: those of fenced code, of
 * quotes and tables, lines joined by a backslash, and a list's item with something indented below.
 */
#include "core/dedup/site_lines.h"

#include <string.h>

#include "core/base/hash.h"
#include "core/text/folding.h"

/* Where one is in a markdown text. */
struct markdown_place {
	size_t fence;   /* backticks that the code in hand was opened by; 0: in no code */
	bool is_joined; /* the line before ends in a backslash */
};

/* Odd, half of its bits set: the fractional part of the golden ratio. */
#define KEY_FACTOR 0x9e3779b97f4a7c15u

/* 0 for a line without words. */
static uint64_t key_of_line(struct str line, uint64_t site)
{
	struct folding folding;
	struct str stretch, word;
	uint64_t key = site;
	bool has_words = false;
	folding_begin(&folding, line);
	while (folding_next(&folding, &stretch))
		while (str_next(&stretch, ' ', &word)) {
			if (word.n == 0)
				continue;
			key = (key ^ hash64(word)) * KEY_FACTOR;
			key ^= key >> 32;
			has_words = true;
		}
	return has_words ? key | (key == 0) : 0;
}

static size_t ticks_at_start(struct str line)
{
	size_t n = 0;
	while (n < line.n && line.p[n] == '`')
		n++;
	return n;
}

/* True for a line of code or a fence around it. */
static bool is_code(struct markdown_place *place, struct str line)
{
	enum { FENCE_MIN = 3 };
	size_t ticks = ticks_at_start(line);
	if (place->fence == 0) {
		place->fence = ticks >= FENCE_MIN ? ticks : 0;
		return place->fence > 0;
	}
	if (ticks >= place->fence && ticks == line.n)
		place->fence = 0;
	return true;
}

static bool is_indented(struct str text, size_t at)
{
	while (at < text.n && text.p[at] == '\n')
		at++;
	return at < text.n && text.p[at] == ' ';
}

/* True if the line from `from` to `to` of a markdown text can be taken out by itself. */
static bool stands_alone(struct markdown_place *place, struct str text, size_t from, size_t to)
{
	struct str line = str_slice(text, from, to);
	bool was_joined = place->is_joined;
	place->is_joined = str_ends(line, STR("\\"));
	if (is_code(place, line) || was_joined || place->is_joined)
		return false;
	return line.n > 0 && strchr(" |>", line.p[0]) == NULL && !is_indented(text, to);
}

static size_t count_lines(struct str text)
{
	size_t count = 1;
	for (size_t at = 0; (at = str_find_byte(text, '\n', at)) != STR_NONE; at++)
		count++;
	return count < SITE_LINES_PER_TEXT_MAX ? count : SITE_LINES_PER_TEXT_MAX;
}

struct site_lines site_lines_of(struct str text, bool is_markdown, struct str site,
                                struct arena *arena)
{
	struct markdown_place place = {0, false};
	struct site_lines lines = {.list = arena_array(arena, struct site_line, count_lines(text))};
	uint64_t site_hash = hash64(site);
	for (size_t from = 0, to; from < text.n; from = to + 1) {
		to = str_find_byte(text, '\n', from);
		if (to == STR_NONE)
			to = text.n;
		uint64_t key = key_of_line(str_slice(text, from, to), site_hash);
		bool is_loose = !is_markdown || stands_alone(&place, text, from, to);
		if (key == 0)
			continue;
		if (is_loose && lines.count < SITE_LINES_PER_TEXT_MAX)
			lines.list[lines.count++] =
			        (struct site_line){key, (uint32_t)from, (uint32_t)to};
		else
			lines.has_others = true;
	}
	return lines;
}

/* Where the text goes on behind a dropped line, if `n` bytes of what is left stand before it. */
static size_t behind(struct str text, const struct site_line *dropped, const char *left, size_t n)
{
	bool is_blank_before = n < 2 || (left[n - 1] == '\n' && left[n - 2] == '\n');
	size_t at = dropped->to + (dropped->to < text.n);
	while (is_blank_before && at < text.n && text.p[at] == '\n')
		at++;
	return at;
}

struct str site_lines_drop(struct str text, const struct site_line *dropped, uint32_t count,
                           struct arena *arena)
{
	char *left = arena_bytes(arena, text.n);
	size_t n = 0, at = 0;
	for (uint32_t i = 0; i < count; i++) {
		memcpy(left + n, text.p + at, dropped[i].from - at);
		n += dropped[i].from - at;
		at = behind(text, &dropped[i], left, n);
	}
	memcpy(left + n, text.p + at, text.n - at);
	n += text.n - at;
	arena_shrink(arena, left, text.n, n);
	return str_trim((struct str){left, n});
}
