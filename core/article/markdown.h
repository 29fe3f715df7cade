/*
 * An article as CommonMark 0.31 with the tables of GitHub Flavored Markdown: headings, block
 * quotes, lists (numbers as the page has them), fenced code with its language, tables, hard line
 * breaks (a backslash). Emphasis, links and images are not written.
 *
 * What in the text would be read as markup is escaped, and only that. Nesting is written as deep as
 * OUTLINE_PREFIX_BYTES_MAX allows; the text is there at any depth. A definition list is written
 * as terms with items below them. In a cell a line break is a <br>.
 */
#ifndef CORE_ARTICLE_MARKDOWN_H
#define CORE_ARTICLE_MARKDOWN_H

#include "core/article/outline.h"
#include "core/article/text_sink.h"

void markdown_write(const struct outline *outline, struct text_sink *sink);

/* A text of its own as one paragraph; of one line or several. */
void markdown_put_paragraph(struct str text, struct text_sink *sink);

#endif
