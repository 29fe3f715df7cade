/*
 * What a line must have for a pattern to match it, read from the pattern's text: most patterns need
 * not be tried on most lines. It is always on the safe side: a construct that is not known here
 * gives no hint, and a line without the hints never matches.
 */
#ifndef CORE_TEXT_PATTERN_HINTS_H
#define CORE_TEXT_PATTERN_HINTS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/str.h"

enum {
	PATTERN_START_BYTES = 8,
	PATTERN_STARTS_MAX = 64,
	PATTERN_LITERAL_BYTES_MAX = 32,
};

/* One of the ways a match begins: its first bytes b, as loaded from memory, zeros behind a short
 * text, have ((b | fold) & mask) == value. */
struct pattern_start {
	uint64_t fold, mask, value;
};

/* Text that is in each match; of no bytes where none is known. */
struct pattern_literal {
	char bytes[PATTERN_LITERAL_BYTES_MAX]; /* small letters if ignore_case */
	uint32_t n;
	bool ignore_case;
};

struct pattern_hints {
	struct pattern_start starts[PATTERN_STARTS_MAX];
	uint32_t start_count; /* 0: it may begin in any way */
	struct pattern_literal literal;
};

/* `text` is a pattern that compiles. */
void pattern_hints_read(struct str text, bool ignore_case, struct pattern_hints *hints);

/* The first bytes of a text as they are compared with starts. */
static inline uint64_t pattern_start_load(struct str text)
{
	uint64_t bytes = 0;
	if (text.n >= sizeof(bytes))
		memcpy(&bytes, text.p, sizeof(bytes));
	else if (text.n > 0)
		memcpy(&bytes, text.p, text.n);
	return bytes;
}

static inline bool pattern_start_fits(const struct pattern_start *start, uint64_t bytes)
{
	return ((bytes | start->fold) & start->mask) == start->value;
}

/*
 * Few characters past ASCII are letters of ASCII when case is ignored (LATIN SMALL LETTER LONG S,
 * KELVIN SIGN): starts do not hold for a text that has one among its first characters.
 */
bool pattern_starts_mislead(struct str text);

/* Whether the literal is somewhere in `text`. */
bool pattern_literal_is_in(const struct pattern_literal *literal, struct str text);

#endif
