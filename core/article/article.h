/*
 * The article of a page: its main text and what the page says about itself.
 *
 * The text is valid UTF-8, paragraphs separated by a blank line, no trailing white space; a line
 * break inside a paragraph (from <br>, <pre>, table rows) is one '\n'. What is not known is an
 * empty slice.
 */
#ifndef CORE_ARTICLE_ARTICLE_H
#define CORE_ARTICLE_ARTICLE_H

#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"
#include "core/html/tree.h"

enum { ARTICLE_TAGS_MAX = 32 };

struct article {
	struct str text;
	struct str title;  /* without the site's name where that can be told */
	struct str author; /* several are joined by "; " */
	struct str
	        published;   /* ISO 8601, as precise as known: 2024-05-01 or 2024-05-01T10:00:00Z */
	struct str modified; /* likewise */
	struct str site;
	struct str canonical; /* absolute URL */
	struct str language;  /* the page's own claim, as <html lang>; as it stands */
	struct str description;
	struct str section;
	struct str license; /* URL */
	struct str image;   /* absolute URL */
	struct str tags[ARTICLE_TAGS_MAX];
	uint32_t tag_count;
};

/* The tree of an HTML page found at `url` (may be empty). Slices point into the tree's memory or
 * `arena`. */
void article_from_tree(const struct html_tree *tree, struct str url, struct arena *arena,
                       struct article *article);

/* A page of plain text, a line per block element (as in WET files). */
void article_from_text(struct str text, struct str url, struct arena *arena,
                       struct article *article);

#endif
