/* Archives of records inside what libarchive reads: every format and filter that is promised. */
#include "io/walk.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/test.h"
#include "tests/unit/archives.h"

enum { PACKED_BYTES_MAX = 1 << 20, RECORD_BYTES_MAX = 1 << 20 };

/* Two archives, and files that are none, among them the page list that a WACZ has. */
static void add_entry(struct archive *out, const char *name, struct str bytes)
{
	struct archive_entry *entry = archive_entry_new();
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)bytes.n);
	CHECK(archive_write_header(out, entry) == ARCHIVE_OK);
	CHECK(archive_write_data(out, bytes.p, bytes.n) == (la_ssize_t)bytes.n);
	archive_entry_free(entry);
}

static void make_archive(struct buf *bytes, enum container container, const char *first)
{
	char second[32];
	snprintf(second, sizeof(second), "%s-second", first);
	buf_init(bytes, PACKED_BYTES_MAX);
	archive_add(bytes, container, "response", first, STR("HTTP/1.1 200 OK\r\n\r\nx"));
	archive_add(bytes, container, "response", second, STR("HTTP/1.1 200 OK\r\n\r\ny"));
}

static void pack(struct buf *packed, int format, int filter)
{
	struct buf a, b;
	size_t used;
	make_archive(&a, CONTAINER_GZIP, "a");
	make_archive(&b, CONTAINER_PLAIN, "b");
	buf_init(packed, PACKED_BYTES_MAX);
	struct archive *out = archive_write_new();
	CHECK(archive_write_set_format(out, format) == ARCHIVE_OK);
	if (format == ARCHIVE_FORMAT_ZIP)
		CHECK(archive_write_zip_set_compression_store(out) == ARCHIVE_OK);
	if (filter)
		CHECK(archive_write_add_filter(out, filter) == ARCHIVE_OK);
	archive_write_set_bytes_in_last_block(out, 1);
	char *room = buf_reserve(packed, PACKED_BYTES_MAX);
	CHECK(archive_write_open_memory(out, room, PACKED_BYTES_MAX, &used) == ARCHIVE_OK);
	if (format == ARCHIVE_FORMAT_RAW) {
		add_entry(out, "data", buf_str(&b));
	} else {
		add_entry(out, "datapackage.json", STR("{\"profile\": \"data-package\"}"));
		add_entry(out, "archive/a.warc.gz", buf_str(&a));
		add_entry(out, "pages/pages.jsonl",
		          STR("{\"url\": \"http://x.example/\", \"text\": \"no document\"}\n"));
		add_entry(out, "../../etc/b.warc", buf_str(&b));
	}
	CHECK(archive_write_close(out) == ARCHIVE_OK);
	packed->n = used;
	archive_write_free(out);
	buf_free(&a);
	buf_free(&b);
}

/* The URIs of all records, and the names of their files, joined; "!" is a loss, "?" an error. */
static void read_back(struct str packed, struct buf *seen)
{
	char path[] = "/tmp/thresh-test-XXXXXX";
	struct walk *walk;
	struct piece piece;
	struct error error;
	const char *name;
	int fd = mkstemp(path);
	buf_init(seen, PACKED_BYTES_MAX);
	CHECK(fd >= 0 && write(fd, packed.p, packed.n) == (ssize_t)packed.n);
	close(fd);
	enum archive_result opened = walk_open(path, RECORD_BYTES_MAX, &walk, &error);
	if (opened == ARCHIVE_ERROR)
		buf_append(seen, STR("?"));
	if (opened == ARCHIVE_OK) {
		enum status status;
		while ((status = walk_next(walk, &piece, &name, &error)) != STATUS_END)
			if (status == STATUS_OK)
				buf_printf(seen, "%s:%.*s%s ", name,
				           STR_ARG(piece.record.target_uri),
				           piece.kind == PIECE_LOSS ? "!" : "");
			else
				buf_append(seen, STR("?"));
		CHECK(!walk_seek(walk, 0));
	}
	walk_close(walk);
	unlink(path);
}

static bool has(const struct buf *seen, const char *what)
{
	return str_find(buf_str(seen), str_from(what), 0) != STR_NONE;
}

static void check_packed(int format, int filter, struct str want)
{
	struct buf packed, seen;
	pack(&packed, format, filter);
	read_back(buf_str(&packed), &seen);
	CHECK_STR(buf_str(&seen), want);
	buf_free(&packed);
	buf_free(&seen);
}

static const struct str both = STR_INIT("archive/a.warc.gz:a archive/a.warc.gz:a-second "
                                        "../../etc/b.warc:b ../../etc/b.warc:b-second ");

TEST(archives_in_a_zip_tar_or_7z_are_read_one_after_another)
{
	check_packed(ARCHIVE_FORMAT_ZIP, 0, both);
	check_packed(ARCHIVE_FORMAT_TAR_USTAR, 0, both);
	check_packed(ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, 0, both);
	check_packed(ARCHIVE_FORMAT_7ZIP, 0, both);
}

TEST(a_compressed_tar_is_a_tar)
{
	check_packed(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, both);
	check_packed(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_ZSTD, both);
	check_packed(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ, both);
	check_packed(ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_BZIP2, both);
}

TEST(an_archive_behind_a_filter_has_no_other_name)
{
	check_packed(ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_XZ, STR(":b :b-second "));
	check_packed(ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_BZIP2, STR(":b :b-second "));
	check_packed(ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_LZ4, STR(":b :b-second "));
}

TEST(a_truncated_container_gives_what_stands_before_the_end)
{
	struct buf packed, seen;
	pack(&packed, ARCHIVE_FORMAT_TAR_USTAR, 0);
	size_t whole = packed.n, second = str_find(buf_str(&packed), STR("WARC/1.0"), 0);
	second = str_find(buf_str(&packed), STR("WARC/1.0"), second + 1); /* of b.warc */
	size_t third = second + (second - str_find(buf_str(&packed), STR("WARC/1.0"), 0));
	for (size_t n = 0; n < whole; n += 97) {
		packed.n = n;
		read_back(buf_str(&packed), &seen);
		CHECK(seen.n <= both.n + 32);
		CHECK(n < second || has(&seen, "b.warc:b "));
		CHECK(n >= third || !has(&seen, "b.warc:b-second "));
		CHECK(n < second || n >= third || has(&seen, "!"));
		buf_free(&seen);
	}
	buf_free(&packed);
}

TEST(a_damaged_file_in_a_zip_costs_its_own_record_and_is_said)
{
	struct buf packed, seen;
	pack(&packed, ARCHIVE_FORMAT_ZIP, 0);
	size_t first = str_find(buf_str(&packed), STR("\x1f\x8b\x08"), 0);
	size_t second = str_find(buf_str(&packed), STR("\x1f\x8b\x08"), first + 1);
	for (size_t at = first; at < second; at++) {
		packed.p[at] ^= 0x55;
		read_back(buf_str(&packed), &seen);
		packed.p[at] ^= 0x55;
		CHECK(has(&seen, "a.warc.gz:a-second ") && has(&seen, "b.warc:b ") &&
		      has(&seen, "b.warc:b-second "));
		CHECK(has(&seen, "?"));
		buf_free(&seen);
	}
	buf_free(&packed);
}

TEST(a_damaged_file_that_is_passed_over_is_said_too)
{
	struct buf packed, seen;
	pack(&packed, ARCHIVE_FORMAT_ZIP, 0);
	size_t at = str_find(buf_str(&packed), STR("data-package"), 0);
	packed.p[at] ^= 0x55;
	read_back(buf_str(&packed), &seen);
	CHECK(has(&seen, "?") && seen.n == both.n + 1);
	buf_free(&packed);
	buf_free(&seen);
}

/* A page with a hole in it, and a record behind. */
TEST(a_sparse_file_has_zeros_for_its_holes)
{
	enum { HOLE_AT = 4096, HOLE_BYTES = 1 << 16, BLOCK_BYTES = 3 * HOLE_BYTES };
	struct buf bytes, packed, seen;
	size_t used;
	char *block = calloc(1, BLOCK_BYTES);
	buf_init(&bytes, PACKED_BYTES_MAX);
	buf_init(&packed, PACKED_BYTES_MAX);
	archive_add(&bytes, CONTAINER_PLAIN, "response", "zeros", (struct str){block, BLOCK_BYTES});
	archive_add(&bytes, CONTAINER_PLAIN, "response", "behind", STR("x"));
	struct archive *out = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	CHECK(archive_write_set_format_pax(out) == ARCHIVE_OK);
	char *room = buf_reserve(&packed, PACKED_BYTES_MAX);
	CHECK(archive_write_open_memory(out, room, PACKED_BYTES_MAX, &used) == ARCHIVE_OK);
	archive_entry_set_pathname(entry, "sparse.warc");
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_size(entry, (la_int64_t)bytes.n);
	archive_entry_sparse_add_entry(entry, 0, HOLE_AT);
	archive_entry_sparse_add_entry(entry, HOLE_AT + HOLE_BYTES,
	                               (la_int64_t)bytes.n - HOLE_AT - HOLE_BYTES);
	CHECK(archive_write_header(out, entry) == ARCHIVE_OK);
	CHECK(archive_write_data(out, bytes.p, bytes.n) == (la_ssize_t)bytes.n);
	archive_entry_free(entry);
	CHECK(archive_write_close(out) == ARCHIVE_OK);
	archive_write_free(out);
	packed.n = used;
	CHECK(packed.n < bytes.n);
	read_back(buf_str(&packed), &seen);
	CHECK_STR(buf_str(&seen), STR("sparse.warc:zeros sparse.warc:behind "));
	buf_free(&bytes);
	buf_free(&packed);
	buf_free(&seen);
	free(block);
}
