/* The tokenizer's states, family by family, on pages small enough to be read. */
#include <stdio.h>

#include "core/base/buf.h"
#include "core/html/tokenizer.h"
#include "tests/test.h"

enum { DESCRIPTION_BYTES_MAX = 1 << 16 };

#define FFFD "\xEF\xBF\xBD"

static void describe(const struct html_tokenizer *tokenizer, const struct html_token *token,
                     struct buf *out)
{
	static const char *const marks[] = {"", "text", "start", "end", "comment", "doctype"};
	buf_printf(out, "%s%s[", out->n ? " " : "", marks[token->kind]);
	buf_append(out, token->text);
	for (uint32_t i = 0; i < token->attribute_count; i++) {
		const struct html_attribute *attribute =
		        &tokenizer->attributes[token->first_attribute + i];
		buf_printf(out, " %.*s=", STR_ARG(attribute->name));
		buf_append(out, attribute->value);
	}
	if (token->kind == HTML_TOKEN_START_TAG && token->self_closing)
		buf_append(out, STR("/"));
	if (token->kind == HTML_TOKEN_DOCTYPE && token->force_quirks)
		buf_append(out, STR(" quirks"));
	buf_append(out, STR("]"));
}

/* The tokens of `page` as "start[a b=c] text[d] end[a]". */
static bool gives(struct str page, enum html_tokenizer_state state, struct str last_start_tag,
                  struct str want, int line)
{
	struct arena arena;
	struct html_tokenizer tokenizer;
	struct html_token token;
	struct buf got;
	arena_init(&arena);
	buf_init(&got, DESCRIPTION_BYTES_MAX);
	html_tokenizer_init(&tokenizer, page, &arena);
	html_tokenizer_switch(&tokenizer, state, last_start_tag);
	for (;;) {
		html_tokenizer_next(&tokenizer, &token);
		if (token.kind == HTML_TOKEN_END_OF_FILE)
			break;
		describe(&tokenizer, &token, &got);
	}
	bool pass = test_check_str(buf_str(&got), want, __FILE__, line);
	buf_free(&got);
	arena_free(&arena);
	return pass;
}

#define CHECK_TOKENS(page, want) gives(STR(page), HTML_DATA_STATE, STR(""), STR(want), __LINE__)
#define CHECK_TOKENS_IN(state, tag, page, want)                                                    \
	gives(STR(page), (state), STR(tag), STR(want), __LINE__)

TEST(text_ends_where_markup_begins)
{
	CHECK_TOKENS("", "");
	CHECK_TOKENS("one", "text[one]");
	CHECK_TOKENS("one<b>two</b>", "text[one] start[b] text[two] end[b]");
	CHECK_TOKENS("a < b <3 <> <", "text[a < b <3 <> <]");
	CHECK_TOKENS("longer than sixteen bytes <i>", "text[longer than sixteen bytes ] start[i]");
	CHECK_TOKENS("x</", "text[x</]");
	CHECK_TOKENS("x</>y", "text[x] text[y]");
}

TEST(line_ends_become_newlines)
{
	CHECK_TOKENS("a\r\nb\rc\n\r\r\n", "text[a\nb\nc\n\n\n]");
	CHECK_TOKENS("<a\rb='\r\n'>", "start[a b=\n]");
	CHECK_TOKENS("<!--\r-->", "comment[\n]");
}

TEST(tag_names_are_lower_case_and_interned)
{
	CHECK_TOKENS("<BlockQuote></SPAN>", "start[blockquote] end[span]");
	CHECK_TOKENS("<My-Element><x:Y>", "start[my-element] start[x:y]");
	CHECK_TOKENS("<a\0B>", "start[a" FFFD "b]");
	CHECK_TOKENS("<b\x01>", "start[b\x01]");
	CHECK_TOKENS("<verylongelementnameindeed/>", "start[verylongelementnameindeed/]");
	CHECK_TOKENS("<\xC3\x84>", "text[<\xC3\x84>]");
}

TEST(each_known_name_has_its_own_number)
{
	for (int tag = 1; tag < HTML_TAG_COUNT; tag++) {
		struct str name = html_tag_name((enum html_tag)tag);
		CHECK_NUMBER(html_tag_find(name), tag);
		CHECK_NUMBER(html_tag_find(str_slice(name, 0, name.n - 1)) != (enum html_tag)tag,
		             1);
	}
	CHECK_NUMBER(html_tag_find(STR("")), HTML_TAG_UNKNOWN);
	CHECK_NUMBER(html_tag_find(STR("blockquot")), HTML_TAG_UNKNOWN);
	CHECK_NUMBER(html_tag_find(STR("blockquotes")), HTML_TAG_UNKNOWN);
	CHECK_NUMBER(html_tag_find(STR("DIV")), HTML_TAG_UNKNOWN);
}

TEST(tags_may_be_self_closing)
{
	CHECK_TOKENS("<br/><br />", "start[br/] start[br/]");
	CHECK_TOKENS("<br / ><a/b>", "start[br] start[a b=]");
	CHECK_TOKENS("<a href=x/>", "start[a href=x/]");
	CHECK_TOKENS("</a/>", "end[a]");
}

TEST(a_tag_that_the_page_cuts_is_nothing)
{
	CHECK_TOKENS("x<a", "text[x]");
	CHECK_TOKENS("x<a b", "text[x]");
	CHECK_TOKENS("x<a b=", "text[x]");
	CHECK_TOKENS("x<a b='c", "text[x]");
	CHECK_TOKENS("x<a b='c'", "text[x]");
	CHECK_TOKENS("x<a /", "text[x]");
	CHECK_TOKENS("x</a", "text[x]");
}

TEST(attributes_are_quoted_or_not)
{
	CHECK_TOKENS("<a b=\"c d\" e='f\"g' h=i j>", "start[a b=c d e=f\"g h=i j=]");
	CHECK_TOKENS("<a b = c\n\td\f=\n'e'>", "start[a b=c d=e]");
	CHECK_TOKENS("<a b=''c=\"\"d=>", "start[a b= c= d=]");
	CHECK_TOKENS("<a b=c\"d'e`f<g=h>", "start[a b=c\"d'e`f<g=h]");
	CHECK_TOKENS("<a b='>'>x", "start[a b=>] text[x]");
}

TEST(attribute_names_are_lower_case_and_odd_ones_are_kept)
{
	CHECK_TOKENS("<a Href=x DATA-Long-Name=y>", "start[a href=x data-long-name=y]");
	CHECK_TOKENS("<a =b=c ==>", "start[a =b=c ==]");
	CHECK_TOKENS("<a b\"c'd<e=f>", "start[a b\"c'd<e=f]");
	CHECK_TOKENS("<a b\0=c\0 d='\0'>", "start[a b" FFFD "=c" FFFD " d=" FFFD "]");
	CHECK_TOKENS("<a onecontrol\x01two=1>", "start[a onecontrol\x01two=1]");
}

TEST(of_attributes_with_one_name_the_first_counts)
{
	CHECK_TOKENS("<a b=1 B=2 c=3 b=4>", "start[a b=1 c=3]");
	CHECK_TOKENS("<a ab=1 ba=2 aab=3 ab=4>", "start[a ab=1 ba=2 aab=3]");
}

TEST(end_tags_have_no_attributes)
{
	CHECK_TOKENS("</a b=c><i d>", "end[a] start[i d=]");
}

TEST(named_references_are_resolved)
{
	CHECK_TOKENS("&lt;&amp;&GT;&quot;", "text[<&>\"]");
	CHECK_TOKENS("&eacute;&eacute &eacutex", "text[\xC3\xA9\xC3\xA9 \xC3\xA9x]");
	CHECK_TOKENS("&notin;&notit;&notin", "text[\xE2\x88\x89\xC2\xACit;\xC2\xACin]");
	CHECK_TOKENS("&nGt;", "text[\xE2\x89\xAB\xE2\x83\x92]");
	CHECK_TOKENS("&hellip &nosuch; & &; &&amp", "text[&hellip &nosuch; & &; &&]");
	CHECK_TOKENS("&CounterClockwiseContourIntegral;", "text[\xE2\x88\xB3]");
}

TEST(numeric_references_follow_the_rules)
{
	CHECK_TOKENS("&#65;&#x41;&#X4a;&#65x", "text[AAJAx]");
	CHECK_TOKENS("&#0;&#xD800;&#x110000;&#99999999999;", "text[" FFFD FFFD FFFD FFFD "]");
	CHECK_TOKENS("&#128;&#x9f;&#x81;", "text[\xE2\x82\xAC\xC5\xB8\xC2\x81]");
	CHECK_TOKENS("&#;&#x;&#xg;", "text[&#;&#x;&#xg;]");
	CHECK_TOKENS("&#x1F600;", "text[\xF0\x9F\x98\x80]");
}

TEST(in_attribute_values_old_references_need_a_clear_end)
{
	CHECK_TOKENS("<a b='?x&copy=1&copy;&copy' c=&amp>",
	             "start[a b=?x&copy=1\xC2\xA9\xC2\xA9 c=&]");
	CHECK_TOKENS("<a b='&copy1 &copyright &copy,'>", "start[a b=&copy1 &copyright \xC2\xA9,]");
	CHECK_TOKENS("<a b='&#65&#66'>", "start[a b=AB]");
}

TEST(comments_end_as_the_standard_says)
{
	CHECK_TOKENS("<!--a--><!---->", "comment[a] comment[]");
	CHECK_TOKENS("<!--><!--->x", "comment[] comment[] text[x]");
	CHECK_TOKENS("<!--a--!>b", "comment[a] text[b]");
	CHECK_TOKENS("<!--a>b->c--d-->", "comment[a>b->c--d]");
	CHECK_TOKENS("<!--a--->", "comment[a-]");
	CHECK_TOKENS("<!-- <!-- a -->b", "comment[ <!-- a ] text[b]");
	CHECK_TOKENS("<!--a\0-->", "comment[a" FFFD "]");
	CHECK_TOKENS("<!--a", "comment[a]");
	CHECK_TOKENS("<!--a-", "comment[a]");
	CHECK_TOKENS("<!--a--", "comment[a]");
	CHECK_TOKENS("<!--a--!", "comment[a]");
	CHECK_TOKENS("<!--a---", "comment[a-]");
}

TEST(what_looks_like_markup_and_is_none_is_a_comment)
{
	CHECK_TOKENS("<?php x ?>y", "comment[?php x ?] text[y]");
	CHECK_TOKENS("<!x><!", "comment[x] comment[]");
	CHECK_TOKENS("</ x></3>", "comment[ x] comment[3]");
	CHECK_TOKENS("<![CDATA[x]]>", "comment[[CDATA[x]]]");
}

TEST(doctypes_have_a_name_and_identifiers)
{
	CHECK_TOKENS("<!doctype html>", "doctype[html]");
	CHECK_TOKENS("<!DOCTYPE HTML\n>", "doctype[html]");
	CHECK_TOKENS("<!doctypehtml>", "doctype[html]");
	CHECK_TOKENS("<!doctype html public 'a' \"b\">", "doctype[html public=a system=b]");
	CHECK_TOKENS("<!doctype html PUBLIC'a''b'>", "doctype[html public=a system=b]");
	CHECK_TOKENS("<!doctype html system 'b' c>", "doctype[html system=b]");
	CHECK_TOKENS("<!doctype>", "doctype[ quirks]");
	CHECK_TOKENS("<!doctype html x>", "doctype[html quirks]");
	CHECK_TOKENS("<!doctype html public>", "doctype[html quirks]");
	CHECK_TOKENS("<!doctype html public 'a>b", "doctype[html public=a quirks] text[b]");
	CHECK_TOKENS("<!doctype html system 'b", "doctype[html system=b quirks]");
	CHECK_TOKENS("<!doctype html", "doctype[html quirks]");
}

TEST(rcdata_resolves_references_and_nothing_else)
{
	CHECK_TOKENS_IN(HTML_RCDATA_STATE, "title", "a<b>&amp;</titles></TITLE >x",
	                "text[a<b>&</titles>] end[title] text[x]");
	CHECK_TOKENS_IN(HTML_RCDATA_STATE, "title", "</title>", "end[title]");
	CHECK_TOKENS_IN(HTML_RCDATA_STATE, "title", "a\0</title", "text[a" FFFD "</title]");
	CHECK_TOKENS_IN(HTML_RCDATA_STATE, "", "</title>", "text[</title>]");
}

TEST(rawtext_resolves_nothing)
{
	CHECK_TOKENS_IN(HTML_RAWTEXT_STATE, "style", "a<b>&amp;<!--</style>",
	                "text[a<b>&amp;<!--] end[style]");
	CHECK_TOKENS_IN(HTML_RAWTEXT_STATE, "style", "</ style></style/>x",
	                "text[</ style>] end[style] text[x]");
}

TEST(scripts_end_at_their_end_tag_unless_it_is_hidden)
{
	CHECK_TOKENS_IN(HTML_SCRIPT_DATA_STATE, "script", "a<b</script>", "text[a<b] end[script]");
	CHECK_TOKENS_IN(HTML_SCRIPT_DATA_STATE, "script", "<!--</script>x",
	                "text[<!--] end[script] text[x]");
	CHECK_TOKENS_IN(HTML_SCRIPT_DATA_STATE, "script", "<!--<script>a</script>b--></script>",
	                "text[<!--<script>a</script>b-->] end[script]");
	CHECK_TOKENS_IN(HTML_SCRIPT_DATA_STATE, "script", "<!--<script>--></script>",
	                "text[<!--<script>-->] end[script]");
	CHECK_TOKENS_IN(HTML_SCRIPT_DATA_STATE, "script", "<!--<scripts></script>",
	                "text[<!--<scripts>] end[script]");
	CHECK_TOKENS_IN(HTML_SCRIPT_DATA_STATE, "script", "<!--><script></script>",
	                "text[<!--><script>] end[script]");
	CHECK_TOKENS_IN(HTML_SCRIPT_DATA_STATE, "script", "<!--<script></script></script>",
	                "text[<!--<script></script>] end[script]");
}

TEST(plaintext_never_ends)
{
	CHECK_TOKENS_IN(HTML_PLAINTEXT_STATE, "plaintext", "a</plaintext>&amp;\0",
	                "text[a</plaintext>&amp;" FFFD "]");
}

TEST(cdata_sections_are_text)
{
	CHECK_TOKENS_IN(HTML_CDATA_STATE, "", "a<b>&amp;]]]>c", "text[a<b>&amp;]] text[c]");
	CHECK_TOKENS_IN(HTML_CDATA_STATE, "", "]]><i>", "start[i]");
	CHECK_TOKENS_IN(HTML_CDATA_STATE, "", "a]]", "text[a]]]");
}

TEST(text_is_the_page_s_own_bytes_where_it_can_be)
{
	struct str page = STR("<p title='plain'>plain");
	struct arena arena;
	struct html_tokenizer tokenizer;
	struct html_token token;
	arena_init(&arena);
	html_tokenizer_init(&tokenizer, page, &arena);
	html_tokenizer_next(&tokenizer, &token);
	CHECK(tokenizer.attributes[0].name.p == page.p + 3);
	CHECK(tokenizer.attributes[0].value.p == page.p + 10);
	html_tokenizer_next(&tokenizer, &token);
	CHECK(token.text.p == page.p + 17);
	arena_free(&arena);
}
