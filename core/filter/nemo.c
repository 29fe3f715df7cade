/*
 * What NeMo Curator asks besides Gopher's rules (nemo_curator/stages/text/filters/heuristic, with
 * its word lists): shares of characters, of lines that are not blank, of paragraphs. Its
 * thresholds: non-alphanumeric .25, numbers .15, URLs .2, white space .25, brackets .1, symbols .1,
 * longest word 1,000, bullets .9, ellipses .3, no end mark .85, boilerplate .4.
 */
#include "core/filter/nemo.h"

#include <string.h>

#include "core/filter/c4.h"

static const struct str bullets[] = {
        STR_INIT("\u2022"), STR_INIT("\u2023"), STR_INIT("\u2043"), STR_INIT("\u204c"),
        STR_INIT("\u204d"), STR_INIT("\u2219"), STR_INIT("\u25cb"), STR_INIT("\u25cf"),
        STR_INIT("\u25d8"), STR_INIT("\u25e6"), STR_INIT("\u29be"), STR_INIT("\u29bf"),
};
static const struct str ellipses[] = {
        STR_INIT("..."),      STR_INIT("[...]"),   STR_INIT("\u2026"),      STR_INIT("(...)"),
        STR_INIT("[\u2026]"), STR_INIT("-\u00bb"), STR_INIT("read more.."), STR_INIT("read more"),
};
enum {
	BULLETS = sizeof(bullets) / sizeof(*bullets),
	ELLIPSES = sizeof(ellipses) / sizeof(*ellipses),
};

static bool is_url_byte(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c) ||
	       (c && strchr("$-_@.&+!*(),", c));
}

/* Up to the first "/" of the path, which its pattern does not take; %41 is one of the characters.
 */
static uint64_t url_chars(struct str text)
{
	uint64_t chars = 0;
	for (size_t at = 0; (at = str_find(text, STR("http"), at)) != STR_NONE;) {
		size_t begin = at;
		at += sizeof("http") - 1;
		at += at < text.n && text.p[at] == 's';
		if (!str_starts(str_slice(text, at, text.n), STR("://")))
			continue;
		size_t host = at += sizeof("://") - 1;
		while (at < text.n && is_url_byte(text.p[at]))
			at++;
		chars += at > host ? at - begin : 0;
	}
	return chars;
}

/* What its patterns ask of a byte of ASCII. */
enum { BYTE_PLAIN = 1 << 0, BYTE_SPACE = 1 << 1, BYTE_BRACKET = 1 << 2 };

static unsigned byte_kinds(unsigned char c)
{
	if (ascii_is_alpha(c) || ascii_is_digit(c) || c == '?' || c == '!' || c == ',' || c == '.')
		return BYTE_PLAIN;
	switch (c) {
	case '\n':
		return BYTE_PLAIN | BYTE_SPACE;
	case ' ':
	case '\t':
	case '\r':
	case '\b':
		return BYTE_SPACE;
	case '(':
	case ')':
	case '[':
	case ']':
	case '{':
	case '}':
		return BYTE_BRACKET;
	default:
		return 0;
	}
}

static uint64_t angle_brackets(struct str text)
{
	uint64_t count = 0;
	for (size_t at = 0; (at = str_find(text, STR("\u27e8"), at)) != STR_NONE; at++)
		count++;
	for (size_t at = 0; (at = str_find(text, STR("\u27e9"), at)) != STR_NONE; at++)
		count++;
	return count;
}

static void character_signals(struct signals *signals)
{
	const struct filter_text *text = signals->text;
	const unsigned char *bytes = (const unsigned char *)text->text.p;
	uint32_t counts[256] = {0};
	uint64_t plain = 0, digits = 0, space = 0, brackets = 0, over = text->count;
	for (size_t i = 0; i < text->text.n; i++)
		counts[bytes[i]]++;
	for (unsigned c = 0; c < 0x80; c++) {
		unsigned kinds = byte_kinds((unsigned char)c);
		plain += kinds & BYTE_PLAIN ? counts[c] : 0;
		space += kinds & BYTE_SPACE ? counts[c] : 0;
		brackets += kinds & BYTE_BRACKET ? counts[c] : 0;
	}
	for (uint32_t i = 0; i < text->count; i++)
		digits += (text->flags[i] & CHARACTER_DIGIT) != 0;
	if (text->count < text->text.n) /* not all of it is ASCII */
		brackets += angle_brackets(text->text);
	signals_set(signals, SIGNAL_nemo_non_alphanumeric, over - plain, over);
	signals_set(signals, SIGNAL_nemo_numbers, digits, over);
	signals_set(signals, SIGNAL_nemo_white_space, space, over);
	signals_set(signals, SIGNAL_nemo_parentheses, brackets, over);
	signals_set(signals, SIGNAL_nemo_url_chars, url_chars(text->text), over);
}

/* An ellipsis, or a word with more runs of "#" than half its characters: "#" alone. */
static bool is_symbol(const struct word *word)
{
	uint32_t runs = 0;
	for (size_t i = 0; i < word->text.n; i++)
		runs += word->text.p[i] == '#' && (i == 0 || word->text.p[i - 1] != '#');
	if (2 * runs > word->chars)
		return true;
	for (int i = 0; i < ELLIPSES; i++)
		if (str_equal(word->text, ellipses[i]))
			return true;
	return false;
}

static void word_signals(struct signals *signals)
{
	const struct words *words = filter_text_words(signals->text, WORDS_SPLIT);
	uint64_t symbols = 0, longest = 0;
	for (uint32_t i = 0; i < words->count; i++) {
		const struct word *word = &words->list[i];
		symbols += !word->has_alpha && is_symbol(word);
		longest = word->chars > longest ? word->chars : longest;
	}
	signals_set(signals, SIGNAL_nemo_symbols, symbols, words->count);
	signals_count(signals, SIGNAL_nemo_longest_word, longest);
}

static bool has_end_mark(const struct filter_text *text, struct span line)
{
	char last = filter_text_ascii(text, line.end - 1);
	return last && strchr(".?!\"'", last);
}

static bool ends_with_ellipsis(struct str lower)
{
	for (int i = 0; i < ELLIPSES; i++)
		if (str_ends(lower, ellipses[i]))
			return true;
	return false;
}

static void line_signals(struct signals *signals)
{
	struct filter_text *text = signals->text;
	const struct spans *lines = filter_text_lines(text);
	struct str lower = filter_text_lower(text);
	uint64_t count = 0, starting = 0, ending = 0, unmarked = 0;
	for (uint32_t i = 0; i < lines->count; i++) {
		struct span line = filter_text_strip(text, lines->list[i]);
		if (line.begin == line.end)
			continue;
		bool starts = false;
		for (int b = 0; b < BULLETS && !starts; b++)
			starts = filter_text_starts(text, line, bullets[b]);
		count++;
		starting += starts;
		ending += ends_with_ellipsis(
		        str_slice(lower, text->offsets[line.begin], text->offsets[line.end]));
		unmarked += !has_end_mark(text, line);
	}
	signals_set(signals, SIGNAL_nemo_bullet_lines, starting, count);
	signals_set(signals, SIGNAL_nemo_ellipsis_lines, ending, count);
	signals_set(signals, SIGNAL_nemo_no_end_mark_lines, unmarked, count);
}

/* Its longer phrases all have one of C4's in them, but for "privacy overview" and two more. */
static bool is_boilerplate(struct str lower)
{
	static const struct str more[] = {STR_INIT("privacy overview"),
	                                  STR_INIT("privacy & cookies policy"),
	                                  STR_INIT("privacy and cookies policy")};
	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
		if (str_find(lower, more[i], 0) != STR_NONE)
			return true;
	return c4_is_policy(lower);
}

static void paragraph_signals(struct signals *signals)
{
	struct str lower = filter_text_lower(signals->text);
	unsigned phrases = filter_text_phrases(signals->text);
	uint64_t count = 0, boilerplate = 0;
	for (size_t at = 0, end; at <= lower.n; at = end + 2, count++) {
		end = str_find(lower, STR("\n\n"), at);
		end = end == STR_NONE ? lower.n : end;
		boilerplate +=
		        (phrases & PHRASES_POLICY) && is_boilerplate(str_slice(lower, at, end));
	}
	if (phrases & PHRASE_LOREM)
		boilerplate = count;
	signals_set(signals, SIGNAL_nemo_boilerplate, boilerplate, count);
}

void nemo_signals(struct signals *signals)
{
	character_signals(signals);
	word_signals(signals);
	line_signals(signals);
	paragraph_signals(signals);
}
