/*
 * What a page says that it is, or shows, in words made for machines: the types of schema.org in
 * JSON-LD, and og:type. Only for page_kind.h, which takes no page at its word.
 */
#ifndef CORE_ARTICLE_PAGE_TYPES_H
#define CORE_ARTICLE_PAGE_TYPES_H

#include <stdint.h>

#include "core/base/str.h"

#define PAGE_TYPES(X)                                                                              \
	X(TYPE_ARTICLE)                                                                            \
	X(TYPE_TECHNICAL)                                                                          \
	X(TYPE_RECIPE)                                                                             \
	X(TYPE_FORUM) /* posts, questions */                                                       \
	X(TYPE_PRODUCT)                                                                            \
	X(TYPE_PRODUCTS) /* groups of products, catalogues */                                      \
	X(TYPE_OFFER)                                                                              \
	X(TYPE_REVIEW)                                                                             \
	X(TYPE_LIST)                                                                               \
	X(TYPE_COLLECTION)                                                                         \
	X(TYPE_SEARCH)                                                                             \
	X(TYPE_SERVICE)                                                                            \
	X(TYPE_BUSINESS)  /* with a place of its own */                                            \
	X(TYPE_QUESTIONS) /* and answers of the site's own */                                      \
	X(TYPE_ABOUT)                                                                              \
	X(TYPE_BLOG)                                                                               \
	X(TYPE_EVENT)                                                                              \
	X(TYPE_JOB)                                                                                \
	X(TYPE_SOFTWARE)                                                                           \
	X(TYPE_PERSON)                                                                             \
	X(TYPE_VIDEO)                                                                              \
	X(TYPE_CRUMBS)                                                                             \
	X(TYPE_PAGE)                                                                               \
	X(TYPE_SITE)                                                                               \
	X(OG_ARTICLE)                                                                              \
	X(OG_WEBSITE)                                                                              \
	X(OG_PRODUCT)                                                                              \
	X(OG_OTHER)

/* clang-format off */
enum page_type {
#define PAGE_TYPE_ENUM(name) PAGE_##name,
	PAGE_TYPES(PAGE_TYPE_ENUM)
#undef PAGE_TYPE_ENUM
	PAGE_TYPE_COUNT
};
/* clang-format on */

/* The set of one type of schema.org: "Product", "https://schema.org/Product"; 0 if it tells
 * nothing. */
uint32_t page_type_of_schema(struct str type);

/* The set of the value of og:type; 0 of an empty one. */
uint32_t page_type_of_open_graph(struct str type);

#endif
