/*
 * The article of a page: its main text and what the page says about itself.
 *
 * The text is valid UTF-8, without trailing white space, as plain text (assemble.h) or as markdown
 * (markdown.h). What is not known is an empty slice.
 */
#ifndef CORE_ARTICLE_ARTICLE_H
#define CORE_ARTICLE_ARTICLE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/article/page_kind.h"
#include "core/base/arena.h"
#include "core/base/str.h"
#include "core/html/tree.h"

struct budget;
struct rule_run;

enum { ARTICLE_TAGS_MAX = 32 };

/* What a page says about itself. */
enum field {
	FIELD_NONE, /* a claim about it is let go */
	FIELD_TITLE,
	FIELD_AUTHOR,
	FIELD_PUBLISHED,
	FIELD_MODIFIED,
	FIELD_SITE,
	FIELD_CANONICAL,
	FIELD_LANGUAGE,
	FIELD_DESCRIPTION,
	FIELD_SECTION,
	FIELD_LICENSE,
	FIELD_IMAGE,
	FIELD_TAG,
	FIELD_COUNT
};

/* Where on the page it says so. */
enum source {
	SOURCE_NONE,
	SOURCE_JSON_LD,
	SOURCE_OPEN_GRAPH, /* <meta> of Open Graph: og:title, article:published_time */
	SOURCE_META,       /* any other <meta> */
	SOURCE_MICRODATA,  /* itemprop on an element that a reader sees */
	SOURCE_TIME,       /* <time> */
	SOURCE_LINK,       /* <link rel>, <a rel> */
	SOURCE_HTML,       /* <html lang> */
	SOURCE_TITLE,      /* <title>; of a text page, its first line */
	SOURCE_HEADING,    /* <h1>; of a text page, a line like the first */
	SOURCE_TEXT,       /* text near the heading, or with a word that tells what it is */
	SOURCE_UPDATE,     /* of `published`: a date that is shown as that of the last change */
	SOURCE_URL,
	SOURCE_HTTP, /* the response's head */
	SOURCE_RULE, /* a rule (core/rules) */
	SOURCE_COUNT
};

enum article_format { ARTICLE_TEXT, ARTICLE_MARKDOWN };

/* Where it is doubtful whether text belongs to the article. */
enum article_favor {
	ARTICLE_FAVOR_BALANCE,
	ARTICLE_FAVOR_PRECISION, /* leave it out: little but the article, though not all of it */
	ARTICLE_FAVOR_RECALL,    /* keep it: all of the article, and some of what is around it */
};

/* How an article is wanted; all zero is the default. */
struct article_options {
	enum article_format format;
	enum article_favor favor;
	bool comments;            /* readers' comments below the article as well (comments.h) */
	struct rule_run *rules;   /* of the worker; NULL: none */
	struct str http_language; /* what the response's head claims; for the scope of rules */
	struct budget *budget;    /* of the page; where it is over, the article is none */
};

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
	uint8_t sources[FIELD_COUNT]; /* enum source of each; SOURCE_NONE of what is not known */
	uint32_t types;               /* that it claims: a set of enum page_type */
	enum page_kind kind;

	/* by rules */
	struct str dropped_by;          /* the rule that drops the whole page; empty: none does */
	const char *const *extra_names; /* fields of the rules' own; of the rules, not the page */
	struct str *extra_values;       /* as many; empty where a page has none */
	uint32_t extra_count;
};

/* As rows name it: "title", "lang", "tags"; "" for FIELD_NONE. */
const char *field_name(enum field field);

/* "json-ld", "h1" and so on; "" for SOURCE_NONE. */
const char *source_name(enum source source);

/* The source of that name, or SOURCE_NONE. */
enum source source_named(struct str name);

/* The tree of an HTML page found at `url` (may be empty). Slices point into the tree's memory or
 * `arena`. */
void article_from_tree(const struct html_tree *tree, struct str url,
                       const struct article_options *options, struct arena *arena,
                       struct article *article);

/* A page of plain text, a line per block element (as in WET files). What is a comment cannot be
 * told there. */
void article_from_text(struct str text, struct str url, const struct article_options *options,
                       struct arena *arena, struct article *article);

#endif
