/* The title of a page, from the places that carry it. */
#ifndef CORE_ARTICLE_TITLE_H
#define CORE_ARTICLE_TITLE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"

enum { TITLE_HEADINGS_MAX = 8, TITLE_HASHES_MAX = 64 };

/* The different words of a title or line, as hashes: so few need no order. */
struct title_words {
	uint64_t hashes[TITLE_HASHES_MAX];
	uint32_t count;
};

struct title_sources {
	struct str element;                      /* <title> */
	struct str claimed;                      /* og:title and the like */
	struct str headings[TITLE_HEADINGS_MAX]; /* h1, in order */
	uint32_t heading_count;
	struct str site; /* the site's name, if known */
	struct str host;
};

void title_words_read(struct title_words *words, struct str text);

/* Whether a line has most of its words, and most of the words of it, in common with a title. */
bool title_agrees(struct str line, const struct title_words *title);

/*
 * The heading that says the same as <title> or the claimed title; else one of these without the
 * site's name at its end or beginning. `*site` is set to a site's name that was cut off, if
 * `sources->site` is empty; else to that.
 */
struct str title_choose(const struct title_sources *sources, struct arena *arena, struct str *site);

#endif
