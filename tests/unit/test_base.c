/* str, buf, arena, hash, json. */
#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/status.h"
#include "core/base/str.h"

#include "tests/test.h"

TEST(numbers_are_read_whole_and_within_their_limit)
{
	unsigned long long n;
	CHECK(str_to_number(STR("0"), 10, &n) && n == 0);
	CHECK(str_to_number(STR("10"), 10, &n) && n == 10);
	CHECK(!str_to_number(STR("11"), 10, &n));
	CHECK(!str_to_number(STR("5"), 4, &n));
	CHECK(!str_to_number(STR(""), 10, &n));
	CHECK(!str_to_number(STR("1x"), 10, &n));
	CHECK(str_to_number(STR("18446744073709551615"), ~0ull, &n) && n == ~0ull);
	CHECK(!str_to_number(STR("18446744073709551616"), ~0ull, &n));
}

TEST(pieces_are_cut_at_each_separator)
{
	struct str rest = STR("a,,b"), piece;
	CHECK(str_next(&rest, ',', &piece));
	CHECK_STR(piece, STR("a"));
	CHECK(str_next(&rest, ',', &piece));
	CHECK_STR(piece, STR(""));
	CHECK(str_next(&rest, ',', &piece));
	CHECK_STR(piece, STR("b"));
	CHECK(!str_next(&rest, ',', &piece));
}

TEST(str_until_gives_where_a_piece_ends)
{
	CHECK_NUMBER(str_until(STR("a/b?c"), "?/", 0), 1);
	CHECK_NUMBER(str_until(STR("a/b?c"), "?/", 2), 3);
	CHECK_NUMBER(str_until(STR("a/b?c"), "?/", 4), 5);
	CHECK_NUMBER(str_until(STR("a\0b;"), ";", 0), 3);
	CHECK_NUMBER(str_until(STR(""), ";", 0), 0);
}

TEST(finding_stays_inside_the_string)
{
	CHECK_NUMBER(str_find(STR("abcabc"), STR("bc"), 2), 4);
	CHECK(str_find(STR("abc"), STR("cd"), 0) == STR_NONE);
	CHECK(str_find(STR("abc"), STR("a"), 4) == STR_NONE);
	CHECK_NUMBER(str_find_nocase(STR("xAbC"), STR("aBc"), 0), 1);
	CHECK(str_find_nocase(STR("ab"), STR("abc"), 0) == STR_NONE);
}

TEST(a_buffer_keeps_what_it_has_when_more_does_not_fit)
{
	struct buf buf;
	buf_init(&buf, 5);
	CHECK(buf_append(&buf, STR("abc")));
	CHECK(!buf_append(&buf, STR("def")));
	CHECK(buf.over);
	CHECK_STR(buf_str(&buf), STR("abc"));
	CHECK(buf_append(&buf, STR("de")));
	CHECK(buf.over);
	buf_reset(&buf);
	CHECK(!buf.over && buf.n == 0);
	buf_free(&buf);
}

TEST(an_arena_gives_aligned_memory_and_takes_back_the_newest)
{
	struct arena arena;
	arena_init(&arena);
	char *odd = arena_bytes(&arena, 3);
	memcpy(odd, "abc", 3);
	double *aligned = arena_array(&arena, double, 4);
	CHECK((size_t)aligned % _Alignof(double) == 0);
	char *text = arena_bytes(&arena, 100);
	arena_shrink(&arena, text, 100, 10);
	CHECK(arena_bytes(&arena, 1) == text + 10);
	CHECK(memcmp(odd, "abc", 3) == 0);
	for (int i = 0; i < 100; i++)
		memset(arena_bytes(&arena, 10000), i, 10000);
	arena_reset(&arena);
	size_t reserved = arena.reserved_bytes;
	for (int i = 0; i < 100; i++)
		memset(arena_bytes(&arena, 10000), i, 10000);
	CHECK_NUMBER(arena.reserved_bytes, reserved); /* the second round needs nothing new */
	arena_free(&arena);
}

TEST(hashes_have_the_published_values)
{
	char hex[HASH128_HEX_CHARS];
	/* XXH3 of no bytes, as the reference implementation's documentation has it */
	CHECK(hash64(STR("")) == 0x2d06800538d394c2ull);
	hash128_hex(hash128(STR("")), hex);
	CHECK_STR(((struct str){hex, sizeof(hex)}), STR("99aa06d3014798d86001c324468d497f"));
}

TEST(json_escapes_what_it_must_and_sets_commas)
{
	struct buf out;
	buf_init(&out, 4096);
	json_open(&out, '{');
	json_member_string(&out, "a", STR("plain text, \"quoted\" \\ \n\t\x01\x1f end \xc3\xa9"));
	json_member_number(&out, "b", 18446744073709551615ull);
	json_name(&out, "c");
	json_open(&out, '[');
	json_bool(&out, true);
	json_string(&out, STR(""));
	json_open(&out, '{');
	json_close(&out, '}');
	json_close(&out, ']');
	json_close(&out, '}');
	CHECK_STR(
	        buf_str(&out),
	        STR("{\"a\":\"plain text, \\\"quoted\\\" \\\\ \\n\\t\\u0001\\u001f end \xc3\xa9\","
	            "\"b\":18446744073709551615,\"c\":[true,\"\",{}]}"));
	buf_free(&out);
}

TEST(json_escapes_each_control_byte_at_each_place_in_a_word)
{
	for (int c = 0; c < 0x80; c++)
		for (int at = 0; at < 9; at++) {
			char text[9];
			struct buf out;
			memset(text, 'x', sizeof(text));
			text[at] = (char)c;
			buf_init(&out, 256);
			json_string(&out, (struct str){text, sizeof(text)});
			bool escaped = c < 0x20 || c == '"' || c == '\\';
			bool is_short = c != 0 && strchr("\b\f\n\r\t\"\\", c) != NULL;
			CHECK_NUMBER(out.n, 2 + 9 + (escaped ? (is_short ? 1 : 5) : 0));
			buf_free(&out);
		}
}

TEST(an_error_is_one_line_whatever_the_path)
{
	struct error error;
	CHECK(error_set(&error, "%s: no", "a\nb\x1b") == STATUS_FAILED);
	CHECK_STR(str_from(error.text), STR("a?b?: no"));
}
