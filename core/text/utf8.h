/* UTF-8: validation, repair, and reading code points from text that is known to be valid. */
#ifndef CORE_TEXT_UTF8_H
#define CORE_TEXT_UTF8_H

#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"

/* Length of the longest valid prefix; s.n if all of it is valid. Overlong forms, surrogates and
   code points past U+10FFFF are not. */
size_t utf8_valid_prefix(struct str s);

/* Valid; or whole multi-byte sequences, and a last one that the end cuts short, as in a page that
   was stored up to a limit. */
bool utf8_is_valid_but_cut(struct str s);

/* `s` if it is valid, else a copy in `arena` with U+FFFD for each maximal invalid part (Unicode
   3.9, "U+FFFD substitution of maximal subparts", as the Encoding standard's decoder does). */
struct str utf8_repair(struct str s, struct arena *arena);

/* The code point at `*at` of valid, non-exhausted text; moves `*at` behind it. */
uint32_t utf8_next(struct str s, size_t *at);

/* Writes a code point (any number; surrogates and out of range become U+FFFD); returns 1 to 4. */
size_t utf8_put(char out[4], uint32_t code_point);

#endif
