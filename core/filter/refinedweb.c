#include "core/filter/refinedweb.h"

#include <string.h>

#include "core/filter/c4.h"

typedef bool keeps_line(struct filter_text *text, struct span line, struct fraction limit);

/* The lines that `keeps` keeps. Some steps strip the white space at the ends of what is left. */
static struct str keep_lines(struct filter_text *text, keeps_line *keeps, struct fraction limit,
                             bool strips)
{
	const struct spans *lines = filter_text_lines(text);
	char *out = arena_bytes(text->arena, text->text.n + 1);
	size_t n = 0;
	for (uint32_t i = 0; i < lines->count; i++) {
		struct str line = filter_text_slice(text, lines->list[i]);
		if (!keeps(text, lines->list[i], limit))
			continue;
		memcpy(out + n, line.p, line.n);
		n += line.n;
		out[n++] = '\n';
	}
	n -= n > 0;
	struct str kept = {out, n};
	return strips ? filter_text_stripped(kept, text->arena) : kept;
}

struct str refinedweb_newlines(struct filter_text *text, struct fraction limit)
{
	char *out = arena_bytes(text->arena, text->text.n);
	size_t n = 0;
	uint64_t row = 0;
	for (size_t i = 0; i < text->text.n; i++) {
		row = text->text.p[i] == '\n' ? row + 1 : 0;
		if (row <= limit.value)
			out[n++] = text->text.p[i];
	}
	return (struct str){out, n};
}

/* ---- shares of a line's characters ---- */

static bool has_at_most(const struct filter_text *text, struct span line, uint16_t flag,
                        struct fraction limit)
{
	uint64_t count = 0;
	for (uint32_t i = line.begin; i < line.end; i++)
		count += filter_text_is(text, i, flag);
	return count * limit.over <= limit.value * (line.end - line.begin);
}

static bool is_not_uppercase(struct filter_text *text, struct span line, struct fraction limit)
{
	return has_at_most(text, line, CHARACTER_UPPER, limit);
}

struct str refinedweb_uppercase(struct filter_text *text, struct fraction limit)
{
	return keep_lines(text, is_not_uppercase, limit, true);
}

static bool is_not_numeric(struct filter_text *text, struct span line, struct fraction limit)
{
	return has_at_most(text, line, CHARACTER_DIGIT, limit);
}

struct str refinedweb_numeric(struct filter_text *text, struct fraction limit)
{
	return keep_lines(text, is_not_numeric, limit, true);
}

/* ---- counters ---- */

static uint32_t skip_non_words(const struct filter_text *text, uint32_t at, uint32_t end)
{
	while (at < end && !filter_text_is(text, at, CHARACTER_WORD))
		at++;
	return at;
}

static bool is_counted(struct str word)
{
	static const char *const counted[] = {"likes",     "shares",    "comments",  "retweets",
	                                      "reposts",   "quotes",    "bookmarks", "upvotes",
	                                      "downvotes", "downloads", "views",     "followers"};
	for (size_t i = 0; i < sizeof(counted) / sizeof(*counted); i++)
		if (str_equal_nocase(word, str_from(counted[i])))
			return true;
	return false;
}

/* A number, perhaps in thousands (k), millions or billions; then what it counts, and no more. */
static bool is_no_counter(struct filter_text *text, struct span line, struct fraction limit)
{
	(void)limit;
	uint32_t at = skip_non_words(text, line.begin, line.end), word;
	if (at == line.end || !filter_text_is(text, at, CHARACTER_DIGIT))
		return true;
	for (; at < line.end; at++) {
		char c = filter_text_ascii(text, at);
		if (c != ',' && c != '.' && !filter_text_is(text, at, CHARACTER_DIGIT))
			break;
	}
	char unit = at < line.end ? ascii_lower(filter_text_ascii(text, at)) : 0;
	at += unit == 'k' || unit == 'm' || unit == 'b';
	for (word = at; word < line.end && filter_text_is(text, word, CHARACTER_SPACE);)
		word++;
	uint32_t end = word;
	while (end < line.end && filter_text_is(text, end, CHARACTER_WORD))
		end++;
	return word == at || !is_counted(filter_text_slice(text, (struct span){word, end})) ||
	       skip_non_words(text, end, line.end) < line.end;
}

struct str refinedweb_counters(struct filter_text *text, struct fraction limit)
{
	return keep_lines(text, is_no_counter, limit, true);
}

/* ---- phrases that go out of short lines ---- */

enum { SHORT_LINE_WORDS = 10 };

/*
 * Where the next match of a phrase in a line begins and ends, in characters; false if there is
 * none. White space beside it is part of it.
 */
typedef bool finds_phrase(struct filter_text *text, struct span line, struct span *found);

static bool phrase_at(const struct filter_text *text, uint32_t at, uint32_t end, const char *phrase)
{
	for (; *phrase; phrase++, at++)
		if (at >= end || ascii_lower(filter_text_ascii(text, at)) != *phrase)
			return false;
	return true;
}

static bool finds_cart(struct filter_text *text, struct span line, struct span *found)
{
	static const char phrase[] = "items in cart";
	for (uint32_t at = line.begin; at < line.end; at++)
		if (phrase_at(text, at, line.end, phrase)) {
			bool space =
			        at > line.begin && filter_text_is(text, at - 1, CHARACTER_SPACE);
			*found = (struct span){at - space, at + (uint32_t)sizeof(phrase) - 1};
			return true;
		}
	return false;
}

/* Its list is no list of plain texts: the three dots are any three characters. */
static bool finds_read_more(struct filter_text *text, struct span line, struct span *found)
{
	static const char phrase[] = "read more";
	enum { CHARS = sizeof(phrase) - 1 + 3 };
	if (line.end - line.begin < CHARS || !phrase_at(text, line.end - CHARS, line.end, phrase))
		return false;
	uint32_t at = line.end - CHARS;
	bool space = at > line.begin && filter_text_is(text, at - 1, CHARACTER_SPACE);
	*found = (struct span){at - space, line.end};
	return true;
}

static bool finds_sign_in(struct filter_text *text, struct span line, struct span *found)
{
	static const char phrase[] = "sign-in";
	uint32_t end = line.begin + (uint32_t)sizeof(phrase) - 1;
	bool at_start = line.begin == 0 || filter_text_ascii(text, line.begin - 1) == '\n';
	if (!at_start || !phrase_at(text, line.begin, line.end, phrase))
		return false;
	end += end < line.end && filter_text_is(text, end, CHARACTER_SPACE);
	*found = (struct span){line.begin, end};
	return true;
}

static size_t append(char *out, size_t n, struct str s)
{
	memcpy(out + n, s.p, s.n);
	return n + s.n;
}

/* The line without its phrases; SIZE_MAX if nothing but white space is left of one. */
static size_t without_phrases(struct filter_text *text, struct span line, finds_phrase *finds,
                              char *out, size_t n)
{
	bool any_left = line.begin == line.end, any_found = false;
	struct span found;
	while (line.begin < line.end && finds(text, line, &found)) {
		struct span before = {line.begin, found.begin};
		struct span inner = filter_text_strip(text, before);
		n = append(out, n, filter_text_slice(text, before));
		any_left |= inner.begin < inner.end;
		any_found = true;
		line.begin = found.end;
	}
	struct span inner = filter_text_strip(text, line);
	any_left |= inner.begin < inner.end || !any_found;
	return any_left ? append(out, n, filter_text_slice(text, line)) : SIZE_MAX;
}

static bool is_blank(const struct filter_text *text, struct span line)
{
	struct span inner = filter_text_strip(text, line);
	return inner.begin == inner.end;
}

static struct str drop_phrases(struct filter_text *text, finds_phrase *finds)
{
	const struct spans *lines = filter_text_lines(text);
	char *out = arena_bytes(text->arena, text->text.n + 1);
	size_t n = 0;
	for (uint32_t i = 0; i < lines->count; i++) {
		struct span line = lines->list[i];
		size_t end;
		if (filter_text_split_count(text, line) > SHORT_LINE_WORDS)
			end = append(out, n, filter_text_slice(text, line));
		else if (line.begin < line.end && is_blank(text, line))
			continue; /* a line of spaces goes as well */
		else
			end = without_phrases(text, line, finds, out, n);
		if (end == SIZE_MAX)
			continue;
		n = end;
		out[n++] = '\n';
	}
	return filter_text_stripped((struct str){out, n - (n > 0)}, text->arena);
}

struct str refinedweb_cart(struct filter_text *text, struct fraction limit)
{
	(void)limit;
	return drop_phrases(text, finds_cart);
}

struct str refinedweb_read_more(struct filter_text *text, struct fraction limit)
{
	(void)limit;
	return drop_phrases(text, finds_read_more);
}

struct str refinedweb_sign_in(struct filter_text *text, struct fraction limit)
{
	(void)limit;
	return drop_phrases(text, finds_sign_in);
}

/* ---- words ---- */

static bool has_words(struct filter_text *text, struct span line, struct fraction limit)
{
	return line.begin == line.end || filter_text_split_count(text, line) >= limit.value;
}

struct str refinedweb_line_words(struct filter_text *text, struct fraction limit)
{
	return keep_lines(text, has_words, limit, false);
}

static bool has_no_long_word(struct filter_text *text, struct span line, struct fraction limit)
{
	uint64_t chars = 0;
	for (uint32_t i = line.begin; i < line.end; i++) {
		chars = filter_text_is(text, i, CHARACTER_SPACE) ? 0 : chars + 1;
		if (chars > limit.value)
			return false;
	}
	return true;
}

struct str refinedweb_long_words(struct filter_text *text, struct fraction limit)
{
	return keep_lines(text, has_no_long_word, limit, false);
}

/* ---- C4 as DCLM has it ---- */

struct str refinedweb_citations(struct filter_text *text, struct fraction limit)
{
	(void)limit;
	return c4_without_citations(text->text, text->arena);
}

static bool has_end_mark(struct filter_text *text, struct span line, struct fraction limit)
{
	(void)limit;
	if (line.begin == line.end)
		return true;
	line = filter_text_strip(text, line);
	char last = line.begin < line.end ? filter_text_ascii(text, line.end - 1) : 0;
	return last && strchr(".!?\"", last) && !filter_text_ends(text, line, STR("..."));
}

struct str refinedweb_end_marks(struct filter_text *text, struct fraction limit)
{
	return keep_lines(text, has_end_mark, limit, false);
}

static struct str lower_line(struct filter_text *text, struct span line)
{
	return str_slice(filter_text_lower(text), text->offsets[line.begin],
	                 text->offsets[line.end]);
}

static bool has_no_javascript(struct filter_text *text, struct span line, struct fraction limit)
{
	(void)limit;
	return !(filter_text_phrases(text) & PHRASE_SCRIPT) ||
	       str_find(lower_line(text, line), STR("javascript"), 0) == STR_NONE;
}

struct str refinedweb_javascript(struct filter_text *text, struct fraction limit)
{
	return keep_lines(text, has_no_javascript, limit, true);
}

static bool is_no_policy(struct filter_text *text, struct span line, struct fraction limit)
{
	(void)limit;
	return !(filter_text_phrases(text) & PHRASES_POLICY) ||
	       !c4_is_policy(lower_line(text, line));
}

struct str refinedweb_policy(struct filter_text *text, struct fraction limit)
{
	return keep_lines(text, is_no_policy, limit, true);
}

void refinedweb_signals(struct signals *signals)
{
	signals_set(signals, SIGNAL_dclm_removed_words, 0, 0);
}
