/* Text that markdown would read as markup, made to be read as text. */
#ifndef CORE_ARTICLE_MARKDOWN_ESCAPE_H
#define CORE_ARTICLE_MARKDOWN_ESCAPE_H

#include <stdint.h>

#include "core/article/text_sink.h"

enum markdown_place { MARKDOWN_PARAGRAPH, MARKDOWN_HEADING, MARKDOWN_CELL };

/* What of a text can only be told by all of it. */
struct markdown_marks {
	bool is_emphasis['~' + 1]; /* of * _ ~ and `: there are two runs, so they could be a pair */
	size_t last_link;          /* the last "](", "][" or "]:"; or 0 */
};

void markdown_marks_read(struct markdown_marks *marks, struct str text);

/* In a cell: the runs of its other blocks count as well. */
void markdown_marks_all(struct markdown_marks *marks);

/* Puts the line that is text[from .. to-1]; without line end. */
void markdown_put_line(const struct markdown_marks *marks, struct str text, size_t from, size_t to,
                       enum markdown_place place, struct text_sink *sink);

#endif
