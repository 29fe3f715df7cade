#include "core/text/domain.h"

#include "tests/test.h"

static void check(const char *host, const char *wanted)
{
	struct arena arena;
	arena_init(&arena);
	CHECK_STR(domain_registered(str_from(host), &arena), str_from(wanted));
	arena_free(&arena);
}

TEST(a_registered_domain_is_one_label_below_a_public_suffix)
{
	check("example.com", "example.com");
	check("a.b.Example.COM", "example.com");
	check("news.bbc.co.uk", "bbc.co.uk");
	check("www.example.com.", "example.com");
	check("me.github.io", "me.github.io");
	check("x.me.github.io", "me.github.io");
	check("shop.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn");
	check("a.b.unknown-top", "b.unknown-top");
}

TEST(what_has_no_registered_domain_is_as_it_is)
{
	check("", "");
	check("com", "com");
	check("co.uk", "co.uk");
	check("github.io", "github.io");
	check("localhost", "localhost");
	check("192.0.2.7", "192.0.2.7");
	check("2001:db8::1", "2001:db8::1");
	check(".", "");
}

TEST(a_name_that_is_too_long_is_as_it_is)
{
	char host[DOMAIN_BYTES_MAX + 6];
	memset(host, 'a', sizeof(host));
	memcpy(host + sizeof(host) - 5, ".com", 5);
	check(host, host);
}
