/*
 * article_from_text: the lines are weighed as blocks are (judge_lines.c); what they say about the
 * page is read by text_claims.c.
 */
#include "core/article/article.h"

#include "core/article/judge_lines.h"
#include "core/article/markdown.h"
#include "core/article/text_claims.h"
#include "core/article/text_sink.h"

static void put_lines(const struct lines *lines, const struct selection_item *items,
                      enum article_format format, struct text_sink *sink)
{
	for (uint32_t i = 0; i < lines->count; i++) {
		if (!items[i].kept)
			continue;
		if (sink->n)
			sink_put(sink, STR("\n\n"));
		if (format == ARTICLE_MARKDOWN)
			markdown_put_paragraph(lines->lines[i].text, sink);
		else
			sink_put(sink, lines->lines[i].text);
	}
}

static struct str join_lines(const struct lines *lines, const struct selection_item *items,
                             enum article_format format, struct arena *arena)
{
	struct text_sink sink = {0};
	put_lines(lines, items, format, &sink);
	sink_allocate(&sink, arena);
	put_lines(lines, items, format, &sink);
	return sink_str(&sink);
}

void article_from_text(struct str text, struct str url, const struct article_options *options,
                       struct arena *arena, struct article *article)
{
	struct lines lines;
	*article = (struct article){0};
	lines_from_text(text, arena, &lines);
	if (lines.count == 0)
		return;
	const struct selection_item *items = judge_lines(&lines, options->favor, arena);
	text_claims(&lines, items, url_split(url), arena, article);
	article->text = join_lines(&lines, items, options->format, arena);
}
