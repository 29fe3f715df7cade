/* One ARC record, and finding the next; then whole archives by the walk of io/records.h. */
#include "io/arc.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/buf.h"
#include "io/records.h"
#include "tests/test.h"
#include "tests/unit/archives.h"

#define DESCRIPTION                                                                                \
	"filedesc://a.arc 0.0.0.0 20260102030405 text/plain 73\n"                                  \
	"1 0 Some Crawler\nURL IP-address Archive-date Content-type Archive-length\n\n"
#define HEAD(url, length) url " 192.0.2.1 20260102030405 text/html " length "\n"

static void parse_ok(struct str bytes, struct record *record)
{
	CHECK_NUMBER(arc_parse(bytes, record), RECORD_OK);
}

static bool is_bad(const char *text)
{
	struct record record;
	return arc_parse(str_from(text), &record) == RECORD_BAD && !arc_starts(str_from(text));
}

/* --- one record --- */

TEST(a_page_has_its_fields_and_its_block_is_an_http_response)
{
	struct record record;
	struct str bytes = STR(HEAD("http://a.example/", "5") "hello\n");
	CHECK_NUMBER(arc_parse(bytes, &record), RECORD_OK);
	CHECK_STR(record.type, STR("response"));
	CHECK_STR(record.target_uri, STR("http://a.example/"));
	CHECK_STR(record.date, STR("2026-01-02T03:04:05Z"));
	CHECK_STR(record.content_type, STR("application/http"));
	CHECK_STR(record.block, STR("hello"));
	CHECK_NUMBER(record.record_id.n, 0);
	CHECK_NUMBER(record.head_length, bytes.n - 6);
	CHECK_NUMBER(record.content_length, 5);
	CHECK_NUMBER(record.length, bytes.n);
	CHECK(record.ends_cleanly);
	CHECK(!record.is_bare);
}

TEST(the_first_record_describes_the_file)
{
	struct record record;
	parse_ok(STR(DESCRIPTION), &record);
	CHECK_STR(record.type, STR("warcinfo"));
	CHECK_STR(record.target_uri, STR("filedesc://a.arc"));
	CHECK_STR(record.content_type, STR("text/plain"));
	CHECK(record.ends_cleanly);
	CHECK(str_starts(record.block, STR("1 0 Some Crawler\n")));
}

TEST(the_description_may_have_0_for_an_address_and_a_page_may_not)
{
	CHECK(arc_starts(STR("filedesc://a.arc 0 20260102030405 text/plain 1\n\n")));
	CHECK(is_bad("http://a.example/ 0 20260102030405 text/plain 1\nx\n"));
}

TEST(what_is_not_http_keeps_the_content_type_of_its_head)
{
	struct record record;
	parse_ok(STR("dns:a.example 192.0.2.1 20260102030405 text/dns 3\nabc\n"), &record);
	CHECK_STR(record.type, STR("response"));
	CHECK_STR(record.content_type, STR("text/dns"));
	parse_ok(STR("HTTPS://A.EXAMPLE/ 192.0.2.1 20260102030405 text/html 3\nabc\n"), &record);
	CHECK_STR(record.content_type, STR("application/http"));
}

TEST(version_2_has_more_fields)
{
	struct record record;
	parse_ok(STR("ftp://a.example/ 192.0.2.1 20260102030405 text/html 200 0fac12 "
	             "http://b.example/ 1024 a.arc 2\nab\n"),
	         &record);
	CHECK_STR(record.target_uri, STR("ftp://a.example/"));
	CHECK_STR(record.content_type, STR("text/html"));
	CHECK_STR(record.date, STR("2026-01-02T03:04:05Z"));
	CHECK_STR(record.block, STR("ab"));
	parse_ok(STR("filedesc://a.arc 0 20260102030405 text/plain 200 - - 0 a.arc 4\n2 0 \n"),
	         &record);
	CHECK_STR(record.type, STR("warcinfo"));
	CHECK_STR(record.content_type, STR("text/plain"));
}

TEST(a_url_may_have_spaces)
{
	struct record record;
	parse_ok(STR(HEAD("http://a.example/a b  c", "2") "ab\n"), &record);
	CHECK_STR(record.target_uri, STR("http://a.example/a b  c"));
	parse_ok(STR(HEAD("http://a.example/ 192.0.2.9 20010101000000 x 7", "2") "ab\n"), &record);
	CHECK_STR(record.target_uri, STR("http://a.example/ 192.0.2.9 20010101000000 x 7"));
	CHECK_STR(record.date, STR("2026-01-02T03:04:05Z"));
}

TEST(a_content_type_may_have_spaces_or_be_missing)
{
	struct record record;
	parse_ok(STR("ftp://a/ 192.0.2.1 20260102030405 text/html; charset=x 2\nab\n"), &record);
	CHECK_STR(record.content_type, STR("text/html; charset=x"));
	parse_ok(STR("ftp://a/ 192.0.2.1 20260102030405  2\nab\n"), &record);
	CHECK_STR(record.content_type, STR(""));
	CHECK_STR(record.block, STR("ab"));
}

static void check_date(const char *digits, const char *date)
{
	char head[128];
	struct record record;
	int n = snprintf(head, sizeof(head), "http://a/ 192.0.2.1 %s text/html 0\n\n", digits);
	CHECK_NUMBER(arc_parse((struct str){head, (size_t)n}, &record), RECORD_OK);
	CHECK_STR(record.date, str_from(date));
}

TEST(a_date_of_12_to_18_digits_is_read_to_the_second)
{
	check_date("20260102030405", "2026-01-02T03:04:05Z");
	check_date("202601020304", "2026-01-02T03:04:00Z");
	check_date("20260102030405678", "2026-01-02T03:04:05Z");
	check_date("202601020304050000", "2026-01-02T03:04:05Z");
}

TEST(a_date_that_there_cannot_be_is_none)
{
	check_date("20261302030405", "");
	check_date("20260100030405", "");
	check_date("20260102240405", "");
	check_date("00000000000000", "");
	CHECK(is_bad("http://a/ 192.0.2.1 20260102 text/html 0\n\n"));
	CHECK(is_bad("http://a/ 192.0.2.1 2026010203040x text/html 0\n\n"));
	CHECK(is_bad("http://a/ 192.0.2.1 2026010203040500000 text/html 0\n\n"));
}

TEST(an_address_is_of_ip_version_4_or_6)
{
	CHECK(arc_starts(STR("http://a/ 2001:db8::1 20260102030405 text/html 0\n\n")));
	CHECK(arc_starts(STR("http://a/ ::ffff:192.0.2.1 20260102030405 text/html 0\n\n")));
	CHECK(is_bad("http://a/ 192.0.2.256 20260102030405 text/html 0\n\n"));
	CHECK(is_bad("http://a/ 192.0.2 20260102030405 text/html 0\n\n"));
	CHECK(is_bad("http://a/ 192.0.2.1. 20260102030405 text/html 0\n\n"));
	CHECK(is_bad("http://a/ 1.2.3.4.5 20260102030405 text/html 0\n\n"));
	CHECK(is_bad("http://a/ ab:cd 20260102030405 text/html 0\n\n"));
	CHECK(is_bad("http://a/ host 20260102030405 text/html 0\n\n"));
}

TEST(lines_may_end_in_crlf_and_line_ends_before_a_head_are_passed_over)
{
	struct str bytes = STR("\r\nhttp://a/ 192.0.2.1 20260102030405 text/html 2\r\nab\r\n");
	struct record record;
	parse_ok(bytes, &record);
	CHECK_STR(record.block, STR("ab"));
	CHECK_NUMBER(record.length, bytes.n);
	CHECK(arc_starts(bytes));
}

TEST(text_is_not_taken_for_a_record)
{
	CHECK(!arc_starts(STR("\n")));
	CHECK(is_bad("Some text of a page, with 192.0.2.1 20260102030405 text/html 2\n"));
	CHECK(is_bad("http://a.example/\n"));
	CHECK(is_bad("http://a.example/ and more\n"));
	CHECK(is_bad("http://a.example/ 192.0.2.1 20260102030405 text/html\n"));
	CHECK(is_bad(" 192.0.2.1 20260102030405 text/html 2\n"));
	CHECK(is_bad("://a 192.0.2.1 20260102030405 text/html 2\n"));
	CHECK(is_bad("1http://a 192.0.2.1 20260102030405 text/html 2\n"));
	CHECK(is_bad("http://a\tb 192.0.2.1 20260102030405 text/html 2\n"));
	CHECK(is_bad("filedesc://\n"));
	CHECK(is_bad("WARC/1.0\r\nWARC-Type: response\r\n"));
	CHECK(is_bad("HTTP/1.1 200 OK\r\n"));
	CHECK(is_bad("{\"text\": \"http://a 192.0.2.1 20260102030405 text/html 2\"}\n"));
}

TEST(an_arc_line_over_the_limit_is_no_head)
{
	char *line = malloc(2 * ARC_LINE_BYTES_MAX);
	struct record record;
	const struct str front = STR("http://a/"),
	                 back = STR(" 192.0.2.1 20260102030405 text/html 0\n");
	for (size_t n = ARC_LINE_BYTES_MAX - 1; n <= ARC_LINE_BYTES_MAX + 1; n++) {
		memset(line, 'x', n);
		memcpy(line, front.p, front.n);
		memcpy(line + n - back.n, back.p, back.n);
		bool fits = n <= ARC_LINE_BYTES_MAX;
		struct str bytes = {line, n};
		CHECK_NUMBER(arc_parse(bytes, &record), fits ? RECORD_OK : RECORD_BAD);
		CHECK_NUMBER(arc_find(bytes, 0), fits ? 0 : STR_NONE);
		CHECK_NUMBER(arc_find_sure(bytes, 0), fits ? 0 : STR_NONE);
	}
	free(line);
}

/* --- lengths, right and wrong --- */

TEST(bytes_that_end_within_an_arc_record_are_short)
{
	struct str bytes = STR(HEAD("http://a.example/", "5") "hello");
	struct record record;
	for (size_t n = 0; n < bytes.n; n++)
		CHECK_NUMBER(arc_parse(str_slice(bytes, 0, n), &record), RECORD_SHORT);
	CHECK_NUMBER(record.length, bytes.n);
	CHECK_NUMBER(record.content_length, 5);
	CHECK_NUMBER(arc_parse(bytes, &record), RECORD_OK);
	CHECK(record.ends_cleanly);
}

TEST(a_block_that_no_line_end_follows_does_not_end_cleanly)
{
	struct record record;
	parse_ok(STR(HEAD("http://a.example/", "3") "hello\n"), &record);
	CHECK_STR(record.block, STR("hel"));
	CHECK(!record.ends_cleanly);
}

TEST(a_length_that_is_no_number_ends_before_the_next_head)
{
	static const char *const lengths[] = {"-1", "abc", "99999999999999999999", "1x"};
	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		char text[256];
		int n = snprintf(text, sizeof(text),
		                 "http://a/ 192.0.2.1 20260102030405 text/html %s\nhello\n\n",
		                 lengths[i]);
		size_t end = (size_t)n;
		n += snprintf(text + n, sizeof(text) - (size_t)n, "%s",
		              HEAD("http://b/", "2") "xx\n");
		struct record record;
		parse_ok((struct str){text, (size_t)n}, &record);
		CHECK_STR(record.block, STR("hello\n"));
		CHECK_NUMBER(record.content_length, record.block.n);
		CHECK_NUMBER(record.length, end);
		CHECK(record.ends_cleanly);
	}
}

TEST(a_length_that_is_no_number_may_end_with_the_input)
{
	struct str bytes = STR(HEAD("http://a/", "-1") "hello\n");
	struct record record;
	CHECK_NUMBER(arc_parse(bytes, &record), RECORD_SHORT);
	CHECK_STR(record.block, STR("hello"));
	CHECK_NUMBER(record.length, bytes.n);
}

/* --- finding --- */

TEST(a_head_is_found_at_the_beginning_of_a_line)
{
	struct str bytes = STR(
	        "see http://a/ 192.0.2.1 20260102030405 text/html 0\n" HEAD("http://b/", "0") "\n");
	CHECK_NUMBER(arc_find(bytes, 0), 51);
	CHECK_NUMBER(arc_find(bytes, 51), 51);
	CHECK_NUMBER(arc_find(bytes, 52), STR_NONE);
	CHECK_NUMBER(arc_find(bytes, bytes.n), STR_NONE);
	CHECK_NUMBER(arc_find(STR(""), 0), STR_NONE);
}

TEST(behind_damage_a_head_is_found_within_a_line)
{
	CHECK_NUMBER(arc_find_sure(STR("<p>cut o" HEAD("http://b/", "0") "\n"), 0), 8);
	CHECK_NUMBER(arc_find_sure(STR("\x01\xff cut" HEAD("https://b/", "0") "\n"), 0), 6);
	CHECK_NUMBER(arc_find_sure(STR("cut" DESCRIPTION), 0), 3);
	CHECK_NUMBER(arc_find_sure(STR("cut " HEAD("https://b/", "abc") "\n"), 0), 4);
	CHECK_NUMBER(arc_find_sure(STR("x\n" HEAD("dns:b", "0") "\n"), 0), 2);
}

TEST(behind_damage_a_head_that_could_begin_at_two_places_is_not_found)
{
	CHECK_NUMBER(arc_find_sure(STR("<a href=http://a/" HEAD("http://b/", "0") "\n"), 0),
	             STR_NONE);
	CHECK_NUMBER(arc_find_sure(STR("cut" HEAD("dns:b", "0") "\n"), 0), STR_NONE);
}

TEST(behind_damage_a_url_with_spaces_keeps_its_front)
{
	CHECK_NUMBER(arc_find_sure(STR("x\n" HEAD("http://a/b c/http://d/", "0") "\n"), 0), 2);
	CHECK_NUMBER(
	        arc_find_sure(STR("filedesc://my file.arc 0 20260102030405 text/plain 0\n\n"), 0),
	        0);
	/* "0" is an address in a description only, and the page is none */
	CHECK_NUMBER(
	        arc_find_sure(STR("x filedesc://a.arc http://a/ 0 20260102030405 text/plain 0\n\n"),
	                      0),
	        STR_NONE);
}

TEST(the_head_that_the_search_begins_within_is_not_found_again)
{
	struct str bytes =
	        STR("x\n" HEAD("http://web.example/http:/a", "0") "\n" HEAD("http://b/", "0") "\n");
	size_t second = arc_find(bytes, 3);
	CHECK(second != STR_NONE);
	for (size_t from = 3; from <= second; from++)
		CHECK_NUMBER(arc_find_sure(bytes, from), second);
	CHECK_NUMBER(arc_find_sure(bytes, second + 1), STR_NONE);
	CHECK_NUMBER(arc_find_sure(bytes, bytes.n), STR_NONE);
}

TEST(a_head_is_found_behind_a_line_without_end)
{
	struct buf bytes;
	buf_init(&bytes, SIZE_MAX / 2);
	for (int i = 0; i < 3 * ARC_LINE_BYTES_MAX; i++)
		buf_append_byte(&bytes, 'x');
	size_t at = bytes.n;
	buf_append(&bytes, STR(HEAD("http://b/", "0") "\n"));
	CHECK_NUMBER(arc_find_sure(buf_str(&bytes), 0), at);
	CHECK_NUMBER(arc_find_sure(buf_str(&bytes), at), at);
	CHECK_NUMBER(arc_find_sure(buf_str(&bytes), at + 1), STR_NONE);
	buf_free(&bytes);
}

/* --- whole archives --- */

enum { ROUGH_SIZE = 4 << 20, RECORD_BYTES_MAX = 64 << 10 };

struct counts {
	size_t headers, responses, losses, bytes;
};

static void count_batch(struct record_reader *reader, const struct batch_bytes *batch,
                        const struct tail *before, struct counts *counts)
{
	struct piece piece;
	records_begin(reader, batch, before);
	for (records_next(reader, &piece); piece.kind != PIECE_END; records_next(reader, &piece)) {
		bool is_record = piece.kind == PIECE_RECORD;
		counts->headers += is_record && str_equal(piece.record.type, STR("warcinfo"));
		counts->responses += is_record && str_equal(piece.record.type, STR("response"));
		counts->losses += piece.kind == PIECE_LOSS;
		counts->bytes += (size_t)piece.bytes;
	}
}

/* In two batches, as a run would with a cut at `cut`. */
static struct counts count_records(enum container container, struct str bytes, size_t cut)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct counts counts = {0};
	struct batch_bytes batch = {
	        .container = container, .format = &arc_format, .bytes = str_slice(bytes, 0, cut)};
	count_batch(reader, &batch, NULL, &counts);
	struct tail tail = records_tail(reader);
	batch.bytes = str_slice(bytes, tail.from, bytes.n);
	batch.offset = tail.from;
	batch.last = true;
	count_batch(reader, &batch, &tail, &counts);
	record_reader_free(reader);
	return counts;
}

#define ODD_LENGTHS                                                                                \
	"filedesc://odd.arc 127.0.0.1 20260102030405 text/plain -1\n1 0 Odd\n"                     \
	"URL IP-address Archive-date Content-type Archive-length\n\n" HEAD(                        \
	        "http://a/", "-1") "\n" HEAD("http://b/", "1") "\n\n" HEAD("http://c/",            \
	                                                                   "abc") "\n"

TEST(an_archive_of_odd_lengths_gives_all_its_records_however_it_is_cut)
{
	struct str bytes = STR(ODD_LENGTHS);
	for (size_t cut = 0; cut <= bytes.n; cut++) {
		struct counts counts = count_records(CONTAINER_PLAIN, bytes, cut);
		CHECK_NUMBER(counts.headers, 1);
		CHECK_NUMBER(counts.responses, 3);
		CHECK_NUMBER(counts.losses, 0);
		CHECK_NUMBER(counts.bytes, bytes.n);
	}
}

TEST(a_record_of_no_length_ends_with_its_member)
{
	struct buf bytes;
	buf_init(&bytes, SIZE_MAX / 2);
	archive_add_gzip(&bytes, STR(HEAD("http://a/", "-1") "hello\n"), 6);
	archive_add_gzip(&bytes, STR("\n" HEAD("http://b/", "5") "hello"), 6);
	archive_add_gzip(&bytes, STR(HEAD("http://c/", "-1") "x\n" HEAD("http://d/", "abc") "x\n"),
	                 6);
	struct counts counts = count_records(CONTAINER_GZIP, buf_str(&bytes), 0);
	CHECK_NUMBER(counts.responses, 4);
	CHECK_NUMBER(counts.losses, 0);
	CHECK_NUMBER(counts.bytes, bytes.n);
	buf_free(&bytes);
}

TEST(an_arc_record_cut_off_by_the_end_of_the_input_is_a_loss)
{
	struct str bytes = STR(DESCRIPTION HEAD("http://a/", "50") "hello\n");
	struct counts counts = count_records(CONTAINER_PLAIN, bytes, 0);
	CHECK_NUMBER(counts.headers, 1);
	CHECK_NUMBER(counts.responses, 0);
	CHECK_NUMBER(counts.losses, 1);
	CHECK_NUMBER(counts.bytes, bytes.n);
}

TEST(an_arc_length_that_swallows_the_next_record_loses_only_its_own)
{
	struct str bytes = STR(DESCRIPTION HEAD("http://a/", "30") "hello\n" HEAD(
	        "http://b/", "5") "hello\n" HEAD("http://c/", "5") "hello\n");
	struct counts counts = count_records(CONTAINER_PLAIN, bytes, 0);
	CHECK_NUMBER(counts.responses, 2);
	CHECK_NUMBER(counts.losses, 1);
	CHECK_NUMBER(counts.bytes, bytes.n);
}

TEST(an_arc_length_that_is_too_long_by_any_number_of_bytes_loses_only_its_own)
{
	/* short of the next head's line end: a line end is all that tells the end of an ARC record
	 */
	const int too_long = (int)strlen(HEAD("http://b/", "5"));
	for (int more = 0; more < too_long; more++) {
		struct buf bytes;
		buf_init(&bytes, SIZE_MAX / 2);
		buf_printf(&bytes, DESCRIPTION "http://a/ 192.0.2.1 20260102030405 text/html %d\n",
		           5 + more);
		buf_append(&bytes, STR("hello\n" HEAD("http://b/", "5") "hello\n" HEAD(
		                           "http://c/", "5") "hello\n"));
		struct counts counts = count_records(CONTAINER_PLAIN, buf_str(&bytes), 0);
		CHECK_NUMBER(counts.responses, more > 1 ? 2 : 3);
		CHECK_NUMBER(counts.losses, more > 1);
		CHECK_NUMBER(counts.bytes, bytes.n);
		buf_free(&bytes);
	}
}

/*
 * The first record is there as far as its length goes. What its length leaves is one loss, and no
 * record, whatever URLs, dates and numbers stand in it.
 */
#define SHORT_OF "hel"
#define LEFT_OVER                                                                                  \
	"lo\nhttp://x/ 20260102030405 text/html 5\n<a href=http://y/> 192.0.2.1 text 12\n"         \
	"dns:z 192.0.2.1 20260102030405\n\n"

static void check_left_over(enum container container, struct str bytes, size_t lost_at, size_t lost)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct batch_bytes batch = {
	        .container = container, .format = &arc_format, .bytes = bytes, .last = true};
	struct piece piece;
	records_begin(reader, &batch, NULL);
	records_next(reader, &piece);
	CHECK_NUMBER(piece.kind, PIECE_RECORD);
	CHECK_STR(piece.record.block, STR(SHORT_OF));
	CHECK_NUMBER(piece.bytes, lost_at);
	records_next(reader, &piece);
	CHECK_NUMBER(piece.kind, PIECE_LOSS);
	CHECK_NUMBER(piece.loss, container == CONTAINER_PLAIN ? LOSS_GARBAGE : LOSS_BAD_RECORD);
	CHECK_NUMBER(piece.offset, container == CONTAINER_PLAIN ? lost_at : 0);
	CHECK_NUMBER(piece.bytes, lost);
	records_next(reader, &piece);
	CHECK_NUMBER(piece.kind, PIECE_RECORD);
	CHECK_STR(piece.record.target_uri, STR("http://b/"));
	CHECK_NUMBER(piece.bytes, container == CONTAINER_PLAIN ? bytes.n - lost_at - lost : 0);
	records_next(reader, &piece);
	CHECK_NUMBER(piece.kind, PIECE_END);
	record_reader_free(reader);
}

TEST(what_an_arc_length_that_is_too_short_leaves_is_one_loss)
{
	struct str bytes =
	        STR(HEAD("http://a/", "3") SHORT_OF LEFT_OVER HEAD("http://b/", "5") "hello\n");
	size_t lost_at = strlen(HEAD("http://a/", "3") SHORT_OF);
	struct buf packed;
	buf_init(&packed, SIZE_MAX / 2);
	archive_add_gzip(&packed, bytes, 6);
	check_left_over(CONTAINER_PLAIN, bytes, lost_at, strlen(LEFT_OVER));
	check_left_over(CONTAINER_GZIP, buf_str(&packed), packed.n, 0);
	buf_free(&packed);
}

/* A record whose head is as long as heads may be. */
static void add_long_record(struct buf *bytes)
{
	struct str back = STR(" 192.0.2.1 20260102030405 text/html 6\nhello\n\n");
	size_t head_end = bytes->n + ARC_LINE_BYTES_MAX;
	buf_append(bytes, STR("http://long/"));
	while (bytes->n + str_find_byte(back, '\n', 0) < head_end - 1)
		buf_append_byte(bytes, 'x');
	buf_append(bytes, back);
}

TEST(a_record_with_a_long_head_is_found_behind_damage_however_it_is_cut)
{
	enum { STEP = 101 };
	struct buf bytes;
	buf_init(&bytes, SIZE_MAX / 2);
	buf_append(&bytes, STR(DESCRIPTION "garbage\n"));
	size_t damage_end = bytes.n;
	add_long_record(&bytes);
	buf_append(&bytes, STR(HEAD("http://b/", "5") "hello\n"));
	for (size_t cut = damage_end; cut < bytes.n; cut += STEP) {
		struct counts counts = count_records(CONTAINER_PLAIN, buf_str(&bytes), cut);
		CHECK_NUMBER(counts.responses, 2);
		CHECK_NUMBER(counts.losses, 1);
		CHECK_NUMBER(counts.bytes, bytes.n);
	}
	buf_free(&bytes);
}

static void check_long_member(enum container container)
{
	struct buf plain, bytes;
	buf_init(&plain, SIZE_MAX / 2);
	buf_init(&bytes, SIZE_MAX / 2);
	buf_append(&plain, STR("\r\n\r\n")); /* as many line ends as are passed over */
	add_long_record(&plain);
	buf_append(&bytes, STR("garbage"));
	if (container == CONTAINER_GZIP)
		archive_add_gzip(&bytes, buf_str(&plain), 6);
	else
		archive_add_zstd(&bytes, buf_str(&plain));
	struct counts counts = count_records(container, buf_str(&bytes), 0);
	CHECK_NUMBER(counts.responses, 1);
	CHECK_NUMBER(counts.losses, 1);
	CHECK_NUMBER(counts.bytes, bytes.n);
	buf_free(&plain);
	buf_free(&bytes);
}

TEST(a_member_with_a_long_head_is_found_behind_damage)
{
	check_long_member(CONTAINER_GZIP);
	check_long_member(CONTAINER_ZSTD);
}

TEST(hostile_arc_bytes_take_linear_time)
{
	static const char *const units[] = {
	        "http://",
	        "h:\n",
	        "http://a/ 192.0.2.1 20260102030405 text/html -1 ",
	        "192.0.2.1 20260102030405 ",
	        HEAD("http://a/", "-1"),
	        HEAD("http://a/", "9999999"),
	        "x" HEAD("http://a/", "9999999"),
	        " ",
	};
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		struct buf bytes;
		buf_init(&bytes, SIZE_MAX / 2);
		while (bytes.n < ROUGH_SIZE)
			buf_append(&bytes, str_from(units[i]));
		struct counts counts = count_records(CONTAINER_PLAIN, buf_str(&bytes), bytes.n / 2);
		CHECK_NUMBER(counts.bytes, bytes.n);
		buf_free(&bytes);
	}
}

static void check_sample(struct str bytes, size_t responses)
{
	CHECK(bytes.p != NULL);
	if (bytes.p == NULL)
		return;
	struct counts counts = count_records(CONTAINER_PLAIN, bytes, bytes.n / 2);
	CHECK_NUMBER(counts.headers, 1);
	CHECK_NUMBER(counts.responses, responses);
	CHECK_NUMBER(counts.losses, 0);
	CHECK_NUMBER(counts.bytes, bytes.n);
}

TEST(arc_files_of_other_programs_give_their_records)
{
	static const struct {
		const char *name;
		size_t responses;
	} samples[] = {{"warcio__example.arc", 1}, {"warcio__bad.arc", 3}};
	enum { SAMPLES = sizeof(samples) / sizeof(*samples) };
	static struct str files[SAMPLES]; /* live until the program ends */
	if (test_data_folder() == NULL) {
		test_skip("no folder of real data");
		return;
	}
	for (size_t i = 0; i < SAMPLES; i++) {
		char path[4096];
		snprintf(path, sizeof(path), "%s/warc-samples/%s", test_data_folder(),
		         samples[i].name);
		files[i] = test_read_file(path);
		check_sample(files[i], samples[i].responses);
	}
}
