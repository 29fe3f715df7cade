/* What text pages say about themselves: pages of invented sites, each of another make. */
#include "core/article/article.h"
#include "core/article/crumbs.h"
#include "core/article/line_fields.h"
#include "core/article/site_name.h"
#include "tests/test.h"

static struct str next_value(struct str *rest, enum field *field)
{
	struct line_field it = {.field = FIELD_COUNT};
	bool found = line_fields_next(rest, &it);
	*field = found ? it.field : FIELD_COUNT;
	return it.value;
}

TEST(fields_end_at_the_next_label_or_at_a_gap)
{
	struct str rest =
	        STR("Author: Jo Rook Source: The Heron  Time: 2021-03-04 05:06:07  7 min");
	enum field field;
	CHECK_STR(next_value(&rest, &field), STR("Jo Rook"));
	CHECK_NUMBER(field, FIELD_AUTHOR);
	CHECK_STR(next_value(&rest, &field), STR("The Heron"));
	CHECK_NUMBER(field, FIELD_SITE);
	CHECK_STR(next_value(&rest, &field), STR("2021-03-04 05:06:07"));
	CHECK_NUMBER(field, FIELD_PUBLISHED);
	next_value(&rest, &field);
	CHECK_NUMBER(field, FIELD_COUNT);
}

TEST(fields_are_told_in_other_languages_and_without_a_colon)
{
	static const struct {
		struct str line;
		enum field field;
		struct str value;
	} cases[] = {
	        {STR_INIT("发布时间：2023-01-02"), FIELD_PUBLISHED, STR_INIT("2023-01-02")},
	        {STR_INIT("Рубрика: Наука"), FIELD_SECTION, STR_INIT("Наука")},
	        {STR_INIT("SCHLAGWÖRTER: Moor, Torf"), FIELD_COUNT, STR_INIT("")},
	        {STR_INIT("Schlagwörter : Moor, Torf"), FIELD_TAG, STR_INIT("Moor, Torf")},
	        {STR_INIT("Filed under Boats | Islands"), FIELD_TAG, STR_INIT("Boats | Islands")},
	        {STR_INIT("Posted in Harbour"), FIELD_SECTION, STR_INIT("Harbour")},
	        {STR_INIT("He was posted in 1916"), FIELD_COUNT, STR_INIT("")},
	        {STR_INIT("Candidate: none"), FIELD_COUNT, STR_INIT("")},
	        {STR_INIT("Developed by: a club"), FIELD_COUNT, STR_INIT("")},
	        {STR_INIT("2023-01-02 10:20 Source: Jo"), FIELD_SITE, STR_INIT("Jo")},
	        {STR_INIT("at 10:20 we left"), FIELD_COUNT, STR_INIT("")},
	        {STR_INIT("Source://x"), FIELD_COUNT, STR_INIT("")},
	        {STR_INIT("- In:"), FIELD_TAG, STR_INIT("")},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str rest = line_fields_unmarked(cases[i].line);
		enum field field;
		CHECK_STR(next_value(&rest, &field), cases[i].value);
		CHECK_NUMBER(field, cases[i].field);
	}
}

TEST(a_list_of_tags_has_nothing_but_tags_in_it)
{
	struct str tags[4];
	CHECK_NUMBER(line_fields_split(STR("moor, peat,, Birds "), tags, 4), 3);
	CHECK_STR(tags[2], STR("Birds"));
	CHECK_NUMBER(line_fields_split(STR("#moor #peat"), tags, 4), 2);
	CHECK_STR(tags[1], STR("peat"));
	CHECK_NUMBER(line_fields_split(STR("湿地、鸟"), tags, 4), 2);
	CHECK_NUMBER(line_fields_split(STR("a, b, c, d, e, f"), tags, 4), 4);
	CHECK_NUMBER(line_fields_split(STR("moor, but what is one to say of that now"), tags, 4),
	             0);
	CHECK_NUMBER(line_fields_split(STR(""), tags, 4), 0);
	CHECK(line_fields_is_tag(STR("2024 election")));
	CHECK(!line_fields_is_tag(STR("2381 people liked this")));
	CHECK(!line_fields_is_tag(STR("lovely! (142)")));
}

TEST(crumbs_begin_with_a_home_and_end_before_the_title)
{
	static const struct {
		struct str line, section;
	} cases[] = {
	        {STR_INIT("Home > News > The heron"), STR_INIT("News")},
	        {STR_INIT("Home > News > Birds > The heron"), STR_INIT("Birds")},
	        {STR_INIT("Current:Home > NewsThe heron -Marsh Post"), STR_INIT("News")},
	        {STR_INIT("You are here: Home / News"), STR_INIT("News")},
	        {STR_INIT("Marsh Post » News » The heron"), STR_INIT("News")},
	        {STR_INIT("当前位置：首页 > 新闻 > 正文"), STR_INIT("新闻")},
	        {STR_INIT("Главная › Природа › The heron"), STR_INIT("Природа")},
	        {STR_INIT("Startseite"), STR_INIT("")},
	        {STR_INIT("Tea > coffee > water"), STR_INIT("")},
	        {STR_INIT("The heron - Marsh Post"), STR_INIT("")},
	        {STR_INIT(""), STR_INIT("")},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_STR(crumbs_section(cases[i].line, STR("The heron"), STR("Marsh Post")),
		          cases[i].section);
}

TEST(names_spelled_like_the_host_are_the_sites)
{
	struct arena arena;
	arena_init(&arena);
	struct str label = site_name_label(STR("www.marsh-post.co.uk"), &arena);
	CHECK_STR(label, STR("marshpost"));
	CHECK_STR(site_name_in(STR("The heron_Marsh Post"), label), STR("Marsh Post"));
	CHECK_STR(site_name_in(STR("By MarshPost Staff"), label), STR("MarshPost"));
	CHECK_NUMBER(site_name_in(STR("write to jo@marshpost.co.uk"), label).n, 0);
	CHECK_NUMBER(site_name_in(STR("Marsh Posts"), label).n, 0);
	CHECK_NUMBER(site_name_in(STR("the marsh: posts"), label).n, 0);
	CHECK_NUMBER(site_name_in(STR("Marsh Post"), (struct str){0}).n, 0);
	CHECK_NUMBER(site_name_label(STR("x.org"), &arena).n, 0);
	CHECK_NUMBER(site_name_label(STR("localhost"), &arena).n, 0);
	arena_free(&arena);
}

TEST(whoever_has_the_rights_may_be_the_site)
{
	static const struct {
		struct str line, name;
	} cases[] = {
	        {STR_INIT("© 2022 Marsh Post Ltd. All rights reserved."),
	         STR_INIT("Marsh Post Ltd")},
	        {STR_INIT("Copyright © 2019–2022 by Marsh Post | Imprint"), STR_INIT("Marsh Post")},
	        {STR_INIT("(c) Marsh Post All Rights Reserved"), STR_INIT("Marsh Post")},
	        {STR_INIT("Marsh Post © 2022"), STR_INIT("Marsh Post")},
	        {STR_INIT("版权所有 芦湾晚报  2022"), STR_INIT("芦湾晚报")},
	        {STR_INIT("All rights reserved"), STR_INIT("")},
	        {STR_INIT("By Jo Rook"), STR_INIT("")},
	        {STR_INIT("©"), STR_INIT("")},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_STR(site_name_with_rights(cases[i].line), cases[i].name);
}

TEST(a_host_is_cut_into_words_where_these_are_known)
{
	struct arena arena;
	arena_init(&arena);
	CHECK_STR(site_name_cut(STR("riverjournal"), &arena), STR("River Journal"));
	CHECK_STR(site_name_cut(STR("oldharbortimes"), &arena), STR("Old Harbor Times"));
	CHECK_STR(site_name_cut(STR("xqzvtdaily"), &arena), STR("Xqzvt Daily"));
	CHECK_NUMBER(site_name_cut(STR("journal"), &arena).n, 0);
	CHECK_NUMBER(site_name_cut(STR("xqzvtkrtw"), &arena).n, 0);
	CHECK_NUMBER(site_name_cut(STR(""), &arena).n, 0);
	arena_free(&arena);
}

#define BODY                                                                                       \
	"The heron came back to the marsh in the second week of March, as it has done for nine "   \
	"years, and stood on the same post until the sun was well over the alders.\n"              \
	"Nobody in the village would say that the bird is waiting for anything, but nobody would " \
	"move the post either, although the fence that it belonged to fell down long ago.\n"       \
	"Jo Rook, who keeps the lock, has written down each of its arrivals in a book that also "  \
	"has the levels of the water, the names of the boats and the price of eels.\n"

/* What must come of a page. */
struct expectation {
	struct str page, url, title, date, site, section, tags;
	enum source site_source;
};

static void check_page(const struct expectation *want, struct arena *arena)
{
	const struct article_options options = {0};
	struct article article;
	article_from_text(want->page, want->url, &options, arena, &article);
	CHECK_STR(article.title, want->title);
	CHECK_STR(article.published, want->date);
	CHECK_STR(article.site, want->site);
	CHECK_STR(article.section, want->section);
	CHECK_NUMBER(article.sources[FIELD_SITE], want->site_source);
	struct str tags = want->tags, tag;
	uint32_t count = 0;
	for (; str_next(&tags, ',', &tag); count++)
		CHECK_STR(count < article.tag_count ? article.tags[count] : STR("none"), tag);
	CHECK_NUMBER(article.tag_count, count);
	CHECK(str_find(article.text, STR("as it has done for nine years"), 0) != STR_NONE);
}

TEST(pages_of_many_makes_say_what_they_are)
{
	static const struct expectation pages[] = {
	        {STR_INIT("Back on its post | Nature | Marsh Post\nMenu\nNature\nSport\n"
	                  "Back on its post\nBy Jo Rook on March 14, 2022\n" BODY
	                  "Topics: herons, fences\nMore from Nature\nEels are dear\n"
	                  "© 2022 Marsh Post Ltd. All rights reserved.\n"),
	         STR_INIT("https://www.marshpost.com/a/17"), STR_INIT("Back on its post"),
	         STR_INIT("2022-03-14"), STR_INIT("Marsh Post"), STR_INIT("Nature"),
	         STR_INIT("herons,fences"), SOURCE_TITLE},
	        {STR_INIT("Back on its post\nHome » Nature » Back on its post\nBack on its post\n"
	                  "Published: 14 March 2022 | Category: Birds\n" BODY
	                  "Tagged herons, fences\nCopyright 2022 by The Lock Keeper\n"),
	         STR_INIT("https://example.org/17.html"), STR_INIT("Back on its post"),
	         STR_INIT("2022-03-14"), STR_INIT("The Lock Keeper"), STR_INIT("Birds"),
	         STR_INIT("herons,fences"), SOURCE_TEXT},
	        {STR_INIT("Nature:Back on its post\ntime:2022-03-14 07:00:00\nclassify:nature\n"
	                  "Back on its post\n" BODY
	                  "Tags:\nHerons\nFences\n4711 people liked this\n"),
	         STR_INIT("https://riverjournal.net/nature/17.html"), STR_INIT("Back on its post"),
	         STR_INIT("2022-03-14T07:00:00"), STR_INIT("River Journal"), STR_INIT("Nature"),
	         STR_INIT("Herons,Fences"), SOURCE_URL},
	        {STR_INIT("Marsh Post\nHome\nNature\nBack on its post\n"
	                  "Posted on March 14, 2022 by Jo Rook in Wild Birds\n" BODY),
	         STR_INIT("https://marshpost.com/17"), STR_INIT("Back on its post"),
	         STR_INIT("2022-03-14"), STR_INIT("Marsh Post"), STR_INIT("Wild Birds"),
	         STR_INIT(""), SOURCE_TITLE},
	        {STR_INIT("Back on its post-Marsh Post\nPosition: Home>Nature>Content\n"
	                  "Back on its post\nUpdated: 2022-03-14 Font size: A Views: 7\n" BODY
	                  "#herons #fences\nKeywords: #herons #fences\n"),
	         STR_INIT("https://marshpost.com/17"), STR_INIT("Back on its post"),
	         STR_INIT("2022-03-14"), STR_INIT("Marsh Post"), STR_INIT("Nature"),
	         STR_INIT("herons,fences"), SOURCE_TITLE},
	        {STR_INIT("Back on its post\nBack on its post\n2022/03/14 07:00  Views: 12\n" BODY),
	         STR_INIT("https://marshpost.com/nature/17.html"), STR_INIT("Back on its post"),
	         STR_INIT("2022-03-14T07:00:00"), STR_INIT("Marsh Post"), STR_INIT("Nature"),
	         STR_INIT(""), SOURCE_URL},
	};
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
		check_page(&pages[i], &arena);
	arena_free(&arena);
}
