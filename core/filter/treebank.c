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

enum rule_number {
	RULE_OPENING_MARKS,
	RULE_FIRST_MARK,
	RULE_DOUBLE_BACKTICK,
	RULE_MARK_BEHIND_BRACKET,
	RULE_SINGLE_LETTER,
	RULE_FINAL_STOP_WIDE,
	RULE_COMMA,
	RULE_LAST_COMMA,
	RULE_DOTS,
	RULE_SYMBOLS,
	RULE_FINAL_STOP_NARROW,
	RULE_END_MARKS,
	RULE_CLOSING_APOSTROPHE,
	RULE_STARS,
	RULE_BRACKETS,
	RULE_DOUBLE_DASH,
	RULES_BEFORE, /* those behind see a space before and behind the sentence */
	RULE_CLOSING_MARKS = RULES_BEFORE,
	RULE_DOUBLE_APOSTROPHE,
	RULE_QUOTATION_MARK,
	RULE_GENITIVE,
	RULE_VERB_END,
	RULE_CONTRACTION,
	RULE_IT_IS,
	RULES
};

static rule *const rules[RULES] = {
        [RULE_OPENING_MARKS] = opening_marks,
        [RULE_FIRST_MARK] = first_mark,
        [RULE_DOUBLE_BACKTICK] = double_backtick,
        [RULE_MARK_BEHIND_BRACKET] = mark_behind_bracket,
        [RULE_SINGLE_LETTER] = single_letter,
        [RULE_FINAL_STOP_WIDE] = final_stop_wide,
        [RULE_COMMA] = comma,
        [RULE_LAST_COMMA] = last_comma,
        [RULE_DOTS] = dots,
        [RULE_SYMBOLS] = symbols,
        [RULE_FINAL_STOP_NARROW] = final_stop_narrow,
        [RULE_END_MARKS] = end_marks,
        [RULE_CLOSING_APOSTROPHE] = closing_apostrophe,
        [RULE_STARS] = stars,
        [RULE_BRACKETS] = brackets,
        [RULE_DOUBLE_DASH] = double_dash,
        [RULE_CLOSING_MARKS] = closing_marks,
        [RULE_DOUBLE_APOSTROPHE] = double_apostrophe,
        [RULE_QUOTATION_MARK] = quotation_mark,
        [RULE_GENITIVE] = genitive,
        [RULE_VERB_END] = verb_end,
        [RULE_CONTRACTION] = contraction,
        [RULE_IT_IS] = it_is,
};

#define BIT(number) (UINT32_C(1) << (number))
#define STOPS (BIT(RULE_FINAL_STOP_WIDE) | BIT(RULE_FINAL_STOP_NARROW) | BIT(RULE_DOTS))
#define COMMAS (BIT(RULE_COMMA) | BIT(RULE_LAST_COMMA))
#define WIDE_MARKS (BIT(RULE_OPENING_MARKS) | BIT(RULE_CLOSING_MARKS))
#define APOSTROPHES (BIT(RULE_SINGLE_LETTER) | BIT(RULE_DOUBLE_APOSTROPHE))
#define OPENING (BIT(RULE_BRACKETS) | BIT(RULE_MARK_BEHIND_BRACKET))
#define CONTRACTS BIT(RULE_CONTRACTION)

/* The rules whose matches can begin with a byte: most of a text is no start of most rules. */
static const uint32_t starts[256] = {
        ['`'] = BIT(RULE_OPENING_MARKS) | BIT(RULE_DOUBLE_BACKTICK),
        [0xc2] = WIDE_MARKS,
        [0xe2] = WIDE_MARKS,
        ['"'] = BIT(RULE_FIRST_MARK) | BIT(RULE_QUOTATION_MARK),
        ['\''] = APOSTROPHES,
        [' '] = BIT(RULE_MARK_BEHIND_BRACKET) | BIT(RULE_IT_IS),
        ['('] = OPENING,
        ['['] = OPENING,
        ['{'] = OPENING,
        ['<'] = OPENING,
        [')'] = BIT(RULE_BRACKETS),
        [']'] = BIT(RULE_BRACKETS),
        ['}'] = BIT(RULE_BRACKETS),
        ['>'] = BIT(RULE_BRACKETS),
        ['.'] = STOPS,
        [':'] = COMMAS,
        [','] = COMMAS,
        [';'] = BIT(RULE_SYMBOLS),
        ['@'] = BIT(RULE_SYMBOLS),
        ['#'] = BIT(RULE_SYMBOLS),
        ['$'] = BIT(RULE_SYMBOLS),
        ['%'] = BIT(RULE_SYMBOLS),
        ['&'] = BIT(RULE_SYMBOLS),
        ['?'] = BIT(RULE_END_MARKS),
        ['!'] = BIT(RULE_END_MARKS),
        ['*'] = BIT(RULE_STARS),
        ['-'] = BIT(RULE_DOUBLE_DASH),
        ['c'] = CONTRACTS,
        ['C'] = CONTRACTS,
        ['d'] = CONTRACTS,
        ['D'] = CONTRACTS,
        ['g'] = CONTRACTS,
        ['G'] = CONTRACTS,
        ['l'] = CONTRACTS,
        ['L'] = CONTRACTS,
        ['m'] = CONTRACTS,
        ['M'] = CONTRACTS,
        ['w'] = CONTRACTS,
        ['W'] = CONTRACTS,
};

/* Those that begin with the character before an apostrophe, which may be any. */
#define ANY_START (BIT(RULE_CLOSING_APOSTROPHE) | BIT(RULE_GENITIVE) | BIT(RULE_VERB_END))

/* Those that need an apostrophe or a quotation mark somewhere; rules make none where none are. */
#define NEED_MARK (ANY_START | BIT(RULE_MARK_BEHIND_BRACKET) | BIT(RULE_IT_IS))

/* The rules that can have a match in a sentence, or in what other rules make of it. */
static uint32_t rules_for(struct str sentence)
{
	uint32_t found = ANY_START | starts[' '];
	bool has_mark = false;
	for (size_t i = 0; i < sentence.n; i++) {
		found |= starts[(unsigned char)sentence.p[i]];
		has_mark |= sentence.p[i] == '"' || sentence.p[i] == '\'';
	}
	return has_mark ? found | starts['`'] | starts['\''] : found & ~(uint32_t)NEED_MARK;
}

/* A rule writes nothing where it does not match, so what is before a match is copied first. */
static void run_rule(enum rule_number number, struct buf *text, struct buf *out)
{
	struct str in = buf_str(text);
	uint32_t bit = BIT(number);
	bool any = ANY_START & bit;
	size_t copied = 0, at = 0;
	buf_reset(out);
	while (at < in.n) {
		unsigned char c = (unsigned char)in.p[at];
		if (!(starts[c] & bit) && (!any || (c & 0xc0) == 0x80)) {
			at++;
			continue;
		}
		buf_append(out, str_slice(in, copied, at));
		size_t n = rules[number](in, at, out);
		if (n == 0)
			buf_append_byte(out, in.p[at]);
		copied = at += n ? n : 1;
	}
	buf_append(out, str_slice(in, copied, in.n));
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
	struct buf in, out, all;
	struct span rest = filter_text_all(text), sentence;
	buf_init(&in, max);
	buf_init(&out, max);
	buf_init(&all, max);
	while (filter_text_next_sentence(text, &rest, &sentence)) {
		struct str s = filter_text_slice(text, sentence);
		uint32_t wanted = rules_for(s);
		buf_reset(&in);
		buf_append(&in, s);
		for (int i = 0; i < RULES_BEFORE; i++)
			if (wanted & BIT(i))
				run_rule((enum rule_number)i, &in, &out);
		buf_reset(&out);
		pad(buf_str(&in), 0, in.n, &out);
		struct buf swap = in;
		in = out;
		out = swap;
		for (int i = RULES_BEFORE; i < RULES; i++)
			if (wanted & BIT(i))
				run_rule((enum rule_number)i, &in, &out);
		buf_append(&all, buf_str(&in));
	}
	BUG_UNLESS(!all.over);
	struct str rewritten = arena_copy(text->arena, buf_str(&all));
	struct words words = {arena_array(text->arena, struct word, rewritten.n), 0, 0};
	add_tokens(&words, rewritten);
	arena_shrink(text->arena, (const char *)words.list, rewritten.n * sizeof(*words.list),
	             words.count * sizeof(*words.list));
	buf_free(&in);
	buf_free(&out);
	buf_free(&all);
	return words;
}
