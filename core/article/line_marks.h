/* What a line of a text page is, by itself. */
#ifndef CORE_ARTICLE_LINE_MARKS_H
#define CORE_ARTICLE_LINE_MARKS_H

#include "core/article/text_lines.h"

/* All of enum line_mark but FIELDS, TAGS, SEEN and AGAIN. */
uint32_t line_marks(struct str text, uint32_t words);

/* A number under LINE_KINDS, equal for lines that look alike. */
uint32_t line_kind(uint32_t marks, uint32_t words, const struct shape *shape);

/* Equal for texts that differ in digits or case of ASCII at most ("12 replies"). */
uint64_t line_hash_without_digits(struct str text);

/* Of the first word; of the whole text if it has but one. */
uint64_t line_hash_of_start(struct str text);

#endif
