/* What short texts of a page's frame say the world over ("Share", "All rights reserved"). */
#ifndef CORE_ARTICLE_PHRASES_H
#define CORE_ARTICLE_PHRASES_H

#include <stdint.h>

#include "core/article/lexicon.h"

enum phrase {
	PHRASE_LEGAL,
	PHRASE_SIGNUP,
	PHRASE_SHARE,
	PHRASE_RELATED,
	PHRASE_COMMENTS,
	PHRASE_COOKIES,
	PHRASE_NAV,
	PHRASE_BUY,
	PHRASE_BYLINE,
	PHRASE_MORE,
	PHRASE_ADVERT,
	PHRASE_COUNT
};

#define PHRASE_BIT(phrase) (1u << (phrase))

/* Of the phrases only those whose bits are set in `wanted`. */
struct lexicon *phrases_new(uint32_t wanted, struct arena *arena);

#endif
