#include "core/filter/url_list.h"

#include <stdio.h>

#include "tests/test.h"

/* A list of one file's lines; what each of them is, as a letter, in `kinds`. */
static struct url_list *list_of(const char *const *lines, enum url_list_use use, char *kinds)
{
	struct url_list *list = url_list_new();
	CHECK(url_list_begin(list, STR("list"), use));
	for (; *lines; lines++)
		*kinds++ = "-ej!"[url_list_add(list, str_from(*lines))];
	*kinds = '\0';
	return list;
}

/* "" if the URL is not blocked, else why. */
static struct str why(const struct url_list *list, const char *url)
{
	static struct arena arena;
	struct str detail;
	arena_free(&arena);
	arena_init(&arena);
	return url_list_blocks(list, str_from(url), &arena, &detail) ? detail : STR("");
}

TEST(a_domain_blocks_itself_and_all_below_it)
{
	static const char *const lines[] = {"Bad.example", ".worse.example", "*.worst.example",
	                                    ".zzz", NULL};
	char kinds[8];
	struct url_list *list = list_of(lines, URL_LIST_BLOCK, kinds);
	CHECK_STR(str_from(kinds), STR("eeee"));
	CHECK_NUMBER(url_list_entries(list), 4);
	CHECK_STR(why(list, "http://bad.example/x"), STR("list: bad.example"));
	CHECK_STR(why(list, "https://user@WWW.Bad.Example.:8443/"), STR("list: bad.example"));
	CHECK_STR(why(list, "http://a.b.worse.example"), STR("list: worse.example"));
	CHECK_STR(why(list, "http://worst.example"), STR("list: worst.example"));
	CHECK_STR(why(list, "http://any.zzz/"), STR("list: zzz"));
	CHECK_STR(why(list, "http://notbad.example/"), STR(""));
	CHECK_STR(why(list, "http://bad.example.org/"), STR(""));
	CHECK_STR(why(list, "http://good.example/bad.example"), STR(""));
	CHECK_STR(why(list, "bad.example"), STR(""));
	CHECK_STR(why(list, ""), STR(""));
	url_list_free(list);
}

TEST(lines_of_hosts_files_and_ad_blockers_are_read)
{
	static const char *const lines[] = {"\xef\xbb\xbf# a comment",
	                                    "127.0.0.1 localhost",
	                                    "::1 localhost ip6-localhost",
	                                    "0.0.0.0 0.0.0.0",
	                                    "255.255.255.255 broadcasthost",
	                                    "0.0.0.0\tone.example two.example # both",
	                                    "[Adblock Plus 2.0]",
	                                    "! Title: x",
	                                    "||three.example^",
	                                    "192.0.2.7",
	                                    "  \r",
	                                    NULL};
	char kinds[16];
	struct url_list *list = list_of(lines, URL_LIST_BLOCK, kinds);
	CHECK_STR(str_from(kinds), STR("-----e--ee-"));
	CHECK_STR(why(list, "http://one.example/"), STR("list: one.example"));
	CHECK_STR(why(list, "http://x.two.example/"), STR("list: two.example"));
	CHECK_STR(why(list, "http://three.example/"), STR("list: three.example"));
	CHECK_STR(why(list, "http://192.0.2.7/"), STR("list: 192.0.2.7"));
	CHECK_STR(why(list, "http://localhost/"), STR(""));
	url_list_free(list);
}

TEST(a_url_blocks_its_page_and_those_below_it)
{
	static const char *const lines[] = {"host.example/dir/",
	                                    "http://www.page.example/a.html",
	                                    "https://root.example/",
	                                    "http://port.example:8080/x",
	                                    "http://query.example/p?id=7",
	                                    "colon.example:81",
	                                    NULL};
	char kinds[8];
	struct url_list *list = list_of(lines, URL_LIST_BLOCK, kinds);
	CHECK_STR(str_from(kinds), STR("eeeeee"));
	CHECK_STR(why(list, "https://www.host.example/dir"), STR("list: host.example/dir"));
	CHECK_STR(why(list, "http://host.example/dir/"), STR("list: host.example/dir"));
	CHECK_STR(why(list, "http://host.example/dir/x?y"), STR("list: host.example/dir"));
	CHECK_STR(why(list, "http://host.example/x/../dir?y"), STR("list: host.example/dir"));
	CHECK_STR(why(list, "http://host.example/directory"), STR(""));
	CHECK_STR(why(list, "http://host.example/"), STR(""));
	CHECK_STR(why(list, "http://sub.host.example/dir/"), STR(""));
	CHECK_STR(why(list, "http://page.example/a.html#b"), STR("list: page.example/a.html"));
	CHECK_STR(why(list, "http://page.example/"), STR(""));
	CHECK_STR(why(list, "http://root.example/any/page"), STR("list: root.example"));
	CHECK_STR(why(list, "http://sub.root.example/"), STR(""));
	CHECK_STR(why(list, "http://port.example/x"), STR(""));
	CHECK_STR(why(list, "http://port.example:8080/x"), STR("list: port.example:8080/x"));
	CHECK_STR(why(list, "http://query.example/p?id=7&z"), STR("list: query.example/p?id=7"));
	CHECK_STR(why(list, "http://query.example/p?id=77"), STR(""));
	CHECK_STR(why(list, "http://colon.example:81/x"), STR("list: colon.example:81"));
	CHECK_STR(why(list, "http://colon.example/x"), STR(""));
	url_list_free(list);
}

TEST(lines_that_are_no_entries_are_junk)
{
	static const char *const lines[] = {"word",
	                                    "two words.example",
	                                    "a..example",
	                                    "@@||a.b^",
	                                    "||a.b^$third-party",
	                                    "ftp://a.example/",
	                                    "\"1\",\"2\"",
	                                    "/path",
	                                    "http://",
	                                    "*",
	                                    NULL};
	char kinds[16];
	struct url_list *list = list_of(lines, URL_LIST_BLOCK, kinds);
	CHECK_STR(str_from(kinds), STR("jjjjjjjjjj"));
	CHECK_NUMBER(url_list_entries(list), 0);
	url_list_free(list);
}

TEST(what_is_allowed_is_not_blocked)
{
	struct url_list *list = url_list_new();
	CHECK(url_list_begin(list, STR("allow"), URL_LIST_ALLOW));
	CHECK_NUMBER(url_list_add(list, STR("good.bad.example")), URL_LIST_ENTRY);
	CHECK_NUMBER(url_list_add(list, STR("bad.example/about")), URL_LIST_ENTRY);
	CHECK_NUMBER(url_list_add(list, STR("same.example")), URL_LIST_ENTRY);
	CHECK(url_list_begin(list, STR("block"), URL_LIST_BLOCK));
	CHECK_NUMBER(url_list_add(list, STR("bad.example")), URL_LIST_ENTRY);
	CHECK_NUMBER(url_list_add(list, STR("same.example")), URL_LIST_ENTRY);
	CHECK(url_list_begin(list, STR("words"), URL_LIST_WORDS));
	CHECK_NUMBER(url_list_add(list, STR("casino")), URL_LIST_ENTRY);
	CHECK_STR(why(list, "http://bad.example/"), STR("block: bad.example"));
	CHECK_STR(why(list, "http://x.good.bad.example/casino"), STR(""));
	CHECK_STR(why(list, "http://bad.example/about/us"), STR(""));
	CHECK_STR(why(list, "http://same.example/"), STR(""));
	CHECK(url_list_begin(list, STR("late"), URL_LIST_ALLOW));
	CHECK_NUMBER(url_list_add(list, STR("bad.example")), URL_LIST_ENTRY);
	CHECK_STR(why(list, "http://bad.example/"), STR(""));
	url_list_free(list);
}

TEST(one_hard_word_or_two_soft_ones_block)
{
	struct url_list *list = url_list_new();
	char kinds[5] = {0};
	static const char *const hard[] = {"Casino", "*gambl*", "*ab*", "two words"};
	CHECK(url_list_begin(list, STR("hard"), URL_LIST_WORDS));
	for (size_t i = 0; i < 4; i++)
		kinds[i] = "-ej!"[url_list_add(list, str_from(hard[i]))];
	CHECK_STR(str_from(kinds), STR("eejj"));
	CHECK(url_list_begin(list, STR("soft"), URL_LIST_SOFT_WORDS));
	CHECK_NUMBER(url_list_add(list, STR("bonus")), URL_LIST_ENTRY);
	CHECK_NUMBER(url_list_add(list, STR("free")), URL_LIST_ENTRY);
	CHECK_NUMBER(url_list_add(list, STR("\xd0\xb1\xd0\xbe")), URL_LIST_ENTRY);
	CHECK_STR(why(list, "http://a.example/the-CASINO.html"), STR("hard: casino"));
	CHECK_STR(why(list, "http://a.example/casinos"), STR(""));
	CHECK_STR(why(list, "http://g-a-m-bling.example/"), STR("hard: gambl"));
	CHECK_STR(why(list, "http://a.example/bonus"), STR(""));
	CHECK_STR(why(list, "http://a.example/bonus/bonus"), STR(""));
	CHECK_STR(why(list, "http://free.example/?q=bonus"), STR("soft: free, bonus"));
	CHECK_STR(why(list, "http://a.example/%D0%B1%D0%BE?free"),
	          STR("soft: \xd0\xb1\xd0\xbe, free"));
	url_list_free(list);
}

TEST(a_million_entries_take_less_than_100_mb)
{
	enum { ENTRIES = 1000000, BYTES_MAX = 100000000 };
	struct url_list *list = url_list_new();
	char line[64];
	CHECK(url_list_begin(list, STR("large"), URL_LIST_BLOCK));
	for (int i = 0; i < ENTRIES; i++) {
		int n = snprintf(line, sizeof(line), i % 4 ? "d%d.example" : "u%d.example/a", i);
		(void)url_list_add(list, (struct str){line, (size_t)n});
	}
	CHECK_NUMBER(url_list_entries(list), ENTRIES);
	CHECK(url_list_bytes(list) < BYTES_MAX);
	CHECK_STR(why(list, "http://x.d77777.example/"), STR("large: d77777.example"));
	CHECK_STR(why(list, "http://u400.example/a/b"), STR("large: u400.example/a"));
	CHECK_STR(why(list, "http://d77777.example.org/"), STR(""));
	url_list_free(list);
}
