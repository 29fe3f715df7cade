/* Text that goes into HTML and SVG. */
#include "core/base/markup.h"

#include <string.h>

#include "tests/test.h"

static void check_text(const char *text, const char *want)
{
	struct buf out;
	buf_init(&out, 1 << 10);
	markup_text(&out, str_from(text));
	CHECK_STR(buf_str(&out), str_from(want));
	buf_free(&out);
}

static void check_cut(const char *text, size_t chars_max, const char *want)
{
	struct buf out;
	buf_init(&out, 1 << 10);
	markup_text_cut(&out, str_from(text), chars_max);
	CHECK_STR(buf_str(&out), str_from(want));
	buf_free(&out);
}

TEST(text_in_markup_is_no_markup)
{
	check_text("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
	check_text("a\" b='c' &amp;", "a&quot; b=&#39;c&#39; &amp;amp;");
	check_text("]]>", "]]&gt;");
	check_text("", "");
}

TEST(control_characters_are_replaced_in_markup)
{
	check_text("a\x01\x1B\x7F\r"
	           "b\n\tc",
	           "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
	           "b\n\tc");
}

TEST(long_text_is_cut_at_a_code_point)
{
	check_cut("abcd", 4, "abcd");
	check_cut("abcde", 4, "abc\xE2\x80\xA6");
	check_cut("\xC3\xA4\xC3\xB6\xC3\xBC", 3, "\xC3\xA4\xC3\xB6\xC3\xBC");
	check_cut("\xC3\xA4\xC3\xB6\xC3\xBC", 2, "\xC3\xA4\xE2\x80\xA6");
	check_cut("<<<<", 2, "&lt;\xE2\x80\xA6");
	check_cut("", 2, "");
}
