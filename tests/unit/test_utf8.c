#include "tests/test.h"

#include "core/text/utf8.h"

#define CHECK_REPAIRED(in, want)                                                                   \
	do {                                                                                       \
		struct arena arena;                                                                \
		arena_init(&arena);                                                                \
		CHECK_STR(utf8_repair(STR(in), &arena), STR(want));                                \
		arena_free(&arena);                                                                \
	} while (0)

#define FFFD "\xEF\xBF\xBD"

TEST(each_length_of_sequence_is_valid)
{
	CHECK_NUMBER(utf8_valid_prefix(STR("")), 0);
	CHECK_NUMBER(utf8_valid_prefix(STR("a\0b")), 3);
	CHECK_NUMBER(utf8_valid_prefix(STR("\xC2\x80\xDF\xBF")), 4);
	CHECK_NUMBER(utf8_valid_prefix(STR("\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF")),
	             12);
	CHECK_NUMBER(utf8_valid_prefix(STR("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF")), 8);
}

TEST(overlong_forms_surrogates_and_too_large_code_points_are_invalid)
{
	CHECK_NUMBER(utf8_valid_prefix(STR("a\xC0\x80")), 1);
	CHECK_NUMBER(utf8_valid_prefix(STR("a\xC1\xBF")), 1);
	CHECK_NUMBER(utf8_valid_prefix(STR("a\xE0\x9F\xBF")), 1);
	CHECK_NUMBER(utf8_valid_prefix(STR("a\xF0\x8F\xBF\xBF")), 1);
	CHECK_NUMBER(utf8_valid_prefix(STR("a\xED\xA0\x80")), 1);
	CHECK_NUMBER(utf8_valid_prefix(STR("a\xED\xBF\xBF")), 1);
	CHECK_NUMBER(utf8_valid_prefix(STR("a\xF4\x90\x80\x80")), 1);
	CHECK_NUMBER(utf8_valid_prefix(STR("a\xF5\x80\x80\x80")), 1);
	CHECK_NUMBER(utf8_valid_prefix(STR("a\xFF")), 1);
}

TEST(an_invalid_byte_is_found_at_every_offset)
{
	char page[200];
	for (size_t at = 0; at < sizeof(page); at++) {
		memset(page, 'x', sizeof(page));
		page[at] = (char)0x80;
		CHECK_NUMBER(utf8_valid_prefix((struct str){page, sizeof(page)}), at);
	}
}

/* Table 3-8 of the Unicode Standard and the text around it. */
TEST(a_maximal_subpart_becomes_one_replacement_character)
{
	CHECK_REPAIRED("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41",
	               FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "\x41");
	CHECK_REPAIRED("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41",
	               FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "\x41");
	CHECK_REPAIRED("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42",
	               FFFD FFFD FFFD FFFD FFFD "\x41" FFFD FFFD "\x42");
	CHECK_REPAIRED("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", FFFD FFFD FFFD FFFD "\x41");
}

TEST(repair_keeps_what_is_around_an_invalid_byte)
{
	CHECK_REPAIRED("caf\xE9 cr\xC3\xA8me", "caf" FFFD " cr\xC3\xA8me");
	CHECK_REPAIRED("\xE2\x82", FFFD);
	CHECK_REPAIRED("\x80", FFFD);
}

TEST(repair_of_valid_text_is_the_text_itself)
{
	struct arena arena;
	arena_init(&arena);
	struct str valid = STR("na\xC3\xAFve");
	CHECK(utf8_repair(valid, &arena).p == valid.p);
	arena_free(&arena);
}

TEST(a_last_sequence_may_be_cut_where_others_are_whole)
{
	CHECK(utf8_is_valid_but_cut(STR("")));
	CHECK(utf8_is_valid_but_cut(STR("plain")));
	CHECK(utf8_is_valid_but_cut(STR("\xC3\xA9 \xE2\x82")));
	CHECK(!utf8_is_valid_but_cut(STR("caf\xE9")));
	CHECK(!utf8_is_valid_but_cut(STR("\xC3\xA9 \xE9 x")));
	CHECK(!utf8_is_valid_but_cut(STR("\xC3\xA9 \xFF")));
	CHECK(!utf8_is_valid_but_cut(STR("\xC3\xA9 \xE0\x80")));
}

TEST(every_code_point_comes_back_as_it_was_put)
{
	bool all = true;
	for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
		char bytes[4];
		size_t at = 0, n = utf8_put(bytes, code_point);
		struct str s = {bytes, n};
		bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
		all &= utf8_valid_prefix(s) == n;
		all &= utf8_next(s, &at) == (surrogate ? 0xFFFD : code_point) && at == n;
	}
	CHECK(all);
}

TEST(a_number_that_is_no_code_point_becomes_the_replacement_character)
{
	char bytes[4];
	size_t n = utf8_put(bytes, 0x110000);
	CHECK_STR(((struct str){bytes, n}), STR(FFFD));
	n = utf8_put(bytes, 0xFFFFFFFF);
	CHECK_STR(((struct str){bytes, n}), STR(FFFD));
}

/* The slow definition: what utf8_next reads of it and utf8_put writes again is the same bytes. */
TEST(all_pairs_and_many_triples_are_judged_as_by_decoding_them)
{
	unsigned wrong = 0;
	for (unsigned i = 0; i < 1u << 24; i += i % 256 == 255 ? 1 : 7) {
		char bytes[8] = {(char)(i >> 16), (char)(i >> 8), (char)i, 0, 0, 0, 0, 0}, again[4];
		struct str s = {bytes, sizeof(bytes)};
		size_t valid = utf8_valid_prefix(s);
		for (size_t at = 0; at < valid;) {
			size_t from = at;
			size_t n = utf8_put(again, utf8_next(s, &at));
			wrong +=
			        at > valid || n != at - from || memcmp(again, bytes + from, n) != 0;
		}
	}
	CHECK_NUMBER(wrong, 0);
}
