#include "tests/test.h"

#include "core/text/url.h"

#define CHECK_RESOLVED(base, reference, want)                                                      \
	do {                                                                                       \
		struct arena arena;                                                                \
		arena_init(&arena);                                                                \
		CHECK_STR(url_resolve(STR(base), STR(reference), &arena), STR(want));              \
		arena_free(&arena);                                                                \
	} while (0)

TEST(a_url_is_cut_into_its_parts)
{
	struct url url = url_split(STR("https://user:pw@example.org:8080/a/b?q=1&r=/x#top"));
	CHECK_STR(url.scheme, STR("https"));
	CHECK_STR(url.host, STR("example.org"));
	CHECK_STR(url.path, STR("/a/b"));
	CHECK_STR(url.query, STR("q=1&r=/x"));
}

TEST(parts_that_are_not_there_are_empty)
{
	struct url url = url_split(STR("http://example.org"));
	CHECK_STR(url.host, STR("example.org"));
	CHECK_STR(url.path, STR(""));
	CHECK_STR(url.query, STR(""));
	url = url_split(STR("http://example.org?a"));
	CHECK_STR(url.host, STR("example.org"));
	CHECK_STR(url.query, STR("a"));
	url = url_split(STR("mailto:someone@example.org"));
	CHECK_STR(url.scheme, STR("mailto"));
	CHECK_STR(url.host, STR(""));
	CHECK_STR(url.path, STR(""));
	url = url_split(STR(""));
	CHECK_STR(url.scheme, STR(""));
	CHECK_STR(url.host, STR(""));
}

TEST(hosts_lose_user_port_and_brackets)
{
	CHECK_STR(url_split(STR("http://[2001:db8::1]:80/x")).host, STR("2001:db8::1"));
	CHECK_STR(url_split(STR("http://a@b@example.org/")).host, STR("example.org"));
	CHECK_STR(url_split(STR("http://example.org:/")).host, STR("example.org"));
	CHECK_STR(url_split(STR("//cdn.example.org/x")).host, STR("cdn.example.org"));
	CHECK_STR(url_split(STR("  http://example.org/ \r\n")).host, STR("example.org"));
}

TEST(parts_are_slices_of_the_url)
{
	struct str text = STR("HTTP://Example.ORG/P?q");
	struct url url = url_split(text);
	CHECK(url.scheme.p == text.p && url.host.p == text.p + 7);
	CHECK_STR(url.scheme, STR("HTTP"));
	CHECK_STR(url.host, STR("Example.ORG"));
}

/* The examples of RFC 3986, 5.4, with a base of http and without fragments. */
TEST(references_resolve_as_in_the_examples_of_rfc_3986)
{
	static const char *const examples[][2] = {
	        {"g:h", ""}, /* not http */
	        {"g", "http://a/b/c/g"},
	        {"./g", "http://a/b/c/g"},
	        {"g/", "http://a/b/c/g/"},
	        {"/g", "http://a/g"},
	        {"//g", "http://g/"},
	        {"?y", "http://a/b/c/d;p?y"},
	        {"g?y", "http://a/b/c/g?y"},
	        {"#s", "http://a/b/c/d;p?q"},
	        {"g#s", "http://a/b/c/g"},
	        {"g?y#s", "http://a/b/c/g?y"},
	        {";x", "http://a/b/c/;x"},
	        {"g;x", "http://a/b/c/g;x"},
	        {"g;x?y#s", "http://a/b/c/g;x?y"},
	        {"", "http://a/b/c/d;p?q"},
	        {".", "http://a/b/c/"},
	        {"./", "http://a/b/c/"},
	        {"..", "http://a/b/"},
	        {"../", "http://a/b/"},
	        {"../g", "http://a/b/g"},
	        {"../..", "http://a/"},
	        {"../../", "http://a/"},
	        {"../../g", "http://a/g"},
	        {"../../../g", "http://a/g"},
	        {"../../../../g", "http://a/g"},
	        {"/./g", "http://a/g"},
	        {"/../g", "http://a/g"},
	        {"g.", "http://a/b/c/g."},
	        {".g", "http://a/b/c/.g"},
	        {"g..", "http://a/b/c/g.."},
	        {"..g", "http://a/b/c/..g"},
	        {"./../g", "http://a/b/g"},
	        {"./g/.", "http://a/b/c/g/"},
	        {"g/./h", "http://a/b/c/g/h"},
	        {"g/../h", "http://a/b/c/h"},
	        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
	        {"g;x=1/../y", "http://a/b/c/y"},
	        {"g?y/./x", "http://a/b/c/g?y/./x"},
	        {"g?y/../x", "http://a/b/c/g?y/../x"},
	        {"g#s/../x", "http://a/b/c/g"},
	        {"http:g", "http://a/b/c/g"}, /* "for backward compatibility", and in browsers */
	};
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++)
		CHECK_STR(url_resolve(STR("http://a/b/c/d;p?q"), str_from(examples[i][0]), &arena),
		          str_from(examples[i][1]));
	arena_free(&arena);
}

TEST(empty_segments_stay)
{
	CHECK_RESOLVED("http://a/", "/b//c/", "http://a/b//c/");
	CHECK_RESOLVED("http://a/", "/b//../c", "http://a/b/c");
	CHECK_RESOLVED("http://a/", "//", "");
}

TEST(an_absolute_reference_needs_nothing_of_its_base)
{
	CHECK_RESOLVED("", "https://example.org/x?y", "https://example.org/x?y");
	CHECK_RESOLVED("not a url", "http://example.org", "http://example.org/");
	CHECK_RESOLVED("http://a/b", "HTTPS://Example.ORG:8080/Path",
	               "https://example.org:8080/Path");
}

TEST(a_user_name_keeps_its_case)
{
	CHECK_RESOLVED("", "http://User:PW@Example.org/", "http://User:PW@example.org/");
}

TEST(a_reference_beginning_with_two_slashes_takes_the_scheme_of_its_base)
{
	CHECK_RESOLVED("https://a/b", "//cdn.example.org/x.js", "https://cdn.example.org/x.js");
}

TEST(white_space_around_a_reference_and_line_ends_inside_it_go)
{
	CHECK_RESOLVED("http://a/", " \n\t/b\t/c\r\n/d \x01", "http://a/b/c/d");
	CHECK_RESOLVED("http://a/", "/b c?d e", "http://a/b%20c?d%20e");
}

TEST(backslashes_are_slashes_before_the_query)
{
	CHECK_RESOLVED("http://a/x", "\\\\b\\c\\..\\d?e\\f", "http://b/d?e\\f");
}

TEST(what_is_no_web_page_is_empty)
{
	CHECK_RESOLVED("http://a/", "mailto:x@example.org", "");
	CHECK_RESOLVED("http://a/", "javascript:void(0)", "");
	CHECK_RESOLVED("http://a/", "data:text/html,x", "");
	CHECK_RESOLVED("http://a/", "ftp://b/", "");
	CHECK_RESOLVED("", "relative", "");
	CHECK_RESOLVED("file:///etc/x", "y", "");
	CHECK_RESOLVED("http://a/", "http:///x", "");
}

TEST(a_reference_that_is_too_long_is_empty)
{
	static char reference[URL_BYTES_MAX + 1];
	struct arena arena;
	arena_init(&arena);
	memset(reference, 'x', sizeof(reference));
	CHECK_NUMBER(
	        url_resolve(STR("http://a/"), (struct str){reference, URL_BYTES_MAX}, &arena).n,
	        URL_BYTES_MAX + strlen("http://a/"));
	CHECK_NUMBER(
	        url_resolve(STR("http://a/"), (struct str){reference, sizeof(reference)}, &arena).n,
	        0);
	arena_free(&arena);
}
