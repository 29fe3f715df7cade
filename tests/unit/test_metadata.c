#include "core/article/article.h"

#include "core/article/byline.h"
#include "core/article/title.h"
#include "tests/test.h"

static struct article read_page(const char *html, struct arena *arena)
{
	struct html_tree tree;
	struct article article;
	arena_init(arena);
	html_parse(str_from(html), arena, &tree);
	article_from_tree(&tree, STR("https://www.walks.example/2024/x"), arena, &article);
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
	CHECK_STR(article.published, STR(""));
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
	        {"https://example.com/jane", true, ""},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_STR(byline_author(str_from(cases[i].text), cases[i].is_marked),
		          str_from(cases[i].want));
}

static void check_title(const struct title_sources *sources, const char *want,
                        const char *want_site)
{
	struct arena arena;
	struct str site;
	arena_init(&arena);
	CHECK_STR(title_choose(sources, &arena, &site), str_from(want));
	CHECK_STR(site, str_from(want_site));
	arena_free(&arena);
}

TEST(a_title_is_without_the_sites_name)
{
	struct title_sources sources = {.element = STR("A walk to the river | The Daily Walk"),
	                                .host = STR("www.dailywalk.example")};
	check_title(&sources, "A walk to the river", "The Daily Walk");
	sources.element = STR("Walks - hills and rivers of the whole country - all of them");
	check_title(&sources, "Walks - hills and rivers of the whole country", "all of them");
	sources.element = STR("Half-open");
	check_title(&sources, "Half-open", "");
}

TEST(the_heading_that_agrees_with_the_title_is_the_title)
{
	struct title_sources sources = {
	        .element = STR("River walk, the best of them | Daily Walk"),
	        .headings = {STR("Daily Walk"), STR("The best river walk of them")},
	        .heading_count = 2,
	        .host = STR("dailywalk.example"),
	};
	check_title(&sources, "The best river walk of them", "Daily Walk");
}
