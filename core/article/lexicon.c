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

/* A word, and what tells at a glance that it is not there: its first bytes, folded. */
struct entry {
	const char *text;
	uint32_t start, start_mask;
	uint16_t next; /* the next word of its beginning, or NO_WORD */
	uint8_t group, where;
};

struct lexicon {
	struct entry *entries;
	struct beginning beginnings[PAIRS];
	/* a bit for each byte that may come third, in words that may stand inside others or not */
	uint32_t thirds_anywhere[PAIRS], thirds_at_start[PAIRS];
};

/* Makes capitals and small letters the same, and some other bytes as well. */
static const uint32_t fold_bits = 0x20202020;

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

static uint32_t first_bytes(const char p[4])
{
	const unsigned char *b = (const unsigned char *)p;
	return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

/* The bytes before the first that is 0 or '-', which need not be there. */
static uint32_t mask_of_start(uint32_t start)
{
	const uint32_t ones = 0x01010101, highs = 0x80808080;
	uint32_t dashes = start ^ ones * '-';
	uint32_t stops = ((start - ones) & ~start & highs) | ((dashes - ones) & ~dashes & highs);
	return ((stops & -stops) >> 7) - 1;
}

struct lexicon *lexicon_new(const struct lexicon_word *words, size_t count, uint32_t groups,
                            struct arena *arena)
{
	BUG_UNLESS(count < LEXICON_WORDS_MAX);
	struct lexicon *lexicon = arena_alloc(arena, sizeof(*lexicon));
	lexicon->entries = arena_array(arena, struct entry, count);
	memset(lexicon->beginnings, 0xff, sizeof(lexicon->beginnings)); /* NO_WORD */
	memset(lexicon->thirds_anywhere, 0, sizeof(lexicon->thirds_anywhere));
	memset(lexicon->thirds_at_start, 0, sizeof(lexicon->thirds_at_start));
	for (size_t i = count; i-- > 0;) {
		if (!(groups >> words[i].group & 1))
			continue;
		const char *text = words[i].text;
		unsigned pair = letter(text[0]) * LETTERS + letter(text[1]);
		struct beginning *beginning = &lexicon->beginnings[pair];
		bool is_anywhere = words[i].where == LEXICON_ANYWHERE;
		uint16_t *first = is_anywhere ? &beginning->anywhere : &beginning->at_start;
		uint32_t *thirds =
		        is_anywhere ? lexicon->thirds_anywhere : lexicon->thirds_at_start;
		thirds[pair] |= thirds_of(text);
		struct entry *entry = &lexicon->entries[i];
		entry->text = text;
		entry->group = words[i].group;
		entry->where = words[i].where;
		entry->next = *first;
		entry->start_mask = mask_of_start(first_bytes(text));
		entry->start = first_bytes(text) | fold_bits;
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

/* Whether the word is in `text` at `at`, where a word of its kind may begin. */
static bool is_there(const struct entry *entry, struct str text, size_t at)
{
	size_t end = match(text, at, entry->text);
	if (end == 0 || entry->where != LEXICON_WHOLE)
		return end != 0;
	return word_ends_at(text, end) ||
	       (ascii_lower(text.p[end]) == 's' && word_ends_at(text, end + 1));
}

/* `bits` and the groups of the words at `at`, which begin with the two letters of `pair`. */
static uint32_t scan_at(const struct lexicon *lexicon, unsigned pair, struct str text, size_t at,
                        uint32_t bits)
{
	struct beginning here = lexicon->beginnings[pair];
	bool starts = here.at_start != NO_WORD && word_starts_at(text, at);
	unsigned chains[] = {here.anywhere, starts ? here.at_start : NO_WORD};
	char few[4] = {0};
	if (text.n - at < sizeof(few))
		memcpy(few, text.p + at, text.n - at);
	uint32_t start = first_bytes(text.n - at < sizeof(few) ? few : text.p + at) | fold_bits;
	for (size_t k = 0; k < sizeof(chains) / sizeof(chains[0]); k++)
		for (unsigned i = chains[k]; i != NO_WORD; i = lexicon->entries[i].next) {
			const struct entry *entry = &lexicon->entries[i];
			if (((start ^ entry->start) & entry->start_mask) == 0 &&
			    !(bits >> entry->group & 1) && is_there(entry, text, at))
				bits |= (uint32_t)1 << entry->group;
		}
	return bits;
}

/* Whether a word may be at `at`, where two letters are `pair` and the third is one of `third`. */
static inline bool may_be_at(const struct lexicon *lexicon, unsigned pair, uint32_t third,
                             struct str text, size_t at)
{
	return (lexicon->thirds_anywhere[pair] & third) != 0 ||
	       ((lexicon->thirds_at_start[pair] & third) != 0 && word_starts_at(text, at));
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
		if (may_be_at(lexicon, pair, (uint32_t)1 << third, text, at))
			bits = scan_at(lexicon, pair, text, at, bits);
		pair = (pair * LETTERS + third) % PAIRS;
	}
	bool may_be_last = lexicon->thirds_anywhere[pair] == UINT32_MAX ||
	                   lexicon->thirds_at_start[pair] == UINT32_MAX; /* a word of two bytes */
	return may_be_last ? scan_at(lexicon, pair, text, at, bits) : bits;
}
