#include "core/text/surt.h"

#include "tests/test.h"

static void check(struct str url, struct str want)
{
	struct arena arena;
	arena_init(&arena);
	CHECK_STR(surt_from_url(url, &arena), want);
	arena_free(&arena);
}

TEST(a_surt_has_the_host_from_its_end)
{
	check(STR("http://a.b.example/x/Y.html"), STR("example,b,a)/x/y.html"));
	check(STR("https://www.example.org"), STR("org,example)/"));
	check(STR("https://www2.example.org/"), STR("org,example)/"));
	check(STR("https://www.org/"), STR("org,www)/"));
	check(STR("http://127.0.0.1/a"), STR("127.0.0.1)/a"));
}

TEST(a_surt_keeps_only_a_port_that_is_not_the_default)
{
	check(STR("http://example.org:80/"), STR("org,example)/"));
	check(STR("https://example.org:443/"), STR("org,example)/"));
	check(STR("https://user@example.org:8443/"), STR("org,example:8443)/"));
	check(STR("http://[2001:db8::1]:81/"), STR("2001:db8::1:81)/"));
}

TEST(a_surt_sorts_query_parameters_and_drops_the_fragment)
{
	check(STR("http://example.org/?b=2&A=1#top"), STR("org,example)/?a=1&b=2"));
}

TEST(what_has_no_host_is_its_own_surt)
{
	check(STR("urn:x:y"), STR("urn:x:y"));
}
