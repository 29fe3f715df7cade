#include "core/text/date.h"

#include "tests/test.h"

struct pair {
	const char *text, *want;
};

static void check(struct str (*read)(struct str, struct arena *), const struct pair *pairs,
                  size_t count)
{
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; i < count; i++)
		CHECK_STR(read(str_from(pairs[i].text), &arena), str_from(pairs[i].want));
	arena_free(&arena);
}

#define CHECK_ALL(read, pairs) check((read), (pairs), sizeof(pairs) / sizeof((pairs)[0]))

TEST(machine_dates_keep_their_time_and_zone)
{
	static const struct pair pairs[] = {
	        {"2024-05-01", "2024-05-01"},
	        {"2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"},
	        {"2024-05-01T10:00:00.123+00:00", "2024-05-01T10:00:00Z"},
	        {"2024-05-01T10:00:00+0530", "2024-05-01T10:00:00+05:30"},
	        {"2024-05-01 10:00", "2024-05-01T10:00:00"},
	        {"20240501T100000", "2024-05-01"},
	        {"Wed, 01 May 2024 10:00:00 GMT", "2024-05-01T10:00:00Z"},
	        {"1714557600", "2024-05-01T10:00:00Z"},
	        {"1714557600000", "2024-05-01T10:00:00Z"},
	};
	CHECK_ALL(date_parse, pairs);
}

TEST(dates_in_words_are_read_in_many_languages)
{
	static const struct pair pairs[] = {
	        {"May 1, 2024", "2024-05-01"},
	        {"Posted on: May 1st, 2024 at 3:05 pm", "2024-05-01T15:05:00"},
	        {"1st of May 2024", "2024-05-01"},
	        {"1. M\xc3\xa4rz 2024, 8:30 Uhr", "2024-03-01T08:30:00"},
	        {"le 14 février 2023", "2023-02-14"},
	        {"3 de agosto de 2022", "2022-08-03"},
	        {"5 Января 2021", "2021-01-05"},
	        {"2024年5月1日", "2024-05-01"},
	        {"2024년 5월 1일", "2024-05-01"},
	        {"2024. május 1.", "2024-05-01"},
	        {"01-Sep-2020", "2020-09-01"},
	        {"Date:2025-04-13 06:55:41", "2025-04-13T06:55:41"},
	};
	CHECK_ALL(date_parse, pairs);
}

TEST(a_date_that_can_be_read_in_two_ways_is_not_read)
{
	static const struct pair pairs[] = {
	        {"03/04/2024", ""},           {"25/12/2024", "2024-12-25"},
	        {"12/25/2024", "2024-12-25"}, {"05/05/2024", "2024-05-05"},
	        {"3.4.2024", "2024-04-03"}, /* dots: the day comes first */
	};
	CHECK_ALL(date_parse, pairs);
}

TEST(what_is_no_date_is_not_read)
{
	static const struct pair pairs[] = {
	        {"", ""},
	        {"2024-13-01", ""},
	        {"2023-02-29", ""},
	        {"1204-05-01", ""},
	        {"May we go in 2024", ""},
	        {"version 1.2.3", ""},
	        {"+1 202-555-0147", ""},
	        {"12:30", ""},
	        {"99999999", ""},
	        {"2024-05-01999", ""},
	        {"a text that is far too long to be the date of anything, even if 2024-05-01 is in it: "
	         "yes",
	         ""},
	};
	CHECK_ALL(date_parse, pairs);
}

TEST(a_url_path_may_hold_a_date)
{
	static const struct pair pairs[] = {
	        {"/2024/05/01/title", "2024-05-01"},
	        {"/news/2024-5-1-title.html", "2024-05-01"},
	        {"/a/20240501/b", "2024-05-01"},
	        {"/blog/2024/may/01/title", "2024-05-01"},
	        {"/2024/05/title", ""},
	        {"/item/1234567890", ""},
	};
	CHECK_ALL(date_from_path, pairs);
}

TEST(the_end_of_a_found_date_is_told)
{
	struct arena arena;
	size_t end;
	arena_init(&arena);
	CHECK_STR(date_find(STR("on May 1, 2024 we met"), &arena, &end), STR("2024-05-01"));
	CHECK_NUMBER(end, 14);
	arena_free(&arena);
}

TEST(a_month_is_found_behind_a_word_that_is_joined_to_it)
{
	struct arena arena;
	arena_init(&arena);
	CHECK_STR(date_find(STR("HealthMay 1, 2024"), &arena, NULL), STR("2024-05-01"));
	CHECK_STR(date_find(STR("newsDECEMBER 22, 2022"), &arena, NULL), STR("2022-12-22"));
	CHECK_STR(date_find(STR("dismay 1, 2024"), &arena, NULL), STR(""));
	arena_free(&arena);
}
