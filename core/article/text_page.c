/*
 * article_from_text: the lines are weighed as blocks are (judge_lines.c). What
 * little a text page says about itself stands in lines of a known form, or is its first line.
 */
#include "core/article/article.h"

#include "core/article/byline.h"
#include "core/article/claims.h"
#include "core/article/judge_lines.h"
#include "core/article/markdown.h"
#include "core/article/page_rules.h"
#include "core/article/text_lines.h"
#include "core/article/text_sink.h"
#include "core/article/title.h"
#include "core/text/date.h"
#include "core/text/url.h"

enum {
	HEAD_LINES = 120,  /* of the page, in which titles are looked for */
	BYLINE_LINES = 12, /* around the title, in which dates and authors are */
	BYLINE_BYTES = 160,
	TITLE_WORDS_MAX = 40,
	SECTION_BYTES_MAX = 80,
};

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

static struct str join_lines(const struct lines *lines, const struct article_options *options,
                             struct rule_marks *marks, struct arena *arena)
{
	const struct selection_item *items = judge_lines(lines, options->favor, arena);
	struct str *texts = arena_array(arena, struct str, lines->count);
	struct text_sink sink = {0};
	for (uint32_t i = 0; i < lines->count; i++)
		texts[i] = items[i].kept && !rule_marks_out(marks, i)
		                   ? page_rules_text(marks, lines, i, arena)
		                   : (struct str){0};
	put_lines(texts, lines->count, options->format, &sink);
	sink_allocate(&sink, arena);
	put_lines(texts, lines->count, options->format, &sink);
	return sink_str(&sink);
}

/* The lines that may be the heading: they say what the first line says. */
static void read_title_sources(const struct lines *lines, struct url url,
                               uint32_t from[TITLE_HEADINGS_MAX], struct title_sources *sources)
{
	struct title_words first;
	*sources = (struct title_sources){
	        .element = lines->lines[0].text, .host = url.host, .path = url.path};
	title_words_read(&first, sources->element);
	if (lines->title != NO_LINE) {
		from[0] = lines->title;
		sources->headings[sources->heading_count++] = lines->lines[lines->title].text;
	}
	for (uint32_t i = 1;
	     i < lines->count && i < HEAD_LINES && sources->heading_count < TITLE_HEADINGS_MAX;
	     i++) {
		const struct line *line = &lines->lines[i];
		bool is_likely =
		        line->words > 1 && line->words <= TITLE_WORDS_MAX && !line->is_sentence;
		if (is_likely && title_agrees(line->text, &first)) {
			from[sources->heading_count] = i;
			sources->headings[sources->heading_count++] = line->text;
		}
	}
}

/* Sets title and site; returns the line of the title. */
static uint32_t find_title(const struct lines *lines, struct url url, struct arena *arena,
                           struct article *article)
{
	struct title_sources sources;
	struct title title;
	uint32_t from[TITLE_HEADINGS_MAX];
	read_title_sources(lines, url, from, &sources);
	title_choose(&sources, arena, &title);
	article->title = title.text;
	article->site = title.site;
	article->sources[FIELD_TITLE] = (uint8_t)title.source;
	return title.heading < TITLE_HEADINGS_MAX ? from[title.heading] : 0;
}

/* "Date:2024-05-01 10:00:00", "By Jane Doe", "Published May 1, 2024" near the title. */
static void read_byline(const struct lines *lines, uint32_t title, struct claims *claims)
{
	enum { RANK_LABELLED = 1, RANK_SAID = 2, RANK_SEEN = 3 };
	uint32_t from = title > BYLINE_LINES / 2 ? title - BYLINE_LINES / 2 : 0;
	for (uint32_t i = from; i < lines->count && i < title + BYLINE_LINES; i++) {
		struct str text = lines->lines[i].text;
		if (text.n > BYLINE_BYTES || i == title)
			continue;
		uint8_t rank = str_starts_nocase(text, STR("date:")) ? RANK_LABELLED : RANK_SEEN;
		struct byline_dates dates;
		byline_dates(text, claims->arena, &dates);
		claim(claims, SOURCE_TEXT, FIELD_AUTHOR, RANK_SAID,
		      byline_author(text, false, claims->arena));
		claim(claims, SOURCE_TEXT, FIELD_PUBLISHED, rank, dates.published);
		claim(claims, SOURCE_TEXT, FIELD_MODIFIED, rank, dates.modified);
	}
}

/* "Current:Home > Section<title>": the crumbs that stand before the title on one line with it. */
static struct str find_section(struct str first, struct str title)
{
	size_t end = str_find(first, title, 0);
	if (title.n == 0 || end == STR_NONE)
		return (struct str){0};
	struct str crumbs = str_slice(first, 0, end), crumb, last = {0};
	if (str_find_byte(crumbs, '>', 0) == STR_NONE)
		return last;
	while (str_next(&crumbs, '>', &crumb))
		last = str_trim(crumb);
	return last.n <= SECTION_BYTES_MAX ? last : (struct str){0};
}

/* "<title> -Site": what follows the title on the first line. */
static struct str find_site(struct str first, struct str title)
{
	enum { SITE_BYTES_MAX = 80 };
	size_t at = str_find(first, title, 0);
	if (title.n == 0 || at == STR_NONE)
		return (struct str){0};
	struct str rest = str_trim(str_slice(first, at + title.n, first.n));
	struct str site = rest;
	while (site.n && strchr("-|:", site.p[0]))
		site = str_slice(site, 1, site.n);
	return site.n < rest.n && site.n <= SITE_BYTES_MAX ? str_trim(site) : (struct str){0};
}

static void set_sources(const struct claims *claims, struct article *article)
{
	static const enum field claimed[] = {FIELD_AUTHOR, FIELD_PUBLISHED, FIELD_MODIFIED};
	for (size_t i = 0; i < sizeof(claimed) / sizeof(claimed[0]); i++)
		article->sources[claimed[i]] = claims->source[claimed[i]];
	article->sources[FIELD_SITE] = article->site.n > 0 ? SOURCE_TITLE : SOURCE_NONE;
	article->sources[FIELD_SECTION] = article->section.n > 0 ? SOURCE_TITLE : SOURCE_NONE;
}

void article_from_text(struct str text, struct str url, const struct article_options *options,
                       struct arena *arena, struct article *article)
{
	struct lines lines;
	struct claims claims;
	struct rule_marks marks;
	struct url parts = url_split(url);
	*article = (struct article){0};
	page_rules_extras(options, arena, article);
	lines_from_text(text, arena, &lines);
	if (lines.count == 0)
		return;
	page_rules_lines(options, url, &lines, arena, article, &marks);
	article->text = join_lines(&lines, options, &marks, arena);
	uint32_t title_line = find_title(&lines, parts, arena, article);
	claims_init(&claims, arena);
	read_byline(&lines, title_line, &claims);
	claim(&claims, SOURCE_URL, FIELD_PUBLISHED, RANK_NONE - 1,
	      date_from_path(parts.path, arena));
	article->author = claims.value[FIELD_AUTHOR];
	article->published = claims.value[FIELD_PUBLISHED];
	article->modified = claims.value[FIELD_MODIFIED];
	article->section = find_section(lines.lines[0].text, article->title);
	if (article->site.n == 0)
		article->site = find_site(lines.lines[0].text, article->title);
	set_sources(&claims, article);
	page_rules_fields(options, url, arena, article);
}
