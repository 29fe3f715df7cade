/* The words of a short text, a title say, and how many of them other texts have. */
#ifndef CORE_ARTICLE_WORD_SET_H
#define CORE_ARTICLE_WORD_SET_H

#include <stdint.h>

#include "core/base/str.h"

enum { WORD_SET_MAX = 64, WORD_SET_FILTER = 4 }; /* further words are left out */

/* Words are runs of letters, digits and bytes past ASCII; capitals of ASCII count as small. */
struct word_set {
	uint32_t count;
	uint32_t hashes[WORD_SET_MAX];
	uint64_t filter[WORD_SET_FILTER]; /* a bit for each low byte of a hash that is there */
};

struct word_overlap {
	uint32_t words;  /* of the text */
	uint32_t common; /* of them that are in the set */
};

void word_set_read(struct word_set *set, struct str text);

struct word_overlap word_set_overlap(const struct word_set *set, struct str text);

#endif
