/*
 * The language that a text is written in: one of 79, or none that is known.
 *
 * Told from at most LANG_BYTES_MAX bytes: the script, then n-grams and words, hashed into a table
 * of weights (core/text/lang_table.h; docs/training.md).
 */
#ifndef CORE_TEXT_LANG_H
#define CORE_TEXT_LANG_H

#include "core/base/str.h"

struct language {
	struct str code; /* ISO 639-1, or "und" */
	unsigned score;  /* hundredths: 0 with "und", else how sure it is, up to 100 */
};

/*
 * Any bytes will do. Pure, no allocation, whole numbers only. "und" is said of a text with fewer
 * than four letters, or mostly in a script of which no language is known, or that is like none.
 *
 * The score is no probability: it is high if the text is as like the language as its own texts
 * are, and clearly more than it is like any other.
 */
struct language lang_of(struct str text);

#endif
