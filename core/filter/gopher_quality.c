/*
 * The same thresholds, three meanings: what is a word, a bullet, an ellipsis, whether blank lines
 * count, mean or median. Each is measured on what that program's code does: datatrove (a649de7),
 * DCLM (361714b), Dolma's taggers gopher_v1 and gopher_v2 (669f534).
 */
#include "core/filter/gopher_quality.h"

#include <stdlib.h>
#include <string.h>

#include "core/filter/word_cuts.h"

enum { STOP_WORDS = 8 };

static const struct str ellipsis = STR_INIT("\u2026"), three_dots = STR_INIT("...");

/* The bytes of a word of at most four letters as one number. */
#define LETTERS(a, b, c, d)                                                                        \
	((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)

/* Which of the stop words it is, or STOP_WORDS: the, be, to, of, and, that, have, with. */
static unsigned stop_word_of(struct str word, bool any_case)
{
	static const uint32_t letters[STOP_WORDS] = {
	        LETTERS('t', 'h', 'e', 0),   LETTERS('b', 'e', 0, 0),
	        LETTERS('t', 'o', 0, 0),     LETTERS('o', 'f', 0, 0),
	        LETTERS('a', 'n', 'd', 0),   LETTERS('t', 'h', 'a', 't'),
	        LETTERS('h', 'a', 'v', 'e'), LETTERS('w', 'i', 't', 'h')};
	/* the first letters, by their last five bits */
	const uint32_t firsts = 1u << ('t' & 31) | 1u << ('b' & 31) | 1u << ('o' & 31) |
	                        1u << ('a' & 31) | 1u << ('h' & 31) | 1u << ('w' & 31);
	uint32_t number = 0;
	unsigned i = 0;
	if (word.n < 2 || word.n > sizeof(number) || !(firsts >> (word.p[0] & 31) & 1))
		return STOP_WORDS;
	for (size_t at = word.n; at-- > 0;) {
		char c = any_case ? ascii_lower(word.p[at]) : word.p[at];
		number = number << 8 | (unsigned char)c;
	}
	while (i < STOP_WORDS && letters[i] != number)
		i++;
	return i;
}

/* "#", and ellipses of the three kinds, each without overlap with others of its kind. */
struct symbols {
	uint64_t hashes, dots, spaced_dots, ellipses;
};

static struct symbols count_symbols(const struct filter_text *text)
{
	struct str s = text->text;
	struct symbols symbols = {0};
	for (size_t at = 0; (at = str_find_byte(s, '#', at)) != STR_NONE; at++)
		symbols.hashes++;
	for (size_t at = 0, spaced = 0; (at = str_find_byte(s, '.', at)) != STR_NONE;) {
		struct str rest = str_slice(s, at, s.n);
		bool is_dots = str_starts(rest, three_dots);
		if (at >= spaced && str_starts(rest, STR(". . ."))) {
			symbols.spaced_dots++;
			spaced = at + sizeof(". . .") - 1;
		}
		symbols.dots += is_dots;
		at += is_dots ? three_dots.n : 1;
	}
	if (text->count < s.n) /* not all of it is ASCII */
		for (size_t at = 0; (at = str_find(s, ellipsis, at)) != STR_NONE; at += ellipsis.n)
			symbols.ellipses++;
	return symbols;
}

/* ---- datatrove ---- */

static void datatrove_lines(struct signals *signals)
{
	struct filter_text *text = signals->text;
	const struct spans *lines = filter_text_all_lines(text);
	uint64_t bullets = 0, ends = 0;
	for (uint32_t i = 0; i < lines->count; i++) {
		struct span line = filter_text_strip(text, lines->list[i]);
		bullets += filter_text_starts(text, line, STR("\u2022")) ||
		           filter_text_starts(text, line, STR("-"));
		ends += filter_text_ends(text, line, three_dots) ||
		        filter_text_ends(text, line, ellipsis);
	}
	signals_set(signals, SIGNAL_datatrove_bullet_lines, bullets, lines->count);
	signals_set(signals, SIGNAL_datatrove_ellipsis_lines, ends, lines->count);
}

void gopher_quality_datatrove(struct signals *signals)
{
	const struct words *words = filter_text_words(signals->text, signals->cut);
	uint64_t plain = 0, plain_chars = 0, alpha = 0;
	unsigned stops = 0; /* a bit each */
	for (uint32_t i = 0; i < words->count; i++) {
		const struct word *word = &words->list[i];
		plain += !word->is_punctuation;
		plain_chars += word->is_punctuation ? 0 : word->chars;
		alpha += word->has_alpha;
		stops |= 1u << stop_word_of(word->text, false);
	}
	struct symbols symbols = count_symbols(signals->text);
	stops &= (1u << STOP_WORDS) - 1;
	signals_count(signals, SIGNAL_datatrove_words, plain);
	signals_set(signals, SIGNAL_datatrove_mean_word_length, plain_chars, plain);
	signals_set(signals, SIGNAL_datatrove_hashes, symbols.hashes, words->count);
	signals_set(signals, SIGNAL_datatrove_ellipses, symbols.dots + symbols.ellipses,
	            words->count);
	signals_set(signals, SIGNAL_datatrove_alpha_words, alpha, words->count);
	signals_count(signals, SIGNAL_datatrove_stop_words, (uint64_t)__builtin_popcount(stops));
	datatrove_lines(signals);
}

/* ---- DCLM ---- */

static bool has_any(const struct filter_text *text, struct span line, const struct str *marks,
                    int count, bool (*has)(const struct filter_text *, struct span, struct str))
{
	for (int i = 0; i < count; i++)
		if (has(text, line, marks[i]))
			return true;
	return false;
}

static void dclm_lines(struct signals *signals)
{
	static const struct str bullets[] = {STR_INIT("\u25cf"), STR_INIT("\u2022"), STR_INIT("*"),
	                                     STR_INIT("-")};
	static const struct str ends[] = {STR_INIT("..."), STR_INIT(". . ."), STR_INIT("\u2026")};
	struct filter_text *text = signals->text;
	const struct spans *lines = filter_text_lines(text);
	uint64_t count = 0, starting = 0, ending = 0;
	for (uint32_t i = 0; i < lines->count; i++) {
		struct span line = filter_text_strip(text, lines->list[i]);
		count += line.begin < line.end;
		starting += has_any(text, line, bullets, 4, filter_text_starts);
		ending += has_any(text, line, ends, 3, filter_text_ends);
	}
	signals_set(signals, SIGNAL_dclm_bullet_lines, starting, count);
	signals_set(signals, SIGNAL_dclm_ellipsis_lines, ending, count);
}

void gopher_quality_dclm(struct signals *signals)
{
	const struct words *words = filter_text_words(signals->text, WORDS_SPLIT);
	struct symbols symbols = count_symbols(signals->text);
	uint64_t chars = 0, alpha = 0, stops = 0;
	for (uint32_t i = 0; i < words->count; i++) {
		const struct word *word = &words->list[i];
		chars += word->chars;
		alpha += word->has_alpha;
		stops += stop_word_of(word->text, true) < STOP_WORDS;
	}
	signals_count(signals, SIGNAL_dclm_words, word_cuts_fasttext_count(signals->text, words));
	signals_set(signals, SIGNAL_dclm_mean_word_length, chars, words->count);
	signals_set(signals, SIGNAL_dclm_symbols,
	            symbols.hashes + symbols.dots + symbols.spaced_dots + symbols.ellipses,
	            words->count);
	signals_set(signals, SIGNAL_dclm_non_alpha_words, words->count - alpha, words->count);
	signals_count(signals, SIGNAL_dclm_stop_words, stops);
	dclm_lines(signals);
}

/* ---- Dolma ---- */

/* v1 splits at each "\n"; v2 at runs of them, so that one blank line is left at either end. */
static void dolma_lines(struct signals *signals)
{
	struct filter_text *text = signals->text;
	const struct spans *lines = filter_text_lines(text);
	uint64_t count = 0, bullets = 0, ends = 0;
	for (uint32_t i = 0; i < lines->count; i++) {
		struct span line = lines->list[i];
		bool is_end = i == 0 || i == lines->count - 1;
		count += is_end || line.begin < line.end;
		bullets += filter_text_starts(text, line, STR("*")) ||
		           filter_text_starts(text, line, STR("-"));
		ends += filter_text_ends(text, line, ellipsis);
	}
	signals_set(signals, SIGNAL_dolma_bullet_lines, bullets, lines->count);
	signals_set(signals, SIGNAL_dolma_ellipsis_lines, ends, lines->count);
	signals_set(signals, SIGNAL_dolma_v2_bullet_lines, bullets, count);
	signals_set(signals, SIGNAL_dolma_v2_ellipsis_lines, ends, count);
}

static int by_number(const void *a, const void *b)
{
	uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;
	return (first > second) - (first < second);
}

/* The n-th length of the words in order: by counting, since nearly all are short. */
static uint64_t nth_length(const struct words *words, uint32_t n, struct arena *arena)
{
	enum { LENGTHS = 64 };
	uint32_t counts[LENGTHS] = {0}, below = 0;
	for (uint32_t i = 0; i < words->count; i++)
		counts[words->list[i].chars < LENGTHS ? words->list[i].chars : 0]++;
	for (uint32_t length = 1; length < LENGTHS; length++)
		if ((below += counts[length]) > n)
			return length;
	uint32_t *lengths = arena_array(arena, uint32_t, words->count);
	for (uint32_t i = 0; i < words->count; i++)
		lengths[i] = words->list[i].chars;
	qsort(lengths, words->count, sizeof(*lengths), by_number);
	return lengths[n];
}

static void dolma_median(struct signals *signals, const struct words *words)
{
	struct arena *arena = signals->text->arena;
	uint32_t half = words->count / 2;
	if (words->count == 0)
		signals_set(signals, SIGNAL_dolma_median_word_length, 0, 1);
	else if (words->count % 2 == 1)
		signals_set(signals, SIGNAL_dolma_median_word_length,
		            nth_length(words, half, arena), 1);
	else
		signals_set(signals, SIGNAL_dolma_median_word_length,
		            nth_length(words, half - 1, arena) + nth_length(words, half, arena), 2);
}

static bool has_symbol(struct str word)
{
	return str_find_byte(word, '#', 0) != STR_NONE || str_find(word, ellipsis, 0) != STR_NONE;
}

void gopher_quality_dolma(struct signals *signals)
{
	const struct words *words = filter_text_words(signals->text, WORDS_SPLIT);
	struct symbols some = count_symbols(signals->text);
	bool has_symbols = some.hashes + some.ellipses > 0;
	uint64_t symbols = 0, alpha = 0, stops = 0, over = words->count ? words->count : 1;
	for (uint32_t i = 0; i < words->count; i++) {
		struct str word = words->list[i].text;
		symbols += has_symbols && has_symbol(word);
		alpha += words->list[i].has_alpha;
		stops += stop_word_of(word, false) < STOP_WORDS;
	}
	signals_count(signals, SIGNAL_dolma_words, words->count);
	signals_set(signals, SIGNAL_dolma_symbols, symbols, over);
	signals_set(signals, SIGNAL_dolma_alpha_words, alpha, over);
	signals_count(signals, SIGNAL_dolma_stop_words, stops);
	dolma_median(signals, words);
	dolma_lines(signals);
}
