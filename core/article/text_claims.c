/*
 * Everything lays a claim (claims.h), the surest first: names that agree with the host stand before
 * those that only stand in a likely place, labelled dates before others.
 */
#include "core/article/text_claims.h"

#include "core/article/byline.h"
#include "core/article/claims.h"
#include "core/article/crumbs.h"
#include "core/article/line_fields.h"
#include "core/article/site_name.h"
#include "core/article/title.h"
#include "core/text/date.h"
#include "core/text/words.h"

enum {
	HEAD_LINES = 120,  /* of the page, in which titles are looked for */
	BYLINE_LINES = 12, /* behind the title, in which dates and authors are */
	BEFORE_LINES = 6,  /* likewise before it */
	CRUMB_LINES = 40,  /* before the title, in which the trail of crumbs may be */
	BYLINE_BYTES = 160,
	TITLE_WORDS_MAX = 40,
	NAME_BYTES_MAX = 80,
	NAME_WORDS_MAX = 6,
	FRAME_WORDS_MAX = 30, /* of lines that name the site */
};

/* Ranks of claims; less is better. */
enum {
	RANK_LABELLED = 1,
	RANK_SAID = 2,
	RANK_SEEN = 3,
	RANK_FAR = 4, /* with a label, far from the title */
	RANK_ADDRESS = 9,
	RANK_UPDATE = 10, /* as the date of publication */
};

enum { SITE_FIRST_LINE = 1, SITE_SPELLED, SITE_BEHIND_TITLE, SITE_RIGHTS, SITE_SOURCE, SITE_HOST };

enum {
	SECTION_LABEL = 1,
	SECTION_BYLINE,
	SECTION_CRUMBS,
	SECTION_FIRST_LINE,
	SECTION_MENU,
	SECTION_SMALL, /* a label's, but without a capital */
	SECTION_ADDRESS,
};

struct reader {
	const struct lines *lines;
	const struct selection_item *items;
	struct url url;
	struct str label; /* of the host */
	struct str title;
	uint32_t title_line; /* 0 if it has none of its own */
	struct claims claims;
};

static struct str text_of(const struct reader *reader, uint32_t i)
{
	return reader->lines->lines[i].text;
}

/* A line of the article: what it says about dates and tags is not meant for the page. */
static bool is_prose(const struct reader *reader, uint32_t i)
{
	return reader->items[i].kept && reader->lines->lines[i].marks & MARK_BIT(GOOD);
}

static uint32_t at_most(uint32_t line, uint32_t count)
{
	return line < count ? line : count;
}

/* ---- title ---- */

static struct str without_separators(struct str text)
{
	static const struct str marks[] = {
	        STR_INIT("-"),  STR_INIT("|"), STR_INIT("_"), STR_INIT(":"), STR_INIT("–"),
	        STR_INIT("—"),  STR_INIT("·"), STR_INIT("•"), STR_INIT("»"), STR_INIT("«"),
	        STR_INIT("｜"), STR_INIT("/"), STR_INIT("~"), STR_INIT(",")};
	bool again = true;
	while (again) {
		again = false;
		text = str_trim(text);
		for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
			size_t n = marks[i].n;
			if (str_starts(text, marks[i]))
				text = str_slice(text, n, text.n);
			else if (str_ends(text, marks[i]))
				text = str_slice(text, 0, text.n - n);
			else
				continue;
			again = true;
		}
	}
	return text;
}

/* The first line without the site's name at one of its ends. */
static struct str without_site(struct str first, struct str site)
{
	struct str rest = first;
	if (site.n == 0)
		return first;
	if (site.p == first.p)
		rest = str_slice(first, site.n, first.n);
	else if (site.p + site.n == first.p + first.n)
		rest = str_slice(first, 0, first.n - site.n);
	struct str title = without_separators(rest);
	bool is_separate = title.n < str_trim(rest).n; /* else they are a sentence */
	return is_separate && title.n ? title : first;
}

/* The lines that may be the heading: they say what the first line says. */
static void read_headings(const struct reader *reader, uint32_t from[TITLE_HEADINGS_MAX],
                          struct title_sources *sources)
{
	const struct lines *lines = reader->lines;
	struct title_words first;
	title_words_read(&first, sources->element);
	if (lines->title != NO_LINE) {
		from[0] = lines->title;
		sources->headings[sources->heading_count++] = text_of(reader, lines->title);
	}
	for (uint32_t i = 1; i < at_most(HEAD_LINES, lines->count); i++) {
		const struct line *line = &lines->lines[i];
		bool is_likely = line->words > 1 && line->words <= TITLE_WORDS_MAX &&
		                 !(line->marks & MARK_BIT(SENTENCE));
		if (sources->heading_count == TITLE_HEADINGS_MAX)
			return;
		if (is_likely && title_agrees(line->text, &first)) {
			from[sources->heading_count] = i;
			sources->headings[sources->heading_count++] = line->text;
		}
	}
}

/* The longest heading that is a part of the first line, and not all of it with the site's name:
 * that needs no more cutting. TITLE_HEADINGS_MAX if there is none. */
static uint32_t find_whole(const struct title_sources *sources, struct str first, struct str site)
{
	uint32_t best = TITLE_HEADINGS_MAX;
	size_t longest = 0;
	for (uint32_t i = 0; i < sources->heading_count; i++) {
		struct str heading = sources->headings[i];
		bool has_site = site.n && str_find(heading, site, 0) != STR_NONE;
		bool is_part = heading.n < first.n && str_find(first, heading, 0) != STR_NONE;
		if (is_part && !has_site && heading.n > longest) {
			longest = heading.n;
			best = i;
		}
	}
	return best;
}

/* Of a page whose first line is no title: the last line before the prose that may be a heading. */
static uint32_t heading_above_prose(const struct reader *reader)
{
	const struct lines *lines = reader->lines;
	const uint32_t no_heading = MARK_BIT(SENTENCE) | MARK_BIT(FIELDS) | MARK_BIT(YEAR);
	uint32_t heading = 0;
	for (uint32_t i = 1; i < at_most(HEAD_LINES, lines->count); i++) {
		const struct line *line = &lines->lines[i];
		if (is_prose(reader, i))
			return heading;
		if (line->words > 2 && line->words <= TITLE_WORDS_MAX && line->phrases == 0 &&
		    !(line->marks & no_heading))
			heading = i;
	}
	return 0;
}

/* The first line is the site's name, or a menu's first word. */
static bool is_untitled(const struct reader *reader, struct str site)
{
	struct str first = text_of(reader, 0);
	return reader->lines->lines[0].words <= 1 ||
	       (site.n && without_separators(first).n == site.n);
}

static void find_title(struct reader *reader, struct article *article)
{
	struct claims *claims = &reader->claims;
	uint32_t from[TITLE_HEADINGS_MAX];
	struct title title = {.heading = TITLE_HEADINGS_MAX};
	struct str first = text_of(reader, 0), site = site_name_in(first, reader->label);
	struct title_sources sources = {.element = without_site(first, site),
	                                .host = reader->url.host,
	                                .path = reader->url.path};
	read_headings(reader, from, &sources);
	uint32_t whole = find_whole(&sources, first, site);
	title_choose(&sources, claims->arena, &title);
	if (whole < sources.heading_count) {
		title.text = sources.headings[whole];
		title.source = SOURCE_HEADING;
		title.heading = whole;
	}
	reader->title = title.text;
	reader->title_line = title.heading < TITLE_HEADINGS_MAX ? from[title.heading] : 0;
	uint32_t heading = is_untitled(reader, site) ? heading_above_prose(reader) : 0;
	if (heading) {
		reader->title_line = heading;
		reader->title = title.text = text_of(reader, heading);
		title.source = SOURCE_HEADING;
	}
	article->title = title.text;
	claims->source[FIELD_TITLE] = (uint8_t)title.source;
	claim(claims, SOURCE_TITLE, FIELD_SITE, SITE_FIRST_LINE, site);
	claim(claims, SOURCE_TITLE, FIELD_SITE, SITE_BEHIND_TITLE, title.site);
}

/* ---- site ---- */

static bool may_be_name(struct str name)
{
	return name.n <= NAME_BYTES_MAX && words_measure(name) <= NAME_WORDS_MAX;
}

/* "<title> -Site", "<title>_Section_Site": what is behind the title on the first line. */
static void read_behind_title(struct reader *reader)
{
	struct str first = text_of(reader, 0), title = reader->title;
	size_t at = title.n ? str_find(first, title, 0) : STR_NONE;
	if (at == STR_NONE)
		return;
	struct str rest = str_slice(first, at + title.n, first.n), site = without_separators(rest);
	if (site.n == rest.n)
		return;
	size_t last = site.n;
	while (last > 0 && !strchr("_|", site.p[last - 1]))
		last--;
	struct str section = without_separators(str_slice(site, 0, last));
	site = str_trim(str_slice(site, last, site.n));
	if (may_be_name(site))
		claim(&reader->claims, SOURCE_TITLE, FIELD_SITE, SITE_BEHIND_TITLE, site);
	if (may_be_name(section))
		claim(&reader->claims, SOURCE_TITLE, FIELD_SECTION, SECTION_FIRST_LINE, section);
}

static void read_site(struct reader *reader)
{
	struct claims *claims = &reader->claims;
	const struct lines *lines = reader->lines;
	for (uint32_t i = 1; i < lines->count && claims->rank[FIELD_SITE] > SITE_SPELLED; i++) {
		const struct line *line = &lines->lines[i];
		if (line->words <= FRAME_WORDS_MAX)
			claim(claims, SOURCE_TEXT, FIELD_SITE, SITE_SPELLED,
			      site_name_in(line->text, reader->label));
	}
	for (uint32_t i = 1; i < lines->count && claims->rank[FIELD_SITE] > SITE_RIGHTS; i++) {
		if (!(lines->lines[i].phrases & PHRASE_BIT(PHRASE_LEGAL)))
			continue;
		struct str name = site_name_with_rights(text_of(reader, i));
		if (name.n && may_be_name(name))
			claim(claims, SOURCE_TEXT, FIELD_SITE, SITE_RIGHTS, name);
	}
	if (claims->rank[FIELD_SITE] > SITE_HOST)
		claim(claims, SOURCE_URL, FIELD_SITE, SITE_HOST,
		      site_name_cut(reader->label, claims->arena));
}

/* ---- bylines and fields ---- */

static void read_dates(struct reader *reader, struct str text, enum field field, uint8_t rank)
{
	struct claims *claims = &reader->claims;
	struct byline_dates dates;
	byline_dates(text, claims->arena, &dates);
	if (field == FIELD_MODIFIED && dates.modified.n == 0)
		dates = (struct byline_dates){.modified = dates.published};
	claim(claims, SOURCE_TEXT, FIELD_PUBLISHED, rank, dates.published);
	claim(claims, SOURCE_TEXT, FIELD_MODIFIED, rank, dates.modified);
}

static void read_tags(struct reader *reader, struct str list)
{
	struct str tags[FIELD_TAGS_MAX + 1];
	uint32_t count = line_fields_split(list, tags, FIELD_TAGS_MAX + 1);
	for (uint32_t i = 0; i < count && count <= FIELD_TAGS_MAX; i++)
		claim(&reader->claims, SOURCE_TEXT, FIELD_TAG, RANK_LABELLED, tags[i]);
}

/* Tags that stand on lines of their own below their label. */
static void read_tags_below(struct reader *reader, uint32_t label)
{
	const struct lines *lines = reader->lines;
	struct line_field field;
	for (uint32_t i = label + 1; i < lines->count && lines->lines[i].marks & MARK_BIT(TAGS);
	     i++) {
		struct str text = line_fields_unmarked(text_of(reader, i)), rest = text;
		if (line_fields_next(&rest, &field))
			return; /* another list */
		claim(&reader->claims, SOURCE_TEXT, FIELD_TAG, RANK_LABELLED, text);
	}
}

static bool is_small(struct str text)
{
	return text.n > 0 && text.p[0] >= 'a' && text.p[0] <= 'z';
}

static void read_field(struct reader *reader, uint32_t i, const struct line_field *field,
                       bool is_near)
{
	struct claims *claims = &reader->claims;
	struct str value = field->value;
	bool is_first_tags = field->field == FIELD_TAG && claims->tag_count == 0;
	if (field->field == FIELD_PUBLISHED || field->field == FIELD_MODIFIED)
		read_dates(reader, value, field->field, is_near ? RANK_LABELLED : RANK_FAR);
	else if (field->field == FIELD_AUTHOR && is_near)
		claim(claims, SOURCE_TEXT, FIELD_AUTHOR, RANK_LABELLED,
		      byline_author(value, true, claims->arena));
	else if (field->field == FIELD_SITE && is_near && may_be_name(value))
		claim(claims, SOURCE_TEXT, FIELD_SITE, SITE_SOURCE, value);
	else if (field->field == FIELD_SECTION && line_fields_is_tag(value))
		claim(claims, SOURCE_TEXT, FIELD_SECTION,
		      is_small(value) ? SECTION_SMALL : SECTION_LABEL, value);
	else if (is_first_tags && value.n)
		read_tags(reader, value);
	else if (is_first_tags)
		read_tags_below(reader, i);
}

/* From a little before the title to the end of the page. */
static void read_fields(struct reader *reader)
{
	const struct lines *lines = reader->lines;
	uint32_t title = reader->title_line;
	for (uint32_t i = title > BEFORE_LINES ? title - BEFORE_LINES : 0; i < lines->count; i++) {
		struct str rest = line_fields_unmarked(text_of(reader, i));
		struct line_field field;
		bool is_near = i <= title + BYLINE_LINES;
		bool has_fields = lines->lines[i].marks & MARK_BIT(FIELDS);
		if (i == title || !has_fields || is_prose(reader, i))
			continue;
		while (line_fields_next(&rest, &field))
			read_field(reader, i, &field, is_near);
	}
}

/* "Posted on May 1, 2024 by Jane Doe in News": what stands behind the last "in" of a dated line. */
static struct str section_of_byline(struct str text, struct arena *arena)
{
	const struct str in = STR(" in ");
	size_t end, last = STR_NONE;
	if (date_find(text, arena, &end).n == 0)
		return (struct str){0};
	for (size_t at = end; (at = str_find(text, in, at)) != STR_NONE; at += in.n)
		last = at + in.n;
	struct str section =
	        last != STR_NONE ? str_trim(str_slice(text, last, text.n)) : (struct str){0};
	bool is_usable = line_fields_is_tag(section) && !is_small(section);
	return is_usable ? section : (struct str){0};
}

static void read_byline(struct reader *reader, uint32_t i)
{
	struct claims *claims = &reader->claims;
	struct str text = text_of(reader, i);
	if (text.n > BYLINE_BYTES || is_prose(reader, i))
		return;
	claim(claims, SOURCE_TEXT, FIELD_AUTHOR, RANK_SAID,
	      byline_author(text, false, claims->arena));
	claim(claims, SOURCE_TEXT, FIELD_SECTION, SECTION_BYLINE,
	      section_of_byline(text, claims->arena));
	read_dates(reader, text, FIELD_PUBLISHED, RANK_SEEN);
}

/* "By Jane Doe", "May 1, 2024" near the title: rather behind it. */
static void read_bylines(struct reader *reader)
{
	uint32_t title = reader->title_line;
	uint32_t end = at_most(title + BYLINE_LINES, reader->lines->count);
	for (uint32_t i = title + 1; i < end; i++)
		read_byline(reader, i);
	for (uint32_t i = title; i-- > 0 && i + BEFORE_LINES >= title;)
		read_byline(reader, i);
}

/* ---- section ---- */

static void read_crumbs(struct reader *reader)
{
	struct claims *claims = &reader->claims;
	struct str site = claims->value[FIELD_SITE];
	uint32_t end = at_most(reader->title_line + BEFORE_LINES, reader->lines->count);
	uint32_t from = end > CRUMB_LINES ? end - CRUMB_LINES : 0;
	claim(claims, SOURCE_TITLE, FIELD_SECTION, SECTION_CRUMBS,
	      crumbs_section(text_of(reader, 0), reader->title, site));
	for (uint32_t i = from; i < end; i++)
		claim(claims, SOURCE_TEXT, FIELD_SECTION, SECTION_CRUMBS,
		      crumbs_section(text_of(reader, i), reader->title, site));
}

/* "Section:<title>" */
static void read_before_title(struct reader *reader)
{
	struct str first = text_of(reader, 0), title = reader->title;
	size_t at = title.n ? str_find(first, title, 0) : STR_NONE;
	if (at == STR_NONE || at == 0)
		return;
	struct str lead = str_slice(first, 0, at), section = without_separators(lead);
	if (section.n < lead.n && line_fields_is_tag(section) &&
	    !str_equal_nocase(section, reader->claims.value[FIELD_SITE]))
		claim(&reader->claims, SOURCE_TITLE, FIELD_SECTION, SECTION_FIRST_LINE, section);
}

/* The first part of a path with two parts, "/section/page.html", or nothing. */
static struct str section_of_path(struct str path)
{
	static const struct str kinds[] = {
	        STR_INIT("article"),  STR_INIT("articles"), STR_INIT("post"),
	        STR_INIT("posts"),    STR_INIT("story"),    STR_INIT("stories"),
	        STR_INIT("blog"),     STR_INIT("blogs"),    STR_INIT("page"),
	        STR_INIT("pages"),    STR_INIT("archive"),  STR_INIT("archives"),
	        STR_INIT("detail"),   STR_INIT("content"),  STR_INIT("index"),
	        STR_INIT("html"),     STR_INIT("view"),     STR_INIT("show"),
	        STR_INIT("item"),     STR_INIT("items"),    STR_INIT("node"),
	        STR_INIT("wiki"),     STR_INIT("forum"),    STR_INIT("forums"),
	        STR_INIT("thread"),   STR_INIT("threads"),  STR_INIT("topic"),
	        STR_INIT("product"),  STR_INIT("products"), STR_INIT("shop"),
	        STR_INIT("category"), STR_INIT("tag"),      STR_INIT("docs"),
	        STR_INIT("user"),     STR_INIT("users")};
	struct str part;
	if (path.n == 0 || path.p[0] != '/')
		return (struct str){0};
	path = str_slice(path, 1, path.n);
	if (!str_next(&path, '/', &part) || path.n == 0 || str_find_byte(path, '/', 0) != STR_NONE)
		return (struct str){0};
	for (size_t i = 0; i < part.n; i++)
		if (!ascii_is_alpha((unsigned char)part.p[i]) && part.p[i] != '-')
			return (struct str){0};
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_equal_nocase(part, kinds[i]))
			return (struct str){0};
	return part;
}

/* What the path calls the section, as a menu above the article has it. */
static void read_path(struct reader *reader)
{
	enum { LETTERS_MIN = 3 }; /* two are a language's, if no menu has them */
	struct claims *claims = &reader->claims;
	struct str part = section_of_path(reader->url.path);
	for (uint32_t i = 1; part.n && i < reader->title_line; i++)
		if (str_equal_nocase(text_of(reader, i), part))
			claim(claims, SOURCE_TEXT, FIELD_SECTION, SECTION_MENU, text_of(reader, i));
	if (part.n < LETTERS_MIN || claims->rank[FIELD_SECTION] < SECTION_ADDRESS)
		return;
	char *name = arena_bytes(claims->arena, part.n);
	memcpy(name, part.p, part.n);
	if (name[0] >= 'a' && name[0] <= 'z')
		name[0] = (char)(name[0] - 'a' + 'A');
	claim(claims, SOURCE_URL, FIELD_SECTION, SECTION_ADDRESS, (struct str){name, part.n});
}

static void take_claims(const struct claims *claims, struct article *article)
{
	const struct str *value = claims->value;
	article->author = value[FIELD_AUTHOR];
	article->published = value[FIELD_PUBLISHED];
	article->modified = value[FIELD_MODIFIED];
	article->site = value[FIELD_SITE];
	article->section = value[FIELD_SECTION];
	article->tag_count = claims->tag_count;
	memcpy(article->tags, claims->tags, sizeof(claims->tags));
	memcpy(article->sources, claims->source, sizeof(claims->source));
}

void text_claims(const struct lines *lines, const struct selection_item *items, struct url url,
                 struct arena *arena, struct article *article)
{
	struct reader reader = {.lines = lines,
	                        .items = items,
	                        .url = url,
	                        .label = site_name_label(url.host, arena)};
	claims_init(&reader.claims, arena);
	find_title(&reader, article);
	read_behind_title(&reader);
	read_site(&reader);
	read_fields(&reader);
	read_bylines(&reader);
	claim(&reader.claims, SOURCE_URL, FIELD_PUBLISHED, RANK_ADDRESS,
	      date_from_path(url.path, arena));
	claim(&reader.claims, SOURCE_UPDATE, FIELD_PUBLISHED, RANK_UPDATE,
	      reader.claims.value[FIELD_MODIFIED]);
	read_crumbs(&reader);
	read_before_title(&reader);
	read_path(&reader);
	take_claims(&reader.claims, article);
}
