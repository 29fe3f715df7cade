/*
 * What the class, id and role of an element say: families of words that authors of pages use for
 * the same thing the world over ("sidebar", "widget", "rail"), as a set of bits.
 */
#ifndef CORE_ARTICLE_FAMILIES_H
#define CORE_ARTICLE_FAMILIES_H

#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"

enum family {
	FAMILY_CONTENT,
	FAMILY_POST,
	FAMILY_COMMENT,
	FAMILY_NAV,
	FAMILY_BREADCRUMB,
	FAMILY_SIDEBAR,
	FAMILY_RELATED,
	FAMILY_SHARE,
	FAMILY_ADVERT,
	FAMILY_POPUP,
	FAMILY_FOOTER,
	FAMILY_HEADER,
	FAMILY_TITLE,
	FAMILY_PRICE,
	FAMILY_CARD,
	FAMILY_REVIEW,
	FAMILY_DESCRIPTION,
	FAMILY_AUTHOR,
	FAMILY_BYLINE,
	FAMILY_TAGS,
	FAMILY_SIGNUP,
	FAMILY_FORM,
	FAMILY_PAGER,
	FAMILY_HIDDEN,
	FAMILY_MEDIA,
	FAMILY_CODE,
	FAMILY_QUOTE,
	FAMILY_COUNT
};

#define FAMILY_BIT(family) (1u << (family))

/* The memory of one page: values already seen, and the index of the word list. */
struct family_scanner;

struct family_scanner *family_scanner_new(struct arena *arena);

/* Looks only for the families whose bits are set in `wanted`. */
struct family_scanner *family_scanner_new_for(uint32_t wanted, struct arena *arena);

/* The bits of a class or id value; each distinct value is scanned once for a page. */
uint32_t family_scan(struct family_scanner *scanner, struct str value);

/* The same where hash64 of the value is known. */
uint32_t family_scan_hashed(struct family_scanner *scanner, struct str value, uint64_t hash);

#endif
