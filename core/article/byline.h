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
struct str byline_author(struct str text, bool is_marked, struct arena *arena);

/* The same for a claim: no "By", no URL, nothing that cannot be a name. */
struct str byline_name(struct str text);

/* A text that speaks of a change rather than of publication: "Updated May 1, 2024". */
bool byline_is_update(struct str text);

/* The first date of each kind in a text; empty if it has none. */
struct byline_dates {
	struct str published, modified;
};

/* A date belongs to what stands before it: "May 1, 2024 - Updated May 2, 2024" has both. */
void byline_dates(struct str text, struct arena *arena, struct byline_dates *dates);

/* Whether a text begins by saying what its date is: "Published on …", "Last updated: …". */
bool byline_is_dated(struct str text);

#endif
