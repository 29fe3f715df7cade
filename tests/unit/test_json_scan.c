#include "core/base/json_scan.h"

#include "tests/test.h"

TEST(what_the_standard_allows_is_valid)
{
	static const char *const texts[] = {
	        "{}",
	        "[]",
	        "0",
	        "-0.5e+10",
	        "\"\"",
	        "\"\\u00e4\\n\\/\"",
	        "true",
	        " [1 , {\"a\" : null} ] ",
	        "{\"a\":{\"b\":[[],[{}]]},\"a\":1}",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		CHECK(json_is_valid(str_from(texts[i])));
}

TEST(what_the_standard_does_not_allow_is_not)
{
	static const char *const texts[] = {
	        "",         "{",         "}",         "[1,]",   "{\"a\":1,}", "{a:1}",
	        "01",       "1.",        ".5",        "+1",     "1e",         "'a'",
	        "\"a",      "\"\\x\"",   "\"\\u12\"", "\"\n\"", "[1 2]",      "{\"a\" 1}",
	        "{\"a\":}", "nul",       "truefalse", "1 1",    "[1}",        "-",
	        "\"\\",     "{\"a\":1]", "[,1]",      "NaN",    "\"a\" b",    "{,}",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		CHECK(!json_is_valid(str_from(texts[i])));
}

TEST(depth_is_limited)
{
	char text[4 * JSON_SCAN_DEPTH_MAX];
	for (size_t depth = JSON_SCAN_DEPTH_MAX - 1; depth <= JSON_SCAN_DEPTH_MAX + 1; depth++) {
		memset(text, '[', depth);
		memset(text + depth, ']', depth);
		CHECK(json_is_valid((struct str){text, 2 * depth}) ==
		      (depth <= JSON_SCAN_DEPTH_MAX));
	}
}

TEST(parts_come_in_order_with_their_names)
{
	struct str rest = STR("{ \"a\" : 1, \"b\":[2,\"x\"] ,\"c\":{}}"), name, value, text;
	unsigned long long number;
	CHECK(json_scan_part(&rest, &name, &value) && str_equal(name, STR("a")));
	CHECK(json_scan_number(value, &number) && number == 1 && !json_scan_text(value, &text));
	CHECK(json_scan_part(&rest, &name, &value) && str_equal(name, STR("b")));
	struct str items = value;
	CHECK(json_scan_part(&items, &name, &value) && name.n == 0 && str_equal(value, STR("2")));
	CHECK(json_scan_part(&items, &name, &value) && json_scan_text(value, &text));
	CHECK(str_equal(text, STR("x")) && !json_scan_number(value, &number));
	CHECK(!json_scan_part(&items, &name, &value));
	CHECK(json_scan_part(&rest, &name, &value) && str_equal(name, STR("c")));
	CHECK(!json_scan_part(&rest, &name, &value));
	CHECK(!json_scan_part(&value, &name, &text));
	CHECK(json_scan_member(STR("{\"a\":1,\"b\":2}"), STR("b"), &value) &&
	      str_equal(value, STR("2")));
	CHECK(!json_scan_member(STR("{\"a\":{\"b\":2}}"), STR("b"), &value));
}
