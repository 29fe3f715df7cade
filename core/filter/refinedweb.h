/*
 * RefinedWeb's repair of lines (Penedo et al. 2023, arXiv 2306.01116, G.2) and C4's rules about
 * lines, both as DCLM (361714b) has them: each a step that changes the text. Lines end at "\n"
 * alone, and each step says what goes.
 */
#ifndef CORE_FILTER_REFINEDWEB_H
#define CORE_FILTER_REFINEDWEB_H

#include "core/filter/signals.h"

/* Each gives the new text, or the old one where nothing is to be done; `limit` as its name says. */
typedef struct str repair_step(struct filter_text *text, struct fraction limit);

repair_step refinedweb_newlines;   /* no more than so many "\n" in a row */
repair_step refinedweb_uppercase;  /* lines where more than this share is in upper case go */
repair_step refinedweb_numeric;    /* the same of digits */
repair_step refinedweb_counters;   /* "3 likes"; no limit, as of those that follow */
repair_step refinedweb_cart;       /* "items in cart" goes out of lines of 10 words and less */
repair_step refinedweb_read_more;  /* "Read more..." from their ends */
repair_step refinedweb_sign_in;    /* "Sign-in" from their starts */
repair_step refinedweb_line_words; /* lines of fewer words go, but for empty ones */
repair_step refinedweb_long_words; /* lines with a word of more characters go */
repair_step refinedweb_citations;
repair_step refinedweb_end_marks; /* lines that do not end with . ! ? or ", but for empty ones */
repair_step refinedweb_javascript;
repair_step refinedweb_policy;

/* dclm_removed_words is set by whoever knows how many there were. */
void refinedweb_signals(struct signals *signals);

#endif
