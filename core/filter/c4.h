/*
 * C4's rules about lines and pages (Raffel et al. 2020, arXiv 1910.10683; tfds c4_utils.py). The
 * lines as datatrove (a649de7) keeps them; what DCLM and Dolma ask of the page.
 */
#ifndef CORE_FILTER_C4_H
#define CORE_FILTER_C4_H

#include "core/filter/signals.h"

enum { C4_LINE_WORDS_MIN = 5, C4_WORD_CHARS_MAX = 1000 };

struct c4_options {
	uint32_t words_min; /* of a line; of the words before citations go */
	bool end_marks;     /* a line that does not end with one goes */
};

/*
 * The lines that are kept, and the C4 signals of how that went, which take the place of those of
 * the text. A line with lorem ipsum or { that no rule before dropped ends the page: nothing is
 * kept, and c4_lorem_ipsum or c4_curly_bracket is 1.
 */
struct str c4_keep_lines(struct signals *signals, const struct c4_options *options);

void c4_signals(struct signals *signals);
void c4_page_signals(struct signals *signals);

/* The text without [1], [], [edit] and [citation needed]; the same one if there are none. */
struct str c4_without_citations(struct str text, struct arena *arena);

/* Says something about cookies, privacy or terms of use; `lower` is the line in lower case. */
bool c4_is_policy(struct str lower);

#endif
