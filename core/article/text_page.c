/*
 * article_from_text: the lines are weighed as blocks are (judge_lines.c); what they say about the
 * page is read by text_claims.c.
 */
#include "core/article/article.h"

#include "core/article/judge_lines.h"
#include "core/article/markdown.h"
#include "core/article/page_rules.h"
#include "core/article/text_claims.h"
#include "core/article/text_sink.h"
#include "core/base/budget.h"

enum { LINE_STEPS = 4000 }; /* of all that is done with a line */

/* Without those of no text. */
static void put_lines(const struct str *texts, uint32_t count, enum article_format format,
                      struct text_sink *sink)
{
	for (uint32_t i = 0; i < count; i++) {
		if (texts[i].n == 0)
			continue;
		if (sink->n)
			sink_put(sink, STR("\n\n"));
		if (format == ARTICLE_MARKDOWN)
			markdown_put_paragraph(texts[i], sink);
		else
			sink_put(sink, texts[i]);
	}
}

static struct str join_lines(const struct lines *lines, const struct selection_item *items,
                             enum article_format format, struct rule_marks *marks,
                             struct arena *arena)
{
	struct str *texts = arena_array(arena, struct str, lines->count);
	struct text_sink sink = {0};
	for (uint32_t i = 0; i < lines->count; i++)
		texts[i] = items[i].kept && !rule_marks_out(marks, i)
		                   ? page_rules_text(marks, lines, i, arena)
		                   : (struct str){0};
	put_lines(texts, lines->count, format, &sink);
	sink_allocate(&sink, arena);
	put_lines(texts, lines->count, format, &sink);
	return sink_str(&sink);
}

void article_from_text(struct str text, struct str url, const struct article_options *options,
                       struct arena *arena, struct article *article)
{
	struct lines lines;
	struct rule_marks marks;
	*article = (struct article){0};
	page_rules_extras(options, arena, article);
	lines_from_text(text, arena, &lines);
	if (lines.count == 0 || !budget_spend(options->budget, lines.count, LINE_STEPS))
		return;
	const struct selection_item *items = judge_lines(&lines, options->favor, arena);
	text_claims(&lines, items, url_split(url), arena, article);
	page_rules_lines(options, url, &lines, arena, article, &marks);
	article->text = join_lines(&lines, items, options->format, &marks, arena);
	page_rules_fields(options, url, arena, article);
}
