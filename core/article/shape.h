/* What the characters of a text are. */
#ifndef CORE_ARTICLE_SHAPE_H
#define CORE_ARTICLE_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/str.h"

enum { SHAPE_BYTES_MAX = 1024 }; /* only the beginning of a text is looked at: that much tells */

/* Words are runs of letters, digits and bytes past ASCII; behind an apostrophe none begins. */
struct shape {
	uint32_t bytes; /* that were looked at */
	uint32_t digits, words, capital_words, commas;
	uint32_t uppers, marks; /* capital letters; the ends of sentences of ASCII */
	uint32_t others;        /* of ASCII: no letters, digits or white space */
};

struct shape shape_of(struct str text);

bool shape_has_price(struct str text);     /* a currency mark beside a digit */
bool shape_has_separator(struct str text); /* "|", "»" and the like */

bool shape_ends_as_sentence(struct str text);

#endif
