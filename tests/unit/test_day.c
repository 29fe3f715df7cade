#include "core/base/day.h"

#include "tests/test.h"

TEST(days_are_counted_from_1970)
{
	CHECK_NUMBER(day_from_date(STR("1970-01-02T00:00:00Z")), 1);
	CHECK_NUMBER(day_from_date(STR("2000-02-29")), 11016);
	CHECK_NUMBER(day_from_date(STR("2026-11-24T10:00:00Z")), 20781);
}

TEST(what_is_no_day_is_none)
{
	static const char *const dates[] = {"",           "2026-11",    "2026/11/24", "2026-13-01",
	                                    "2026-00-01", "2026-01-00", "2026-01-32", "1969-12-31",
	                                    "1970-01-01", "20261124",   "abcd-ef-gh"};
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++)
		CHECK_NUMBER(day_from_date(str_from(dates[i])), 0);
}

TEST(each_day_is_written_as_it_was_read)
{
	char date[DAY_CHARS];
	for (uint32_t day = 1; day < 60000; day++) {
		day_write(day, date);
		CHECK_NUMBER(day_from_date((struct str){date, sizeof(date)}), day);
	}
}

TEST(seconds_are_those_of_the_time_or_of_the_day)
{
	CHECK_NUMBER(day_seconds_from_date(STR("1970-01-02T00:00:00Z")), 86400);
	CHECK_NUMBER(day_seconds_from_date(STR("2026-11-24T01:02:03Z")), 1795482123);
	CHECK_NUMBER(day_seconds_from_date(STR("2026-11-24T01:02:03.123456Z")), 1795482123);
	CHECK_NUMBER(day_seconds_from_date(STR("2026-11-24")), 1795478400);
	CHECK_NUMBER(day_seconds_from_date(STR("2026-11-24T25:00:00Z")), 1795478400);
	CHECK_NUMBER(day_seconds_from_date(STR("")), 0);
	CHECK_NUMBER(day_seconds_from_date(STR("yesterday")), 0);
}
