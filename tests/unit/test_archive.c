/* Inputs cut into batches: nothing lost, nothing twice, whatever they are. */
#include "io/archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/test.h"
#include "tests/unit/archives.h"

enum { RECORD_BYTES_MAX = 32 << 20, BLOCK_BYTES = 300000, BLOCKS = 60 };

/* A file of the test's own, removed by forget. */
struct file {
	char path[64];
};

static struct file write_file(struct str bytes)
{
	struct file file = {"/tmp/thresh-test-XXXXXX"};
	int fd = mkstemp(file.path);
	CHECK(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
	close(fd);
	return file;
}

static void forget(const struct file *file)
{
	unlink(file->path);
}

/* Bytes that no compressor makes smaller. */
static struct str noise(unsigned seed)
{
	char *bytes = malloc(BLOCK_BYTES);
	for (size_t i = 0; i < BLOCK_BYTES; i++) {
		seed = seed * 1664525u + 1013904223u;
		bytes[i] = (char)(seed >> 24);
	}
	return (struct str){bytes, BLOCK_BYTES};
}

static void make_large(struct buf *out, enum container container)
{
	buf_init(out, SIZE_MAX / 2);
	for (unsigned i = 0; i < BLOCKS; i++) {
		struct str block = noise(i);
		archive_add(out, container, "response", "r", block);
		free((void *)(size_t)block.p);
	}
}

struct totals {
	size_t batches, records, losses;
	uint64_t bytes;
	bool contiguous, ended;
};

/* Reads all batches and walks them as a run does, with what one leaves put in front of the next. */
static struct totals read_all(const char *path, char container[32], enum archive_result *result)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct totals totals = {.contiguous = true};
	struct archive *archive;
	struct archive_batch batch;
	struct tail tail = {0};
	struct buf bytes, joined;
	struct error error;
	uint64_t offset = 0;
	buf_init(&bytes, SIZE_MAX / 2);
	buf_init(&joined, SIZE_MAX / 2);
	*result = archive_open(path, false, reader, &archive, &error);
	if (*result != ARCHIVE_OK)
		goto out;
	archive_describe(archive, container, 32);
	while (archive_next(archive, &bytes, &batch, &error) == STATUS_OK) {
		struct batch_bytes span = batch.span;
		struct piece piece;
		totals.batches++;
		totals.contiguous = totals.contiguous && span.offset == offset && !totals.ended;
		totals.ended = span.last;
		offset += span.bytes.n;
		buf_append(&joined, span.bytes);
		span.bytes = buf_str(&joined);
		span.offset = offset - joined.n;
		records_begin(reader, &span, &tail);
		for (records_next(reader, &piece); piece.kind != PIECE_END;
		     records_next(reader, &piece)) {
			totals.records += piece.kind == PIECE_RECORD;
			totals.losses += piece.kind == PIECE_LOSS;
			totals.bytes += piece.bytes;
		}
		tail = records_tail(reader);
		buf_drop_front(&joined, tail.from);
		buf_reset(&bytes);
	}
	CHECK_NUMBER(totals.bytes, offset);
	archive_close(archive);
out:
	record_reader_free(reader);
	buf_free(&bytes);
	buf_free(&joined);
	return totals;
}

/* Each byte of the first member is damaged in turn: the other two are there. */
static void check_first_damaged(enum container container)
{
	struct buf bytes;
	char name[32];
	enum archive_result result;
	buf_init(&bytes, SIZE_MAX / 2);
	archive_add(&bytes, container, "response", "r", STR("HTTP/1.1 200 OK\r\n\r\nx"));
	size_t first = bytes.n;
	archive_add(&bytes, container, "response", "r", STR("HTTP/1.1 200 OK\r\n\r\ny"));
	archive_add(&bytes, container, "response", "r", STR("HTTP/1.1 200 OK\r\n\r\nz"));
	for (size_t at = 0; at < first; at++) {
		for (unsigned flip = 0x01; flip < 256; flip += 0x54) {
			bytes.p[at] = (char)((unsigned char)bytes.p[at] ^ flip);
			struct file file = write_file(buf_str(&bytes));
			struct totals totals = read_all(file.path, name, &result);
			CHECK(result == ARCHIVE_OK && totals.records >= 2);
			CHECK_NUMBER(totals.bytes, bytes.n);
			forget(&file);
			bytes.p[at] = (char)((unsigned char)bytes.p[at] ^ flip);
		}
	}
	buf_free(&bytes);
}

TEST(damage_in_the_first_member_hides_no_other)
{
	check_first_damaged(CONTAINER_GZIP);
	check_first_damaged(CONTAINER_ZSTD);
}

static void check_large(struct str bytes, const char *name, size_t losses)
{
	char container[32] = "";
	enum archive_result result;
	struct file file = write_file(bytes);
	struct totals totals = read_all(file.path, container, &result);
	CHECK_NUMBER(result, ARCHIVE_OK);
	CHECK_STR(str_from(container), str_from(name));
	CHECK_NUMBER(totals.records + totals.losses, BLOCKS);
	CHECK_NUMBER(totals.losses, losses);
	CHECK(totals.batches > 3 && totals.contiguous && totals.ended);
	forget(&file);
}

TEST(a_large_archive_is_cut_into_batches_that_miss_nothing)
{
	struct buf bytes;
	make_large(&bytes, CONTAINER_PLAIN);
	check_large(buf_str(&bytes), "warc", 0);
	check_large(str_slice(buf_str(&bytes), 0, bytes.n - 5000), "warc", 1);
	buf_free(&bytes);
	make_large(&bytes, CONTAINER_GZIP);
	check_large(buf_str(&bytes), "warc.gz", 0);
	check_large(str_slice(buf_str(&bytes), 0, bytes.n - 5000), "warc.gz", 1);
	buf_free(&bytes);
	make_large(&bytes, CONTAINER_ZSTD);
	check_large(buf_str(&bytes), "warc.zst", 0);
	check_large(str_slice(buf_str(&bytes), 0, bytes.n - 5000), "warc.zst", 1);
	buf_free(&bytes);
}

TEST(one_member_around_all_records_is_read_as_a_stream)
{
	struct buf plain, packed;
	make_large(&plain, CONTAINER_PLAIN);
	buf_init(&packed, SIZE_MAX / 2);
	archive_add_gzip(&packed, buf_str(&plain), 1);
	check_large(buf_str(&packed), "warc.gz-stream", 0);
	check_large(str_slice(buf_str(&packed), 0, packed.n - 5000), "warc.gz-stream", 1);
	packed.p[packed.n - 3] ^=
	        1; /* the length at the very end: no record is cut, but it is said */
	struct file file = write_file(buf_str(&packed));
	char container[32];
	enum archive_result result;
	struct totals totals = read_all(file.path, container, &result);
	CHECK_NUMBER(totals.records, BLOCKS);
	CHECK_NUMBER(totals.losses, 1);
	forget(&file);
	buf_reset(&packed);
	archive_add_zstd(&packed, buf_str(&plain));
	check_large(buf_str(&packed), "warc.zst-stream", 0);
	check_large(str_slice(buf_str(&packed), 0, packed.n - 5000), "warc.zst-stream", 1);
	buf_free(&plain);
	buf_free(&packed);
}

static enum archive_result open_only(struct str bytes)
{
	char container[32];
	enum archive_result result;
	struct file file = write_file(bytes);
	read_all(file.path, container, &result);
	forget(&file);
	return result;
}

TEST(what_is_no_archive_is_told_by_its_bytes)
{
	CHECK_NUMBER(open_only(STR("")), ARCHIVE_EMPTY);
	CHECK_NUMBER(open_only(STR("just text")), ARCHIVE_OTHER);
	CHECK_NUMBER(open_only(STR("\x1f\x8b\x08")), ARCHIVE_OTHER);
	struct buf packed;
	buf_init(&packed, SIZE_MAX / 2);
	archive_add_gzip(&packed, STR("compressed, but no record"), 6);
	CHECK_NUMBER(open_only(buf_str(&packed)), ARCHIVE_OTHER);
	buf_free(&packed);
	char container[32];
	enum archive_result result;
	read_all("/nowhere/at/all", container, &result);
	CHECK_NUMBER(result, ARCHIVE_ERROR);
	read_all("/tmp", container, &result);
	CHECK_NUMBER(result, ARCHIVE_ERROR);
}

TEST(an_archive_whose_first_record_is_damaged_is_still_one)
{
	struct buf bytes;
	char container[32] = "";
	enum archive_result result;
	buf_init(&bytes, SIZE_MAX / 2);
	archive_add(&bytes, CONTAINER_GZIP, "warcinfo", "r0", STR("x"));
	archive_add(&bytes, CONTAINER_GZIP, "response", "r1", STR("x"));
	bytes.p[0] ^= 0x40;
	struct file file = write_file(buf_str(&bytes));
	struct totals totals = read_all(file.path, container, &result);
	CHECK_NUMBER(result, ARCHIVE_OK);
	CHECK_STR(str_from(container), STR("warc.gz"));
	CHECK_NUMBER(totals.records, 1);
	CHECK_NUMBER(totals.losses, 1);
	forget(&file);
	buf_free(&bytes);
}
