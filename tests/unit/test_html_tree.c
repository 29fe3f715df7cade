/* Tree construction, insertion mode by insertion mode. */
#include <stdio.h>

#include "core/base/buf.h"
#include "core/html/dump.h"
#include "tests/test.h"
#include "tests/unit/test_html.h"

enum { DESCRIPTION_BYTES_MAX = 1 << 16 };

static void describe_node(const struct html_node *node, struct buf *out)
{
	static const char *const prefixes[] = {"", "svg:", "math:"};
	switch ((enum html_kind)node->kind) {
	case HTML_TEXT:
		buf_printf(out, "'%.*s'", STR_ARG(node->text));
		break;
	case HTML_COMMENT:
		buf_printf(out, "!%.*s", STR_ARG(node->text));
		break;
	case HTML_DOCTYPE:
		buf_printf(out, "?%.*s", STR_ARG(node->text));
		break;
	default:
		buf_printf(out, "%s%.*s", prefixes[node->ns], STR_ARG(node->text));
	}
}

/* As "p('a' b('c'))". */
static void describe(const struct html_tree *tree, uint32_t parent, struct buf *out)
{
	uint32_t first = parent + 1;
	for (uint32_t i = first; i < tree->nodes[parent].end; i = tree->nodes[i].end) {
		if (i > first)
			buf_append(out, STR(" "));
		describe_node(&tree->nodes[i], out);
		if (tree->nodes[i].end > i + 1) {
			buf_append(out, STR("("));
			describe(tree, i, out);
			buf_append(out, STR(")"));
		}
	}
}

static bool check_tree(const struct html_tree *tree, struct str want, int line)
{
	struct buf got;
	buf_init(&got, DESCRIPTION_BYTES_MAX);
	const char *fault = tree_fault(tree);
	test_check(fault == NULL, __FILE__, line, fault ? fault : "");
	describe(tree, 0, &got);
	bool pass = test_check_str(buf_str(&got), want, __FILE__, line);
	buf_free(&got);
	return pass;
}

static bool gives(struct str page, struct str want, int line)
{
	struct arena arena;
	struct html_tree tree;
	arena_init(&arena);
	html_parse(page, &arena, &tree);
	bool pass = check_tree(&tree, want, line);
	arena_free(&arena);
	return pass;
}

static bool fragment_gives(struct str page, struct str context, enum html_namespace ns,
                           struct str want, int line)
{
	struct arena arena;
	struct html_tree tree;
	arena_init(&arena);
	html_parse_fragment(page, context, ns, &arena, &tree);
	bool pass = check_tree(&tree, want, line);
	arena_free(&arena);
	return pass;
}

#define CHECK_TREE(page, want) gives(STR(page), STR(want), __LINE__)
/* What is in the body of a page without a head of its own. */
#define CHECK_BODY(page, want)                                                                     \
	gives(STR("<!doctype html><body>" page), STR("?html html(head body(" want "))"), __LINE__)
#define CHECK_FRAGMENT(context, page, want)                                                        \
	fragment_gives(STR(page), STR(context), HTML_NS_HTML, STR(want), __LINE__)

TEST(initial_and_before_html)
{
	CHECK_TREE("", "html(head body)");
	CHECK_TREE(" <!--a--><!doctype html><!--b--> <!doctype x><html><!--c-->",
	           "!a ?html !b html(!c head body)");
	CHECK_TREE("</p></head><!--a-->", "html(head !a body)");
	CHECK_TREE(" x", "html(head body('x'))");
}

TEST(before_head_and_in_head)
{
	CHECK_TREE("<html> <head> <title>a<b></title><meta><link><base> </head>",
	           "html(head(' ' title('a<b>') meta link base ' ') body)");
	CHECK_TREE("<head><style><b></style><script></b></script><head></p>x",
	           "html(head(style('<b>') script('</b>')) body('x'))");
	CHECK_TREE("<title>&amp;</title></title>", "html(head(title('&')) body)");
	CHECK_TREE("<head></br>", "html(head body(br))");
}

TEST(in_head_noscript)
{
	CHECK_TREE("<head><noscript><link><style>a</style> <!--b--></noscript><meta>",
	           "html(head(noscript(link style('a') ' ' !b) meta) body)");
	CHECK_TREE("<head><noscript>a", "html(head(noscript) body('a'))");
	CHECK_TREE("<head><noscript><noscript><head></p></br>", "html(head(noscript) body(br))");
}

TEST(after_head)
{
	CHECK_TREE("<head></head> <!--a--><meta> <title>b</title><body c>",
	           "html(head(meta title('b')) ' ' !a ' ' body)");
	CHECK_TREE("<head></head><head></p></html>x", "html(head body('x'))");
	CHECK_TREE("<head></head><template>a</template>x", "html(head(template('a')) body('x'))");
	CHECK_TREE("<head></head> x", "html(head ' ' body('x'))");
}

TEST(in_body_blocks_close_paragraphs)
{
	CHECK_BODY("<p>a<p>b<div>c</div></p>d", "p('a') p('b') div('c') p 'd'");
	CHECK_BODY("<p><span>a<ul><li>b<li>c</ul>d", "p(span('a')) ul(li('b') li('c')) 'd'");
	CHECK_BODY("<p><button><p>a</p></button>b</p>", "p(button(p('a')) 'b')");
	CHECK_BODY("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt('a') dd('b') dt('c'))");
	CHECK_BODY("<ul><li><div><li>a", "ul(li(div) li('a'))");
	CHECK_BODY("<h1>a<h2>b</h3>c", "h1('a') h2('b') 'c'");
	CHECK_BODY("<p><hr>a", "p hr 'a'");
	CHECK_BODY("<pre>\n\na</pre><listing>\nb</listing>", "pre('\na') listing('b')");
}

TEST(in_body_text_is_joined)
{
	CHECK_BODY("a</x>b&amp;c</x>d<!---->e", "'ab&cd' ! 'e'");
	CHECK_BODY("a\0b", "'ab'");
	CHECK_BODY(
	        "a</x>bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb</x>c</x>d",
	        "'abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbcd'");
}

TEST(in_body_end_tags_close_what_they_name)
{
	CHECK_BODY("<div><span>a</div>b", "div(span('a')) 'b'");
	CHECK_BODY("<x><y>a</x>b", "x(y('a')) 'b'");
	CHECK_BODY("<x><div>a</x>b", "x(div('ab'))");
	CHECK_BODY("a</div></p></br>b", "'a' p br 'b'");
	CHECK_BODY("<object><p>a</object>b", "object(p('a')) 'b'");
}

TEST(in_body_forms)
{
	CHECK_BODY("<form><form>a</form>b", "form('a') 'b'");
	CHECK_BODY("<form><div></form>a", "form(div('a'))");
	CHECK_BODY("<button>a<button>b", "button('a') button('b')");
	CHECK_BODY("<textarea>\n<p></textarea>a", "textarea('<p>') 'a'");
	CHECK_BODY("<input type=hidden><image>a", "input img 'a'");
}

TEST(in_body_select_holds_more_than_options)
{
	CHECK_BODY("<select><option>a<option>b<optgroup><option>c</select>d",
	           "select(option('a') option('b') optgroup(option('c'))) 'd'");
	CHECK_BODY("<select><div><option>a</div><hr>b", "select(div(option('a')) hr 'b')");
	CHECK_BODY("<select>a<select>b", "select('a') 'b'");
	CHECK_BODY("<select>a<input>b", "select('a') input 'b'");
	CHECK_BODY("<option>a<option>b", "option('a') option('b')");
}

TEST(in_body_raw_text_elements)
{
	CHECK_BODY("<p><xmp><b></xmp>a", "p xmp('<b>') 'a'");
	CHECK_BODY("<iframe><b></iframe><noembed><i></noembed>", "iframe('<b>') noembed('<i>')");
	CHECK_BODY("<noscript><b>a</b></noscript>", "noscript(b('a'))");
	CHECK_BODY("a<plaintext>b</plaintext>", "'a' plaintext('b</plaintext>')");
	CHECK_BODY("a<title>b</title><script>c", "'a' title('b') script('c')");
}

TEST(in_body_ruby)
{
	CHECK_BODY("<ruby>a<rb>b<rt>c<rtc>d<rp>e</ruby>",
	           "ruby('a' rb('b') rt('c') rtc('d' rp('e')))");
}

TEST(a_second_html_or_body_tag_adds_attributes)
{
	struct arena arena;
	struct html_tree tree;
	arena_init(&arena);
	html_parse(STR("<html a=1><body b=2><html a=3 c=4><body b=5 d=6>"), &arena, &tree);
	CHECK_STR(html_attribute(&tree, 1, STR("a")), STR("1"));
	CHECK_STR(html_attribute(&tree, 1, STR("c")), STR("4"));
	CHECK_STR(html_attribute(&tree, 3, STR("b")), STR("2"));
	CHECK_STR(html_attribute(&tree, 3, STR("d")), STR("6"));
	CHECK(html_attribute(&tree, 3, STR("e")).p == NULL);
	arena_free(&arena);
}

TEST(formatting_goes_on_in_the_next_block)
{
	CHECK_BODY("<p><b>a<p>b</b>c", "p(b('a')) p(b('b') 'c')");
	CHECK_BODY("<p><b><b><b><b>a<p>b", "p(b(b(b(b('a'))))) p(b(b(b('b'))))");
	CHECK_BODY("<b><object><i></object>a", "b(object(i) 'a')");
}

TEST(the_adoption_agency_sorts_out_wrong_nesting)
{
	CHECK_BODY("<b>a<i>b</b>c</i>d", "b('a' i('b')) i('c') 'd'");
	CHECK_BODY("<b>a<p>b</b>c", "b('a') p(b('b') 'c')");
	CHECK_BODY("<b><i><p>a</b>b", "b(i) i(p(b('a') 'b'))");
	CHECK_BODY("<a>a<a>b</a>c", "a('a') a('b') 'c'");
	CHECK_BODY("<a>a<div>b<a>c", "a('a') div(a('b') a('c'))");
	CHECK_BODY("<nobr>a<nobr>b", "nobr('a') nobr('b')");
	CHECK_BODY("<b><x><y><p>a</b>b", "b(x(y)) p(b('a') 'b')");
}

TEST(in_table_implies_what_is_missing)
{
	CHECK_BODY("<table><td>a<td>b<tr><th>c</table>d",
	           "table(tbody(tr(td('a') td('b')) tr(th('c')))) 'd'");
	CHECK_BODY("<table><thead><tr><td>a<tbody><tr><td>b<tfoot></table>",
	           "table(thead(tr(td('a'))) tbody(tr(td('b'))) tfoot)");
	CHECK_BODY("<table> <tr> <td> </td> </tr> </table>",
	           "table(' ' tbody(tr(' ' td(' ') ' ') ' '))");
	CHECK_BODY("<table><tr><td><table><td>a</table>b",
	           "table(tbody(tr(td(table(tbody(tr(td('a')))) 'b'))))");
	CHECK_BODY("<table>a<table>b", "'a' table 'b' table");
}

TEST(in_caption_and_in_column_group)
{
	CHECK_BODY("<table><caption><b>a<tr><td>c", "table(caption(b('a')) tbody(tr(td('c'))))");
	CHECK_BODY("<table><caption>a</table>b", "table(caption('a')) 'b'");
	CHECK_BODY("<table><col><colgroup> <col><template>a</template></col>b",
	           "'b' table(colgroup(col) colgroup(' ' col template('a')))");
	CHECK_BODY("<table><colgroup></colgroup><td>a", "table(colgroup tbody(tr(td('a'))))");
}

TEST(in_table_body_in_row_and_in_cell)
{
	CHECK_BODY("<table><tbody></tr></td><tr></tbody></table>", "table(tbody(tr))");
	CHECK_BODY("<table><tr></td></body></tr><caption>a", "table(tbody(tr) caption('a'))");
	CHECK_BODY("<table><tr><td><b>a</th></tr>b", "'b' table(tbody(tr(td(b('a')))))");
	CHECK_BODY("<table><tr><td>a</tbody>b", "'b' table(tbody(tr(td('a'))))");
	CHECK_BODY("<table><tr><td><p>a</p></body></td>", "table(tbody(tr(td(p('a')))))");
}

TEST(what_a_table_cannot_hold_goes_before_it)
{
	CHECK_BODY("<table>a<b>b<tr>c<td>d</table>e",
	           "'a' b('b') b('c') table(tbody(tr(td('d')))) b('e')");
	CHECK_BODY("<table><tr><td>a</td>b</x>c<td>d</td>e",
	           "'bce' table(tbody(tr(td('a') td('d'))))");
	CHECK_BODY("<table><input type=hidden><input><form>a", "input 'a' table(input form)");
	CHECK_BODY("<table>\0 a\0", "' a' table");
	CHECK_BODY("<table><script>a</script><style>b</style>", "table(script('a') style('b'))");
}

TEST(quirks_decide_whether_a_table_ends_a_paragraph)
{
	CHECK_BODY("<p><table>", "p table");
	CHECK_TREE("<p><table>", "html(head body(p(table)))");
	CHECK_TREE("<!doctype html public '-//W3C//DTD HTML 4.01 Transitional//EN'><p><table>",
	           "?html html(head body(p(table)))");
	CHECK_TREE("<!doctype html public '-//W3C//DTD HTML 4.01 Transitional//EN' "
	           "'http://www.w3.org/TR/html4/loose.dtd'><p><table>",
	           "?html html(head body(p table))");
}

TEST(in_template)
{
	CHECK_BODY("<template><td>a</td><tr>b</template>c", "template(td('a') 'b') 'c'");
	CHECK_BODY("<template><tr><td>a</template>c", "template(tr(td('a'))) 'c'");
	CHECK_BODY("<template><col>a<col></template>", "template(col col)");
	CHECK_BODY("<template><caption>a</template>", "template(caption('a'))");
	CHECK_BODY("<template><div>a", "template(div('a'))");
	CHECK_TREE("<template>a<template>b", "html(head(template('a' template('b'))) body)");
	CHECK_BODY("<div><template></div>a</template>b", "div(template('a') 'b')");
}

TEST(after_body)
{
	CHECK_TREE("<body>a</body><!--b-->\n</html><!--c-->\n", "html(head body('a\n\n') !b) !c");
	CHECK_TREE("<body>a</body>b</html>c<!--d-->", "html(head body('abc' !d))");
	CHECK_TREE("<body>a</html><p>b", "html(head body('a' p('b')))");
}

TEST(framesets)
{
	CHECK_TREE("<frameset> a<frame><!--b--><frameset><frame></frameset></frameset> c<!--d-->"
	           "</html><!--e--> ",
	           "html(head frameset(' ' frame !b frameset(frame)) ' ' !d ' ') !e");
	CHECK_TREE("<frameset></frameset><noframes><b></noframes>",
	           "html(head frameset noframes('<b>'))");
	CHECK_TREE("<div></div><frameset>", "html(head frameset)");
	CHECK_TREE("<div>a</div><frameset>", "html(head body(div('a')))");
}

TEST(svg_and_mathml)
{
	CHECK_BODY("<svg><lineargradient/><A>a</A><![CDATA[b<c>]]></svg>d",
	           "svg:svg(svg:linearGradient svg:a('a') 'b<c>') 'd'");
	CHECK_BODY("<svg><g><p>a", "svg:svg(svg:g) p('a')");
	CHECK_BODY("<svg><g><font>a</font><font size=1>b",
	           "svg:svg(svg:g(svg:font('a'))) font('b')");
	CHECK_BODY("<svg><foreignobject><p>a</p></foreignobject><title>c</title></svg>d",
	           "svg:svg(svg:foreignObject(p('a')) svg:title('c')) 'd'");
	CHECK_BODY("<svg><script>a</script>\0b", "svg:svg(svg:script('a') '\xEF\xBF\xBD"
	                                         "b')");
	CHECK_BODY("<math><mi>a<b>b</b></mi><mglyph/>",
	           "math:math(math:mi('a' b('b')) math:mglyph)");
	CHECK_BODY("<math><annotation-xml encoding=text/html><p>a",
	           "math:math(math:annotation-xml(p('a')))");
	CHECK_BODY("<math><annotation-xml><svg><g>",
	           "math:math(math:annotation-xml(svg:svg(svg:g)))");
	CHECK_BODY("<svg></p>a", "svg:svg p 'a'");
	CHECK_BODY("<div><svg><g></div>a", "div(svg:svg(svg:g)) 'a'");
}

TEST(svg_attributes_have_their_case_back)
{
	struct arena arena;
	struct html_tree tree;
	arena_init(&arena);
	html_parse(STR("<svg viewbox=1 xlink:href=2><math definitionurl=3>"), &arena, &tree);
	CHECK_STR(html_attribute(&tree, 4, STR("viewBox")), STR("1"));
	CHECK_STR(html_attribute(&tree, 4, STR("xlink:href")), STR("2"));
	html_parse(STR("<math definitionurl=3>"), &arena, &tree);
	CHECK_STR(html_attribute(&tree, 4, STR("definitionURL")), STR("3"));
	arena_free(&arena);
}

TEST(fragments_are_read_as_their_context_has_it)
{
	CHECK_FRAGMENT("div", "a<td>b", "'ab'");
	CHECK_FRAGMENT("table", "<td>a", "tbody(tr(td('a')))");
	CHECK_FRAGMENT("tr", "<td>a", "td('a')");
	CHECK_FRAGMENT("td", "</td>a<tr>b", "'ab'");
	CHECK_FRAGMENT("template", "<td>a", "td('a')");
	CHECK_FRAGMENT("textarea", "<p>&amp;", "'<p>&'");
	CHECK_FRAGMENT("style", "<p>&amp;", "'<p>&amp;'");
	CHECK_FRAGMENT("select", "<input><option>a<select>b", "option('ab')");
	CHECK_FRAGMENT("html", "a</body><!--b-->", "head body('a') !b");
	CHECK_FRAGMENT("frameset", "<frame>a</frameset><frame>", "frame frame");
	fragment_gives(STR("<g/><p>a"), STR("svg"), HTML_NS_SVG, STR("svg:g p('a')"), __LINE__);
	fragment_gives(STR("<g/>"), STR("foreignObject"), HTML_NS_SVG, STR("g"), __LINE__);
}

TEST(a_dump_is_indented_and_its_attributes_sorted)
{
	struct arena arena;
	struct html_tree tree;
	struct buf dump;
	arena_init(&arena);
	buf_init(&dump, DESCRIPTION_BYTES_MAX);
	html_parse(STR("<!doctype html system 'x'><p b=1 a=2>c<template>d"), &arena, &tree);
	html_dump(&tree, &dump);
	CHECK_STR(buf_str(&dump), STR("| <!DOCTYPE html \"\" \"x\">\n"
	                              "| <html>\n"
	                              "|   <head>\n"
	                              "|   <body>\n"
	                              "|     <p>\n"
	                              "|       a=\"2\"\n"
	                              "|       b=\"1\"\n"
	                              "|       \"c\"\n"
	                              "|       <template>\n"
	                              "|         content\n"
	                              "|           \"d\"\n"));
	buf_free(&dump);
	arena_free(&arena);
}
