#include "io/record_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/file.h"
#include "tests/test.h"

enum { RECORD_BYTES = 24, RECORDS = 500 };

static char path[sizeof("/tmp/record-file-XXXXXX")];

static void make_path(void)
{
	snprintf(path, sizeof(path), "/tmp/record-file-XXXXXX");
	int fd = mkstemp(path);
	CHECK(fd >= 0);
	file_close(&fd);
}

static void write_records(size_t record_bytes, const void *records, size_t count)
{
	struct record_file_writer *writer;
	struct error error;
	make_path();
	CHECK(record_file_create(path, record_bytes, &writer, &error) == STATUS_OK);
	CHECK(record_file_add(writer, records, count / 3, &error) == STATUS_OK);
	CHECK(record_file_add(writer, (const char *)records + count / 3 * record_bytes,
	                      count - count / 3, &error) == STATUS_OK);
	CHECK(record_file_finish(writer, &error) == STATUS_OK);
	record_file_writer_free(writer);
}

static void fill(char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(i * 7 + i / 251);
}

TEST(records_of_a_file_come_back_from_anywhere)
{
	static char records[RECORDS * RECORD_BYTES], got[RECORDS * RECORD_BYTES];
	struct record_file *file;
	struct error error;
	fill(records, sizeof(records));
	write_records(RECORD_BYTES, records, RECORDS);
	CHECK(record_file_open(path, RECORD_BYTES, &file, &error) == STATUS_OK);
	CHECK_NUMBER(record_file_count(file), RECORDS);
	for (size_t first = 0; first <= RECORDS; first += 7)
		for (size_t count = 0; count <= RECORDS - first; count += 61) {
			CHECK(record_file_read(file, first, got, count, &error) == STATUS_OK);
			CHECK(memcmp(got, records + first * RECORD_BYTES, count * RECORD_BYTES) ==
			      0);
		}
	CHECK(record_file_read(file, RECORDS - 1, got, 2, &error) == STATUS_FAILED);
	CHECK(record_file_read(file, UINT64_MAX, got, 2, &error) == STATUS_FAILED);
	record_file_close(file);
	CHECK(record_file_open(path, RECORD_BYTES + 1, &file, &error) == STATUS_FAILED);
	file_remove(path);
}

TEST(bytes_are_records_as_well)
{
	static char bytes[3 * 4096], got[sizeof(bytes)];
	struct record_file *file;
	struct error error;
	fill(bytes, sizeof(bytes));
	write_records(1, bytes, sizeof(bytes));
	CHECK(record_file_open(path, 1, &file, &error) == STATUS_OK);
	for (size_t at = 0, n = 0; at < sizeof(bytes); at += n) {
		n = at % 900 < sizeof(bytes) - at ? at % 900 + 1 : 1;
		CHECK(record_file_read(file, at, got, n, &error) == STATUS_OK);
		CHECK(memcmp(got, bytes + at, n) == 0);
	}
	record_file_close(file);
	file_remove(path);
}

/* True if all of it can be read. */
static bool is_whole(void)
{
	static char got[RECORDS * RECORD_BYTES];
	struct record_file *file;
	struct error error;
	bool is = record_file_open(path, RECORD_BYTES, &file, &error) == STATUS_OK;
	if (is)
		is = record_file_read(file, 0, got, (size_t)record_file_count(file), &error) ==
		     STATUS_OK;
	record_file_close(file);
	return is;
}

TEST(a_file_of_records_that_is_damaged_is_refused)
{
	static char records[RECORDS * RECORD_BYTES];
	struct buf text;
	struct error error;
	fill(records, sizeof(records));
	write_records(RECORD_BYTES, records, RECORDS);
	CHECK(is_whole());
	buf_init(&text, 1 << 20);
	CHECK(file_read_whole(path, 1 << 20, &text, &error) == STATUS_OK);
	for (size_t at = 0; at < text.n; at += at < 80 || at + 80 > text.n ? 1 : 97) {
		text.p[at] ^= 4;
		CHECK(file_write_whole(path, buf_str(&text), &error) == STATUS_OK);
		CHECK(!is_whole());
		text.p[at] ^= 4;
	}
	for (size_t n = 0; n < text.n; n += 211) {
		CHECK(file_write_whole(path, str_slice(buf_str(&text), 0, n), &error) == STATUS_OK);
		CHECK(!is_whole());
	}
	buf_free(&text);
	file_remove(path);
}
