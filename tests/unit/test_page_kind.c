#include "core/article/page_kind.h"

#include "core/article/article.h"
#include "core/article/kind_features.h"
#include "core/article/metadata.h"
#include "core/article/page_context.h"
#include "core/rules/rule_file.h"
#include "tests/test.h"

static int16_t features[KIND_FEATURE_COUNT];

static void read_features(const char *html, const char *url)
{
	struct arena arena;
	struct html_tree tree;
	struct blocks blocks;
	struct article article = {0};
	arena_init(&arena);
	html_parse(str_from(html), &arena, &tree);
	blocks_from_tree(&tree, &arena, &blocks);
	metadata_from_tree(&tree, &blocks, str_from(url), &arena, &article);
	kind_features(page_context_new(&tree, &blocks, str_from(url), &arena), &article,
	              str_from(url), &arena, features);
	arena_free(&arena);
}

static enum page_kind kind_of(const char *html, const char *url)
{
	const struct article_options options = {0};
	struct arena arena;
	struct html_tree tree;
	struct article article;
	arena_init(&arena);
	html_parse(str_from(html), &arena, &tree);
	article_from_tree(&tree, str_from(url), &options, &arena, &article);
	arena_free(&arena);
	return article.kind;
}

TEST(types_of_schema_org_are_told_by_their_endings)
{
	static const struct {
		const char *type;
		uint32_t set;
	} cases[] = {
	        {"NewsArticle", UINT32_C(1) << PAGE_TYPE_ARTICLE},
	        {"TechArticle", UINT32_C(1) << PAGE_TYPE_TECHNICAL},
	        {"https://schema.org/Product", UINT32_C(1) << PAGE_TYPE_PRODUCT},
	        {"JobPosting", UINT32_C(1) << PAGE_TYPE_JOB},
	        {"DiscussionForumPosting", UINT32_C(1) << PAGE_TYPE_FORUM},
	        {"CollectionPage", UINT32_C(1) << PAGE_TYPE_COLLECTION},
	        {"WebPage", UINT32_C(1) << PAGE_TYPE_PAGE},
	        {"ImageObject", 0},
	        {"", 0},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_NUMBER(page_type_of_schema(str_from(cases[i].type)), cases[i].set);
}

TEST(what_a_page_says_that_it_is_is_read_from_json_ld_and_open_graph)
{
	read_features(
	        "<meta property=og:type content=' Article '>"
	        "<script type=application/ld+json>{\"@graph\":[{\"@type\":[\"WebPage\",\"FAQPage\"],"
	        "\"mainEntity\":{\"offers\":{\"@type\":\"Offer\"}}}]}</script>"
	        "<p>A kettle",
	        "");
	CHECK_NUMBER(features[KIND_OG_ARTICLE], 1);
	CHECK_NUMBER(features[KIND_OG_WEBSITE], 0);
	CHECK_NUMBER(features[KIND_TYPE_PAGE], 1);
	CHECK_NUMBER(features[KIND_TYPE_QUESTIONS], 1);
	CHECK_NUMBER(features[KIND_TYPE_OFFER], 1);
	CHECK_NUMBER(features[KIND_TYPE_PRODUCT], 0);
	CHECK_NUMBER(features[KIND_TYPE_ARTICLE], 0);
}

TEST(the_words_of_an_address_are_those_of_host_and_path_on_the_web)
{
	const char *page = "<title>Buy a kettle</title><p>A kettle.";
	read_features(page, "https://docs.example.org/2024/05/01/forum/kettle?category=5");
	CHECK_NUMBER(features[KIND_URL_DOCS], 1);
	CHECK_NUMBER(features[KIND_URL_FORUM], 1);
	CHECK_NUMBER(features[KIND_URL_CATEGORY], 0);
	CHECK_NUMBER(features[KIND_URL_IS_DATED], 1);
	CHECK_NUMBER(features[KIND_URL_HAS_QUERY], 1);
	CHECK_NUMBER(features[KIND_URL_LAST_BYTES], 6);
	CHECK_NUMBER(features[KIND_TITLE_SHOP], 1);
	CHECK_NUMBER(features[KIND_TITLE_DOCS], 0);
	read_features(page, "file:///docs/2024/05/01/kettle");
	CHECK_NUMBER(features[KIND_URL_DOCS], 0);
	CHECK_NUMBER(features[KIND_URL_IS_DATED], 0);
	CHECK_NUMBER(features[KIND_URL_LAST_BYTES], 0);
}

TEST(boxes_blocks_and_alike_siblings_are_counted)
{
	read_features(
	        "<h2>Is it hot?</h2><ul><li class=card>A b<li class=card>C d<li class=card>E f"
	        "</ul><pre>x</pre><p>It was one of those long days on which nothing at all "
	        "happens to a kettle.",
	        "");
	CHECK_NUMBER(features[KIND_CLASS_CARD], 3);
	CHECK_NUMBER(features[KIND_MOST_ITEMS], 3);
	CHECK_NUMBER(features[KIND_MOST_WORDS], 2);
	CHECK_NUMBER(features[KIND_GOOD_BLOCKS], 1);
	CHECK_NUMBER(features[KIND_GOOD_MEAN], 16);
}

#define SENTENCE "The ferry comes at seven, if it comes, and the post comes with it on most days. "

TEST(kinds_are_told_apart)
{
	CHECK_NUMBER(
	        kind_of("<title>The ferry</title><meta property=og:type content=article>"
	                "<article><h1>The ferry</h1><time datetime=2024-05-01>1 May 2024</time><p>" SENTENCE
	                        SENTENCE "<p>" SENTENCE SENTENCE "<p>" SENTENCE SENTENCE
	                "</article>",
	                "https://example.org/news/2024/05/01/the-ferry"),
	        PAGE_KIND_ARTICLE);
	CHECK_NUMBER(
	        kind_of("<title>Kettle</title><meta property=og:type content=product>"
	                "<script type=application/ld+json>{\"@type\":\"Product\",\"name\":\"Kettle\","
	                "\"offers\":{\"@type\":\"Offer\",\"price\":\"20\"}}</script>"
	                "<h1>Kettle</h1><p class=price>$20.00</p><button class=cart>Add to cart</button>"
	                "<select class=quantity><option>1<option>2</select><p class=description>Boils.",
	                "https://shop.example.org/products/kettle"),
	        PAGE_KIND_PRODUCT);
}

TEST(a_page_without_words_is_of_no_kind)
{
	CHECK_NUMBER(kind_of("<title>The ferry</title><img src=a>", "https://example.org/forum/"),
	             PAGE_KIND_NONE);
}

TEST(each_kind_has_a_name_that_rules_know)
{
	for (int i = PAGE_KIND_ARTICLE; i < PAGE_KIND_COUNT; i++) {
		struct str name = str_from(page_kind_name((enum page_kind)i));
		CHECK_NUMBER(page_kind_named(name), i);
		CHECK(rule_page_kind_named(name) != 0);
	}
	CHECK_NUMBER(page_kind_named(STR("blog")), PAGE_KIND_NONE);
	CHECK_NUMBER(rule_page_kind_named(STR("blog")), 0);
}
