/*
 * The two bytes at each position of the text lead to the few words that begin so, if the third byte
 * can follow them in any. Only the low five bits of a byte count there, which makes capitals and
 * small letters the same.
 */
#include "core/article/lexicon.h"

#include <string.h>

#include "core/base/bug.h"

enum { LETTERS = 32, PAIRS = LETTERS * LETTERS, NO_WORD = LEXICON_WORDS_MAX };

/* The first of the words that begin with some two bytes, or NO_WORD. */
struct beginning {
	uint16_t anywhere; /* of those that may stand inside another word */
	uint16_t at_start; /* of the others */
};

struct lexicon {
	const struct lexicon_word *words;
	uint16_t *next; /* by word: the next one of its beginning, or NO_WORD */
	struct beginning beginnings[PAIRS];
	uint32_t thirds[PAIRS]; /* a bit for each byte that may come third */
};

static unsigned letter(char c)
{
	return (unsigned char)c % LETTERS;
}

/* The bits of the bytes that may be third in a word; of two bytes it takes any. */
static uint32_t thirds_of(const char *word)
{
	char third = word[2];
	if (third == '\0')
		return UINT32_MAX;
	if (third != '-')
		return (uint32_t)1 << letter(third);
	return (uint32_t)1 << letter('-') | (uint32_t)1 << letter('_') |
	       (uint32_t)1 << letter(' ') | (uint32_t)1 << letter(word[3]);
}

struct lexicon *lexicon_new(const struct lexicon_word *words, size_t count, struct arena *arena)
{
	BUG_UNLESS(count < LEXICON_WORDS_MAX);
	struct lexicon *lexicon = arena_alloc(arena, sizeof(*lexicon));
	lexicon->words = words;
	lexicon->next = arena_array(arena, uint16_t, count);
	memset(lexicon->beginnings, 0xff, sizeof(lexicon->beginnings)); /* NO_WORD */
	memset(lexicon->thirds, 0, sizeof(lexicon->thirds));
	for (size_t i = count; i-- > 0;) {
		const char *text = words[i].text;
		unsigned pair = letter(text[0]) * LETTERS + letter(text[1]);
		struct beginning *beginning = &lexicon->beginnings[pair];
		bool is_anywhere = words[i].where == LEXICON_ANYWHERE;
		uint16_t *first = is_anywhere ? &beginning->anywhere : &beginning->at_start;
		lexicon->thirds[pair] |= thirds_of(text);
		lexicon->next[i] = *first;
		*first = (uint16_t)i;
	}
	return lexicon;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
	return ascii_is_alpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Between `at - 1` and `at`, two letters: a capital after a small one begins a word. */
static bool capital_begins(struct str text, size_t at)
{
	return is_capital(text.p[at]) && !is_capital(text.p[at - 1]);
}

static bool word_starts_at(struct str text, size_t at)
{
	return at == 0 || !is_letter(text.p[at - 1]) || capital_begins(text, at);
}

static bool word_ends_at(struct str text, size_t at)
{
	return at >= text.n || !is_letter(text.p[at]) || capital_begins(text, at);
}

static bool is_joiner(char c)
{
	return c == '-' || c == '_' || c == ' ';
}

/* The offset behind the word in `text` at `at`, where two bytes are left at least; or 0. */
static size_t match(struct str text, size_t at, const char *word)
{
	if (ascii_lower(text.p[at]) != word[0] || ascii_lower(text.p[at + 1]) != word[1])
		return 0;
	at += 2;
	for (word += 2; *word; word++) {
		if (*word == '-') {
			at += at < text.n && is_joiner(text.p[at]);
			continue;
		}
		if (at >= text.n || ascii_lower(text.p[at]) != *word)
			return 0;
		at++;
	}
	return at;
}

/* `bits` and the groups of the words of one chain that are at `at`, where a word may begin. */
static uint32_t scan_chain(const struct lexicon *lexicon, unsigned i, struct str text, size_t at,
                           uint32_t bits)
{
	for (; i != NO_WORD; i = lexicon->next[i]) {
		const struct lexicon_word *word = &lexicon->words[i];
		size_t end = match(text, at, word->text);
		bool is_there = end != 0;
		if (is_there && word->where == LEXICON_WHOLE)
			is_there = word_ends_at(text, end) ||
			           (ascii_lower(text.p[end]) == 's' && word_ends_at(text, end + 1));
		bits |= (uint32_t)is_there << word->group;
	}
	return bits;
}

static uint32_t scan_at(const struct lexicon *lexicon, unsigned pair, struct str text, size_t at,
                        uint32_t bits)
{
	struct beginning here = lexicon->beginnings[pair];
	bits = scan_chain(lexicon, here.anywhere, text, at, bits);
	if (here.at_start != NO_WORD && word_starts_at(text, at))
		bits = scan_chain(lexicon, here.at_start, text, at, bits);
	return bits;
}

uint32_t lexicon_scan(const struct lexicon *lexicon, struct str text)
{
	uint32_t bits = 0;
	if (text.n < 2)
		return 0;
	unsigned pair = letter(text.p[0]) * LETTERS + letter(text.p[1]);
	size_t at = 0;
	for (; at + 2 < text.n; at++) {
		unsigned third = letter(text.p[at + 2]);
		if (lexicon->thirds[pair] >> third & 1)
			bits = scan_at(lexicon, pair, text, at, bits);
		pair = (pair * LETTERS + third) % PAIRS;
	}
	return scan_at(lexicon, pair, text, at, bits); /* nothing comes third */
}
