/* Scales of charts, and that what is in them is text. cmd is no library: its source is included. */
#include "cmd/charts.c"

#include "tests/test.h"

static void check_scale(double most, double end, double step)
{
	struct chart_scale scale = chart_scale(most);
	CHECK(fabs(scale.end - end) < 1e-9 * end);
	CHECK(fabs(scale.step - step) < 1e-9 * step);
}

TEST(scales_end_at_round_numbers)
{
	check_scale(0, 1, 1);
	check_scale(1, 1, 0.2);
	check_scale(6, 6, 1);
	check_scale(7, 8, 2);
	check_scale(61, 80, 20);
	check_scale(423, 500, 100);
	check_scale(0.03, 0.03, 0.005);
	check_scale(1e12, 1e12, 2e11);
	check_scale(-5, 1, 1);
	check_scale(NAN, 1, 1);
	check_scale(INFINITY, 1, 1);
}

TEST(scales_have_room_for_all_and_few_ticks)
{
	for (double most = 1e-3; most < 1e15; most *= 1.37) {
		struct chart_scale scale = chart_scale(most);
		CHECK(scale.end >= most * (1 - 1e-12));
		CHECK(scale.end / scale.step < CHART_TICKS_MAX + 0.5);
		CHECK(scale.end / scale.step > 1.5);
	}
}

static size_t occurrences(const struct buf *out, const char *what)
{
	size_t n = 0;
	for (size_t at = 0; (at = str_find(buf_str(out), str_from(what), at)) != STR_NONE; at++)
		n++;
	return n;
}

TEST(names_in_charts_are_no_markup)
{
	struct buf out;
	const struct chart_bar bar = {
	        .name = STR("</text><script>x</script>"), .value = STR("<b>&"), .to = {0.5, 2}};
	buf_init(&out, 1 << 16);
	chart_bars(&out, "a\"<b", &bar, 1, 2);
	CHECK_NUMBER(occurrences(&out, "<script"), 0);
	CHECK_NUMBER(occurrences(&out, "<b>"), 0);
	CHECK_NUMBER(occurrences(&out, "aria-label=\"a&quot;&lt;b\""), 1);
	CHECK_NUMBER(occurrences(&out, "width=\"180.0\""), 1);
	CHECK_NUMBER(occurrences(&out, "width=\"360.0\""), 1); /* not beyond the chart */
	buf_free(&out);
}

TEST(what_is_there_is_seen)
{
	struct buf out;
	const struct chart_bar bars[] = {{.name = STR("some"), .to = {1e-9}},
	                                 {.name = STR("none"), .to = {0}},
	                                 {.name = STR("end"), .from = {1 - 1e-9}, .to = {1}}};
	buf_init(&out, 1 << 16);
	chart_bars(&out, "bars", bars, 3, 1);
	CHECK_NUMBER(occurrences(&out, "class=\"bar\""), 2);
	CHECK_NUMBER(occurrences(&out, "x=\"359.0\""), 1);
	buf_free(&out);
}

TEST(charts_of_nothing_have_no_numbers_that_are_none)
{
	struct buf out;
	const double nothing[2] = {0, 0};
	const struct chart_column column = {"a<", 0};
	buf_init(&out, 1 << 16);
	chart_area(&out, "area", nothing, 2, "", STR("0"), STR("1 < 2"));
	chart_columns(&out, "columns", &column, 1);
	CHECK_NUMBER(occurrences(&out, "nan"), 0);
	CHECK_NUMBER(occurrences(&out, "inf"), 0);
	CHECK_NUMBER(occurrences(&out, "a<"), 0);
	CHECK_NUMBER(occurrences(&out, "1 &lt; 2"), 1);
	CHECK_NUMBER(occurrences(&out, "</svg>"), 2);
	buf_free(&out);
}
