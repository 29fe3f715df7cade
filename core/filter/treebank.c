/*
 * A list of rewriting rules, each run over the whole sentence before the next one (after Robert
 * MacIntyre's sed script for the Penn Treebank, 1995, and what NLTK 3.8 adds): they put spaces
 * around what is a word of its own, and at last the sentence is cut at white space. Rules that look
 * at a character before or behind take it into their match, so that no other match begins there.
 */
#include "core/filter/treebank.h"

#include <string.h>

#include "core/base/buf.h"
#include "core/base/bug.h"
#include "core/text/utf8.h"

enum {
	GROWTH = 8, /* a quotation mark becomes four bytes; no byte is padded by more than two rules
	             */
	PADDING = 64,
};

/* Writes what the match at `at` becomes; the bytes that it takes, 0 if there is none. */
typedef size_t rule(struct str text, size_t at, struct buf *out);

/* ---- looking ---- */

static char byte_at(struct str text, size_t at)
{
	return at < text.n ? text.p[at] : '\0';
}

static bool is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

static size_t char_bytes(struct str text, size_t at)
{
	size_t end = at;
	utf8_next(text, &end);
	return end - at;
}

static bool has_flags(struct str text, size_t at, uint16_t flags)
{
	return at < text.n && character_flags(utf8_next(text, &at)) & flags;
}

/* The bytes of one of several texts that stands at `at`; 0 if none does. */
static size_t any_at(struct str text, size_t at, const struct str *any, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts(str_slice(text, at, text.n), any[i]))
			return any[i].n;
	return 0;
}

/* Any letters in any case. */
static bool letters_at(struct str text, size_t at, const char *letters)
{
	return at <= text.n && str_starts_nocase(str_slice(text, at, text.n), str_from(letters));
}

/* \b before `at`, where the word character before it, if there is one, ends at `at`. */
static bool is_border(struct str text, size_t at)
{
	size_t before = at;
	while (before > 0 && ((unsigned char)text.p[--before] & 0xc0) == 0x80)
		continue;
	bool word_before = at > 0 && has_flags(text, before, CHARACTER_WORD);
	return word_before != has_flags(text, at, CHARACTER_WORD);
}

static size_t pad(struct str text, size_t at, size_t n, struct buf *out)
{
	buf_append_byte(out, ' ');
	buf_append(out, str_slice(text, at, at + n));
	buf_append_byte(out, ' ');
	return n;
}

static size_t pad_one_of(struct str text, size_t at, const char *set, struct buf *out)
{
	return is_one_of(text.p[at], set) ? pad(text, at, 1, out) : 0;
}

/* ---- quotation marks that open ---- */

static size_t opening_marks(struct str text, size_t at, struct buf *out)
{
	static const struct str marks[] = {STR_INIT("\u00ab"), STR_INIT("\u201c"),
	                                   STR_INIT("\u2018"), STR_INIT("\u201e")};
	size_t n = any_at(text, at, marks, 4);
	while (n == 0 || text.p[at] == '`') {
		if (byte_at(text, at + n) != '`')
			break;
		n++;
	}
	return n ? pad(text, at, n, out) : 0;
}

static size_t first_mark(struct str text, size_t at, struct buf *out)
{
	if (at > 0 || text.p[0] != '"')
		return 0;
	buf_append(out, STR("``"));
	return 1;
}

static size_t double_backtick(struct str text, size_t at, struct buf *out)
{
	return text.p[at] == '`' && byte_at(text, at + 1) == '`' ? pad(text, at, 2, out) : 0;
}

static size_t mark_behind_bracket(struct str text, size_t at, struct buf *out)
{
	size_t n = 0;
	if (!is_one_of(text.p[at], " ([{<"))
		return 0;
	if (byte_at(text, at + 1) == '"')
		n = 2;
	else if (byte_at(text, at + 1) == '\'' && byte_at(text, at + 2) == '\'')
		n = 3;
	if (n == 0)
		return 0;
	buf_append_byte(out, text.p[at]);
	buf_append(out, STR(" `` "));
	return n;
}

/* 'x, but not the ends of contractions. */
static size_t single_letter(struct str text, size_t at, struct buf *out)
{
	static const char *const ends[] = {"re", "ve", "ll", "m", "t", "s", "d", "n"};
	if (text.p[at] != '\'' || !has_flags(text, at + 1, CHARACTER_WORD))
		return 0;
	for (int i = 0; i < 8; i++)
		if (letters_at(text, at + 1, ends[i]))
			return 0;
	size_t n = char_bytes(text, at + 1);
	if (has_flags(text, at + 1 + n, CHARACTER_WORD))
		return 0;
	buf_append(out, STR("' "));
	buf_append(out, str_slice(text, at + 1, at + 1 + n));
	return 1 + n;
}

/* ---- punctuation ---- */

/* The full stop at the end, with what closes behind it. `wide`: spaces and » ” ’ may as well. */
static size_t final_stop(struct str text, size_t at, bool wide, struct buf *out)
{
	static const struct str marks[] = {STR_INIT("\u00bb"), STR_INIT("\u201d"),
	                                   STR_INIT("\u2019")};
	if (at == 0 || text.p[at] != '.' || text.p[at - 1] == '.')
		return 0;
	size_t end = at + 1, rest;
	while (end < text.n) {
		size_t n = is_one_of(text.p[end], wide ? "])}>\"' " : "])}>\"'");
		n = n == 0 && wide ? any_at(text, end, marks, 3) : n;
		if (n == 0)
			break;
		end += n;
	}
	for (rest = end; has_flags(text, rest, CHARACTER_SPACE);)
		rest += char_bytes(text, rest);
	if (rest < text.n)
		return 0;
	buf_append(out, wide ? STR(" . ") : STR(" ."));
	buf_append(out, str_slice(text, at + 1, end));
	buf_append_byte(out, ' ');
	return text.n - at;
}

static size_t final_stop_wide(struct str text, size_t at, struct buf *out)
{
	return final_stop(text, at, true, out);
}

static size_t final_stop_narrow(struct str text, size_t at, struct buf *out)
{
	return final_stop(text, at, false, out);
}

/* A colon or comma with no digit behind it. */
static size_t comma(struct str text, size_t at, struct buf *out)
{
	if (!is_one_of(text.p[at], ":,") || at + 1 == text.n ||
	    has_flags(text, at + 1, CHARACTER_DIGIT))
		return 0;
	size_t n = char_bytes(text, at + 1);
	pad(text, at, 1, out);
	buf_append(out, str_slice(text, at + 1, at + 1 + n));
	return 1 + n;
}

static size_t last_comma(struct str text, size_t at, struct buf *out)
{
	return at + 1 == text.n ? pad_one_of(text, at, ":,", out) : 0;
}

static size_t dots(struct str text, size_t at, struct buf *out)
{
	size_t n = 0;
	while (byte_at(text, at + n) == '.')
		n++;
	return n >= 2 ? pad(text, at, n, out) : 0;
}

static size_t symbols(struct str text, size_t at, struct buf *out)
{
	return pad_one_of(text, at, ";@#$%&", out);
}

static size_t end_marks(struct str text, size_t at, struct buf *out)
{
	return pad_one_of(text, at, "?!", out);
}

static size_t closing_apostrophe(struct str text, size_t at, struct buf *out)
{
	size_t n = char_bytes(text, at);
	if (text.p[at] == '\'' || byte_at(text, at + n) != '\'' || byte_at(text, at + n + 1) != ' ')
		return 0;
	buf_append(out, str_slice(text, at, at + n));
	buf_append(out, STR(" ' "));
	return n + 2;
}

static size_t stars(struct str text, size_t at, struct buf *out)
{
	return pad_one_of(text, at, "*", out);
}

static size_t brackets(struct str text, size_t at, struct buf *out)
{
	return pad_one_of(text, at, "][(){}<>", out);
}

static size_t double_dash(struct str text, size_t at, struct buf *out)
{
	return text.p[at] == '-' && byte_at(text, at + 1) == '-' ? pad(text, at, 2, out) : 0;
}

/* ---- quotation marks that close, and contractions ---- */

static size_t closing_marks(struct str text, size_t at, struct buf *out)
{
	static const struct str marks[] = {STR_INIT("\u00bb"), STR_INIT("\u201d"),
	                                   STR_INIT("\u2019")};
	size_t n = any_at(text, at, marks, 3);
	return n ? pad(text, at, n, out) : 0;
}

static size_t double_apostrophe(struct str text, size_t at, struct buf *out)
{
	return text.p[at] == '\'' && byte_at(text, at + 1) == '\'' ? pad(text, at, 2, out) : 0;
}

static size_t quotation_mark(struct str text, size_t at, struct buf *out)
{
	if (text.p[at] != '"')
		return 0;
	buf_append(out, STR(" '' "));
	return 1;
}

/* One of `any` between a character that is neither ' nor space, and a space. */
static size_t cut_before(struct str text, size_t at, const struct str *any, size_t count,
                         struct buf *out)
{
	size_t n = char_bytes(text, at);
	if (is_one_of(text.p[at], "' ") || at + n >= text.n)
		return 0;
	for (size_t i = 0; i < count; i++) {
		size_t end = at + n + any[i].n;
		if (!str_starts(str_slice(text, at + n, text.n), any[i]) ||
		    byte_at(text, end) != ' ')
			continue;
		buf_append(out, str_slice(text, at, at + n));
		buf_append_byte(out, ' ');
		buf_append(out, any[i]);
		buf_append_byte(out, ' ');
		return end + 1 - at;
	}
	return 0;
}

static size_t genitive(struct str text, size_t at, struct buf *out)
{
	static const struct str ends[] = {STR_INIT("'s"), STR_INIT("'S"), STR_INIT("'m"),
	                                  STR_INIT("'M"), STR_INIT("'d"), STR_INIT("'D"),
	                                  STR_INIT("'")};
	return cut_before(text, at, ends, 7, out);
}

static size_t verb_end(struct str text, size_t at, struct buf *out)
{
	static const struct str ends[] = {STR_INIT("'ll"), STR_INIT("'LL"), STR_INIT("'re"),
	                                  STR_INIT("'RE"), STR_INIT("'ve"), STR_INIT("'VE"),
	                                  STR_INIT("n't"), STR_INIT("N'T")};
	return cut_before(text, at, ends, 8, out);
}

static size_t put_halves(struct str text, size_t at, size_t first, size_t second, struct buf *out)
{
	pad(text, at, first, out);
	buf_append(out, str_slice(text, at + first, at + first + second));
	buf_append_byte(out, ' ');
	return first + second;
}

/* "cannot" and the like. In NLTK one rule each; no match of one begins in another's. */
static size_t contraction(struct str text, size_t at, struct buf *out)
{
	static const struct {
		const char *first, *second;
	} halves[] = {{"can", "not"}, {"d", "'ye"},  {"gim", "me"},  {"gon", "na"},
	              {"got", "ta"},  {"lem", "me"}, {"more", "'n"}, {"wan", "na"}};
	enum { WANNA = 7 };
	if (!is_one_of(ascii_lower(text.p[at]), "cdglmw") || !is_border(text, at))
		return 0;
	for (int i = 0; i <= WANNA; i++) {
		size_t first = strlen(halves[i].first), second = strlen(halves[i].second);
		size_t end = at + first + second;
		if (letters_at(text, at, halves[i].first) &&
		    letters_at(text, at + first, halves[i].second) &&
		    (i == WANNA ? has_flags(text, end, CHARACTER_SPACE) : is_border(text, end)))
			return put_halves(text, at, first, second, out);
	}
	return 0;
}

/* " 'tis" and " 'twas" */
static size_t it_is(struct str text, size_t at, struct buf *out)
{
	if (text.p[at] != ' ' || !letters_at(text, at + 1, "'t"))
		return 0;
	size_t begin = at + 3, n = 0;
	if (letters_at(text, begin, "is"))
		n = 2;
	else if (letters_at(text, begin, "was"))
		n = 3;
	if (n == 0 || !is_border(text, begin + n))
		return 0;
	return 1 + put_halves(text, at + 1, 2, n, out);
}

/* ---- all ---- */

static rule *const rules[] = {
        opening_marks,
        first_mark,
        double_backtick,
        mark_behind_bracket,
        single_letter,
        final_stop_wide,
        comma,
        last_comma,
        dots,
        symbols,
        final_stop_narrow,
        end_marks,
        closing_apostrophe,
        stars,
        brackets,
        double_dash,
};

/* With a space before and behind the sentence. */
static rule *const later_rules[] = {
        closing_marks, double_apostrophe, quotation_mark, genitive, verb_end, contraction, it_is,
};

static void run_rule(rule *run, struct buf *text, struct buf *out)
{
	struct str in = buf_str(text);
	buf_reset(out);
	for (size_t at = 0; at < in.n;) {
		bool is_start = ((unsigned char)in.p[at] & 0xc0) != 0x80;
		size_t n = is_start ? run(in, at, out) : 0;
		if (n == 0)
			buf_append_byte(out, in.p[at++]);
		at += n;
	}
	BUG_UNLESS(!out->over);
	struct buf swap = *text;
	*text = *out;
	*out = swap;
}

static void add_token(struct words *words, struct str token)
{
	struct word word = {.text = token, .is_punctuation = true};
	for (size_t at = 0; at < token.n; word.chars++) {
		uint16_t flags = character_flags(utf8_next(token, &at));
		word.has_alpha |= (flags & CHARACTER_ALPHA) != 0;
		word.is_punctuation &= (flags & CHARACTER_PUNCTUATION) != 0;
	}
	words->list[words->count++] = word;
}

static void add_tokens(struct words *words, struct str rewritten)
{
	for (size_t at = 0; at < rewritten.n;) {
		size_t begin = at;
		while (at < rewritten.n && !has_flags(rewritten, at, CHARACTER_SPACE))
			at += char_bytes(rewritten, at);
		if (at > begin)
			add_token(words, str_slice(rewritten, begin, at));
		else
			at += char_bytes(rewritten, at);
	}
}

struct words treebank_words(const struct filter_text *text)
{
	size_t max = text->text.n * GROWTH + PADDING;
	struct buf sentence_text, out, all;
	struct span rest = filter_text_all(text), sentence;
	buf_init(&sentence_text, max);
	buf_init(&out, max);
	buf_init(&all, max);
	while (filter_text_next_sentence(text, &rest, &sentence)) {
		buf_reset(&sentence_text);
		buf_append(&sentence_text, filter_text_slice(text, sentence));
		for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
			run_rule(rules[i], &sentence_text, &out);
		buf_append_byte(&all, ' ');
		size_t begin = all.n - 1;
		buf_append(&all, buf_str(&sentence_text));
		buf_append_byte(&all, ' ');
		buf_reset(&sentence_text);
		buf_append(&sentence_text, str_slice(buf_str(&all), begin, all.n));
		all.n = begin;
		for (size_t i = 0; i < sizeof(later_rules) / sizeof(*later_rules); i++)
			run_rule(later_rules[i], &sentence_text, &out);
		buf_append(&all, buf_str(&sentence_text));
	}
	BUG_UNLESS(!all.over);
	struct str rewritten = arena_copy(text->arena, buf_str(&all));
	struct words words = {arena_array(text->arena, struct word, rewritten.n), 0, 0};
	add_tokens(&words, rewritten);
	arena_shrink(text->arena, (const char *)words.list, rewritten.n * sizeof(*words.list),
	             words.count * sizeof(*words.list));
	buf_free(&sentence_text);
	buf_free(&out);
	buf_free(&all);
	return words;
}
