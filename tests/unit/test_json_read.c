#include "core/base/json_read.h"

#include "tests/test.h"

static struct json read(const char *text, struct arena *arena)
{
	struct json json;
	arena_init(arena);
	json_read(str_from(text), arena, &json);
	return json;
}

TEST(values_are_flat_and_in_document_order)
{
	struct arena arena;
	struct json json = read("{\"a\":[1,\"x\"],\"b\":{\"c\":null}}", &arena);
	CHECK_NUMBER(json.count, 6);
	CHECK_NUMBER(json.values[0].end, 6);
	uint32_t a = json_member(&json, 0, STR("a")), b = json_member(&json, 0, STR("b"));
	CHECK_NUMBER(json.values[a].kind, JSON_KIND_ARRAY);
	CHECK_NUMBER(json.values[a].end, b);
	CHECK_STR(json.values[a + 1].text, STR("1"));
	CHECK_STR(json.values[a + 2].text, STR("x"));
	CHECK_NUMBER(json.values[json_member(&json, b, STR("c"))].kind, JSON_KIND_OTHER);
	CHECK_NUMBER(json_member(&json, 0, STR("c")), 0);
	CHECK_NUMBER(json_member(&json, a, STR("a")), 0);
	arena_free(&arena);
}

TEST(raw_control_characters_in_strings_become_spaces)
{
	struct arena arena;
	struct json json = read("{\"a\":\"one\n\ttwo\\u00e9\"}", &arena);
	CHECK_STR(json.values[json_member(&json, 0, STR("a"))].text, STR("one  two\xc3\xa9"));
	arena_free(&arena);
}

TEST(common_mistakes_are_mended)
{
	struct arena arena;
	CHECK_NUMBER(read("[1,2, ]", &arena).count, 3);
	arena_free(&arena);
	CHECK_NUMBER(read("{\"a\":1,}", &arena).count, 2);
	arena_free(&arena);
	struct json json = read("{\"a\":\"it\\'s, ]\"};", &arena);
	CHECK_STR(json.values[json_member(&json, 0, STR("a"))].text, STR("it's, ]"));
	arena_free(&arena);
}

TEST(what_is_no_json_gives_no_values)
{
	static const char *const wrong[] = {"",   "x",           "{",     "{\"a\":}",
	                                    "[1", "\"\\ud800\"", "\"open"};
	struct arena arena;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		CHECK_NUMBER(read(wrong[i], &arena).count, 0);
		arena_free(&arena);
	}
}

TEST(too_deep_json_gives_no_values)
{
	char text[2 * (JSON_DEPTH_MAX + 1) + 1];
	struct arena arena;
	for (unsigned depth = JSON_DEPTH_MAX; depth <= JSON_DEPTH_MAX + 1; depth++) {
		memset(text, '[', depth);
		memset(text + depth, ']', depth);
		text[2 * depth] = '\0';
		CHECK_NUMBER(read(text, &arena).count, depth > JSON_DEPTH_MAX ? 0 : depth);
		arena_free(&arena);
	}
}
