/*
 * article_from_text: the lines are weighed as blocks are (scores.c), by a model of their own. What
 * little a text page says about itself stands in lines of a known form, or is its first line.
 */
#include "core/article/article.h"

#include "core/article/byline.h"
#include "core/article/claims.h"
#include "core/article/line_table.h"
#include "core/article/text_lines.h"
#include "core/article/scale.h"
#include "core/article/select.h"
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

/* One by one, as in scores.c. */
static float score(const float features[LINE_FEATURE_COUNT])
{
	float sum = 0;
#define ADD(name) sum += line_weights[LINE_##name] * features[LINE_##name];
	LINE_FEATURES(ADD)
#undef ADD
	return squash(sum);
}

static struct selection_item *select_lines(const struct lines *lines, struct arena *arena)
{
	float features[LINE_FEATURE_COUNT];
	struct selection_item *items = arena_array(arena, struct selection_item, lines->count);
	for (uint32_t i = 0; i < lines->count; i++) {
		line_features(lines, i, features);
		items[i] = (struct selection_item){.probability = score(features),
		                                   .words = lines->lines[i].words};
	}
	select_items(items, lines->count);
	return items;
}

static struct str join_lines(const struct lines *lines, const struct selection_item *items,
                             struct arena *arena)
{
	const struct str separator = STR("\n\n");
	size_t bytes_max = 0, n = 0;
	for (uint32_t i = 0; i < lines->count; i++)
		bytes_max += items[i].kept ? lines->lines[i].text.n + separator.n : 0;
	char *text = arena_bytes(arena, bytes_max);
	for (uint32_t i = 0; i < lines->count; i++) {
		struct str line = lines->lines[i].text;
		if (!items[i].kept)
			continue;
		if (n) {
			memcpy(text + n, separator.p, separator.n);
			n += separator.n;
		}
		memcpy(text + n, line.p, line.n);
		n += line.n;
	}
	arena_shrink(arena, text, bytes_max, n);
	return (struct str){text, n};
}

/* The line that says what the first line says without the site's name; or a part of that line. */
static struct str find_title(const struct lines *lines, struct str url, struct arena *arena,
                             struct str *site, uint32_t *at)
{
	struct title_sources sources = {.element = lines->lines[0].text,
	                                .host = url_split(url).host};
	struct title_words first;
	uint32_t from[TITLE_HEADINGS_MAX];
	title_words_read(&first, sources.element);
	if (lines->title != NO_LINE) {
		from[0] = lines->title;
		sources.headings[sources.heading_count++] = lines->lines[lines->title].text;
	}
	for (uint32_t i = 1;
	     i < lines->count && i < HEAD_LINES && sources.heading_count < TITLE_HEADINGS_MAX;
	     i++) {
		const struct line *line = &lines->lines[i];
		bool is_likely =
		        line->words > 1 && line->words <= TITLE_WORDS_MAX && !line->is_sentence;
		if (is_likely && title_agrees(line->text, &first)) {
			from[sources.heading_count] = i;
			sources.headings[sources.heading_count++] = line->text;
		}
	}
	struct str title = title_choose(&sources, arena, site);
	*at = 0;
	for (uint32_t i = 0; i < sources.heading_count; i++)
		if (title.p == sources.headings[i].p)
			*at = from[i];
	return title;
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
		claim(claims, FIELD_AUTHOR, RANK_SAID, byline_author(text, false));
		struct str date = date_find(text, claims->arena, NULL);
		if (date.n == 0)
			continue;
		bool is_labelled = str_starts_nocase(text, STR("date:"));
		enum field field = byline_is_update(text) ? FIELD_MODIFIED : FIELD_PUBLISHED;
		claim(claims, field, is_labelled ? RANK_LABELLED : RANK_SEEN, date);
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

void article_from_text(struct str text, struct str url, struct arena *arena,
                       struct article *article)
{
	struct lines lines;
	struct claims claims;
	uint32_t title_line;
	*article = (struct article){0};
	lines_from_text(text, arena, &lines);
	if (lines.count == 0)
		return;
	article->text = join_lines(&lines, select_lines(&lines, arena), arena);
	article->title = find_title(&lines, url, arena, &article->site, &title_line);
	claims_init(&claims, arena);
	read_byline(&lines, title_line, &claims);
	claim(&claims, FIELD_PUBLISHED, RANK_NONE - 1, date_from_path(url_split(url).path, arena));
	article->author = claims.value[FIELD_AUTHOR];
	article->published = claims.value[FIELD_PUBLISHED];
	article->modified = claims.value[FIELD_MODIFIED];
	article->section = find_section(lines.lines[0].text, article->title);
	if (article->site.n == 0)
		article->site = find_site(lines.lines[0].text, article->title);
}
