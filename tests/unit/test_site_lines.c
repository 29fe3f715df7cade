#include "core/dedup/site_lines.h"

#include "tests/test.h"

static struct arena arena;

static struct site_lines lines_of(const char *text, bool is_markdown)
{
	arena_init(&arena);
	return site_lines_of(str_from(text), is_markdown, STR("example.com"), &arena);
}

/* The lines that can be dropped, joined by '|'. */
static void check_lines(const char *text, bool is_markdown, const char *wanted, bool has_others)
{
	char got[512];
	size_t n = 0;
	struct site_lines lines = lines_of(text, is_markdown);
	for (uint32_t i = 0; i < lines.count; i++) {
		size_t bytes = lines.list[i].to - lines.list[i].from;
		if (i > 0)
			got[n++] = '|';
		memcpy(got + n, text + lines.list[i].from, bytes);
		n += bytes;
	}
	CHECK_STR(((struct str){got, n}), str_from(wanted));
	CHECK(lines.has_others == has_others);
	arena_free(&arena);
}

TEST(lines_with_words_can_be_dropped)
{
	check_lines("", false, "", false);
	check_lines("one", false, "one", false);
	check_lines("one\ntwo\n\n\nthree", false, "one|two|three", false);
	check_lines("* * *\none\n---\n", false, "one", false);
}

TEST(lines_that_say_the_same_have_the_same_key)
{
	struct site_lines lines =
	        lines_of("Read 12 comments\nREAD  1,345 - Comments!\nread comments", false);
	CHECK_NUMBER(lines.count, 3);
	CHECK(lines.list[0].key != 0 && lines.list[1].key != lines.list[2].key);
	CHECK(lines.list[0].key != lines.list[2].key);
	arena_free(&arena);
	lines = lines_of("Read 12 comments\nREAD  1345 - Comments!\nR\u00e9ad 7 comments", false);
	CHECK(lines.list[0].key == lines.list[1].key);
	CHECK(lines.list[0].key == lines.list[2].key);
	struct site_lines other =
	        site_lines_of(STR("Read 12 comments"), false, STR("example.org"), &arena);
	CHECK(lines.list[0].key != other.list[0].key);
	arena_free(&arena);
}

TEST(what_markdown_lines_lean_on_stays)
{
	check_lines("# Head\n\nText\n\n- item\n- item", true, "# Head|Text|- item|- item", false);
	check_lines("- item\n  - below\n- next", true, "- next", true);
	check_lines("1. item\n\n   more\n\nText", true, "Text", true);
	check_lines("```c\nint x;\n\n``\n```\n\nText", true, "Text", true);
	check_lines("````\n```\ncode\n````\nText", true, "Text", true);
	check_lines("| a | b |\n| --- | --- |\n| c | d |\n\nText", true, "Text", true);
	check_lines("> quote\n\nText", true, "Text", true);
	check_lines("one\\\ntwo\\\nthree\nfour", true, "four", true);
	check_lines("> quote\n  one\\\n| a |", false, "> quote|  one\\|| a |", false);
}

TEST(a_text_has_a_limited_number_of_lines)
{
	enum { COUNT = SITE_LINES_PER_TEXT_MAX + 10 };
	static char text[2 * COUNT];
	for (size_t i = 0; i < COUNT; i++)
		memcpy(text + 2 * i, "a\n", 2);
	arena_init(&arena);
	struct site_lines lines =
	        site_lines_of((struct str){text, sizeof(text)}, false, STR("x"), &arena);
	CHECK_NUMBER(lines.count, SITE_LINES_PER_TEXT_MAX);
	CHECK(lines.has_others);
	arena_free(&arena);
}

/* Drops the lines that begin with '-'. */
static void check_drop(const char *text, const char *wanted)
{
	struct site_lines lines = lines_of(text, false);
	uint32_t count = 0;
	for (uint32_t i = 0; i < lines.count; i++)
		if (text[lines.list[i].from] == '-')
			lines.list[count++] = lines.list[i];
	CHECK_STR(site_lines_drop(str_from(text), lines.list, count, &arena), str_from(wanted));
	arena_free(&arena);
}

TEST(what_is_left_keeps_its_paragraphs)
{
	check_drop("one\n\ntwo", "one\n\ntwo");
	check_drop("one\n\n-x\n\ntwo", "one\n\ntwo");
	check_drop("one\n-x\ntwo", "one\ntwo");
	check_drop("one\n-x\n\ntwo", "one\n\ntwo");
	check_drop("one\n\n-x\ntwo", "one\n\ntwo");
	check_drop("-x\n\n-y\n\none", "one");
	check_drop("one\n\n-x\n-y\n\n-z", "one");
	check_drop("one\n\n-x\n\n-y\n\ntwo\n\n\nthree", "one\n\ntwo\n\n\nthree");
	check_drop("-x\n-y", "");
}
