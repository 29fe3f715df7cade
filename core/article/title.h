/* The title of a page, from the places that carry it. */
#ifndef CORE_ARTICLE_TITLE_H
#define CORE_ARTICLE_TITLE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/article/article.h"
#include "core/base/arena.h"
#include "core/base/str.h"

enum {
	TITLE_HEADINGS_MAX = 8,
	TITLE_HASHES_MAX = 64,
	TITLE_BYTES_MAX = 300, /* what is longer is no title */
	TITLE_CANDIDATES_MAX = 32,
};

/* The different words of a title or line, as hashes: so few need no order. */
struct title_words {
	uint64_t hashes[TITLE_HASHES_MAX];
	uint32_t count;
};

/* With white space folded; empty where there is none. */
struct title_sources {
	struct str element;                      /* <title> */
	struct str open_graph;                   /* og:title */
	struct str meta;                         /* twitter:title and the like */
	struct str linked_data;                  /* JSON-LD */
	bool is_linked_article;                  /* it is one of an article */
	struct str headings[TITLE_HEADINGS_MAX]; /* h1, in order */
	uint32_t heading_count;
	struct str site; /* the site's name, if known */
	struct str host, path;
};

/*
 * What is known of a text that may be the title. "Cut" texts are what is left of one that has
 * separators ("River | Walks") when a part of it is taken away; the rest is that part.
 */
#define TITLE_FEATURES(X)                                                                          \
	X(SOURCES)        /* how many of the places carry it, whole or as a part, of 6 */          \
	X(AGREES)         /* words in common with <title> or og:title, the better of the two */    \
	X(ADDRESS)        /* words in common with the last part of the URL's path */               \
	X(ONE_WORD)       /* or none */                                                            \
	X(SITE)           /* it is the site's name */                                              \
	X(FRONT_SITE)     /* likewise, on the site's front page */                                 \
	X(HEADING)        /* the first h1 */                                                       \
	X(HEADING_SITE)   /* likewise, with the site's name in it */                               \
	X(HEADING_FIRST)  /* cut: the first part of the first h1 */                                \
	X(HEADING_LAST)   /* the last one */                                                       \
	X(HEADING_LINKED) /* an h1 of a page that has JSON-LD of an article */                     \
	X(BEST)           /* the h1 that agrees best with the titles */                            \
	X(BEST_AGREES)    /* how well */                                                           \
	X(BEST_FAR)       /* it does not */                                                        \
	X(PARTED)         /* a title with separators, whole */                                     \
	X(FIRST)          /* cut: the first part of a title */                                     \
	X(UP_TO_LAST)     /* all but the last one */                                               \
	X(AFTER_FIRST)    /* all but the first one */                                              \
	X(REST_SITE)      /* cut: the rest is the site's name */                                   \
	X(REST_HEADING)   /* a part of the rest is an h1 */

enum title_feature {
#define NAME(name) TITLE_##name,
	TITLE_FEATURES(NAME)
#undef NAME
	        TITLE_FEATURE_COUNT
};

struct title_candidate {
	struct str text;
	struct title_words words;
	uint32_t carriers;  /* of it, a bit each */
	enum source source; /* the first of them */
	uint32_t heading;   /* the h1 that it is, or TITLE_HEADINGS_MAX */
	float features[TITLE_FEATURE_COUNT];
};

void title_words_read(struct title_words *words, struct str text);

/* Whether a line has most of its words, and most of the words of it, in common with a title. */
bool title_agrees(struct str line, const struct title_words *title);

/* Whether it is what a site is called, by its name or its host. */
bool title_is_site(struct str piece, struct str site, struct str host, struct arena *arena);

/* All texts that may be the title, each once; how many. */
uint32_t title_candidates(const struct title_sources *sources, struct arena *arena,
                          struct title_candidate candidates[TITLE_CANDIDATES_MAX]);

struct title {
	struct str text; /* empty if nothing may be the title */
	enum source source;
	uint32_t heading; /* the h1 that says the same, or TITLE_HEADINGS_MAX */
	struct str site;  /* a site's name that was cut off one of the titles, or empty */
};

void title_choose(const struct title_sources *sources, struct arena *arena, struct title *title);

#endif
