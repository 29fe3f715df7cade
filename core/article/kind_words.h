/*
 * Words that say what a page is: in its address and in its title.
 */
#ifndef CORE_ARTICLE_KIND_WORDS_H
#define CORE_ARTICLE_KIND_WORDS_H

#include "core/article/lexicon.h"

#define KIND_WORDS(X, P)                                                                           \
	X(P##_NEWS)                                                                                \
	X(P##_BLOG)                                                                                \
	X(P##_POST)                                                                                \
	X(P##_FORUM)                                                                               \
	X(P##_THREAD)                                                                              \
	X(P##_PRODUCT)                                                                             \
	X(P##_SHOP)                                                                                \
	X(P##_COLLECTION)                                                                          \
	X(P##_CATEGORY)                                                                            \
	X(P##_TAG)                                                                                 \
	X(P##_LIST)                                                                                \
	X(P##_SEARCH)                                                                              \
	X(P##_DOCS)                                                                                \
	X(P##_GUIDE)                                                                               \
	X(P##_HELP)                                                                                \
	X(P##_SERVICE)                                                                             \
	X(P##_ABOUT)                                                                               \
	X(P##_HOME)                                                                                \
	X(P##_PAGE)                                                                                \
	X(P##_BEST)

/* clang-format off */
enum kind_word {
#define KIND_WORD_ENUM(name) KIND_##name,
	KIND_WORDS(KIND_WORD_ENUM, WORD)
#undef KIND_WORD_ENUM
	KIND_WORD_COUNT
};
/* clang-format on */

/* Its groups are enum kind_word. */
struct lexicon *kind_words_new(struct arena *arena);

#endif
