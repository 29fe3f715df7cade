/*
 * Which groups of a list of words and phrases occur in a text, as a set of bits: all words of the
 * list are looked for in one scan.
 */
#ifndef CORE_ARTICLE_LEXICON_H
#define CORE_ARTICLE_LEXICON_H

#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"

enum lexicon_where {
	LEXICON_ANYWHERE, /* also inside another word */
	LEXICON_START,    /* where a word begins: "post" in "posted" and "blogPosts" */
	LEXICON_WHOLE,    /* the whole word, or its plural by "s" */
};

enum { LEXICON_WORD_BYTES = 40 };

struct lexicon_word {
	/* two bytes at least, lower case; '-' stands for '-', '_', ' ' or nothing */
	char text[LEXICON_WORD_BYTES];
	uint8_t group; /* the bit, 0 to 31 */
	uint8_t where; /* enum lexicon_where */
};

enum { LEXICON_WORDS_MAX = 0xffff };

struct lexicon;

/*
 * Of the words only those of the groups whose bits are set in `groups`, since a word costs wherever
 * a text has its first letters.
 */
struct lexicon *lexicon_new(const struct lexicon_word *words, size_t count, uint32_t groups,
                            struct arena *arena);

uint32_t lexicon_scan(const struct lexicon *lexicon, struct str text);

#endif
