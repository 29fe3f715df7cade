#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/text/charset.h"
#include "core/text/charset_table.h"
#include "core/text/utf8.h"

#define FFFD "\xEF\xBF\xBD"

static struct arena arena;

static struct str decode(struct str bytes, struct str http_label, struct charset *charset)
{
	arena_reset(&arena);
	return charset_decode(bytes, http_label, true, &arena, charset);
}

static struct str prescan(struct str page)
{
	return charset_prescan(page, CHARSET_PRESCAN_BYTES);
}

#define CHECK_DECODED(label, bytes, want)                                                          \
	do {                                                                                       \
		struct charset charset;                                                            \
		CHECK_STR(decode(STR(bytes), STR(label), &charset), STR(want));                    \
		CHECK_STR(charset.name, charset_from_label(STR(label)));                           \
		CHECK_STR(charset_source_name(charset.source), STR("http"));                       \
	} while (0)

#define CHECK_DECIDED(bytes, http_label, want_name, want_source)                                   \
	do {                                                                                       \
		struct charset charset;                                                            \
		decode(STR(bytes), STR(http_label), &charset);                                     \
		CHECK_STR(charset.name, STR(want_name));                                           \
		CHECK_STR(charset_source_name(charset.source), STR(want_source));                  \
	} while (0)

#define CHECK_PRESCAN(page, want) CHECK_STR(prescan(STR(page)), STR(want))
#define CHECK_NO_PRESCAN(page) CHECK(prescan(STR(page)).p == NULL)

/* --- labels --- */

TEST(labels_give_the_name_of_the_standard)
{
	CHECK_STR(charset_from_label(STR("latin1")), STR("windows-1252"));
	CHECK_STR(charset_from_label(STR("US-ASCII")), STR("windows-1252"));
	CHECK_STR(charset_from_label(STR(" \t\nUTF8\r\f ")), STR("utf-8"));
	CHECK_STR(charset_from_label(STR("gb2312")), STR("gbk"));
	CHECK_STR(charset_from_label(STR("ISO_8859-9:1989")), STR("windows-1254"));
	CHECK_STR(charset_from_label(STR("x-sjis")), STR("shift_jis"));
	CHECK_STR(charset_from_label(STR("866")), STR("ibm866"));
	CHECK_STR(charset_from_label(STR("unicodeFFFE")), STR("utf-16be"));
}

TEST(other_labels_give_none)
{
	CHECK(charset_from_label(STR("")).p == NULL);
	CHECK(charset_from_label(STR("utf")).p == NULL);
	CHECK(charset_from_label(STR("utf-8x")).p == NULL);
	CHECK(charset_from_label(STR("utf-7")).p == NULL);
	CHECK(charset_from_label(STR("'utf-8'")).p == NULL);
	CHECK(charset_from_label(STR("latin1\0")).p == NULL);
}

TEST(the_table_of_labels_is_sorted_and_each_is_found)
{
	for (size_t i = 0; i < encoding_label_count; i++) {
		struct str label = encoding_labels[i].label;
		CHECK_STR(charset_from_label(label), encodings[encoding_labels[i].encoding].name);
		CHECK(i == 0 || strcmp(encoding_labels[i - 1].label.p, label.p) < 0);
	}
	for (size_t i = 0; i < ENCODING_COUNT; i++)
		CHECK_STR(charset_from_label(encodings[i].name), encodings[i].name);
}

/* --- order --- */

TEST(the_order_is_bom_http_meta_utf8_detection_fallback)
{
	CHECK_DECIDED("\xEF\xBB\xBF<meta charset=gbk>", "latin1", "utf-8", "bom");
	CHECK_DECIDED("\xFE\xFF\0a", "utf-8", "utf-16be", "bom");
	CHECK_DECIDED("\xFF\xFE"
	              "a\0",
	              "utf-8", "utf-16le", "bom");
	CHECK_DECIDED("<meta charset=gbk>", "latin1", "windows-1252", "http");
	CHECK_DECIDED("<meta charset=gbk>", "", "gbk", "meta");
	CHECK_DECIDED("<p>\xC3\xA9", "", "utf-8", "utf-8");
	CHECK_DECIDED("<p>ascii", "", "utf-8", "utf-8");
	CHECK_DECIDED(
	        "<p>\xD1\xFA\xE5\xF8\xFC \xE6\xE5 \xE5\xF9\xB8 \xFD\xF2\xE8\xF5 \xEC\xFF\xE3\xEA",
	        "", "windows-1251", "detected");
	CHECK_DECIDED(
	        "<meta charset=koi8-r>\xD1\xFA\xE5\xF8\xFC \xE6\xE5 \xE5\xF9\xB8 \xFD\xF2\xE8\xF5 \xEC\xFF\xE3\xEA",
	        "", "koi8-r", "meta");
	CHECK_DECIDED("<p>caf\xE9", "", "windows-1252", "fallback");
}

TEST(a_declared_charset_is_believed_where_the_bytes_would_be_utf8)
{
	CHECK_DECODED("iso-8859-1", "\xC3\xA9", "\xC3\x83\xC2\xA9");
}

TEST(an_unknown_label_counts_as_none)
{
	CHECK_DECIDED("<meta charset=gbk>", "no-such-charset", "gbk", "meta");
	CHECK_DECIDED("<meta charset=no-such-charset>\xC3\xA9", "none", "utf-8", "utf-8");
}

TEST(only_html_has_meta)
{
	struct charset charset;
	charset_decode(STR("<meta charset=gbk>"), STR(""), false, &arena, &charset);
	CHECK_STR(charset.name, STR("utf-8"));
}

TEST(utf8_that_the_end_cuts_short_is_still_utf8)
{
	struct charset charset;
	CHECK_STR(decode(STR("\xC3\xA9t\xC3"), STR(""), &charset), STR("\xC3\xA9t" FFFD));
	CHECK_STR(charset_source_name(charset.source), STR("utf-8"));
}

/* --- decoding --- */

TEST(valid_utf8_is_not_copied_and_loses_its_bom)
{
	struct charset charset;
	struct str page = STR("\xEF\xBB\xBFna\xC3\xAFve");
	struct str text = decode(page, STR(""), &charset);
	CHECK(text.p == page.p + 3);
	CHECK_STR(text, STR("na\xC3\xAFve"));
}

TEST(empty_bytes_decode_to_nothing)
{
	for (size_t i = 0; i < ENCODING_COUNT; i++) {
		struct charset charset;
		CHECK_NUMBER(decode(STR(""), encodings[i].name, &charset).n, 0);
	}
}

TEST(windows_1252_is_that_of_the_standard)
{
	CHECK_DECODED(
	        "iso-8859-1", "\x80 \x81 \x8D \x93\x94 \xA0 \xE9 \xFF",
	        "\xE2\x82\xAC \xC2\x81 \xC2\x8D \xE2\x80\x9C\xE2\x80\x9D \xC2\xA0 \xC3\xA9 \xC3\xBF");
}

TEST(single_byte_encodings_follow_their_indexes)
{
	CHECK_DECODED("windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2", "Привет");
	CHECK_DECODED("koi8-r", "\xF0\xD2\xC9\xD7\xC5\xD4", "Привет");
	CHECK_DECODED("ibm866", "\x8F\xE0\xA8\xA2\xA5\xE2", "Привет");
	CHECK_DECODED("x-mac-cyrillic", "\x8F\xF0\xE8\xE2\xE5\xF2", "Привет");
	CHECK_DECODED("koi8-u", "\xAE\xBE", "\xD1\x9E\xD0\x8E");
	CHECK_DECODED("iso-8859-2", "\xA3\xF3\xBC", "Łóź");
	CHECK_DECODED("windows-1255", "\xF9\xCC\xE5\xCA", "ש\xD6\xBCו\xD6\xBA");
	CHECK_DECODED("windows-874", "\xA1\xA2\xDB", "กข" FFFD);
	CHECK_DECODED("iso-8859-7", "\xA4\xAE", "€" FFFD);
	CHECK_DECODED("macintosh", "\xDB\xF0", "€\xEF\xA3\xBF");
	CHECK_DECODED("x-user-defined", "a\x80\xFF", "a\xEF\x9E\x80\xEF\x9F\xBF");
}

TEST(utf_16_is_decoded_in_either_byte_order)
{
	CHECK_DECODED("utf-16", "a\0\xAC\x20\x3D\xD8\x00\xDE", "a€\xF0\x9F\x98\x80");
	CHECK_DECODED("utf-16be", "\0a\x20\xAC\xD8\x3D\xDE\x00", "a€\xF0\x9F\x98\x80");
}

TEST(utf_16_surrogates_on_their_own_and_odd_bytes_become_replacement_characters)
{
	CHECK_DECODED("utf-16le",
	              "\x3D\xD8"
	              "a\0",
	              FFFD "a");
	CHECK_DECODED("utf-16le",
	              "\x00\xDE"
	              "a\0",
	              FFFD "a");
	CHECK_DECODED("utf-16le", "\x3D\xD8\x3D\xD8\x00\xDE", FFFD "\xF0\x9F\x98\x80");
	CHECK_DECODED("utf-16le", "a\0\x3D\xD8", "a" FFFD);
	CHECK_DECODED("utf-16le", "a\0b", "a" FFFD);
}

TEST(east_asian_encodings_are_decoded)
{
	CHECK_DECODED("gb2312", "\xC4\xE3\xBA\xC3 abc", "你好 abc");
	CHECK_DECODED("gb18030", "\x94\x39\xDA\x33", "\xF0\x9F\x92\xA9");
	CHECK_DECODED("big5", "\xA7\x41\xA6\x6E", "你好");
	CHECK_DECODED("big5", "\x88\x62\x88\x66", "\xC3\x8A\xCC\x84\xC3\x8A");
	CHECK_DECODED("euc-jp", "\xA4\xB3\xA4\xF3 \x8E\xB1 \xAD\xA1", "こん ｱ ①");
	CHECK_DECODED("shift_jis", "\x82\xB1\x82\xF1 \xB1 \x87\x40", "こん ｱ ①");
	CHECK_DECODED("euc-kr", "\xBE\xC8\xB3\xE7 \x8C\x63", "안녕 똠");
	CHECK_DECODED("iso-2022-jp", "a\x1B$B$3$s\x1B(Bb\x1B(I1\x1B(Jc", "aこんbｱc");
}

TEST(gbk_has_the_euro_and_the_wide_space_that_pages_use)
{
	CHECK_DECODED("gbk", "\x80 5\xA3\xA0\xC4\xE3", "€ 5\xE3\x80\x80你");
	CHECK_DECODED("gb18030", "\x80", "€");
}

TEST(euc_jp_and_iso_2022_jp_have_the_characters_that_nec_selected)
{
	CHECK_DECODED("euc-jp", "\xFC\xE2 \xF9\xA1 \xA4\xB3", "髙 纊 こ");
	CHECK_DECODED("iso-2022-jp", "\x1B$B\x7C\x62\x1B(B", "髙");
}

TEST(big5_has_the_characters_that_hkscs_left_out)
{
	CHECK_DECODED("big5", "\xA1\xFE\xA2\x40\xA2\xCC", "／＼十");
}

TEST(a_pair_that_iconv_takes_off_before_it_refuses_it_costs_no_other_byte)
{
	CHECK_DECODED("euc-kr", "\xA2\xE8<p>\xA2\xE9<p>", FFFD "<p>" FFFD "<p>");
}

TEST(an_invalid_pair_is_one_replacement_character_but_ascii_behind_a_lead_byte_stays)
{
	CHECK_DECODED("gbk", "\xC4<p>\xFF\xC4\xE3", FFFD "<p>" FFFD "你");
	CHECK_DECODED("shift_jis", "\x82<p>\x82\xB1", FFFD "<p>こ");
	CHECK_DECODED("euc-kr", "\xFE\xFE<p>\xBE\xC8", FFFD "<p>안");
	CHECK_DECODED("iso-2022-jp", "\x1B$B$3\x1B(B<\x1B%x\x0E", "こ<" FFFD "%x" FFFD);
}

TEST(a_character_that_the_end_cuts_is_one_replacement_character)
{
	CHECK_DECODED("gbk", "a\xC4", "a" FFFD);
	CHECK_DECODED("gb18030", "a\x94\x39\xDA", "a" FFFD);
	CHECK_DECODED("euc-jp", "a\x8F\xA4", "a" FFFD);
}

TEST(encodings_that_must_not_be_decoded_give_one_replacement_character)
{
	CHECK_DECODED("iso-2022-kr", "whatever it says", FFFD);
	CHECK_DECODED("hz-gb-2312", "~{VPND~}", FFFD);
}

TEST(any_bytes_in_any_encoding_give_valid_utf8_within_the_bound)
{
	unsigned char bytes[512];
	uint32_t random = 1;
	for (size_t e = 0; e < ENCODING_COUNT; e++) {
		for (int round = 0; round < 50; round++) {
			for (size_t i = 0; i < sizeof(bytes); i++) {
				random = random * 1664525 + 1013904223;
				bytes[i] = (unsigned char)(random >> 24) | (round % 2 ? 0x80 : 0);
			}
			struct charset charset;
			struct str in = {(const char *)bytes, sizeof(bytes)};
			struct str text = decode(in, encodings[e].name, &charset);
			CHECK(text.n <= 3 * sizeof(bytes) + CHARSET_DECODE_SLACK);
			CHECK(utf8_valid_prefix(text) == text.n);
		}
	}
}

/* --- prescan --- */

TEST(meta_charset_is_found_in_any_form)
{
	CHECK_PRESCAN("<meta charset=gbk>", "gbk");
	CHECK_PRESCAN("<META CharSet = 'GBK' >", "gbk");
	CHECK_PRESCAN("<meta/charset=\"gbk\"/>", "gbk");
	CHECK_PRESCAN("<meta name=x charset=gbk>", "gbk");
	CHECK_PRESCAN("<meta\ncharset\n=\ngbk\n>", "gbk");
	CHECK_PRESCAN("text < 3 <meta charset=gbk>", "gbk");
}

TEST(meta_http_equiv_needs_both_attributes)
{
	CHECK_PRESCAN("<meta http-equiv=Content-Type content='text/html; charset=gbk'>", "gbk");
	CHECK_PRESCAN("<meta content='text/html; charset=gbk' http-equiv=Content-Type>", "gbk");
	CHECK_PRESCAN("<meta http-equiv=content-type content='charset charset = \"gbk\"'>", "gbk");
	CHECK_NO_PRESCAN("<meta content='text/html; charset=gbk'>");
	CHECK_NO_PRESCAN("<meta http-equiv=refresh content='text/html; charset=gbk'>");
	CHECK_NO_PRESCAN("<meta http-equiv=content-type content='charset=\"gbk'>");
}

TEST(what_only_looks_like_meta_is_passed_over)
{
	CHECK_NO_PRESCAN("<metacharset=gbk>");
	CHECK_NO_PRESCAN("<!-- <meta charset=gbk> -->");
	CHECK_NO_PRESCAN("<a title='<meta charset=gbk>'>");
	CHECK_NO_PRESCAN("</a title='<meta charset=gbk>'>");
	CHECK_NO_PRESCAN("<!x <meta charset=gbk>");
	CHECK_NO_PRESCAN("<?x <meta charset=gbk>");
	CHECK_NO_PRESCAN("<meta charset=gbk");
	CHECK_NO_PRESCAN("<meta charset='gbk>");
	CHECK_PRESCAN("<!--><meta charset=gbk> -->", "gbk");
	CHECK_PRESCAN("<a b='>'><!-- > --><meta charset=gbk>", "gbk");
	CHECK_PRESCAN("<script>'<meta charset=gbk>'</script>", "gbk");
}

TEST(the_first_known_charset_counts)
{
	CHECK_PRESCAN("<meta charset=wrong><meta charset=gbk><meta charset=big5>", "gbk");
	CHECK_PRESCAN("<meta charset=gbk charset=big5>", "gbk");
	CHECK_PRESCAN("<meta charset=gbk http-equiv=content-type content='charset=big5'>", "gbk");
}

TEST(utf_16_in_meta_is_utf_8_and_x_user_defined_is_windows_1252)
{
	CHECK_PRESCAN("<meta charset=utf-16>", "utf-8");
	CHECK_PRESCAN("<meta charset=utf-16be>", "utf-8");
	CHECK_PRESCAN("<meta charset=x-user-defined>", "windows-1252");
}

TEST(an_xml_declaration_counts_after_meta)
{
	CHECK_PRESCAN("<?xml version='1.0' encoding='gbk'?><html>", "gbk");
	CHECK_PRESCAN("<?xml version=\"1.0\" encoding = \"utf-16\"?>", "utf-8");
	CHECK_PRESCAN("<?xml encoding='gbk'?><meta charset=big5>", "big5");
	CHECK_NO_PRESCAN(" <?xml encoding='gbk'?>");
	CHECK_NO_PRESCAN("<?xml encoding=gbk?>");
	CHECK_NO_PRESCAN("<?xml encoding='gbk?>");
	CHECK_NO_PRESCAN("<?xml encoding='g bk'?>");
	CHECK_PRESCAN("<\0?\0x\0m\0", "utf-16le");
	CHECK_PRESCAN("\0<\0?\0x\0m", "utf-16be");
}

TEST(a_meta_behind_the_prescanned_bytes_is_not_seen)
{
	static const char meta[] = "<meta charset=gbk>";
	char page[CHARSET_PRESCAN_BYTES + sizeof(meta)];
	memset(page, ' ', sizeof(page));
	memcpy(page + CHARSET_PRESCAN_BYTES - strlen(meta), meta, strlen(meta));
	CHECK_STR(prescan((struct str){page, sizeof(page)}), STR("gbk"));
	memset(page, ' ', sizeof(page));
	memcpy(page + CHARSET_PRESCAN_BYTES - strlen(meta) + 1, meta, strlen(meta));
	CHECK(prescan((struct str){page, sizeof(page)}).p == NULL);
}

TEST(a_late_meta_counts_only_where_the_bytes_are_not_utf8)
{
	static const char meta[] = "<meta charset=gbk>\xC4\xE3",
	                  utf8[] = "<meta charset=gbk>\xC3\xA9";
	static char page[CHARSET_PRESCAN_BYTES + sizeof(meta) - 1];
	struct charset charset;
	memset(page, ' ', sizeof(page));
	memcpy(page + CHARSET_PRESCAN_BYTES, meta, sizeof(meta) - 1);
	decode((struct str){page, sizeof(page)}, STR(""), &charset);
	CHECK_STR(charset.name, STR("gbk"));
	CHECK_STR(charset_source_name(charset.source), STR("meta"));
	memcpy(page + CHARSET_PRESCAN_BYTES, utf8, sizeof(utf8) - 1);
	decode((struct str){page, sizeof(page)}, STR(""), &charset);
	CHECK_STR(charset.name, STR("utf-8"));
}

/* --- html5lib-tests: "#data", a page, "#encoding", the label that it should have --- */

static void run_encoding_tests(struct str file)
{
	struct str data_mark = STR("#data\n"), encoding_mark = STR("\n#encoding\n");
	size_t at = 0;
	while ((at = str_find(file, data_mark, at)) != STR_NONE) {
		size_t mark = str_find(file, encoding_mark, at);
		if (mark == STR_NONE)
			break;
		size_t label_at = mark + encoding_mark.n;
		size_t end = str_find_byte(file, '\n', label_at);
		struct str page = str_slice(file, at + data_mark.n, mark);
		struct str label = str_slice(file, label_at, end == STR_NONE ? file.n : end);
		struct str got = charset_prescan(page, page.n);
		if (str_starts(page, STR("\xEF\xBB\xBF")))
			got = STR("utf-8"); /* prescan comes after byte order marks */
		if (!CHECK_STR(got.p ? got : STR("windows-1252"), charset_from_label(label)))
			fprintf(stderr, "for: %.*s\n", STR_ARG(page));
		at = label_at;
	}
}

TEST(the_encodings_of_html5lib_tests_are_found)
{
	static struct str files[3];
	static const char *const names[] = {"tests1.dat", "tests2.dat", "test-yahoo-jp.dat"};
	if (test_data_folder() == NULL) {
		test_skip("no THRESH_DATA");
		return;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char path[4096];
		snprintf(path, sizeof(path), "%s/html5lib-tests/encoding/%s", test_data_folder(),
		         names[i]);
		files[i] = test_read_file(path);
		if (CHECK(files[i].p != NULL))
			run_encoding_tests(files[i]);
	}
}
