/* A record, its page, and why each part of the page is kept or not. */
#ifndef CORE_EXPLAINED_PAGE_H
#define CORE_EXPLAINED_PAGE_H

#include "core/article/explain.h"
#include "core/page.h"

struct explained_page {
	struct page page;
	struct explanation explanation;
};

/* Whether a page of this outcome got as far as to have its parts judged. */
bool explained_page_has_reasons(enum outcome outcome);

/*
 * As page_extract; with explained_page_has_reasons there is an explanation. It has no
 * items for a document of an earlier corpus that is text already: all of that is kept.
 */
enum outcome explained_page_extract(const struct page_record *record,
                                    const struct page_limits *limits, struct arena *arena,
                                    struct explained_page *explained);

/* What the page says about itself, as one text without control characters: `tags` with commas. */
struct str explained_page_field(const struct page *page, enum field field, struct arena *arena);

#endif
