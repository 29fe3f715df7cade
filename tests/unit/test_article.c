#include "core/article/article.h"

#include "core/article/select.h"
#include "core/text/utf8.h"
#include "tests/test.h"

#define SENTENCE(who)                                                                              \
	"The " who " went down to the river, looked at the water for a while, and came back home " \
	"before dark. "
#define PARAGRAPH(who) "<p>" SENTENCE(who) SENTENCE("old " who) "</p>"

static const struct article_options defaults = {0};

static const char page_html[] =
        "<html lang=en><head><title>A walk to the river - The Daily Walk</title></head><body>"
        "<nav><ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/about>About "
        "us</a></ul></nav>"
        "<div id=content><article class=post><h1>A walk to the river</h1>" PARAGRAPH("farmer")
                PARAGRAPH("miller") PARAGRAPH("teacher") PARAGRAPH(
                        "smith") "</article></div>"
                                 "<div class=sidebar><h3>Most read</h3><ul><li><a href=/1>Ten walks "
                                 "in the hills</a>"
                                 "<li><a href=/2>What to wear in the rain</a><li><a href=/3>Our "
                                 "walks of the year</a></ul></div>"
                                 "<footer><p>Copyright 2024 The Daily Walk. All rights "
                                 "reserved.</p></footer></body></html>";

static bool contains(struct str text, const char *part)
{
	return str_find(text, str_from(part), 0) != STR_NONE;
}

static struct article read_page_for(const char *html, const struct article_options *options,
                                    struct arena *arena)
{
	struct html_tree tree;
	struct article article;
	arena_init(arena);
	html_parse(str_from(html), arena, &tree);
	article_from_tree(&tree, STR("https://example.com/walk"), options, arena, &article);
	return article;
}

static struct article read_page(const char *html, struct arena *arena)
{
	return read_page_for(html, &defaults, arena);
}

TEST(the_main_text_is_kept_and_the_frame_is_not)
{
	struct arena arena;
	struct article article = read_page(page_html, &arena);
	CHECK(contains(article.text, "The farmer went down"));
	CHECK(contains(article.text, "old smith went down"));
	CHECK(!contains(article.text, "About us"));
	CHECK(!contains(article.text, "Ten walks in the hills"));
	CHECK(!contains(article.text, "All rights reserved"));
	arena_free(&arena);
}

TEST(a_text_without_spaces_between_words_is_found)
{
	struct arena arena;
	struct article article = read_page(
	        "<nav><a href=/>首页</a> <a href=/n>新闻</a></nav><article><h1>河边散步</h1>"
	        "<p>"
	        "农夫走到河边，看了一会儿水，天黑以前就回家了。老磨坊主也去了，他说水比去年高得多，鱼也"
	        "多了。</p>"
	        "<p>老师带着学生们到河边上课，讲了这条河的来历，大家听得很认真，直到太阳下山才离开。</"
	        "p>"
	        "<p>"
	        "铁匠没有去，他说自己年轻的时候每天都在那里，现在只想在家里休息，听别人讲河边的事情。</"
	        "p></article>"
	        "<footer>版权所有</footer>",
	        &arena);
	CHECK(contains(article.text, "农夫走到河边"));
	CHECK(contains(article.text, "铁匠没有去"));
	CHECK(!contains(article.text, "新闻"));
	CHECK(!contains(article.text, "版权所有"));
	arena_free(&arena);
}

TEST(a_page_without_text_gives_none)
{
	static const char *const empty[] = {"", "<html></html>", "<script>x</script>", "<p> </p>"};
	for (size_t i = 0; i < sizeof(empty) / sizeof(empty[0]); i++) {
		struct arena arena;
		CHECK_NUMBER(read_page(empty[i], &arena).text.n, 0);
		arena_free(&arena);
	}
}

TEST(as_much_is_kept_as_makes_the_expected_f1_best)
{
	struct selection_item sure[] = {
	        {0.9f, 100, 0}, {0.9f, 100, 0}, {0.3f, 100, 0}, {0.1f, 100, 0}};
	select_items(sure, 4, ARTICLE_FAVOR_BALANCE);
	CHECK(sure[0].kept && sure[1].kept && !sure[2].kept && !sure[3].kept);
	/* where all is doubtful, doubtful text is worth keeping */
	struct selection_item doubtful[] = {{0.45f, 100, 0}, {0.43f, 100, 0}, {0.45f, 100, 0}};
	select_items(doubtful, 3, ARTICLE_FAVOR_BALANCE);
	CHECK(doubtful[0].kept && doubtful[1].kept && doubtful[2].kept);
	struct selection_item hopeless[] = {{0.12f, 100, 0}, {0.1f, 10, 0}};
	select_items(hopeless, 2, ARTICLE_FAVOR_BALANCE);
	CHECK(!hopeless[0].kept && !hopeless[1].kept);
	select_lines(hopeless, 2, ARTICLE_FAVOR_BALANCE);
	CHECK(hopeless[0].kept);
	select_items(NULL, 0, ARTICLE_FAVOR_BALANCE);
}

TEST(precision_leaves_out_what_is_doubtful_and_recall_keeps_it)
{
	const struct selection_item page[] = {
	        {0.9f, 100, 0}, {0.6f, 100, 0}, {0.4f, 100, 0}, {0.2f, 100, 0}, {0.01f, 900, 0}};
	static const struct {
		enum article_favor favor;
		uint8_t kept[5];
	} wanted[] = {{ARTICLE_FAVOR_PRECISION, {1, 1, 0, 0, 0}},
	              {ARTICLE_FAVOR_BALANCE, {1, 1, 1, 0, 0}},
	              {ARTICLE_FAVOR_RECALL, {1, 1, 1, 1, 0}}};
	for (size_t k = 0; k < sizeof(wanted) / sizeof(wanted[0]); k++) {
		struct selection_item items[5];
		memcpy(items, page, sizeof(items));
		select_items(items, 5, wanted[k].favor);
		for (size_t i = 0; i < 5; i++)
			CHECK_NUMBER(items[i].kept, wanted[k].kept[i]);
	}
	struct selection_item doubtful[] = {{0.3f, 100, 0}, {0.28f, 100, 0}};
	select_items(doubtful, 2, ARTICLE_FAVOR_PRECISION);
	CHECK(!doubtful[0].kept && !doubtful[1].kept);
}

TEST(lines_of_a_text_page_are_chosen_too)
{
	struct arena arena;
	struct article article;
	arena_init(&arena);
	article_from_text(
	        STR("A walk to the river - The Daily Walk\nHome\nNews\nAbout us\n"
	            "A walk to the river\nDate:2024-05-01 10:00:00\nBy Jane Doe\n" SENTENCE(
	                    "farmer") SENTENCE("old farmer") "\n" SENTENCE("miller")
	                    SENTENCE("old miller") "\n" SENTENCE("teacher") SENTENCE(
	                            "old teacher") "\n"
	                                           "Related\nTen walks in the hills\nOur walks of the year\n"
	                                           "Copyright 2024. All rights reserved.\n"),
	        STR(""), &defaults, &arena, &article);
	CHECK(contains(article.text, "The farmer went down"));
	CHECK(contains(article.text, "old teacher went down"));
	CHECK(!contains(article.text, "About us"));
	CHECK(!contains(article.text, "All rights reserved"));
	CHECK_STR(article.title, STR("A walk to the river"));
	CHECK_STR(article.site, STR("The Daily Walk"));
	CHECK_STR(article.author, STR("Jane Doe"));
	CHECK_STR(article.published, STR("2024-05-01T10:00:00"));
	article_from_text(STR(" \n\n"), STR(""), &defaults, &arena, &article);
	CHECK_NUMBER(article.text.n, 0);
	arena_free(&arena);
}

TEST(favouring_precision_leaves_what_is_not_running_text)
{
	static const struct article_options precise = {.favor = ARTICLE_FAVOR_PRECISION};
	static const char html[] =
	        "<title>A walk to the river - The Daily Walk</title><body><article>"
	        "<h1>A walk to the river</h1><p class=byline>By Jane Doe, May 1, 2024</p>" PARAGRAPH(
	                "farmer") "<figure><img src=/a.jpg><figcaption>The river at dawn, from the "
	                          "bridge.</figcaption></figure>" PARAGRAPH(
	                                  "miller") "<h2>What they "
	                                            "saw</h2>" PARAGRAPH(
	                                                    "smith") "<ul><li>A heron in the reeds<li>Two boats on the "
	                                                             "water</ul></article>";
	struct arena arena;
	struct article article = read_page_for(html, &precise, &arena);
	CHECK(contains(article.text, "The farmer went down"));
	CHECK(contains(article.text, "old smith went down"));
	CHECK(!contains(article.text, "A walk to the river"));
	CHECK(!contains(article.text, "Jane Doe"));
	CHECK(!contains(article.text, "from the bridge"));
	CHECK(!contains(article.text, "A heron"));
	CHECK_STR(article.title, STR("A walk to the river"));
	arena_free(&arena);
}
