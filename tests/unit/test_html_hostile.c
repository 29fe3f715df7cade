/*
 * Pages made to be slow. Each is a pattern repeated; four times the page must not take much more
 * than four times as long, nor any much longer than a page that is none of these, and always gives
 * a sound tree within the limits. THRESH_TEST_TIMES=1 prints how long each takes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tests/test.h"
#include "tests/unit/test_html.h"

enum {
	SMALL_BYTES = 1 << 17,
	LARGE_BYTES = 4 * SMALL_BYTES,
	SLOWDOWN_MAX = 9,            /* linear: 4, quadratic: 16 */
	TIMES_AN_EASY_PAGE_MAX = 30, /* the slowest takes about 4 times as long */
	ROUNDS = 3,
	TAG_BYTES_MAX = 64,
	DEEP = 500,
	MANY_ATTRIBUTES = 500,
};

/* For other programs on the machine, and for memory taken from the system by the large page only.
 */
static const double slack_seconds = 0.5;

static const struct str patterns[] = {
        /* the tokenizer */
        STR_INIT("<"),
        STR_INIT("</"),
        STR_INIT("<!"),
        STR_INIT("<!-"),
        STR_INIT("<!--"),
        STR_INIT("<!--x--!>"),
        STR_INIT("<?"),
        STR_INIT("<!doctype "),
        STR_INIT("<![CDATA["),
        STR_INIT("&"),
        STR_INIT("&#"),
        STR_INIT("&#x1"),
        STR_INIT("&notin"),
        STR_INIT("&CounterClockwiseContourIntegra"),
        STR_INIT("<a "),
        STR_INIT("<a b='"),
        STR_INIT("<a b=c "),
        STR_INIT("a='&amp;' "),
        STR_INIT("\r"),
        STR_INIT("\r\n"),
        STR_INIT("x\0"),
        STR_INIT("<\0>"),
        STR_INIT("<x\0 y\0=z\0>"),
        STR_INIT("<title>"),
        STR_INIT("<title></titl"),
        STR_INIT("<textarea>\n"),
        STR_INIT("<style></style"),
        STR_INIT("<script>"),
        STR_INIT("<script><!--"),
        STR_INIT("<script><!--<script>"),
        STR_INIT("<script><!--<script></script>"),
        STR_INIT("<script>--></script>"),
        STR_INIT("<svg><![CDATA[x]]"),
        STR_INIT("<plaintext>"),
        STR_INIT("x</q>"),
        STR_INIT("&amp;</q>"),
        /* deep, and closed too often or never */
        STR_INIT("<div>"),
        STR_INIT("<p>"),
        STR_INIT("<x>"),
        STR_INIT("<xyz>y</zyx>"),
        STR_INIT("<p><button>"),
        STR_INIT("<span></p>"),
        STR_INIT("<ul><li>"),
        STR_INIT("<li><address>"),
        STR_INIT("<dd><dt><div>"),
        STR_INIT("<h1>"),
        STR_INIT("<form></form>"),
        STR_INIT("<form><div></form>"),
        STR_INIT("<ruby><rt><rb>"),
        STR_INIT("<select><option>"),
        STR_INIT("<select><optgroup><option><hr>"),
        STR_INIT("<object>"),
        STR_INIT("<object></div></object>"),
        STR_INIT("<template>"),
        STR_INIT("<template></template>"),
        STR_INIT("<template><tr><td>"),
        STR_INIT("<html a=b>"),
        STR_INIT("<body a=b>"),
        STR_INIT("<frameset>"),
        STR_INIT("<frameset></frameset>x"),
        STR_INIT("</body><!---->x"),
        STR_INIT("</body></html><!---->"),
        STR_INIT("</head><meta>"),
        STR_INIT("<!----><base>"),
        /* formatting elements */
        STR_INIT("<b>"),
        STR_INIT("<a>"),
        STR_INIT("<nobr>"),
        STR_INIT("<a><b>"),
        STR_INIT("<a><div>"),
        STR_INIT("<b><p>"),
        STR_INIT("<b><p></b>"),
        STR_INIT("<b><p>x</b>y</p>"),
        STR_INIT("<b><i><u><p></b></i></u>"),
        STR_INIT("<a><b><i><div></a></b>x</i>"),
        STR_INIT("<b><em><foo><foob><fooc><aside></b></em>"),
        STR_INIT("<b><object><i></b></object>"),
        STR_INIT("<font size=1><font size=2><font size=3><font size=4><p></font>"),
        STR_INIT("<a><table><a>"),
        STR_INIT("<a><p>x<a></p>"),
        STR_INIT("<a><ul>"),
        STR_INIT("<a><object>"),
        STR_INIT("<a><b><u><div>"),
        /* tables */
        STR_INIT("<table>"),
        STR_INIT("<table>x"),
        STR_INIT("<table><tr>x<td>y</q>z</td>"),
        STR_INIT("<table><td>"),
        STR_INIT("<table><b>"),
        STR_INIT("<table><b>x<tr>y"),
        STR_INIT("<table><tr><td></td></tr></table>"),
        STR_INIT("<table><caption><table>"),
        STR_INIT("<table><colgroup><col>x"),
        STR_INIT("<table><input type=hidden><input>"),
        STR_INIT("<table></p><p>"),
        STR_INIT("<tr><td>"),
        STR_INIT("<table><tr><td><a>x"),
        /* SVG and MathML */
        STR_INIT("<svg>"),
        STR_INIT("<svg><p>"),
        STR_INIT("<svg><foreignObject>"),
        STR_INIT("<svg><desc><b>"),
        STR_INIT("<svg></b></a>"),
        STR_INIT("<svg><g></b>"),
        STR_INIT("<math></b></a></i>"),
        STR_INIT("<math><mi>"),
        STR_INIT("<math><annotation-xml><svg>"),
        STR_INIT("<svg viewbox='0' a b c d>"),
};

static char *repeated(struct str pattern, size_t bytes)
{
	char *page = malloc(bytes);
	for (size_t i = 0; i < bytes; i++)
		page[i] = pattern.p[i % pattern.n];
	return page;
}

/* Seconds it takes; checks the tree. */
static double parse(struct str page, struct arena *arena)
{
	struct html_tree tree;
	arena_reset(arena);
	clock_t start = clock();
	html_parse(page, arena, &tree);
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	const char *fault = tree_fault(&tree);
	if (fault)
		fprintf(stderr, "%s\n", fault);
	CHECK(fault == NULL);
	return seconds;
}

/* Of a few runs, so that what other programs do matters less. */
static double fastest(struct str page, struct arena *arena)
{
	double least = parse(page, arena);
	for (int i = 1; i < ROUNDS; i++) {
		double seconds = parse(page, arena);
		least = seconds < least ? seconds : least;
	}
	return least;
}

static double easy_page(size_t bytes, struct arena *arena)
{
	char *page = repeated(STR("<p>x</p>"), bytes);
	double seconds = fastest((struct str){page, bytes}, arena);
	free(page);
	return seconds;
}

static void check_times(struct str large, struct str name)
{
	struct arena arena;
	arena_init(&arena);
	for (int i = 0; i < 2; i++) /* so that both find the memory in place, which a reset moves */
		parse(large, &arena);
	double small = parse(str_slice(large, 0, large.n / 4), &arena);
	double all = fastest(large, &arena);
	double easy = easy_page(large.n, &arena);
	if (getenv("THRESH_TEST_TIMES"))
		fprintf(stderr, "%7.1f ms/MB  %.*s\n", all * 1e3 * (1 << 20) / (double)large.n,
		        STR_ARG(name));
	if (!CHECK(all < small * SLOWDOWN_MAX + slack_seconds))
		fprintf(stderr, "%.*s: %f s, four times as much %f s\n", STR_ARG(name), small, all);
	if (!CHECK(all < easy * TIMES_AN_EASY_PAGE_MAX))
		fprintf(stderr, "%.*s: %f s, an easy page %f s\n", STR_ARG(name), all, easy);
	arena_free(&arena);
}

TEST(repeated_patterns_take_linear_time)
{
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		char *page = repeated(patterns[i], LARGE_BYTES);
		check_times((struct str){page, LARGE_BYTES}, patterns[i]);
		free(page);
	}
}

/* `once`, then `below` DEEP times, then `pattern` to the end. */
static void check_deep(const char *once, const char *below, const char *pattern)
{
	size_t bytes = strlen(once) + DEEP * strlen(below) + LARGE_BYTES;
	char *page = malloc(bytes + TAG_BYTES_MAX);
	size_t n = (size_t)sprintf(page, "%s", once);
	for (int i = 0; i < DEEP; i++)
		n += (size_t)sprintf(page + n, "%s", below);
	while (n < bytes)
		n += (size_t)sprintf(page + n, "%s", pattern);
	check_times((struct str){page, n}, str_from(pattern));
	free(page);
}

TEST(looking_along_a_deep_stack_for_nothing_takes_linear_time)
{
	check_deep("", "<x>", "</y>");
	check_deep("", "<x><y>", "</z>");
	check_deep("", "<svg>", "</x>");
	check_deep("", "<span>", "</h1>");
	check_deep("", "<span>", "</form>");
	check_deep("", "<span>", "</body>x");
	check_deep("", "<div>", "<a><a>");
	check_deep("", "<div>", "<table>x</table>");
	check_deep("", "<object>", "<b></b>");
	check_deep("", "<template>", "<b></b>");
	check_deep("", "<object><b>", "</b><b>");
	/* there is one, but out of scope */
	check_deep("<xyz><div>", "<span>", "</xyz>");
	check_deep("<svg><x><desc><p><svg>", "<g>", "</x>");
	check_deep("<p><button>", "<span>", "</p>");
	check_deep("<li><ul>", "<span>", "</li>");
	check_deep("<h1><object>", "<span>", "</h1>");
	check_deep("<form><object>", "<span>", "</form>");
	check_deep("<select><object>", "<span>", "<hr>");
	check_deep("<b><object>", "<span>", "</b>");
	check_deep("<table><thead><td><table><td>", "<span>", "</thead>");
}

/* A page of `format` with a number in it that counts up; then `end`, repeated as long again. */
static void check_counted(const char *start, const char *format, const char *end)
{
	char *page = malloc(2 * LARGE_BYTES + TAG_BYTES_MAX);
	size_t n = (size_t)sprintf(page, "%s", start);
	__extension__ typedef int format_function(char *, const char *, ...);
	format_function *print = sprintf; /* the format is not a literal here, on purpose */
	for (unsigned i = 0; n < LARGE_BYTES; i++)
		n += (size_t)print(page + n, format, i);
	while (*end && n < 2 * LARGE_BYTES)
		n += (size_t)sprintf(page + n, "%s", end);
	check_times((struct str){page, n}, str_from(format));
	free(page);
}

TEST(many_different_names_take_linear_time)
{
	check_counted("<a", " a%u=b", "");
	check_counted("<a", " a%07u", "");
	check_counted("", "<a a%u=b a%u a%u>", "");
	check_counted("<body>", "<body a%u=b>", "");
	check_counted("", "<x%u>", "</x1>");
}

TEST(tags_with_many_attributes_take_linear_time)
{
	char tag[MANY_ATTRIBUTES * TAG_BYTES_MAX] = "<body";
	size_t n = strlen(tag);
	for (int i = 0; i < MANY_ATTRIBUTES; i++)
		n += (size_t)sprintf(tag + n, " a%d", i);
	n += (size_t)sprintf(tag + n, ">");
	char *page = repeated((struct str){tag, n}, LARGE_BYTES);
	check_times((struct str){page, LARGE_BYTES}, STR("<body a0 a1 a2 ...>"));
	free(page);
	check_deep(tag, "", "<body a499>");
}

TEST(many_different_formatting_elements_take_linear_time)
{
	check_counted("", "<b a=%u>", "<p>");
	check_counted("<p>", "<b a=%u>", "</p><p>");
	check_counted("", "<font size=%u><p>", "</font>");
	check_counted("<table>", "<i a=%u>", "<tr><td>");
}

TEST(many_children_of_a_block_are_adopted_in_linear_time)
{
	check_counted("<b><p>", "x%u<br>", "</b><b>");
	check_counted("<b><i><u><s><p>", "x%u<br>", "</b></i></u></s><b><i>");
}

TEST(a_page_deeper_than_the_limit_keeps_all_its_text)
{
	enum { DEPTH = 3000 };
	char *page = malloc(DEPTH * strlen("<div>x"));
	for (int i = 0; i < DEPTH; i++)
		memcpy(page + i * strlen("<div>x"), "<div>x", strlen("<div>x"));
	struct arena arena;
	struct html_tree tree;
	arena_init(&arena);
	html_parse((struct str){page, DEPTH * strlen("<div>x")}, &arena, &tree);
	unsigned texts = 0;
	for (uint32_t i = 0; i < tree.node_count; i++)
		texts += tree.nodes[i].kind == HTML_TEXT;
	CHECK_NUMBER(texts, DEPTH);
	CHECK(tree.limits_hit > 0);
	CHECK(tree_fault(&tree) == NULL);
	arena_free(&arena);
	free(page);
}

TEST(attributes_past_the_limit_are_dropped_and_counted)
{
	char page[16 << 10] = "<body><p";
	size_t n = strlen(page);
	for (int i = 0; i < HTML_ATTRIBUTES_PER_ELEMENT_MAX + 10; i++)
		n += (size_t)sprintf(page + n, " a%d=%d", i, i);
	n += (size_t)sprintf(page + n, ">x");
	struct arena arena;
	struct html_tree tree;
	arena_init(&arena);
	html_parse((struct str){page, n}, &arena, &tree);
	uint32_t p = tree.node_count - 2;
	CHECK_NUMBER(tree.nodes[p].attribute_count, HTML_ATTRIBUTES_PER_ELEMENT_MAX);
	CHECK_NUMBER(tree.limits_hit, 1);
	CHECK_STR(html_attribute(&tree, p, STR("a511")), STR("511"));
	CHECK(html_attribute(&tree, p, STR("a512")).p == NULL);
	arena_free(&arena);
}

TEST(a_tree_that_needs_more_nodes_or_attributes_than_allowed_is_cut)
{
	static const char *const pages[] = {"<p>a<p>b<p>c<p>d",
	                                    "<p a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8 i=9 j=1>"};
	struct arena arena;
	struct html_tree whole, tree;
	arena_init(&arena);
	for (int i = 0; i < 2; i++) {
		struct str page = str_from(pages[i]);
		html_parse(page, &arena, &whole);
		CHECK(!whole.is_cut);
		uint32_t most = whole.node_count > whole.attribute_count
		                        ? whole.node_count
		                        : whole.attribute_count + 1;
		html_parse_within(page, most, &arena, &tree);
		CHECK(!tree.is_cut && tree.node_count == whole.node_count);
		html_parse_within(page, most - 1, &arena, &tree);
		CHECK(tree.is_cut && tree.node_count <= most - 1);
		CHECK(tree_fault(&tree) == NULL);
	}
	arena_free(&arena);
}
