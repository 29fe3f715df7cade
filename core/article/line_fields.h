/*
 * Fields that a text page shows as "Label: value": "Date:2024-05-01  Source: The Planet", "Tags: a,
 * b", "分类：新闻".
 */
#ifndef CORE_ARTICLE_LINE_FIELDS_H
#define CORE_ARTICLE_LINE_FIELDS_H

#include "core/article/article.h"

enum {
	FIELD_LINE_BYTES_MAX = 300, /* a longer line has no fields */
	FIELD_TAGS_MAX = 12,        /* a longer list of tags is a menu */
};

struct line_field {
	enum field field; /* FIELD_NONE: a label that says nothing of use, as "Views" */
	struct str value; /* trimmed; empty where the next lines have it */
};

/*
 * Cuts the next field off `*rest`, which is a line or what is left of one; false when there is
 * none. The value ends at the next label, two spaces, a tab or a bar.
 */
bool line_fields_next(struct str *rest, struct line_field *field);

/*
 * The parts of a list, "a, b, c", each once: how many, `most` at most; 0 if one of them is no tag,
 * which means that the list is none.
 */
uint32_t line_fields_split(struct str list, struct str *tags, uint32_t most);

/* Whether a line by itself may be one of a list of tags. */
bool line_fields_is_tag(struct str line);

/* Without the mark that it begins with as an item of a list. */
struct str line_fields_unmarked(struct str line);

#endif
