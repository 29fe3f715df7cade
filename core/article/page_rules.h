/*
 * The rules of a run (core/rules) on one page. Of a text page they see all lines, before the model
 * has chosen among them; of an HTML page, to drop, cut and replace, the blocks that it has chosen,
 * and to extract and to drop the page all blocks. Without rules in the options, nothing happens.
 */
#ifndef CORE_ARTICLE_PAGE_RULES_H
#define CORE_ARTICLE_PAGE_RULES_H

#include "core/article/article.h"
#include "core/article/blocks.h"
#include "core/article/text_lines.h"

/* Which rule had to do with each line or block. */
struct rule_marks {
	uint32_t *rules; /* RULE_NONE, or what dropped, cut off or changed it; NULL: none did */
	uint8_t *is_out; /* dropped or cut off */
	struct rule_run *run; /* what the numbers are of; NULL as well */
};

static inline bool rule_marks_out(const struct rule_marks *marks, uint32_t i)
{
	return marks->is_out && marks->is_out[i];
}

/* The rule's name, or empty. */
struct str rule_marks_name(const struct rule_marks *marks, uint32_t i);

/*
 * Takes what is dropped out of `*kept`, changes texts (in a copy of the blocks), and sets what
 * rules set of the article, whose fields, language and kind are known by now.
 */
void page_rules_blocks(const struct article_options *options, struct str url, struct blocks *blocks,
                       const uint8_t **kept, struct arena *arena, struct article *article,
                       struct rule_marks *marks);

/* The same before lines are chosen: sets marks, and of the article whether the page is dropped. */
void page_rules_lines(const struct article_options *options, struct str url,
                      const struct lines *lines, struct arena *arena, struct article *article,
                      struct rule_marks *marks);

/* The fields, once the page's own are known. Behind page_rules_lines. */
void page_rules_fields(const struct article_options *options, struct str url, struct arena *arena,
                       struct article *article);

/* The text of a line that was chosen. Behind page_rules_lines. */
struct str page_rules_text(struct rule_marks *marks, const struct lines *lines, uint32_t i,
                           struct arena *arena);

/* The fields of the rules' own, all empty. */
void page_rules_extras(const struct article_options *options, struct arena *arena,
                       struct article *article);

#endif
