#include "core/article/article.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/article/byline.h"
#include "core/article/title.h"
#include "tests/test.h"

static struct article read_page(const char *html, struct arena *arena)
{
	struct html_tree tree;
	struct article article;
	arena_init(arena);
	html_parse(str_from(html), arena, &tree);
	article_from_tree(&tree, STR("https://www.walks.example/2024/x"),
	                  &(struct article_options){0}, arena, &article);
	return article;
}

TEST(json_ld_is_read_from_a_graph)
{
	struct arena arena;
	struct article article = read_page(
	        "<script "
	        "type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Walks\"},"
	        "{\"@type\":[\"NewsArticle\"],\"headline\":\"By the river &amp; "
	        "home\",\"author\":[{\"name\":\"Jane Doe\"},"
	        "{\"@id\":\"#j\"}],\"datePublished\":\"2024-05-01T10:00:00+02:00\",\"dateModified\":"
	        "\"2024-05-02\","
	        "\"articleSection\":\"Outdoors\",\"keywords\":\"rivers, "
	        "walks\",\"image\":{\"url\":\"/i.png\"},"
	        "\"comment\":[{\"@type\":\"Comment\",\"author\":{\"name\":\"Nobody\"}}]},"
	        "{\"@type\":\"Person\",\"@id\":\"#j\",\"name\":\"John Roe\"}]}</script>",
	        &arena);
	CHECK_STR(article.title, STR("By the river & home"));
	CHECK_STR(article.author, STR("Jane Doe; John Roe"));
	CHECK_STR(article.published, STR("2024-05-01T10:00:00+02:00"));
	CHECK_STR(article.modified, STR("2024-05-02"));
	CHECK_STR(article.site, STR("Walks"));
	CHECK_STR(article.section, STR("Outdoors"));
	CHECK_STR(article.image, STR("https://www.walks.example/i.png"));
	CHECK_NUMBER(article.tag_count, 2);
	CHECK_STR(article.tags[1], STR("walks"));
	arena_free(&arena);
}

TEST(meta_elements_and_links_are_read)
{
	struct arena arena;
	struct article article = read_page(
	        "<html lang=en-GB><head><title>River - Walks</title><meta property=og:title "
	        "content='River'>"
	        "<meta property=og:site_name content=Walks><meta name=author content='By Jane Doe'>"
	        "<meta property=article:published_time content='2024-05-01T10:00:00Z'>"
	        "<meta name=description content=' A  walk. '><meta property=article:tag content=rivers>"
	        "<meta property=og:image content=//img.example/i.png>"
	        "<link rel=canonical href=/river><link rel=license "
	        "href=https://cc.example/by></head><body>x",
	        &arena);
	CHECK_STR(article.title, STR("River"));
	CHECK_STR(article.site, STR("Walks"));
	CHECK_STR(article.author, STR("Jane Doe"));
	CHECK_STR(article.published, STR("2024-05-01T10:00:00Z"));
	CHECK_STR(article.description, STR("A walk."));
	CHECK_STR(article.language, STR("en-GB"));
	CHECK_STR(article.canonical, STR("https://www.walks.example/river"));
	CHECK_STR(article.license, STR("https://cc.example/by"));
	CHECK_STR(article.image, STR("https://img.example/i.png"));
	CHECK_NUMBER(article.tag_count, 1);
	arena_free(&arena);
}

TEST(author_and_date_are_read_from_the_byline)
{
	struct arena arena;
	struct article article =
	        read_page("<h1>River</h1><div class=byline>By Jane Doe | May 1, 2024</div>"
	                  "<p>Text.</p>",
	                  &arena);
	CHECK_STR(article.author, STR("Jane Doe"));
	CHECK_STR(article.published, STR("2024-05-01"));
	arena_free(&arena);
	article = read_page("<h1>River</h1><p>Last updated: May 2, 2024</p>", &arena);
	CHECK_STR(article.modified, STR("2024-05-02"));
	arena_free(&arena);
}

TEST(what_is_not_known_is_empty)
{
	struct arena arena;
	struct article article = read_page("<p>Text.</p>", &arena);
	CHECK_NUMBER(article.title.n + article.author.n + article.published.n + article.modified.n,
	             0);
	CHECK_NUMBER(article.site.n + article.canonical.n + article.language.n + article.image.n,
	             0);
	CHECK_NUMBER(article.tag_count, 0);
	arena_free(&arena);
}

TEST(no_date_is_taken_from_nonsense)
{
	struct arena arena;
	struct article article =
	        read_page("<meta property=article:published_time content=yesterday>"
	                  "<meta name=date content='03/04/2024'><p>x",
	                  &arena);
	CHECK_NUMBER(article.published.n, 0);
	arena_free(&arena);
}

TEST(bylines_give_names_only)
{
	static const struct {
		const char *text;
		bool is_marked;
		const char *want;
	} cases[] = {
	        {"By Jane Doe", false, "Jane Doe"},
	        {"ByJane Doe", false, "Jane Doe"},
	        {"Byron Doe", false, ""},
	        {"Byron Doe", true, "Byron Doe"},
	        {"Written by: Jane Doe, John Roe", false, "Jane Doe, John Roe"},
	        {"Jane DoeMay 1, 2024", true, "Jane Doe"},
	        {"Jane Doe \xe2\x80\xa2 5 min read", true, "Jane Doe"},
	        {"5 min read", true, ""},
	        {"By the way, this is a sentence that says something", false, ""},
	        {"Author", true, ""},
	        {"Written by", true, ""},
	        {"December", true, ""},
	        {"Dec 17, 2025Jane Doe", true, "Jane Doe"},
	        {"September 1st, 2023 By Jane Doe", false, "Jane Doe"},
	        {"walker42", true, "walker42"},
	        {"https://example.com/jane", true, ""},
	};
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_STR(byline_author(str_from(cases[i].text), cases[i].is_marked, &arena),
		          str_from(cases[i].want));
	arena_free(&arena);
}

TEST(tags_are_read_from_links_json_ld_and_meta)
{
	struct arena arena;
	struct article article = read_page("<meta name=keywords content='a, b'>"
	                                   "<a rel=tag href=/t/r>Rivers</a> "
	                                   "<a rel='category tag' href=/t/h>Hills</a> "
	                                   "<a rel=tag href=/t/r>rivers</a>",
	                                   &arena);
	CHECK_NUMBER(article.tag_count, 2); /* better than keywords, each once */
	CHECK_STR(article.tags[0], STR("Rivers"));
	CHECK_STR(article.tags[1], STR("Hills"));
	CHECK_NUMBER(article.sources[FIELD_TAG], SOURCE_LINK);
	arena_free(&arena);
	article = read_page("<meta name=keywords content='rivers, hills'>", &arena);
	CHECK_NUMBER(article.tag_count, 2);
	CHECK_STR(article.tags[1], STR("hills"));
	CHECK_NUMBER(article.sources[FIELD_TAG], SOURCE_META);
	arena_free(&arena);
	article = read_page("<script type=application/ld+json>{\"@type\":\"Article\","
	                    "\"keywords\":[\"rivers\",\"hills\"]}</script>",
	                    &arena);
	CHECK_NUMBER(article.tag_count, 2);
	CHECK_STR(article.tags[0], STR("rivers"));
	CHECK_NUMBER(article.sources[FIELD_TAG], SOURCE_JSON_LD);
	arena_free(&arena);
}

TEST(a_license_is_the_pages_and_an_address)
{
	struct arena arena;
	struct article article = read_page(
	        "<p><a href=https://creativecommons.org/licenses/by/4.0/>CC BY</a>", &arena);
	CHECK_STR(article.license, STR("https://creativecommons.org/licenses/by/4.0/"));
	CHECK_NUMBER(article.sources[FIELD_LICENSE], SOURCE_LINK);
	arena_free(&arena);
	article = read_page("<p><a href=https://creativecommons.org/licenses/by/4.0/>CC BY</a>"
	                    "<a href=https://creativecommons.org/licenses/by-sa/3.0/>picture</a>",
	                    &arena);
	CHECK_STR(article.license, STR("")); /* each may be a picture's */
	arena_free(&arena);
	article = read_page("<meta name=dc.rights content='All rights reserved'>", &arena);
	CHECK_STR(article.license, STR(""));
	CHECK_NUMBER(article.sources[FIELD_LICENSE], SOURCE_NONE);
	arena_free(&arena);
}

TEST(sources_tell_where_values_are_from)
{
	struct arena arena;
	struct article article = read_page(
	        "<html lang=en><title>A walk by the river | Walks</title>"
	        "<meta name=description content='A walk.'><meta property=og:image content=/i.png>"
	        "<meta property=article:section content=Outdoors>"
	        "<h1>A walk by the river</h1><p>By Jane Doe</p>"
	        "<time datetime=2024-05-01>May 1</time><p>Text.</p>",
	        &arena);
	CHECK_STR(article.title, STR("A walk by the river"));
	CHECK_STR(article.author, STR("Jane Doe"));
	CHECK_STR(article.published, STR("2024-05-01"));
	CHECK_STR(article.section, STR("Outdoors"));
	CHECK_STR(article.image, STR("https://www.walks.example/i.png"));
	CHECK_NUMBER(article.sources[FIELD_TITLE], SOURCE_HEADING);
	CHECK_NUMBER(article.sources[FIELD_AUTHOR], SOURCE_TEXT);
	CHECK_NUMBER(article.sources[FIELD_PUBLISHED], SOURCE_TIME);
	CHECK_NUMBER(article.sources[FIELD_SITE], SOURCE_TITLE);
	CHECK_NUMBER(article.sources[FIELD_LANGUAGE], SOURCE_HTML);
	CHECK_NUMBER(article.sources[FIELD_DESCRIPTION], SOURCE_META);
	CHECK_NUMBER(article.sources[FIELD_IMAGE], SOURCE_OPEN_GRAPH);
	CHECK_NUMBER(article.sources[FIELD_CANONICAL], SOURCE_NONE);
	arena_free(&arena);
}

TEST(names_of_sources_are_read_back)
{
	for (int i = 0; i < SOURCE_COUNT; i++)
		CHECK_NUMBER(source_named(str_from(source_name((enum source)i))), i);
	CHECK_NUMBER(source_named(STR("nowhere")), SOURCE_NONE);
}

TEST(a_date_of_change_is_no_date_of_publication)
{
	struct arena arena;
	struct article article =
	        read_page("<h1>River</h1><p>August 16, 2019 - Updated July 9, 2025</p>", &arena);
	CHECK_STR(article.published, STR("2019-08-16"));
	CHECK_STR(article.modified, STR("2025-07-09"));
	arena_free(&arena);
	article =
	        read_page("<h1>River</h1><p>Last updated on <time datetime=2025-07-09>July 9</time>"
	                  "</p><time class=entry-date datetime=2019-08-16>x</time>",
	                  &arena);
	CHECK_STR(article.published, STR("2019-08-16"));
	CHECK_STR(article.modified, STR("2025-07-09"));
	arena_free(&arena);
	article = read_page("<h1>River</h1><p>Updated: July 9, 2025</p>", &arena);
	CHECK_STR(article.published, STR("2025-07-09")); /* all that readers are told */
	CHECK_NUMBER(article.sources[FIELD_PUBLISHED], SOURCE_UPDATE);
	arena_free(&arena);
}

TEST(dates_of_other_pages_are_not_taken)
{
	struct arena arena;
	char page[4096] = "<h1>Rivers</h1>";
	for (int i = 0; i < 30; i++)
		strcat(page, "<p>x</p>");
	strcat(page, "<time datetime=2024-05-01>a</time><p>x<time datetime=2024-05-02>b</time>");
	struct article article = read_page(page, &arena);
	CHECK_STR(article.published, STR(""));
	arena_free(&arena);
}

TEST(authors_are_read_from_microdata_and_labels)
{
	struct arena arena;
	struct article article = read_page(
	        "<div itemprop=author><a itemprop=url href=/j>profile</a>"
	        "<span itemprop=name>Jane Doe</span></div><div itemprop=author>Nobody</div>",
	        &arena);
	CHECK_STR(article.author, STR("Jane Doe"));
	CHECK_NUMBER(article.sources[FIELD_AUTHOR], SOURCE_MICRODATA);
	arena_free(&arena);
	article = read_page("<meta name=twitter:label1 content='Written by'>"
	                    "<meta name=twitter:data1 content='Jane Doe'>",
	                    &arena);
	CHECK_STR(article.author, STR("Jane Doe"));
	arena_free(&arena);
	article = read_page("<meta name=twitter:label1 content='Price'>"
	                    "<meta name=twitter:data1 content='Ten Pounds'>",
	                    &arena);
	CHECK_STR(article.author, STR(""));
	arena_free(&arena);
	article = read_page("<meta name=citation_author content='Jane Doe'>"
	                    "<meta name=citation_author content='John Roe'>"
	                    "<meta name=citation_author content='Jane Doe'>",
	                    &arena);
	CHECK_STR(article.author, STR("Jane Doe; John Roe"));
	arena_free(&arena);
}

TEST(an_author_who_is_the_site_yields_to_a_person)
{
	struct arena arena;
	struct article article = read_page("<meta property=og:site_name content='Daily Walks'>"
	                                   "<meta name=author content='Daily Walks'>"
	                                   "<h1>River</h1><p>By Jane Doe</p>",
	                                   &arena);
	CHECK_STR(article.author, STR("Jane Doe"));
	arena_free(&arena);
	article = read_page("<meta property=og:site_name content='Daily Walks'>"
	                    "<meta name=author content='Daily Walks'><h1>River</h1>",
	                    &arena);
	CHECK_STR(article.author, STR("Daily Walks"));
	arena_free(&arena);
}

TEST(authors_in_endless_markup_cost_no_more_than_the_page)
{
	enum { DEPTH = 100000 };
	static const char tag[] = "<p><i itemprop=author><a rel=author>";
	struct arena arena;
	char *page = malloc(DEPTH * sizeof(tag));
	size_t n = 0;
	for (int i = 0; i < DEPTH; i++) {
		memcpy(page + n, tag, sizeof(tag) - 1);
		n += sizeof(tag) - 1;
	}
	page[n] = '\0';
	struct article article = read_page(page, &arena);
	CHECK_STR(article.author, STR(""));
	arena_free(&arena);
	free(page);
}

static void check_title(const struct title_sources *sources, const char *want,
                        const char *want_site)
{
	struct arena arena;
	struct title title;
	arena_init(&arena);
	title_choose(sources, &arena, &title);
	CHECK_STR(title.text, str_from(want));
	CHECK_STR(title.site, str_from(want_site));
	arena_free(&arena);
}

TEST(a_title_is_without_the_sites_name)
{
	struct title_sources sources = {.element = STR("A walk to the river | The Daily Walk"),
	                                .host = STR("www.dailywalk.example"),
	                                .path = STR("/walks/a-walk-to-the-river")};
	check_title(&sources, "A walk to the river", "The Daily Walk");
	sources.open_graph = sources.element;
	check_title(&sources, "A walk to the river", "The Daily Walk");
	sources = (struct title_sources){.element = STR("Half-open")};
	check_title(&sources, "Half-open", "");
	sources = (struct title_sources){.host = STR("dailywalk.example")};
	check_title(&sources, "", "");
}

TEST(the_heading_that_says_the_same_is_the_title)
{
	struct title_sources sources = {
	        .element = STR("River walk, the best of them | Daily Walk"),
	        .headings = {STR("Daily Walk"), STR("River walk, the best of them")},
	        .heading_count = 2,
	        .host = STR("dailywalk.example"),
	        .path = STR("/river-walk"),
	};
	struct arena arena;
	struct title title;
	arena_init(&arena);
	title_choose(&sources, &arena, &title);
	CHECK_STR(title.text, sources.headings[1]);
	CHECK_STR(title.site, STR("Daily Walk"));
	CHECK_NUMBER(title.heading, 1);
	CHECK_NUMBER(title.source, SOURCE_HEADING);
	arena_free(&arena);
}

TEST(a_title_is_one_of_a_bounded_number_of_texts)
{
	struct title_sources sources = {.element = STR("a | b | c | d | e | f | g | h | i | j | k"),
	                                .open_graph = STR("l | m | n"),
	                                .meta = STR("o | p | q"),
	                                .linked_data = STR("r"),
	                                .heading_count = TITLE_HEADINGS_MAX};
	static char letters[TITLE_HEADINGS_MAX][40];
	struct title_candidate candidates[TITLE_CANDIDATES_MAX];
	struct arena arena;
	for (int i = 0; i < TITLE_HEADINGS_MAX; i++) {
		snprintf(letters[i], sizeof(letters[i]), "%d | %d | x", i, i + 10);
		sources.headings[i] = str_from(letters[i]);
	}
	arena_init(&arena);
	uint32_t count = title_candidates(&sources, &arena, candidates);
	CHECK(count > TITLE_HEADINGS_MAX && count <= TITLE_CANDIDATES_MAX);
	arena_free(&arena);
}
