/*
 * The two bytes at each position of the text lead to the few words that begin so. Only the low
 * five bits of a byte count there, which makes capitals and small letters the same.
 */
#include "core/article/lexicon.h"

#include <string.h>

#include "core/base/bug.h"

enum { LETTERS = 32, NO_WORD = LEXICON_WORDS_MAX };

struct entry {
	const char *rest; /* the word behind its first two bytes */
	uint16_t next;    /* the next word that begins so, or NO_WORD */
	char first, second;
	uint8_t group, where;
};

/* The first of the words that begin with some two bytes, or NO_WORD. */
struct beginning {
	uint16_t anywhere; /* of those that may stand inside another word */
	uint16_t at_start; /* of the others */
};

struct lexicon {
	struct entry *entries;
	struct beginning beginnings[LETTERS][LETTERS];
};

struct lexicon *lexicon_new(const struct lexicon_word *words, size_t count, struct arena *arena)
{
	BUG_UNLESS(count < LEXICON_WORDS_MAX);
	struct lexicon *lexicon = arena_alloc(arena, sizeof(*lexicon));
	lexicon->entries = arena_array(arena, struct entry, count);
	memset(lexicon->beginnings, 0xff, sizeof(lexicon->beginnings)); /* NO_WORD */
	for (size_t i = count; i-- > 0;) {
		const char *text = words[i].text;
		struct beginning *beginning = &lexicon->beginnings[text[0] & 31][text[1] & 31];
		bool is_anywhere = words[i].where == LEXICON_ANYWHERE;
		uint16_t *first = is_anywhere ? &beginning->anywhere : &beginning->at_start;
		lexicon->entries[i] = (struct entry){
		    .rest = text + 2,
		    .next = *first,
		    .first = text[0],
		    .second = text[1],
		    .group = words[i].group,
		    .where = words[i].where,
		};
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

/* The offset behind the word in `text` at `at`, or 0. */
static size_t match(struct str text, size_t at, const struct entry *entry)
{
	if (ascii_lower(text.p[at]) != entry->first || ascii_lower(text.p[at + 1]) != entry->second)
		return 0;
	at += 2;
	for (const char *rest = entry->rest; *rest; rest++) {
		if (*rest == '-') {
			at += at < text.n && is_joiner(text.p[at]);
			continue;
		}
		if (at >= text.n || ascii_lower(text.p[at]) != *rest)
			return 0;
		at++;
	}
	return at;
}

/* The groups of the words of one chain that are in `text` at `at`, where a word may begin. */
static uint32_t scan_chain(const struct lexicon *lexicon, unsigned i, struct str text, size_t at)
{
	uint32_t bits = 0;
	while (i != NO_WORD) {
		const struct entry *entry = &lexicon->entries[i];
		size_t end = match(text, at, entry);
		bool is_there = end != 0;
		if (is_there && entry->where == LEXICON_WHOLE)
			is_there = word_ends_at(text, end) ||
			           (ascii_lower(text.p[end]) == 's' && word_ends_at(text, end + 1));
		if (is_there)
			bits |= 1u << entry->group;
		i = entry->next;
	}
	return bits;
}

uint32_t lexicon_scan(const struct lexicon *lexicon, struct str text)
{
	uint32_t bits = 0;
	for (size_t at = 0; at + 1 < text.n; at++) {
		struct beginning here = lexicon->beginnings[text.p[at] & 31][text.p[at + 1] & 31];
		if ((here.anywhere & here.at_start) == NO_WORD)
			continue;
		bits |= scan_chain(lexicon, here.anywhere, text, at);
		if (here.at_start != NO_WORD && word_starts_at(text, at))
			bits |= scan_chain(lexicon, here.at_start, text, at);
	}
	return bits;
}
