/* What the characters of a text are. */
#ifndef CORE_ARTICLE_SHAPE_H
#define CORE_ARTICLE_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/str.h"

enum {
	SHAPE_BYTES_MAX = 1024,  /* only the beginning of a text is looked at: that much tells */
	SHAPE_SHORT_BYTES = 400, /* prices and separators are looked for in texts up to that long */
};

struct shape {
	uint32_t bytes; /* that were looked at */
	uint32_t digits, letters, capitals, words, capital_words, commas;
	bool has_price, has_separator;
};

struct shape shape_of(struct str text);

bool shape_ends_as_sentence(struct str text);

#endif
