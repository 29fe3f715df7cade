/*
 * The walk over a batch's records: cut anywhere, truncated anywhere, damaged anywhere. What must
 * hold is always the same: every byte in one piece, every whole record found.
 */
#include <stdio.h>
#include <stdlib.h>

#include "io/records.h"
#include "io/warc.h"
#include "tests/test.h"
#include "tests/unit/archives.h"

enum { RECORDS = 5, PIECES_MAX = 64, RECORD_BYTES_MAX = 64 << 10, NAME_BYTES = 32 };

static const enum container containers[] = {CONTAINER_PLAIN, CONTAINER_GZIP, CONTAINER_ZSTD};
enum { CONTAINERS = sizeof(containers) / sizeof(*containers) };

struct seen_piece {
	enum piece_kind kind;
	enum loss loss;
	uint64_t offset, length;
	char uri[NAME_BYTES];
};

struct walk {
	struct seen_piece pieces[PIECES_MAX];
	size_t count, records, losses;
	uint64_t bytes;
	struct tail tail;
};

static void walk_batch(struct record_reader *reader, const struct batch_bytes *batch,
                       const struct tail *before, struct walk *walk)
{
	struct piece piece;
	records_begin(reader, batch, before);
	for (records_next(reader, &piece); piece.kind != PIECE_END; records_next(reader, &piece)) {
		if (walk->count == PIECES_MAX) {
			CHECK(!"too many pieces");
			break;
		}
		struct seen_piece *seen = &walk->pieces[walk->count++];
		*seen = (struct seen_piece){piece.kind, piece.loss, piece.offset, piece.length, ""};
		snprintf(seen->uri, sizeof(seen->uri), "%.*s", STR_ARG(piece.record.target_uri));
		walk->records += piece.kind == PIECE_RECORD;
		walk->losses += piece.kind == PIECE_LOSS;
		walk->bytes += piece.bytes;
	}
	walk->tail = records_tail(reader);
}

/* As the run does it: two batches, the second one with the first one's tail in front. */
static void walk_cut(struct record_reader *reader, enum container container, struct str bytes,
                     size_t cut, struct walk *walk)
{
	struct batch_bytes first = {.container = container,
	                            .format = &warc_format,
	                            .bytes = str_slice(bytes, 0, cut),
	                            .cut_by = LOSS_TRUNCATED};
	*walk = (struct walk){0};
	walk_batch(reader, &first, NULL, walk);
	size_t from = walk->tail.from;
	struct tail tail = walk->tail;
	struct batch_bytes second = {.container = container,
	                             .format = &warc_format,
	                             .bytes = str_slice(bytes, from, bytes.n),
	                             .offset = from,
	                             .last = true,
	                             .cut_by = LOSS_TRUNCATED};
	walk_batch(reader, &second, &tail, walk);
}

static void walk_whole(struct record_reader *reader, enum container container, struct str bytes,
                       struct walk *walk)
{
	struct batch_bytes batch = {.container = container,
	                            .format = &warc_format,
	                            .bytes = bytes,
	                            .last = true,
	                            .cut_by = LOSS_TRUNCATED};
	*walk = (struct walk){0};
	walk_batch(reader, &batch, NULL, walk);
}

/* RECORDS records named r0, r1 …; `starts` gets where each begins, and the end of all. */
static void make(struct buf *out, enum container container, size_t starts[RECORDS + 1])
{
	buf_init(out, SIZE_MAX / 2);
	for (int i = 0; i < RECORDS; i++) {
		char uri[NAME_BYTES], block[64];
		starts[i] = out->n;
		snprintf(uri, sizeof(uri), "r%d", i);
		int n = snprintf(block, sizeof(block), "HTTP/1.1 200 OK\r\n\r\nbody %d %d", i,
		                 i * 7919);
		archive_add(out, container, "response", uri, (struct str){block, (size_t)n});
	}
	starts[RECORDS] = out->n;
}

static bool has_record(const struct walk *walk, int number)
{
	char uri[NAME_BYTES];
	snprintf(uri, sizeof(uri), "r%d", number);
	for (size_t i = 0; i < walk->count; i++)
		if (walk->pieces[i].kind == PIECE_RECORD && strcmp(walk->pieces[i].uri, uri) == 0)
			return true;
	return false;
}

static void for_each_container(void (*check)(struct record_reader *, enum container, struct str,
                                             const size_t *starts))
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	for (int c = 0; c < CONTAINERS; c++) {
		struct buf bytes;
		size_t starts[RECORDS + 1];
		make(&bytes, containers[c], starts);
		check(reader, containers[c], buf_str(&bytes), starts);
		buf_free(&bytes);
	}
	record_reader_free(reader);
}

static void check_whole(struct record_reader *reader, enum container container, struct str bytes,
                        const size_t *starts)
{
	struct walk walk;
	walk_whole(reader, container, bytes, &walk);
	CHECK_NUMBER(walk.records, RECORDS);
	CHECK_NUMBER(walk.losses, 0);
	CHECK_NUMBER(walk.bytes, bytes.n);
	for (int i = 0; i < RECORDS; i++) {
		CHECK_NUMBER(walk.pieces[i].offset, starts[i]);
		CHECK_NUMBER(walk.pieces[i].length, starts[i + 1] - starts[i]);
	}
}

TEST(a_whole_archive_gives_each_record_with_offset_and_length)
{
	for_each_container(check_whole);
}

static void check_cuts(struct record_reader *reader, enum container container, struct str bytes,
                       const size_t *starts)
{
	struct walk whole, cut;
	(void)starts;
	walk_whole(reader, container, bytes, &whole);
	for (size_t at = 0; at <= bytes.n; at++) {
		walk_cut(reader, container, bytes, at, &cut);
		CHECK_NUMBER(cut.records, whole.records);
		CHECK_NUMBER(cut.losses, 0);
		CHECK_NUMBER(cut.bytes, whole.bytes);
	}
}

TEST(a_cut_at_any_byte_changes_nothing)
{
	for_each_container(check_cuts);
}

static void check_truncated(struct record_reader *reader, enum container container,
                            struct str bytes, const size_t *starts)
{
	struct walk walk;
	for (size_t n = 0; n < bytes.n; n++) {
		walk_whole(reader, container, str_slice(bytes, 0, n), &walk);
		CHECK_NUMBER(walk.bytes, n);
		CHECK(walk.losses <= 1);
		for (int i = 0; i < RECORDS && starts[i + 1] <= n; i++)
			CHECK(has_record(&walk, i));
	}
}

TEST(an_archive_truncated_at_any_byte_loses_only_what_was_cut)
{
	for_each_container(check_truncated);
}

static void check_flipped(struct record_reader *reader, enum container container, struct str bytes,
                          const size_t *starts)
{
	char *copy = malloc(bytes.n);
	struct walk walk, cut;
	for (size_t at = 0; at < bytes.n; at++) {
		memcpy(copy, bytes.p, bytes.n);
		copy[at] ^= 0x55;
		struct str damaged = {copy, bytes.n};
		walk_whole(reader, container, damaged, &walk);
		CHECK_NUMBER(walk.bytes, bytes.n);
		for (int i = 0; i < RECORDS; i++)
			if (at < starts[i] || at >= starts[i + 1])
				CHECK(has_record(&walk, i));
		walk_cut(reader, container, damaged, bytes.n / 2, &cut);
		CHECK_NUMBER(cut.bytes, bytes.n);
		CHECK_NUMBER(cut.records, walk.records);
		CHECK_NUMBER(cut.losses, walk.losses);
	}
	free(copy);
}

TEST(a_flipped_byte_costs_its_own_record_and_no_other)
{
	for_each_container(check_flipped);
}

TEST(an_archive_stored_inside_a_record_is_not_taken_for_records)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct buf inner, record, outer;
	struct walk walk;
	buf_init(&inner, SIZE_MAX / 2);
	buf_init(&record, SIZE_MAX / 2);
	buf_init(&outer, SIZE_MAX / 2);
	archive_add(&inner, CONTAINER_GZIP, "response", "inner",
	            STR("HTTP/1.1 200 OK\r\n\r\ninner"));
	archive_add_plain(&record, "response", "outer", buf_str(&inner));
	archive_add_gzip(&outer, buf_str(&record),
	                 0); /* stored: the inner member stands there as it is */
	archive_add(&outer, CONTAINER_GZIP, "response", "r1", STR("HTTP/1.1 200 OK\r\n\r\nx"));
	size_t planted = records_find(CONTAINER_GZIP, &warc_format, buf_str(&outer), 1);
	CHECK(records_find_sure(reader, CONTAINER_GZIP, &warc_format, buf_str(&outer), 1) ==
	      planted);
	walk_cut(reader, CONTAINER_GZIP, buf_str(&outer), planted, &walk);
	CHECK_NUMBER(walk.records, 2);
	CHECK_NUMBER(walk.losses, 0);
	CHECK(strcmp(walk.pieces[0].uri, "outer") == 0 && strcmp(walk.pieces[1].uri, "r1") == 0);
	buf_free(&inner);
	buf_free(&record);
	buf_free(&outer);
	record_reader_free(reader);
}

TEST(a_record_over_the_limit_is_lost_and_the_next_one_found)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	char *large = calloc(1, 4 * RECORD_BYTES_MAX);
	for (int c = 0; c < CONTAINERS; c++) {
		struct buf bytes;
		struct walk walk;
		buf_init(&bytes, SIZE_MAX / 2);
		archive_add(&bytes, containers[c], "response", "r0", STR("x"));
		archive_add(&bytes, containers[c], "response", "large",
		            (struct str){large, 4 * RECORD_BYTES_MAX});
		archive_add(&bytes, containers[c], "response", "r1", STR("x"));
		walk_whole(reader, containers[c], buf_str(&bytes), &walk);
		CHECK_NUMBER(walk.records, 2);
		CHECK_NUMBER(walk.losses, 1);
		CHECK_NUMBER(walk.pieces[1].loss, LOSS_TOO_LARGE);
		CHECK(has_record(&walk, 1));
		CHECK_NUMBER(walk.bytes, bytes.n);
		buf_free(&bytes);
	}
	free(large);
	record_reader_free(reader);
}

TEST(garbage_between_records_is_one_loss)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	for (int c = 0; c < CONTAINERS; c++) {
		struct buf bytes;
		struct walk walk;
		buf_init(&bytes, SIZE_MAX / 2);
		archive_add(&bytes, containers[c], "response", "r0", STR("x"));
		size_t before = bytes.n;
		buf_append(&bytes,
		           STR("these bytes \x1f\x8b\x08 belong to \x28\xb5\x2f\xfd nobody"));
		size_t after = bytes.n;
		archive_add(&bytes, containers[c], "response", "r1", STR("x"));
		walk_whole(reader, containers[c], buf_str(&bytes), &walk);
		CHECK_NUMBER(walk.records, 2);
		CHECK_NUMBER(walk.losses, 1);
		CHECK_NUMBER(walk.pieces[1].loss, LOSS_GARBAGE);
		CHECK_NUMBER(walk.pieces[1].offset, before);
		CHECK_NUMBER(walk.pieces[1].length, after - before);
		buf_free(&bytes);
	}
	record_reader_free(reader);
}

TEST(several_records_in_one_member_count_its_bytes_once)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct buf plain, bytes;
	struct walk walk;
	buf_init(&plain, SIZE_MAX / 2);
	buf_init(&bytes, SIZE_MAX / 2);
	archive_add_plain(&plain, "response", "r0", STR("x"));
	archive_add_plain(&plain, "response", "r1", STR("y"));
	archive_add_gzip(&bytes, buf_str(&plain), 6);
	walk_whole(reader, CONTAINER_GZIP, buf_str(&bytes), &walk);
	CHECK_NUMBER(walk.records, 2);
	CHECK_NUMBER(walk.bytes, bytes.n);
	buf_free(&plain);
	buf_free(&bytes);
	record_reader_free(reader);
}

TEST(a_length_that_swallows_the_next_record_loses_only_its_own)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct buf bytes;
	struct walk walk;
	buf_init(&bytes, SIZE_MAX / 2);
	buf_append(
	        &bytes,
	        STR("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: wrong\r\nContent-Length: 50\r\n\r\nshort\r\n\r\n"));
	size_t end = bytes.n;
	archive_add_plain(&bytes, "response", "r0", STR("x"));
	archive_add_plain(&bytes, "response", "r1", STR("x"));
	walk_whole(reader, CONTAINER_PLAIN, buf_str(&bytes), &walk);
	CHECK_NUMBER(walk.losses, 1);
	CHECK_NUMBER(walk.pieces[0].length, end);
	CHECK(has_record(&walk, 0) && has_record(&walk, 1));
	buf_free(&bytes);
	record_reader_free(reader);
}

TEST(a_length_that_is_too_long_by_any_number_of_bytes_loses_only_its_own)
{
	enum { TOO_LONG_MAX = 80 };
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	for (int more = 0; more <= TOO_LONG_MAX; more++) {
		struct buf bytes;
		struct walk walk;
		buf_init(&bytes, SIZE_MAX / 2);
		buf_printf(&bytes,
		           "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n"
		           "short\r\n\r\n",
		           5 + more);
		size_t end = bytes.n;
		archive_add_plain(&bytes, "response", "r0", STR("x"));
		archive_add_plain(&bytes, "response", "r1", STR("x"));
		walk_whole(reader, CONTAINER_PLAIN, buf_str(&bytes), &walk);
		CHECK(has_record(&walk, 0) && has_record(&walk, 1));
		CHECK_NUMBER(walk.pieces[0].length, end);
		CHECK_NUMBER(walk.losses, more > 4); /* up to there, it takes in line ends only */
		CHECK_NUMBER(walk.bytes, bytes.n);
		buf_free(&bytes);
	}
	record_reader_free(reader);
}

TEST(an_input_that_ends_by_damage_between_records_says_so_once)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct buf bytes;
	struct walk walk = {0};
	buf_init(&bytes, SIZE_MAX / 2);
	archive_add_plain(&bytes, "response", "r0", STR("x"));
	struct batch_bytes batch = {.container = CONTAINER_PLAIN,
	                            .format = &warc_format,
	                            .bytes = buf_str(&bytes),
	                            .last = true,
	                            .cut_by = LOSS_BAD_DATA,
	                            .cut_short = true};
	walk_batch(reader, &batch, NULL, &walk);
	CHECK_NUMBER(walk.records, 1);
	CHECK_NUMBER(walk.losses, 1);
	CHECK_NUMBER(walk.pieces[1].loss, LOSS_BAD_DATA);
	CHECK_NUMBER(walk.pieces[1].length, 0);
	batch.bytes.n -= 6; /* now the damage cuts a record: one loss, not two */
	walk = (struct walk){0};
	walk_batch(reader, &batch, NULL, &walk);
	CHECK_NUMBER(walk.losses, 1);
	CHECK_NUMBER(walk.pieces[0].loss, LOSS_BAD_DATA);
	buf_free(&bytes);
	record_reader_free(reader);
}

/* A head with many version lines in it, and `back`. */
static void check_one_loss(enum container container, const char *back)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct buf plain, bytes;
	struct walk walk;
	buf_init(&plain, SIZE_MAX / 2);
	buf_init(&bytes, SIZE_MAX / 2);
	buf_append(&plain, STR("WARC/1.0\r\n"));
	while (plain.n < RECORD_HEAD_BYTES_MAX / 2)
		buf_append(&plain, STR("x WARC/1.0\r\nWARC-Type: x\r\n"));
	buf_append(&plain, str_from(back));
	if (container == CONTAINER_GZIP)
		archive_add_gzip(&bytes, buf_str(&plain), 6);
	else
		buf_append(&bytes, buf_str(&plain));
	walk_whole(reader, container, buf_str(&bytes), &walk);
	CHECK_NUMBER(walk.count, 1);
	CHECK_NUMBER(walk.losses, 1);
	CHECK_NUMBER(walk.bytes, bytes.n);
	buf_free(&plain);
	buf_free(&bytes);
	record_reader_free(reader);
}

TEST(a_head_full_of_version_lines_that_is_cut_off_is_one_loss)
{
	check_one_loss(CONTAINER_PLAIN, "");
	check_one_loss(CONTAINER_GZIP, "");
}

TEST(a_head_full_of_version_lines_whose_block_is_cut_off_is_one_loss)
{
	check_one_loss(CONTAINER_PLAIN, "Content-Length: 10000\r\n\r\nhello");
	check_one_loss(CONTAINER_GZIP, "Content-Length: 10000\r\n\r\nhello");
	check_one_loss(CONTAINER_PLAIN,
	               "Content-Length: 1000000\r\n\r\nhello"); /* over the limit of a record */
}

TEST(a_skippable_frame_with_a_damaged_length_swallows_no_records)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct buf bytes;
	struct walk walk = {0};
	buf_init(&bytes, SIZE_MAX / 2);
	buf_append(&bytes, STR("\x50\x2a\x4d\x18\x04\0\0\x10"
	                       "meta"));
	size_t start = bytes.n;
	archive_add(&bytes, CONTAINER_ZSTD, "response", "r0", STR("x"));
	struct batch_bytes batch = {.container = CONTAINER_ZSTD, /* and more to come */
	                            .format = &warc_format,
	                            .bytes = buf_str(&bytes)};
	walk_batch(reader, &batch, NULL, &walk);
	CHECK_NUMBER(walk.pieces[0].kind, PIECE_LOSS);
	CHECK_NUMBER(walk.pieces[0].loss, LOSS_BAD_DATA);
	CHECK_NUMBER(walk.pieces[0].length, start);
	CHECK(has_record(&walk, 0));
	CHECK_NUMBER(walk.bytes, bytes.n);
	buf_free(&bytes);
	record_reader_free(reader);
}

/* --- waste --- */

enum { STORED_BYTES = 60000, NESTED = 400, LOSSES_MOST = 100 };

static void add_stored(struct buf *out, bool last, struct str bytes)
{
	const char size[] = {(char)(bytes.n & 0xff), (char)(bytes.n >> 8), (char)~(bytes.n & 0xff),
	                     (char)~(bytes.n >> 8)};
	buf_append_byte(out, last);
	buf_append(out, (struct str){size, sizeof(size)});
	buf_append(out, bytes);
}

/* Members that begin within one another, and all go on to the same long block and wrong CRC. */
static void add_nested(struct buf *out)
{
	static const char long_block[STORED_BYTES];
	const struct str head = STR("\x1f\x8b\x08\0\0\0\0\0\0\xff");
	struct buf block;
	buf_init(&block, SIZE_MAX / 2);
	buf_append(&block, STR("WARC/1.0\r\n"));
	buf_append(&block, head);
	buf_append(out, head);
	for (int i = 0; i < NESTED; i++)
		add_stored(out, false, buf_str(&block));
	add_stored(out, true, (struct str){long_block, STORED_BYTES});
	buf_append(out, STR("\0\0\0\0\0\0\0\0"));
	buf_free(&block);
}

TEST(members_within_one_another_that_all_fail_do_not_each_cost_their_whole_size)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct buf bytes;
	struct piece piece;
	size_t losses = 0, counted = 0, records = 0;
	buf_init(&bytes, SIZE_MAX / 2);
	add_nested(&bytes);
	struct batch_bytes batch = {
	        .container = CONTAINER_GZIP, .format = &warc_format, .bytes = buf_str(&bytes)};
	records_begin(reader, &batch, NULL);
	for (records_next(reader, &piece); piece.kind != PIECE_END; records_next(reader, &piece)) {
		losses += piece.kind == PIECE_LOSS;
		counted += (size_t)piece.bytes;
	}
	CHECK(losses > 1 && losses < LOSSES_MOST);
	struct tail tail = records_tail(reader);
	CHECK(tail.losing && tail.lost_from == counted);
	/* the batch behind it is looked at afresh */
	size_t first = bytes.n;
	archive_add(&bytes, CONTAINER_GZIP, "response", "r0", STR("x"));
	batch.bytes = str_slice(buf_str(&bytes), tail.from, bytes.n);
	batch.offset = tail.from;
	batch.last = true;
	records_begin(reader, &batch, &tail);
	for (records_next(reader, &piece); piece.kind != PIECE_END; records_next(reader, &piece)) {
		records += piece.kind == PIECE_RECORD && piece.offset == first;
		counted += (size_t)piece.bytes;
	}
	CHECK_NUMBER(records, 1);
	CHECK_NUMBER(counted, bytes.n);
	buf_free(&bytes);
	record_reader_free(reader);
}

TEST(many_damaged_members_hide_no_whole_one)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct buf bytes;
	struct piece piece;
	size_t losses = 0, records = 0, counted = 0;
	buf_init(&bytes, SIZE_MAX / 2);
	for (int i = 0; i < NESTED; i++) {
		size_t from = bytes.n;
		archive_add(&bytes, CONTAINER_GZIP, "response", "bad", STR("some text to damage"));
		bytes.p[(from + bytes.n) / 2] ^= 0x55;
		archive_add(&bytes, CONTAINER_GZIP, "response", "good", STR("x"));
	}
	struct batch_bytes batch = {.container = CONTAINER_GZIP,
	                            .format = &warc_format,
	                            .bytes = buf_str(&bytes),
	                            .last = true};
	records_begin(reader, &batch, NULL);
	for (records_next(reader, &piece); piece.kind != PIECE_END; records_next(reader, &piece)) {
		losses += piece.kind == PIECE_LOSS;
		records += piece.kind == PIECE_RECORD;
		counted += (size_t)piece.bytes;
	}
	CHECK_NUMBER(records, NESTED);
	CHECK_NUMBER(losses, NESTED);
	CHECK_NUMBER(counted, bytes.n);
	buf_free(&bytes);
	record_reader_free(reader);
}
