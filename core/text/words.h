/*
 * Words of UTF-8 text, as Python's \w+ cuts them: runs of letters, digits and "_". Marks that are
 * not letters (many vowel signs) end a word there, and so do they here. All text is valid UTF-8.
 */
#ifndef CORE_TEXT_WORDS_H
#define CORE_TEXT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/str.h"

/*
 * Cuts the next word off `*rest`; false when there is none. The word is a slice of the text.
 */
bool words_next(struct str *rest, struct str *word);

size_t words_count(struct str text);

/*
 * How much text there is, in words of an average European language. A run of a script that is
 * written without spaces (Han, kana, Thai, Lao, Khmer, Myanmar) counts as one word for every
 * WORDS_CHARS_UNSPACED characters, so that lengths can be compared across languages.
 */
enum { WORDS_CHARS_UNSPACED = 2 };
size_t words_measure(struct str text);

bool words_has_char(uint32_t code_point);    /* a letter or digit of any script, or "_" */
bool words_is_unspaced(uint32_t code_point); /* of a script written without spaces */

#endif
