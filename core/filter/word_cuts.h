/* A text cut into words; the cuts are named in core/filter/filter_text.h. */
#ifndef CORE_FILTER_WORD_CUTS_H
#define CORE_FILTER_WORD_CUTS_H

#include "core/filter/filter_text.h"

/* In the text's arena. */
struct words *word_cuts_words(const struct filter_text *text, enum word_cut cut);

/*
 * How many words of fastText's begin with a letter or digit: DCLM's count. They stand between the
 * six white space characters of ASCII that fastText knows; `"word` is none.
 */
uint32_t word_cuts_fasttext_count(const struct filter_text *text, const struct words *split);

#endif
