/*
 * A table of counts by the hash of a word, without the words: two that share a slot count as one,
 * which happens seldom enough.
 */
#include "core/article/page_words.h"

#include <string.h>

enum {
	SLOTS_MIN = 256,
	SLOTS_MAX = 1 << 18,
	SLOTS_EACH = 4,      /* for each word */
	SMALL_LETTERS = 3,   /* so short are many words that stand in any text */
	LINE_WORDS_MAX = 64, /* of a line that are looked up: its beginning tells */
};

struct slot {
	uint32_t line;  /* the last good line that has it, and 1 */
	uint32_t count; /* of good lines */
};

struct table {
	struct slot *slots;
	uint32_t mask;
};

struct word {
	uint32_t hash;
	size_t bytes;
	bool is_capital;
};

static bool is_of_word(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c) ||
	       (unsigned char)c >= 0x80;
}

/* A run of letters, digits and bytes past ASCII, by FNV-1a; false when there is none. */
static bool next_word(struct str *rest, struct word *word)
{
	const uint32_t basis = 2166136261, prime = 16777619;
	size_t at = 0, start;
	while (at < rest->n && !is_of_word(rest->p[at]))
		at++;
	if (at == rest->n)
		return false;
	*word = (struct word){.hash = basis,
	                      .is_capital = rest->p[at] >= 'A' && rest->p[at] <= 'Z'};
	for (start = at; at < rest->n && is_of_word(rest->p[at]); at++)
		word->hash = (word->hash ^ (unsigned char)ascii_lower(rest->p[at])) * prime;
	word->hash ^= word->hash >> 16;
	word->bytes = at - start;
	*rest = str_slice(*rest, at, rest->n);
	return true;
}

static struct table table_new(uint32_t words, struct arena *arena)
{
	uint32_t slots = SLOTS_MIN;
	while (slots < SLOTS_MAX && slots / SLOTS_EACH < words)
		slots *= 2;
	struct table table = {arena_array(arena, struct slot, slots), slots - 1};
	memset(table.slots, 0, sizeof(*table.slots) * slots);
	return table;
}

static void add_good_line(const struct table *table, struct str text, uint32_t line)
{
	struct word word;
	while (next_word(&text, &word)) {
		struct slot *slot = &table->slots[word.hash & table->mask];
		slot->count += slot->line != line + 1;
		slot->line = line + 1;
	}
}

static void look_up(const struct table *table, struct line *line)
{
	struct str rest = line->text;
	struct word word;
	uint32_t others = line->marks & MARK_BIT(GOOD) ? 1 : 0; /* of the count, the line itself */
	for (int i = 0; i < LINE_WORDS_MAX && next_word(&rest, &word); i++) {
		if (word.bytes <= SMALL_LETTERS) {
			line->small += !word.is_capital;
			continue;
		}
		line->judged++;
		line->known += table->slots[word.hash & table->mask].count > others;
	}
}

void page_words_count(struct lines *lines, struct arena *arena)
{
	uint32_t words = 0;
	for (uint32_t i = 0; i < lines->count; i++)
		words += lines->lines[i].words;
	struct table table = table_new(words, arena);
	for (uint32_t i = 0; i < lines->count; i++)
		if (lines->lines[i].marks & MARK_BIT(GOOD))
			add_good_line(&table, lines->lines[i].text, i);
	for (uint32_t i = 0; i < lines->count; i++)
		look_up(&table, &lines->lines[i]);
}
