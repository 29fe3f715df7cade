#include "core/article/assemble.h"

#include "core/article/outline.h"
#include "tests/test.h"

/* The text of a page all of whose blocks are kept, but for those that say "drop". */
static struct str assemble_page(struct str html, enum article_format format, struct arena *arena)
{
	struct html_tree tree;
	struct blocks blocks;
	html_parse(html, arena, &tree);
	blocks_from_tree(&tree, arena, &blocks);
	uint8_t *kept = arena_array(arena, uint8_t, blocks.block_count);
	for (uint32_t b = 0; b < blocks.block_count; b++)
		kept[b] = !str_equal(blocks.blocks[b].text, STR("drop"));
	return assemble(&tree, &blocks, kept, format, arena);
}

static void check(enum article_format format, const char *html, const char *want)
{
	struct arena arena;
	arena_init(&arena);
	CHECK_STR(assemble_page(str_from(html), format, &arena), str_from(want));
	arena_free(&arena);
}

static void check_text(const char *html, const char *want)
{
	check(ARTICLE_TEXT, html, want);
}

static void check_markdown(const char *html, const char *want)
{
	check(ARTICLE_MARKDOWN, html, want);
}

/* ---- text ---- */

TEST(blocks_are_separated_by_what_they_are)
{
	check_text("<h2>H</h2><p>a<br>b</p><ul><li>1<li>2</ul><ul><li>3</ul>"
	           "<table><tr><th>x<th>y<tr><td>5<td>6</table><p>drop</p><p>end</p>",
	           "H\n\na\nb\n\n1\n2\n\n3\n\nx\ty\n5\t6\n\nend");
	check_text("", "");
	check_text("<p>drop", "");
}

TEST(items_of_one_paragraph_stand_on_lines_below_one_another)
{
	check_text("<ul><li><p>1</p><li>2<ol><li>2a</ol><li>3</ul>", "1\n2\n2a\n3");
	check_text("<ul><li><p>1</p><p>1b</p><li><p>2</p></ul>", "1\n\n1b\n\n2");
	check_text("<dl><dt>t<dd>d<dt>u<dd>e</dl>", "t\nd\nu\ne");
}

TEST(a_cell_is_one_piece_of_one_line)
{
	check_text(
	        "<table><tr><td><p>a</p><p>b</p><td>c<br>d<tr><td>e<td><ul><li>f<li>g</ul></table>",
	        "a b\tc d\ne\tf g");
}

TEST(an_empty_cell_is_still_a_cell_and_an_empty_column_is_none)
{
	check_text(
	        "<table><tr><td><td>x<td><td>y<tr><td>1<td>2<td><td>3<tr><td>4<td><td><td></table>",
	        "\tx\ty\n1\t2\t3\n4");
	check_text("<table><tr><td>1<td>drop<td>x<tr><td>drop<td>drop<td>y</table>", "1\tx\n\ty");
}

TEST(spans_take_the_place_of_cells)
{
	check_text("<table><tr><th rowspan=2>a<th colspan=2>b<tr><td>c<td>d<tr><td>e<td>f<td>g"
	           "</table>",
	           "a\tb\n\tc\td\ne\tf\tg");
	check_text("<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d<td>e</table>",
	           "a\tb\n\tc\nd\te");
}

TEST(a_table_of_layout_is_paragraphs)
{
	check_text("<table><tr><td>menu<td><h2>h</h2>text</table>", "menu\n\nh\n\ntext");
	check_text("<table><tr><td>one<tr><td>column</table>", "one\n\ncolumn");
	check_text("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
	           "a\n\nb\n\nc\n\nd");
	check_text("<table><tr><td>a<td><table><tr><td>1<td>2<tr><td>3<td>4</table></table>",
	           "a\n\n1\t2\n3\t4");
	check_text("<table><tr><td>a<td><table><tr><td>drop</table>b<tr><td>c<td>d</table>",
	           "a\tb\nc\td");
}

TEST(a_caption_stands_before_its_table_and_none_is_lost)
{
	check_text("<table><caption>C</caption><tr><td>a<td>b<tr><td>c<td>d</table>",
	           "C\n\na\tb\nc\td");
	check_text("<table><tr><td>a<td>b<tr><td>c<td>d<caption>C</caption></table>",
	           "a\n\nb\n\nc\n\nd\n\nC");
}

TEST(the_link_to_a_heading_is_no_part_of_it)
{
	check_text("<h2>A<a href=#a>¶</a></h2><h3>B <a href=#b>#</a></h3><h3>C#</h3><h3>¶</h3>",
	           "A\n\nB\n\nC#\n\n¶");
	check_markdown("<h2>A<a href=#a>¶</a></h2><h2>C #</h2>", "## A\n\n## C \\#");
}

/* ---- markdown ---- */

TEST(markdown_has_headings_paragraphs_and_hard_breaks)
{
	check_markdown("<h1>A<br>b</h1><p>one<br>two</p><h6>C</h6>",
	               "# A b\n\none\\\ntwo\n\n###### C");
}

TEST(markdown_lists_nest_and_keep_their_numbers)
{
	check_markdown("<ul><li>1<ul><li>1a<li>1b</ul><li>2</ul>", "- 1\n  - 1a\n  - 1b\n- 2");
	check_markdown("<ol start=9><li>a<li>b<ol><li>b1</ol><li value=20>c<li>d</ol>",
	               "9. a\n10. b\n    1. b1\n20. c\n21. d");
	check_markdown("<ol><li>a<ol start=3><li>b</ol></ol>", "1. a\n\n   3. b");
	check_markdown("<ol start=-4><li>a</ol>", "1. a");
	check_markdown("<ol start=99999999999><li>a</ol>", "1. a");
	check_markdown("<ol start=999999999><li>a<li>b</ol>", "999999999. a\n999999999. b");
}

TEST(markdown_items_hold_more_than_a_line)
{
	check_markdown("<ul><li><p>a</p><p>b<br>c</p><pre>x\n\ny</pre><li>d</ul>",
	               "- a\n\n  b\\\n  c\n\n  ```\n  x\n\n  y\n  ```\n\n- d");
	check_markdown("<ol><li><h2>h</h2><li><blockquote>q</blockquote></ol>", "1. ## h\n2. > q");
	check_markdown("<ul><li><ul><li>a</ul></ul>", "- - a");
}

TEST(a_list_right_in_a_list_belongs_to_the_item_before_it)
{
	check_markdown("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c");
	check_markdown("<ul><ul><li>b</ul></ul>", "- b");
}

TEST(lists_beside_one_another_stay_two)
{
	check_markdown("<ul><li>a</ul><ul><li>b<li>c</ul><ul><li>d</ul>", "- a\n\n* b\n* c\n\n- d");
	check_markdown("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b");
	check_markdown("<ul><li>a</ul><p>x</p><ul><li>b</ul>", "- a\n\nx\n\n- b");
	check_markdown("<ul><li>a</ul><ol><li>b</ol>", "- a\n\n1. b");
	check_markdown("<ul><li>x<ul><li>a</ul><ul><li>b</ul></ul>", "- x\n  - a\n\n  * b");
}

TEST(markdown_quotes_nest)
{
	check_markdown("<blockquote><p>a</p><p>b</p><blockquote>c</blockquote></blockquote><p>d",
	               "> a\n>\n> b\n>\n> > c\n\nd");
	check_markdown("<blockquote>a</blockquote><blockquote>b</blockquote>", "> a\n\n> b");
	check_markdown("<blockquote><ul><li>a<li>b</ul><pre>x\n\ny</pre></blockquote>",
	               "> - a\n> - b\n>\n> ```\n> x\n>\n> y\n> ```");
}

TEST(markdown_terms_have_their_definitions_below)
{
	check_markdown("<dl><dt>t<dd>d<dt>u<dd><p>e</p><p>f</p></dl>",
	               "t\n\n- d\n\nu\n\n- e\n\n  f");
}

TEST(a_fence_is_longer_than_any_in_the_code)
{
	check_markdown("<pre>a</pre>", "```\na\n```");
	check_markdown("<pre>```\nx\n````</pre>", "`````\n```\nx\n````\n`````");
	check_markdown("<pre><div>a</div><div>b</div></pre>", "```\na\nb\n```");
	check_markdown("<pre># *a* &lt;b&gt;</pre>", "```\n# *a* <b>\n```");
}

TEST(the_language_of_code_is_that_of_its_class)
{
	check_markdown("<pre><code class='hljs language-c++'>a</code></pre>", "```c++\na\n```");
	check_markdown("<pre class=lang-py>a</pre>", "```py\na\n```");
	check_markdown("<div class='language-sh x'><div><pre>a</pre></div></div>", "```sh\na\n```");
	check_markdown("<pre class='language-a`b language-'>a</pre>", "```\na\n```");
}

TEST(markdown_tables_have_a_header_and_escaped_cells)
{
	check_markdown("<table><thead><tr><th>a<th>b<tbody><tr><td>x|y<td>1<br>2<tr><td>*p*<td>"
	               "<p>q</p><p>r</p></table>",
	               "| a | b |\n| --- | --- |\n| x\\|y | 1<br>2 |\n| \\*p\\* | q<br>r |");
	check_markdown("<table><tr><td>a<td>b<tr><td><td>d</table><p>x",
	               "| a | b |\n| --- | --- |\n|  | d |\n\nx");
	check_markdown("<ul><li><table><tr><th>a<th>b<tr><td>c<td>d</table><li>e</ul>",
	               "- | a | b |\n  | --- | --- |\n  | c | d |\n\n- e");
	check_markdown("<table><tr><td>one<tr><td>column</table>", "one\n\ncolumn");
}

TEST(what_would_be_read_as_markup_is_escaped)
{
	static const char *const texts[][2] = {
	        {"# a", "\\# a"},
	        {"- a", "\\- a"},
	        {"+ a", "\\+ a"},
	        {"&gt; a", "\\> a"},
	        {"1. a", "1\\. a"},
	        {"2024) a", "2024\\) a"},
	        {"---", "\\---"},
	        {"* * *", "\\* * *"},
	        {"~~~", "\\~~~"},
	        {"``` a", "\\``` a"},
	        {"[x] a", "\\[x] a"},
	        {"a<br>===", "a\\\n\\==="},
	        {"a | b<br>--|--", "a | b\\\n\\--|--"},
	        {"*a* __b__ `c` ~d~", "\\*a\\* \\_\\_b\\_\\_ \\`c\\` \\~d\\~"},
	        {"[a](b) [c]: d", "\\[a](b) \\[c]: d"},
	        {"&lt;b&gt; &lt;/b&gt; &lt;!--", "\\<b> \\</b> \\<!--"},
	        {"&amp;amp; &amp;#38;", "\\&amp; \\&#38;"},
	        {"\\* \\\\", "\\\\* \\\\\\\\"},
	        {"a\\<br>b", "a\\\\\\\nb"},
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char html[128] = "<p>";
		strcat(html, texts[i][0]);
		check_markdown(html, texts[i][1]);
	}
	check_markdown("<h2>C #</h2><h2>C#</h2><h2># a</h2>", "## C \\#\n\n## C#\n\n## # a");
}

TEST(what_would_not_be_read_as_markup_is_not_escaped)
{
	static const char *const texts[] = {
	        "#a",
	        "-a",
	        "+1",
	        "1.5 a",
	        "2 * 3 * 4",
	        "snake_case_name a_b",
	        "a [1]",
	        "a &amp; b",
	        "a &lt; b",
	        "C:\\dir",
	        "a `b",
	        "*",
	        "a | b",
	        "(a)",
	        "a > b # c",
	        "!",
	        "1234567890. a",
	        "a - b",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct arena arena;
		char html[128] = "<p>";
		strcat(html, texts[i]);
		if (strcmp(texts[i], "*") == 0)
			strcat(html, "x");
		arena_init(&arena);
		struct str text = assemble_page(str_from(html), ARTICLE_TEXT, &arena);
		CHECK_STR(assemble_page(str_from(html), ARTICLE_MARKDOWN, &arena), text);
		arena_free(&arena);
	}
}

/* ---- limits ---- */

static struct str repeat(const char *a, size_t count, const char *middle, const char *b,
                         struct arena *arena)
{
	size_t m = strlen(middle), na = strlen(a), nb = strlen(b), n = 0;
	char *p = arena_bytes(arena, count * (na + nb) + m);
	for (size_t i = 0; i < count; i++, n += na)
		memcpy(p + n, a, na);
	memcpy(p + n, middle, m);
	n += m;
	for (size_t i = 0; i < count; i++, n += nb)
		memcpy(p + n, b, nb);
	return (struct str){p, n};
}

TEST(a_deeply_nested_page_does_not_grow)
{
	static const char *const opens[] = {
	        "<blockquote>",   "<blockquote>a",        "<ul><li>", "<ol><li>a",
	        "<dl><dt>a<dd>a", "<table><tr><td>a<td>", "<pre>a\n"};
	for (size_t i = 0; i < sizeof(opens) / sizeof(opens[0]); i++) {
		struct arena arena;
		arena_init(&arena);
		struct str page = repeat(opens[i], 10000, "<p>end</p>", "<p>x<br>y</p>", &arena);
		struct str text = assemble_page(page, ARTICLE_TEXT, &arena);
		struct str markdown = assemble_page(page, ARTICLE_MARKDOWN, &arena);
		CHECK(str_find(text, STR("end"), 0) != STR_NONE);
		CHECK(str_find(markdown, STR("end"), 0) != STR_NONE);
		CHECK(markdown.n <= text.n * (OUTLINE_PREFIX_BYTES_MAX + 8));
		arena_free(&arena);
	}
}

TEST(a_table_of_wide_spans_does_not_grow)
{
	struct arena arena;
	arena_init(&arena);
	struct str page =
	        repeat("<tr><td>a<td colspan=60000 rowspan=60000>", 10000, "", "", &arena);
	char *html = arena_bytes(&arena, page.n + 7);
	memcpy(html, "<table>", 7);
	memcpy(html + 7, page.p, page.n);
	struct str markdown =
	        assemble_page((struct str){html, page.n + 7}, ARTICLE_MARKDOWN, &arena);
	CHECK(markdown.n <= page.n);
	arena_free(&arena);
}
