/* Authors and dates as they stand in the visible text of a page. */
#ifndef CORE_ARTICLE_BYLINE_H
#define CORE_ARTICLE_BYLINE_H

#include "core/base/arena.h"
#include "core/base/str.h"

/*
 * The name in "By Jane Doe | May 1, 2024", "Written by: Jane Doe" and the like. Without such words
 * in front, the text counts as a name only if `is_marked` (its element says so). Empty if what is
 * there does not look like one.
 */
struct str byline_author(struct str text, bool is_marked);

/* The same for a claim: no "By", no URL, nothing that cannot be a name. */
struct str byline_name(struct str text);

/* A text that speaks of a change rather than of publication: "Updated May 1, 2024". */
bool byline_is_update(struct str text);

#endif
