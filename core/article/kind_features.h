/*
 * What can be told of a page as a whole, as whole numbers, for page_kind.h to weigh: what
 * features.h tells of it, what its markup says of itself, and how its boxes repeat. Counts end at
 * INT16_MAX; shares are in thousandths. What the models make of its blocks is not among them.
 */
#ifndef CORE_ARTICLE_KIND_FEATURES_H
#define CORE_ARTICLE_KIND_FEATURES_H

#include "core/article/article.h"
#include "core/article/features.h"
#include "core/article/kind_words.h"
#include "core/article/page_types.h"

/* Boxes by their own class words, in the order of enum family. */
#define KIND_CLASS_FEATURES(X)                                                                     \
	X(CLASS_CONTENT)                                                                           \
	X(CLASS_POST)                                                                              \
	X(CLASS_COMMENT)                                                                           \
	X(CLASS_NAV)                                                                               \
	X(CLASS_BREADCRUMB)                                                                        \
	X(CLASS_SIDEBAR)                                                                           \
	X(CLASS_RELATED)                                                                           \
	X(CLASS_SHARE)                                                                             \
	X(CLASS_ADVERT)                                                                            \
	X(CLASS_POPUP)                                                                             \
	X(CLASS_FOOTER)                                                                            \
	X(CLASS_HEADER)                                                                            \
	X(CLASS_TITLE)                                                                             \
	X(CLASS_PRICE)                                                                             \
	X(CLASS_CARD)                                                                              \
	X(CLASS_REVIEW)                                                                            \
	X(CLASS_DESCRIPTION)                                                                       \
	X(CLASS_AUTHOR)                                                                            \
	X(CLASS_BYLINE)                                                                            \
	X(CLASS_TAGS)                                                                              \
	X(CLASS_SIGNUP)                                                                            \
	X(CLASS_FORM)                                                                              \
	X(CLASS_PAGER)                                                                             \
	X(CLASS_HIDDEN)                                                                            \
	X(CLASS_MEDIA)                                                                             \
	X(CLASS_CODE)                                                                              \
	X(CLASS_QUOTE)

/* What metadata.h has found. */
#define KIND_FIELD_FEATURES(X)                                                                     \
	X(HAS_AUTHOR)                                                                              \
	X(HAS_PUBLISHED)                                                                           \
	X(HAS_MODIFIED)                                                                            \
	X(HAS_SECTION)                                                                             \
	X(HAS_DESCRIPTION)                                                                         \
	X(TAG_COUNT)                                                                               \
	X(AUTHOR_SOURCE) /* enum source */                                                         \
	X(PUBLISHED_SOURCE)

/* Alike siblings: those with most words, and those that are most. */
#define KIND_GROUP_FEATURES(X, G)                                                                  \
	X(G##_ITEMS)                                                                               \
	X(G##_WORDS) /* of an item */                                                              \
	X(G##_SHARE) /* of the page's words */                                                     \
	X(G##_LINKS)                                                                               \
	X(G##_GOOD)                                                                                \
	X(G##_IMAGES) /* of a hundred items */                                                     \
	X(G##_HEADS)  /* of a hundred items */

#define KIND_SHAPE_FEATURES(X)                                                                     \
	X(SENTENCES) /* blocks */                                                                  \
	X(GOOD_BLOCKS)                                                                             \
	X(GOOD_MEAN) /* words of a good block */                                                   \
	X(URL_IS_DATED)                                                                            \
	X(URL_HAS_QUERY)                                                                           \
	X(URL_LAST_BYTES)

#define KIND_FEATURES(X)                                                                           \
	PAGE_FEATURES(X)                                                                           \
	KIND_CLASS_FEATURES(X)                                                                     \
	KIND_FIELD_FEATURES(X)                                                                     \
	KIND_GROUP_FEATURES(X, LONGEST)                                                            \
	KIND_GROUP_FEATURES(X, MOST)                                                               \
	KIND_SHAPE_FEATURES(X)                                                                     \
	KIND_WORDS(X, URL)                                                                         \
	KIND_WORDS(X, TITLE)                                                                       \
	PAGE_TYPES(X)

/* clang-format off */
enum kind_feature {
#define KIND_FEATURE_ENUM(name) KIND_##name,
	KIND_FEATURES(KIND_FEATURE_ENUM)
#undef KIND_FEATURE_ENUM
	KIND_FEATURE_COUNT
};
/* clang-format on */

struct page_context;

/* All features of a page whose metadata is known; each is set. */
void kind_features(const struct page_context *page, const struct article *article, struct str url,
                   struct arena *arena, int16_t features[KIND_FEATURE_COUNT]);

#endif
