/*
 * What kind a page is, of seven. For each kind gradient-boosted trees weigh what kind_features.h
 * tells of the page, and the likeliest kind is taken. It is wrong on one page in seven
 * (docs/training.md), so that nothing of the text hangs on it: it is for rows, and for rules that
 * ask.
 */
#ifndef CORE_ARTICLE_PAGE_KIND_H
#define CORE_ARTICLE_PAGE_KIND_H

#include "core/base/arena.h"
#include "core/base/str.h"

struct article;
struct page_context;

enum page_kind {
	PAGE_KIND_NONE, /* not known: a text page, or a page without words */
	PAGE_KIND_ARTICLE,
	PAGE_KIND_FORUM,         /* posts of its readers */
	PAGE_KIND_PRODUCT,       /* one thing for sale */
	PAGE_KIND_COLLECTION,    /* things for sale */
	PAGE_KIND_LISTING,       /* links to pages: of a section, a tag, a search */
	PAGE_KIND_DOCUMENTATION, /* of software and the like */
	PAGE_KIND_SERVICE,       /* what a business does */
	PAGE_KIND_COUNT
};

/* "article", "forum", …; "" for PAGE_KIND_NONE. */
const char *page_kind_name(enum page_kind kind);

/* The kind of that name, or PAGE_KIND_NONE. */
enum page_kind page_kind_named(struct str name);

/* Of an HTML page whose metadata is in `article`. `url` may be empty. */
enum page_kind page_kind_of(const struct page_context *page, const struct article *article,
                            struct str url, struct arena *arena);

#endif
