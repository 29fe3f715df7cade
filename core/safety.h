/*
 * What a page goes through so that a corpus has nothing in it that it should not have: steps of
 * core/page.h, each a few lines over a library of core/filter. docs/safety.md has the whole.
 */
#ifndef CORE_SAFETY_H
#define CORE_SAFETY_H

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/filter/decontaminate.h"
#include "core/filter/personal_data.h"
#include "core/filter/url_list.h"
#include "core/outcome.h"

/* What becomes of personal data in a text. */
enum safety_pii {
	SAFETY_PII_KEEP,
	SAFETY_PII_MASK, /* "[email]" */
	SAFETY_PII_DROP, /* the page is rejected */
};

/* What becomes of a text that has something of an evaluation set in it. */
enum safety_contaminated {
	SAFETY_CONTAMINATED_DROP, /* the page is rejected */
	SAFETY_CONTAMINATED_CUT,  /* what it has is cut out, if enough is left */
};

/* What is asked for; all zero: nothing. */
struct safety {
	const struct url_list *urls;         /* NULL: no URL is blocked */
	const struct evaluation *evaluation; /* NULL: none */
	enum safety_contaminated contaminated;
	enum safety_pii pii;
	bool honor_robots; /* what a page asks of them decides about it */
};

struct page;
struct page_limits;

/* Before anything of the page is read, so that a blocked one costs next to nothing. */
enum outcome safety_step_url(struct page *page, const struct page_limits *limits,
                             struct arena *arena);

/* What the page asks of robots, in its head and its HTTP head; told in any case. */
enum outcome safety_step_robots(struct page *page, const struct page_limits *limits,
                                struct arena *arena);

/* Of the text alone. Before personal data goes, since evaluation sets have some in them. */
enum outcome safety_step_decontaminate(struct page *page, const struct page_limits *limits,
                                       struct arena *arena);

/*
 * Of the text and what else is written by hand: title, author, description, section. Before the
 * fingerprint, so that pages that differ only in what is masked are duplicates.
 */
enum outcome safety_step_personal_data(struct page *page, const struct page_limits *limits,
                                       struct arena *arena);

#endif
