#include "io/warc.h"

#include "core/base/buf.h"
#include "tests/test.h"

TEST(a_record_has_its_head_fields_and_block)
{
	struct record record;
	struct str bytes =
	        STR("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
	            "WARC-Date: 2026-01-02T03:04:05.678Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
	            "WARC-Truncated: length\r\nContent-Type: application/http\r\n"
	            "Content-Length: 5\r\n\r\nhello\r\n\r\n");
	CHECK(warc_parse(bytes, &record) == RECORD_OK);
	CHECK_STR(record.type, STR("response"));
	CHECK_STR(record.target_uri, STR("http://a.example/"));
	CHECK_STR(record.date, STR("2026-01-02T03:04:05.678Z"));
	CHECK_STR(record.record_id, STR("<urn:uuid:1>"));
	CHECK_STR(record.truncated, STR("length"));
	CHECK_STR(record.content_type, STR("application/http"));
	CHECK_STR(record.block, STR("hello"));
	CHECK_NUMBER(record.length, bytes.n);
	CHECK(record.ends_cleanly);
}

TEST(names_of_head_fields_have_any_case_and_lines_may_end_in_lf)
{
	struct record record;
	CHECK(warc_parse(STR("WARC/0.18\nwarc-type:conversion\ncontent-length : 2\n\nab\n\n"),
	                 &record) == RECORD_OK);
	CHECK_STR(record.type, STR("conversion"));
	CHECK_STR(record.block, STR("ab"));
}

TEST(angle_brackets_around_a_uri_are_not_part_of_it)
{
	struct record record;
	CHECK(warc_parse(
	              STR("WARC/1.0\r\nWARC-Target-URI: <http://a.example/>\r\nContent-Length: 0\r\n\r\n\r\n\r\n"),
	              &record) == RECORD_OK);
	CHECK_STR(record.target_uri, STR("http://a.example/"));
}

TEST(a_folded_line_and_a_line_without_colon_do_no_harm)
{
	struct record record;
	CHECK(warc_parse(
	              STR("WARC/1.0\r\nWARC-Type: response\r\nX-Long: a\r\n  b: c\r\nnonsense\r\n"
	                  "Content-Length: 1\r\n\r\nx\r\n\r\n"),
	              &record) == RECORD_OK);
	CHECK_STR(record.type, STR("response"));
	CHECK_STR(record.block, STR("x"));
}

TEST(a_block_may_begin_with_white_space)
{
	struct record record;
	CHECK(warc_parse(STR("WARC/1.0\r\nContent-Length: 3\r\n\r\n\tab\r\n\r\n"), &record) ==
	      RECORD_OK);
	CHECK_STR(record.block, STR("\tab"));
	CHECK(warc_parse(STR("WARC/1.0\nContent-Length: 3\n\n ab\n\n"), &record) == RECORD_OK);
	CHECK_STR(record.block, STR(" ab"));
}

TEST(without_a_sound_content_length_there_is_no_record)
{
	struct record record;
	CHECK(warc_parse(STR("WARC/1.0\r\nWARC-Type: response\r\n\r\nx"), &record) == RECORD_BAD);
	CHECK(warc_parse(STR("WARC/1.0\r\nContent-Length: -1\r\n\r\nx"), &record) == RECORD_BAD);
	CHECK(warc_parse(STR("WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\nx"),
	                 &record) == RECORD_BAD);
	CHECK(warc_parse(STR("WARC/1\r\nContent-Length: 1\r\n\r\nx"), &record) == RECORD_BAD);
	CHECK(warc_parse(STR("HTTP/1.1 200 OK\r\n"), &record) == RECORD_BAD);
}

TEST(bytes_that_end_early_are_short)
{
	struct record record;
	struct str whole = STR("WARC/1.0\r\nContent-Length: 5\r\n\r\nhello");
	for (size_t n = 0; n < whole.n; n++)
		CHECK(warc_parse(str_slice(whole, 0, n), &record) == RECORD_SHORT);
	CHECK(warc_parse(whole, &record) == RECORD_OK);
}

TEST(a_version_line_of_any_length_that_is_read_may_be_cut)
{
	struct record record;
	struct str whole = STR("WARC/1.0              \r\nContent-Length: 0\r\n\r\n");
	for (size_t n = 0; n < whole.n; n++)
		CHECK(warc_parse(str_slice(whole, 0, n), &record) == RECORD_SHORT);
	CHECK(warc_parse(whole, &record) == RECORD_OK);
	CHECK(warc_parse(STR("WARC/1.0                            \r\nContent-Length: 0\r\n\r\n"),
	                 &record) == RECORD_BAD);
	CHECK(warc_parse(STR("WARC/x"), &record) == RECORD_BAD);
}

TEST(a_line_that_the_next_bytes_may_continue_is_not_judged_yet)
{
	struct record record;
	CHECK(warc_parse(STR("WARC/1.0\r\nContent-Length: x\r\n"), &record) == RECORD_SHORT);
	CHECK(warc_parse(STR("WARC/1.0\r\nContent-Length: x\r\nA"), &record) == RECORD_BAD);
}

TEST(a_head_that_runs_into_the_next_record_is_bad)
{
	struct record record;
	CHECK(warc_parse(
	              STR("WARC/1.0\r\nWARC-Type: respWARC/1.0\r\nWARC/1.0\r\nContent-Length: 0\r\n\r\n"),
	              &record) == RECORD_BAD);
}

TEST(a_start_is_found_at_the_beginning_of_a_line_only)
{
	CHECK_NUMBER(warc_find(STR("see WARC/1.0\r\n\r\nWARC/1.0\r\n"), 0), 16);
	CHECK(warc_find(STR("see WARC/1.0 and WARC/x\n"), 0) == STR_NONE);
	CHECK_NUMBER(
	        warc_find_sure(STR("xWARC/1.0\r\nWARC-Type: x\r\nContent-Length: 0\r\n\r\n"), 0),
	        1);
}

TEST(behind_heads_that_are_no_good_the_sure_one_is_found)
{
	const struct str good = STR("WARC/1.0\r\nWARC-Type: x\r\nContent-Length: 0\r\n\r\n");
	static const char *const bad[] = {
	        "x WARC/1.0\r\nContent-Length: x\r\n",
	        "x WARC/1.0\r\ny WARC/1.0\r\nContent-Length: -1\r\n",
	        "x WARC/1.0\r\ny WARC/1.0\r\n\r\nz",
	        "x WARC/1.0\r\ny WARC/1.0\r\nContent-Le\r\n",
	        "x WARC/1.0\r\nContent-Length: x\r\n y WARC/1.0\r\n z\r\n\r\n",
	};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct buf bytes;
		buf_init(&bytes, SIZE_MAX / 2);
		buf_append(&bytes, str_from(bad[i]));
		buf_append(&bytes, good);
		CHECK_NUMBER(warc_find_sure(buf_str(&bytes), 0), strlen(bad[i]));
		buf_free(&bytes);
	}
}

TEST(hostile_warc_bytes_take_linear_time)
{
	enum { HOSTILE_BYTES = 4 << 20 }; /* took a minute once */
	struct buf bytes;
	buf_init(&bytes, SIZE_MAX / 2);
	while (bytes.n < HOSTILE_BYTES)
		buf_append(&bytes, STR("x WARC/1.0\r\nWARC-Type: x\r\n"));
	CHECK(warc_find_sure(str_slice(buf_str(&bytes), 0, HOSTILE_BYTES / 2), 0) !=
	      STR_NONE); /* near the end */
	buf_append(&bytes, STR("\r\n\r\n"));
	CHECK_NUMBER(warc_find_sure(buf_str(&bytes), 0), STR_NONE);
	buf_free(&bytes);
}
