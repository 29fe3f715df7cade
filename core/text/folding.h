/*
 * Text made alike for comparison: lower case, no punctuation, no accents, each number one "0", and
 * spaces between words. By the Unicode character database (folding_table.h), so that texts that
 * differ only in case, normal form, width, ligatures or soft hyphens become the same.
 *
 * A character of a script that is written without spaces (Thai, Lao, Myanmar, Khmer, kana, Han) is
 * a word of its own, so that word n-grams are character n-grams there.
 */
#ifndef CORE_TEXT_FOLDING_H
#define CORE_TEXT_FOLDING_H

#include <stdbool.h>

#include "core/base/str.h"

enum {
	FOLDING_BYTES_MAX = 4 << 10, /* of a stretch; a word is cut there */
	FOLDING_CHAR_BYTES_MAX = 64, /* that one character can become */
	FOLDING_SLACK = 64,          /* readable bytes behind a stretch */
};

struct folding {
	struct str rest;
	size_t kept_at, kept; /* the unfinished word behind the last stretch */
	char bytes[1 + FOLDING_BYTES_MAX + FOLDING_CHAR_BYTES_MAX + FOLDING_SLACK];
};

/* `text` is valid UTF-8 and stays there. */
void folding_begin(struct folding *folding, struct str text);

/*
 * The next stretch of folded text: words, at least one space behind each; there may be several, and
 * some in front. It may hold no word. FOLDING_SLACK bytes behind it can be read. False at the end.
 */
bool folding_next(struct folding *folding, struct str *stretch);

#endif
