#include "tests/test.h"

#include <stdlib.h>

#include "core/base/zstd_codec.h"
#include "core/text/http.h"

enum { BODY_BYTES_MAX = 1 << 20 };

static struct arena arena;

static struct http_response parse(struct str block)
{
	struct http_response response;
	arena_reset(&arena);
	http_parse(block, &arena, &response);
	return response;
}

static enum http_body_result decode(struct str transfer_encoding, struct str content_encoding,
                                    struct str stored, struct str *body)
{
	struct http_response response = {.transfer_encoding = transfer_encoding,
	                                 .content_encoding = content_encoding,
	                                 .body = stored};
	arena_reset(&arena);
	return http_decode_body(&response, BODY_BYTES_MAX, &arena, body);
}

/* Checks one coding: what comes out of `stored`, and how it is judged. */
#define CHECK_DECODED(transfer_encoding, content_encoding, stored, want, want_result)              \
	do {                                                                                       \
		struct str body;                                                                   \
		CHECK_NUMBER(                                                                      \
		        decode(STR(transfer_encoding), STR(content_encoding), STR(stored), &body), \
		        want_result);                                                              \
		CHECK_STR(body, STR(want));                                                        \
	} while (0)

#define HELLO "<p>hello hello hello</p>"
#define HELLO_RAW "\xB3\x29\xB0\xCB\x48\xCD\xC9\xC9\x57\x40\x22\x6D\xF4\x0B\xEC\x00"
#define HELLO_GZIP_HEAD "\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\xFF"
#define HELLO_GZIP HELLO_GZIP_HEAD HELLO_RAW "\x6E\x56\x63\x65\x18\x00\x00\x00"
#define HELLO_ZLIB "\x78\xDA" HELLO_RAW "\x6B\xC4\x08\x80"
#define HELLO_ZSTD                                                                                 \
	"\x28\xB5\x2F\xFD\x04\x68\x9D\x00\x00\x68\x3C\x70\x3E\x68\x65\x6C\x6C\x6F\x20\x3C\x2F\x70" \
	"\x3E\x01\x00\x31\xCA\x11\x47\x51\x56\x54"
#define HELLO_BR                                                                                   \
	"\x1B\x17\x00\x00\x04\x26\x72\xA4\x07\x3B\x48\x0B\xB9\xDC\x44\x14\x64\xEA\xF0\x90\xAD\x3F" \
	"\xF1\x04"
#define HELLO_GZIP_TWICE                                                                           \
	HELLO_GZIP_HEAD "\x93\xEF\xE6\x60\x00\x83\xFF\x9B\x35\x37\x9C\xF6\x38\x7B\xF2\x64\xB8\x83" \
	                "\x52\xEE\x17\xEE\x37\x0C\x79\x61\xC9\xA9\x12\x40\x09\x00\xCF\x4D\x42\x11" \
	                "\x22\x00\x00\x00"

/* --- head --- */

TEST(a_head_gives_status_type_and_charset_and_leaves_the_body)
{
	struct http_response r = parse(STR("HTTP/1.1 200 OK\r\n"
	                                   "Content-Type: Text/HTML; Charset=ISO-8859-1\r\n"
	                                   "Content-Language: de\r\n"
	                                   "X-Robots-Tag: noindex\r\n"
	                                   "\r\n<p>\r\n\r\n</p>"));
	CHECK_NUMBER(r.status, 200);
	CHECK_STR(r.mime, STR("text/html"));
	CHECK_STR(r.charset, STR("ISO-8859-1"));
	CHECK_STR(r.language, STR("de"));
	CHECK_STR(r.robots, STR("noindex"));
	CHECK_STR(r.body, STR("<p>\r\n\r\n</p>"));
}

TEST(lines_may_end_in_lf_alone)
{
	struct http_response r =
	        parse(STR("HTTP/1.0 404 Not Found\nContent-Type: text/plain\n\nx"));
	CHECK_NUMBER(r.status, 404);
	CHECK_STR(r.mime, STR("text/plain"));
	CHECK_STR(r.body, STR("x"));
}

TEST(the_reason_may_be_missing)
{
	CHECK_NUMBER(parse(STR("HTTP/1.1 301\r\n\r\n")).status, 301);
	CHECK_NUMBER(parse(STR("HTTP/2 200 \r\n\r\n")).status, 200);
	CHECK_NUMBER(parse(STR("http/1.1  200 fine\r\n\r\n")).status, 200);
}

TEST(a_status_that_is_no_number_is_0)
{
	CHECK_NUMBER(parse(STR("HTTP/1.1 OK\r\n\r\nx")).status, 0);
	CHECK_NUMBER(parse(STR("HTTP/1.1 20\r\n\r\nx")).status, 0);
	CHECK_NUMBER(parse(STR("HTTP/1.1 2000\r\n\r\nx")).status, 0);
	CHECK_STR(parse(STR("HTTP/1.1\r\n\r\nx")).body, STR("x"));
}

TEST(without_a_head_all_is_body)
{
	struct http_response r = parse(STR("<html>Content-Type: text/plain\n\n</html>"));
	CHECK_NUMBER(r.status, 0);
	CHECK_STR(r.mime, STR(""));
	CHECK_STR(r.body, STR("<html>Content-Type: text/plain\n\n</html>"));
	CHECK_STR(parse(STR("Note: some text\n\nmore")).body, STR("Note: some text\n\nmore"));
	CHECK_STR(parse(STR("")).body, STR(""));
}

TEST(a_head_may_have_lost_its_status_line)
{
	struct http_response r = parse(STR("Server: x\nContent-Type: text/html\n\n<p>"));
	CHECK_NUMBER(r.status, 0);
	CHECK_STR(r.mime, STR("text/html"));
	CHECK_STR(r.body, STR("<p>"));
}

TEST(a_head_without_an_end_is_all_head)
{
	struct http_response r = parse(STR("HTTP/1.1 200 OK\r\nContent-Type: text/html"));
	CHECK_STR(r.mime, STR("text/html"));
	CHECK_STR(r.body, STR(""));
	CHECK_NUMBER(parse(STR("HTTP/1.1 200")).status, 200);
}

TEST(empty_lines_before_the_status_line_are_passed_over)
{
	CHECK_NUMBER(parse(STR("\r\n\nHTTP/1.1 200 OK\r\n\r\n")).status, 200);
}

TEST(folded_lines_are_one_value)
{
	struct http_response r =
	        parse(STR("HTTP/1.1 200 OK\r\nX-Robots-Tag: noindex,\r\n nofollow\r\n"
	                  "Content-Type: text/html;\r\n\tcharset=utf-8\r\n\r\nx"));
	CHECK_STR(r.robots, STR("noindex,   nofollow"));
	CHECK_STR(r.mime, STR("text/html"));
	CHECK_STR(r.charset, STR("utf-8"));
	CHECK_STR(r.body, STR("x"));
}

TEST(lines_that_are_no_fields_are_skipped)
{
	struct http_response r = parse(STR("HTTP/1.1 200 OK\r\nno colon here\r\n: no name\r\n"
	                                   "two words: x\r\nbin\0ary: x\r\n"
	                                   "Content-Type: text/html\r\n\r\nx"));
	CHECK_STR(r.mime, STR("text/html"));
	CHECK_STR(r.body, STR("x"));
}

TEST(blanks_before_the_colon_and_around_the_value_do_not_count)
{
	struct http_response r =
	        parse(STR("HTTP/1.1 200 OK\nContent-Type \t:\t text/html \t\n\nx"));
	CHECK_STR(r.mime, STR("text/html"));
}

TEST(nul_bytes_stay_in_values_and_stop_nothing)
{
	struct http_response r = parse(
	        STR("HTTP/1.1 200 O\0K\r\nX-Robots-Tag: a\0b\r\nContent-Type: text/html\r\n\r\nx"));
	CHECK_NUMBER(r.status, 200);
	CHECK_STR(r.robots, STR("a\0b"));
	CHECK_STR(r.mime, STR("text/html"));
}

TEST(interim_responses_are_passed_over)
{
	struct http_response r = parse(STR("HTTP/1.1 100 Continue\r\nContent-Type: a/b\r\n\r\n"
	                                   "HTTP/1.1 103 Early Hints\r\n\r\n"
	                                   "HTTP/1.1 200 OK\r\n\r\nbody"));
	CHECK_NUMBER(r.status, 200);
	CHECK_STR(r.mime, STR(""));
	CHECK_STR(r.body, STR("body"));
	CHECK_NUMBER(parse(STR("HTTP/1.1 100 Continue\r\n\r\nbody")).status, 100);
}

TEST(the_last_valid_content_type_counts)
{
	CHECK_STR(
	        parse(STR("HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Type: text/html\n\n"))
	                .mime,
	        STR("text/html"));
	CHECK_STR(
	        parse(STR("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Type: html\n\n")).mime,
	        STR("text/html"));
	CHECK_STR(parse(STR("HTTP/1.1 200 OK\nContent-Type: text/html, */*\n\n")).mime,
	          STR("text/html"));
}

TEST(a_second_content_type_of_the_same_type_keeps_the_charset)
{
	struct http_response r = parse(STR("HTTP/1.1 200 OK\nContent-Type: text/html; charset=gbk\n"
	                                   "Content-Type: text/html\n\n"));
	CHECK_STR(r.charset, STR("gbk"));
	r = parse(STR("HTTP/1.1 200 OK\nContent-Type: text/html; charset=gbk\n"
	              "Content-Type: text/plain\n\n"));
	CHECK_STR(r.charset, STR(""));
}

TEST(a_charset_is_found_in_whatever_form_it_has)
{
	static const char *const forms[] = {
	        "text/html;charset=utf-8",
	        "text/html; charset=\"utf-8\"",
	        "text/html; charset='utf-8'",
	        "text/html; CHARSET = utf-8 ",
	        "text/html; charset=utf-8; version=1",
	        "text/html; x=\"a;b\"; charset=utf-8",
	        "text/html; charset=; charset=utf-8",
	        "text/html; mycharset=x; charset=utf-8",
	        "text/html;; charset=\"utf-8",
	        "text/html charset=utf-8",
	};
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		char head[128] = "HTTP/1.1 200 OK\nContent-Type: ";
		strcat(head, forms[i]);
		struct http_response r = parse(str_from(head));
		CHECK_STR(r.mime, STR("text/html"));
		CHECK_STR(r.charset, STR("utf-8"));
	}
}

TEST(list_fields_that_come_twice_are_joined)
{
	struct http_response r = parse(STR("HTTP/1.1 200 OK\nX-Robots-Tag: noindex\n"
	                                   "X-Robots-Tag: nofollow\n\n"));
	CHECK_STR(r.robots, STR("noindex, nofollow"));
}

TEST(a_list_field_that_comes_without_end_is_cut_off)
{
	enum { LINES = 4000 };
	static const char line[] = "X-Robots-Tag: noindex\n";
	static char block[16 + LINES * sizeof(line)];
	char *p = stpcpy(block, "HTTP/1.1 200 OK\n");
	for (int i = 0; i < LINES - 1; i++)
		p = stpcpy(p, line);
	struct http_response r = parse(str_from(block));
	CHECK(r.robots.n > 4000 && r.robots.n < 9000);
}

/* --- body --- */

TEST(a_body_without_encodings_is_as_stored)
{
	CHECK_DECODED("", "", HELLO, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "identity", "\x01\x02", "\x01\x02", HTTP_BODY_OK);
}

TEST(chunks_are_put_together)
{
	CHECK_DECODED("chunked", "", "3\r\n<p>\r\nA\r\n0123456789\r\n0\r\n\r\n", "<p>0123456789",
	              HTTP_BODY_OK);
	CHECK_DECODED("Chunked", "", "0003\n<p>\n0\n\n", "<p>", HTTP_BODY_OK);
	CHECK_DECODED("chunked", "", "0\r\n\r\n", "", HTTP_BODY_OK);
}

TEST(chunk_extensions_padding_and_trailers_are_passed_over)
{
	CHECK_DECODED("chunked", "",
	              "3;name=\"value\"\r\n<p>\r\n4   \r\nabcd\r\n0;x\r\nTrailer: y\r\n\r\n",
	              "<p>abcd", HTTP_BODY_OK);
}

TEST(chunks_that_end_early_give_what_is_there)
{
	CHECK_DECODED("chunked", "", "3\r\n<p>\r\nA\r\n0123", "<p>0123", HTTP_BODY_DAMAGED);
	CHECK_DECODED("chunked", "", "1F4\r\n<p>", "<p>", HTTP_BODY_DAMAGED);
	CHECK_DECODED("chunked", "", "3\r\n<p>\r\n", "<p>", HTTP_BODY_DAMAGED);
	CHECK_DECODED("chunked", "", "3\r\n<p>", "<p>", HTTP_BODY_DAMAGED);
}

TEST(chunks_that_go_wrong_give_what_came_before)
{
	CHECK_DECODED("chunked", "", "3\r\n<p>\r\nwhat?\r\n0\r\n\r\n", "<p>", HTTP_BODY_DAMAGED);
	CHECK_DECODED("chunked", "", "3\r\n<p>\r\n3\r\nabcdef\r\n0\r\n\r\n", "<p>abc",
	              HTTP_BODY_DAMAGED);
	CHECK_DECODED("chunked", "", "3\r\n<p>\r\nFFFFFFFFFFFFFFFFFFFF\r\nabc", "<p>",
	              HTTP_BODY_DAMAGED);
}

TEST(a_body_that_was_put_together_already_is_left_alone)
{
	CHECK_DECODED("chunked", "", HELLO, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("chunked", "", "", "", HTTP_BODY_OK);
	CHECK_DECODED("chunked", "", "bad\nday, said the fox", "bad\nday, said the fox",
	              HTTP_BODY_OK);
	CHECK_DECODED("chunked", "", "5\r\nand more than five", "5\r\nand more than five",
	              HTTP_BODY_OK);
}

TEST(gzip_is_undone_by_either_name)
{
	CHECK_DECODED("", "gzip", HELLO_GZIP, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "X-GZip", HELLO_GZIP, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "gzip", HELLO_GZIP HELLO_GZIP, HELLO HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "gzip", HELLO_GZIP "\r\n", HELLO, HTTP_BODY_OK);
}

TEST(gzip_that_was_undone_already_is_left_alone)
{
	CHECK_DECODED("", "gzip", HELLO, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "gzip, gzip", HELLO_GZIP, HELLO, HTTP_BODY_OK);
}

TEST(gzip_that_ends_early_gives_what_is_there)
{
	CHECK_DECODED("", "gzip", HELLO_GZIP_HEAD HELLO_RAW, HELLO, HTTP_BODY_DAMAGED);
	CHECK_DECODED("", "gzip", HELLO_GZIP_HEAD, "", HTTP_BODY_DAMAGED);
}

TEST(gzip_with_a_wrong_checksum_is_damaged)
{
	CHECK_DECODED("", "gzip", HELLO_GZIP_HEAD HELLO_RAW "abcd\x18\0\0\0", HELLO,
	              HTTP_BODY_DAMAGED);
}

TEST(deflate_is_undone_with_and_without_its_zlib_wrapper)
{
	CHECK_DECODED("", "deflate", HELLO_ZLIB, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "deflate", HELLO_RAW, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "deflate", "\x78\x01\xB3\x29\xB0\xCB\x48", "<p>h", HTTP_BODY_DAMAGED);
}

TEST(deflate_that_was_undone_already_is_left_alone)
{
	CHECK_DECODED("", "deflate", HELLO, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "deflate", "x^ is a zlib head", "x^ is a zlib head", HTTP_BODY_OK);
	CHECK_DECODED("", "deflate", "{\"json\": 1}", "{\"json\": 1}", HTTP_BODY_OK);
	CHECK_DECODED("", "deflate", "Kurz", "Kurz", HTTP_BODY_OK);
	CHECK_DECODED("", "deflate", "", "", HTTP_BODY_OK);
}

TEST(zstd_is_undone)
{
	CHECK_DECODED("", "zstd", HELLO_ZSTD, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "zstd", HELLO, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "zstd", "\x28\xB5\x2F\xFD\x04\x68\x9D\x00\x00\x68\x3C", "",
	              HTTP_BODY_DAMAGED);
}

/* Text of many zstd blocks (of at most 128 KiB each), as a frame that holds it. */
static struct str many_blocks(struct buf *text, struct buf *frame)
{
	enum { TEXT_BYTES = 600 << 10 };
	uint32_t random = 1;
	struct zstd_encoder *encoder = zstd_encoder_new(1, 0);
	buf_init(text, SIZE_MAX);
	buf_init(frame, SIZE_MAX);
	while (text->n < TEXT_BYTES) {
		random = random * 1664525 + 1013904223;
		buf_append_byte(text, (char)('a' + (random >> 24) % 26));
	}
	zstd_encoder_begin(encoder);
	zstd_encoder_add(encoder, buf_str(text), frame);
	zstd_encoder_end(encoder, frame);
	zstd_encoder_free(encoder);
	return buf_str(frame);
}

TEST(zstd_that_ends_early_or_goes_wrong_gives_the_blocks_before)
{
	enum { STEPS = 12, BLOCK_BYTES = 128 << 10 };
	struct buf text, frame;
	struct str whole = many_blocks(&text, &frame), body;
	size_t last = 0;
	for (size_t i = 0; i < STEPS; i++) {
		struct str cut = str_slice(whole, 0, whole.n * i / STEPS + 16);
		CHECK_NUMBER(decode(STR(""), STR("zstd"), cut, &body), HTTP_BODY_DAMAGED);
		CHECK(str_starts(buf_str(&text), body));
		CHECK(body.n >= last);
		last = body.n;
	}
	CHECK(last > text.n - 2 * BLOCK_BYTES);
	frame.p[frame.n / 2] ^= 1;
	CHECK_NUMBER(decode(STR(""), STR("zstd"), whole, &body), HTTP_BODY_DAMAGED);
	CHECK(body.n >= BLOCK_BYTES);
	CHECK(memcmp(body.p, text.p, BLOCK_BYTES) == 0);
	frame.p[frame.n / 2] ^= 1;
	CHECK_NUMBER(decode(STR(""), STR("zstd"), whole, &body), HTTP_BODY_OK);
	CHECK_STR(body, buf_str(&text));
	buf_free(&text);
	buf_free(&frame);
}

TEST(br_is_undone)
{
	CHECK_DECODED("", "br", HELLO_BR, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "gzip, BR", HELLO_BR, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("chunked", "br", "18\r\n" HELLO_BR "\r\n0\r\n\r\n", HELLO, HTTP_BODY_OK);
}

TEST(br_that_was_undone_already_is_left_alone)
{
	CHECK_DECODED("", "br", HELLO, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "br", "<p>one \x01 control", "<p>one \x01 control", HTTP_BODY_OK);
	CHECK_DECODED("", "br", ";", ";", HTTP_BODY_OK); /* as a stream: an empty one */
	CHECK_DECODED("", "br", "", "", HTTP_BODY_OK);
}

TEST(br_that_ends_early_gives_what_is_there)
{
	struct str stream = STR(HELLO_BR), body;
	for (size_t n = 3; n < stream.n; n++) {
		CHECK_NUMBER(decode(STR(""), STR("br"), str_slice(stream, 0, n), &body),
		             HTTP_BODY_DAMAGED);
		CHECK(str_starts(STR(HELLO), body));
	}
	CHECK(body.n > strlen("<p>hello"));
}

TEST(br_that_is_wrong_or_ends_before_the_body_does_is_damaged)
{
	CHECK_DECODED("", "br", "\x11\x00\xFF\xFF", "", HTTP_BODY_DAMAGED);
	CHECK_DECODED("", "br", HELLO_BR "\r\n", HELLO, HTTP_BODY_DAMAGED);
}

TEST(codings_are_undone_from_the_last_to_the_first)
{
	CHECK_DECODED("", "gzip, gzip", HELLO_GZIP_TWICE, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("gzip, chunked", "", "22\r\n" HELLO_GZIP "\r\n0\r\n\r\n", HELLO,
	              HTTP_BODY_OK);
}

TEST(chunked_gzip_that_ends_early_is_damaged_and_gives_what_is_there)
{
	CHECK_DECODED("chunked", "gzip", "FF\r\n" HELLO_GZIP_HEAD HELLO_RAW, HELLO,
	              HTTP_BODY_DAMAGED);
}

TEST(an_unknown_coding_is_named_unless_the_body_is_text_already)
{
	CHECK_DECODED("", "utf-8", HELLO, HELLO, HTTP_BODY_OK);
	CHECK_DECODED("", "compress", "\x1F\x9D\x90", "\x1F\x9D\x90", HTTP_BODY_UNKNOWN);
	CHECK_DECODED("", "utf-16", "\xFF\xFE<\0p\0", "\xFF\xFE<\0p\0", HTTP_BODY_OK);
}

TEST(an_unknown_coding_keeps_what_was_undone_before_it)
{
	CHECK_DECODED("chunked", "compress", "3\r\n\x1F\x9D\x90\r\n0\r\n\r\n", "\x1F\x9D\x90",
	              HTTP_BODY_UNKNOWN);
}

TEST(more_codings_than_anyone_uses_are_not_undone)
{
	CHECK_DECODED("", "gzip,gzip,gzip,gzip,gzip,gzip,gzip,gzip,gzip", HELLO, HELLO,
	              HTTP_BODY_UNKNOWN);
}

TEST(a_body_over_the_limit_is_empty)
{
	struct http_response response = {.content_encoding = STR("gzip"), .body = STR(HELLO_GZIP)};
	struct str body;
	CHECK_NUMBER(http_decode_body(&response, strlen(HELLO), &arena, &body), HTTP_BODY_OK);
	CHECK_STR(body, STR(HELLO));
	CHECK_NUMBER(http_decode_body(&response, strlen(HELLO) - 1, &arena, &body),
	             HTTP_BODY_TOO_LARGE);
	CHECK_NUMBER(body.n, 0);
	response = (struct http_response){.content_encoding = STR("br"), .body = STR(HELLO_BR)};
	CHECK_NUMBER(http_decode_body(&response, strlen(HELLO), &arena, &body), HTTP_BODY_OK);
	CHECK_NUMBER(http_decode_body(&response, strlen(HELLO) - 1, &arena, &body),
	             HTTP_BODY_TOO_LARGE);
	response = (struct http_response){.content_encoding = STR("zstd"), .body = STR(HELLO_ZSTD)};
	CHECK_NUMBER(http_decode_body(&response, strlen(HELLO), &arena, &body), HTTP_BODY_OK);
	CHECK_NUMBER(http_decode_body(&response, strlen(HELLO) - 1, &arena, &body),
	             HTTP_BODY_TOO_LARGE);
	response = (struct http_response){.body = STR(HELLO)};
	CHECK_NUMBER(http_decode_body(&response, strlen(HELLO) - 1, &arena, &body),
	             HTTP_BODY_TOO_LARGE);
	response = (struct http_response){.transfer_encoding = STR("chunked"),
	                                  .body = STR("2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n")};
	CHECK_NUMBER(http_decode_body(&response, 4, &arena, &body), HTTP_BODY_OK);
	CHECK_NUMBER(http_decode_body(&response, 3, &arena, &body), HTTP_BODY_TOO_LARGE);
	CHECK_NUMBER(body.n, 0);
}

TEST(a_bomb_is_told_by_its_ratio)
{
	enum { ZEROS = 24 << 20, BODY_MAX = 32 << 20 };
	struct zstd_encoder *encoder = zstd_encoder_new(3, 1);
	struct http_response response = {.content_encoding = STR("zstd")};
	char *zeros = calloc(1, ZEROS);
	struct buf bomb;
	struct str body;
	buf_init(&bomb, BODY_MAX);
	zstd_encoder_begin(encoder);
	zstd_encoder_add(encoder, (struct str){zeros, ZEROS}, &bomb);
	zstd_encoder_end(encoder, &bomb);
	response.body = buf_str(&bomb);
	CHECK(bomb.n * 1500 < ZEROS);
	CHECK_NUMBER(http_decode_body(&response, BODY_MAX, &arena, &body), HTTP_BODY_TOO_LARGE);
	zstd_encoder_free(encoder);
	buf_free(&bomb);
	free(zeros);
}
