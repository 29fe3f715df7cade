/*
 * What a page goes through so that a corpus has nothing in it that it should not have: steps of
 * core/page.h, each a few lines over a library of core/filter. docs/safety.md has the whole.
 */
#ifndef CORE_SAFETY_H
#define CORE_SAFETY_H

#include "core/base/arena.h"
#include "core/filter/url_list.h"
#include "core/outcome.h"

/* What is asked for; all zero: nothing. */
struct safety {
	const struct url_list *urls; /* NULL: no URL is blocked */
};

struct page;
struct page_limits;

/* Before anything of the page is read, so that a blocked one costs next to nothing. */
enum outcome safety_step_url(struct page *page, const struct page_limits *limits,
                             struct arena *arena);

#endif
