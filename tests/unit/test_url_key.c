#include "core/text/url_key.h"

#include "core/base/buf.h"

#include "tests/test.h"

TEST(urls_of_the_same_page_have_the_same_key)
{
	static const char *const cases[][2] = {
	        {"http://Example.com/Path", "example.com/Path"},
	        {"https://www.example.com/Path/", "example.com/Path"},
	        {"https://example.com:443/Path#part", "example.com/Path"},
	        {"http://user@example.com:80/./a/../Path", "example.com/Path"},
	        {"http://example.com.:8080/", "example.com:8080"},
	        {"http://example.com", "example.com"},
	        {"http://example.com/index.html", "example.com"},
	        {"http://example.com/a/Default.aspx", "example.com/a"},
	        {"http://example.com/a.html", "example.com/a.html"},
	        {"http://example.com/myindex.html", "example.com/myindex.html"},
	        {"http://example.com/?b=2&a=1&utm_source=x&fbclid=y", "example.com?a=1&b=2"},
	        {"http://example.com/p?PHPSESSID=1&id=3&&", "example.com/p?id=3"},
	        {"http://example.com/p;jsessionid=00AB?id=3", "example.com/p?id=3"},
	        {"http://example.com/p?utm_campaign=z", "example.com/p"},
	        {"http://example.com/%7euser/%e4%b8?q=%2f", "example.com/~user/%E4%B8?q=%2F"},
	        {"http://example.com/\xe4\xb8\xad", "example.com/%E4%B8%AD"},
	        {"http://example.com/%zz%", "example.com/%zz%"},
	        {"http://www.com/", "www.com"},
	        {"http://[::1]:81/x", "::1:81/x"},
	        {"ftp://example.com/", "ftp://example.com/"},
	        {"no url", "no url"},
	        {"", ""},
	};
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_STR(url_key(str_from(cases[i][0]), &arena), str_from(cases[i][1]));
	arena_free(&arena);
}

TEST(a_query_of_too_many_parameters_is_left_as_it_is)
{
	struct arena arena;
	struct buf url;
	arena_init(&arena);
	buf_init(&url, 1 << 20);
	buf_append(&url, STR("http://e.example/?"));
	for (int i = URL_KEY_PARAMETERS_MAX + 1; i > 0; i--)
		buf_printf(&url, "%s%d", i <= URL_KEY_PARAMETERS_MAX ? "&" : "", i);
	struct str key = url_key(buf_str(&url), &arena);
	CHECK(str_starts(key, STR("e.example?257&256&255&")));
	CHECK(str_ends(key, STR("&2&1")));
	buf_free(&url);
	arena_free(&arena);
}
