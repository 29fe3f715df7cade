#include "io/index.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/file.h"
#include "tests/test.h"

static uint64_t key_number(uint64_t i)
{
	return hash64((struct str){(const char *)&i, sizeof(i)});
}

/* A segment of `documents` documents with `each` keys, in memory; ids, days and URLs by number. */
static int write_segment(uint64_t documents, uint64_t each, struct segment_sizes *sizes)
{
	int fd = memfd_create("segment", 0);
	struct key *keys = malloc((documents * each + 1) * sizeof(*keys));
	struct error error;
	char url[32];
	*sizes = (struct segment_sizes){documents * each, documents, 0, 1000};
	for (uint64_t i = 0; i < documents * each; i++)
		keys[i] = key_of(key_number(i), (uint32_t)(1000 + i / each));
	for (uint64_t i = 0; i < documents; i++)
		sizes->url_bytes += (uint64_t)snprintf(url, sizeof(url), "u%u", (unsigned)i);
	key_sort(keys, sizes->keys);
	struct segment_writer *writer = segment_writer_new(fd, "segment", sizes);
	for (uint64_t i = 0; i < sizes->keys; i++)
		segment_write_key(writer, &keys[i]);
	for (uint64_t i = 0; i < documents; i++) {
		int n = snprintf(url, sizeof(url), "u%u", (unsigned)i);
		struct segment_document document = {
		        .id = {i, ~i}, .check = i * i, .sketch = {1, 2, 3, i}, .day = (uint32_t)i};
		segment_write_document(writer, &document, (struct str){url, (size_t)n});
	}
	CHECK(segment_writer_finish(writer, &error) == STATUS_OK);
	segment_writer_free(writer);
	free(keys);
	return fd;
}

static void check_segment(uint64_t documents, uint64_t each, bool with_filter)
{
	struct segment_sizes sizes;
	struct segment *segment;
	struct segment_document document;
	struct error error;
	struct buf url;
	int fd = write_segment(documents, each, &sizes);
	buf_init(&url, SEGMENT_URL_BYTES_MAX);
	CHECK_NUMBER(lseek(fd, 0, SEEK_END), segment_file_bytes(&sizes));
	if (!CHECK(segment_open(fd, "segment", segment_file_bytes(&sizes),
	                        with_filter ? UINT64_MAX : 0, &segment, &error) == STATUS_OK))
		return;
	CHECK(segment_check(segment, &error) == STATUS_OK);
	for (uint64_t i = 0; i < documents * each; i++) {
		uint32_t number = KEY_NO_DOCUMENT;
		CHECK(segment_find(segment, key_number(i), &number, &error) == STATUS_OK);
		CHECK_NUMBER(number, 1000 + i / each);
	}
	unsigned maybe = 0;
	for (uint64_t i = 0; i < 10000; i++) {
		uint64_t other = key_number(~i);
		uint32_t number = KEY_NO_DOCUMENT;
		CHECK(segment_find(segment, other, &number, &error) == STATUS_OK &&
		      number == KEY_NO_DOCUMENT);
		maybe += segment_may_have(segment, other);
	}
	CHECK(!with_filter || maybe < 300); /* of 10,000 */
	for (uint64_t i = 0; i < documents; i++) {
		char want[32];
		int n = snprintf(want, sizeof(want), "u%u", (unsigned)i);
		buf_reset(&url);
		CHECK(segment_document(segment, (uint32_t)(1000 + i), &document, &url, &error) ==
		      STATUS_OK);
		CHECK(document.id.high == i && document.check == i * i && document.day == i &&
		      document.sketch[3] == i);
		CHECK_STR(buf_str(&url), ((struct str){want, (size_t)n}));
	}
	buf_free(&url);
	segment_free(segment);
}

TEST(a_segment_gives_back_what_was_written)
{
	check_segment(0, 1, true);
	check_segment(1, 1, true);
	check_segment(56, 15, true);
	check_segment(57, 15, true);
	check_segment(340, 1, true);
	check_segment(341, 1, true);
	check_segment(9000, 15, true);
	check_segment(500, 15, false);
}

/* Of 9000 documents with 15 keys each, those of every `step`th key and one beside each. */
static void check_scan(const struct segment *segment, uint64_t step, size_t memory)
{
	enum { KEYS = 9000 * 15 };
	struct key *keys = malloc(KEYS * sizeof(*keys));
	struct segment_scan *scan = segment_scan_new(segment, memory);
	struct error error;
	for (uint64_t i = 0; i < KEYS; i++)
		keys[i] = key_of(key_number(i), (uint32_t)(1000 + i / 15));
	key_sort(keys, KEYS);
	for (uint64_t i = 0; i < KEYS; i += step) {
		uint32_t found = KEY_NO_DOCUMENT, beside = KEY_NO_DOCUMENT;
		CHECK(segment_scan_find(scan, key_value(&keys[i]) - 1, &beside, &error) ==
		      STATUS_OK);
		CHECK(segment_scan_find(scan, key_value(&keys[i]), &found, &error) == STATUS_OK);
		CHECK_NUMBER(found, keys[i].document);
		CHECK_NUMBER(beside, KEY_NO_DOCUMENT);
	}
	segment_scan_free(scan);
	free(keys);
}

TEST(keys_in_ascending_order_are_found_with_any_memory)
{
	struct segment_sizes sizes;
	struct segment *segment;
	struct error error;
	int fd = write_segment(9000, 15, &sizes);
	if (!CHECK(segment_open(fd, "segment", segment_file_bytes(&sizes), UINT64_MAX, &segment,
	                        &error) == STATUS_OK))
		return;
	static const uint64_t steps[] = {1, 7, 340, 1000, 40000};
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		check_scan(segment, steps[i], 0);
		check_scan(segment, steps[i], 5 * SEGMENT_BLOCK);
		check_scan(segment, steps[i], 4 << 20);
	}
	segment_free(segment);
}

TEST(a_segment_of_another_size_is_refused)
{
	struct segment_sizes sizes;
	struct segment *segment;
	struct error error;
	int fd = write_segment(10, 3, &sizes);
	uint64_t bytes = segment_file_bytes(&sizes);
	CHECK(segment_open(fd, "s", bytes - 1, UINT64_MAX, &segment, &error) == STATUS_FAILED);
	CHECK(segment_open(fd, "s", 100, UINT64_MAX, &segment, &error) == STATUS_FAILED);
	CHECK(segment_open(fd, "s", bytes + 1, UINT64_MAX, &segment, &error) == STATUS_FAILED);
	CHECK(str_find(str_from(error.text), STR("ends where more should be"), 0) != STR_NONE);
	close(fd);
}

/* As a later program might write it: all right but for the version in its last block. */
TEST(a_segment_of_another_format_is_refused)
{
	enum { VERSION_AT = 8, CHECKSUM_AT = SEGMENT_BLOCK - 8, OTHER_VERSION = 7 };
	char block[SEGMENT_BLOCK];
	struct segment_sizes sizes;
	struct segment *segment;
	struct error error;
	int fd = write_segment(10, 3, &sizes);
	uint64_t bytes = segment_file_bytes(&sizes);
	off_t at = (off_t)(bytes - SEGMENT_BLOCK);
	CHECK_NUMBER(pread(fd, block, sizeof(block), at), sizeof(block));
	block[VERSION_AT] = OTHER_VERSION;
	uint64_t checksum = hash64((struct str){block, CHECKSUM_AT});
	for (int i = 0; i < 8; i++)
		block[CHECKSUM_AT + i] = (char)(checksum >> 8 * i);
	CHECK_NUMBER(pwrite(fd, block, sizeof(block), at), sizeof(block));
	CHECK(segment_open(fd, "s", bytes, UINT64_MAX, &segment, &error) == STATUS_FAILED);
	CHECK_STR(str_from(error.text), STR("s: the segment has format 7, this program knows 1"));
	close(fd);
}

TEST(a_catalogue_is_read_as_it_was_written)
{
	struct catalogue catalogue, again;
	struct error error;
	struct buf text;
	buf_init(&text, CATALOGUE_BYTES_MAX);
	catalogue_init(&catalogue, "near 14 bands 8 rows 5 words");
	for (uint32_t i = 0; i < 37; i++) {
		catalogue_add_run(&catalogue, (struct catalogue_run){i, i % 2, {key_number(i), i}});
		catalogue_add_segment(&catalogue, (struct catalogue_segment){i, 1ull << i});
	}
	catalogue.next_segment = 38;
	catalogue_write(&catalogue, &text);
	if (!CHECK(catalogue_read(buf_str(&text), "c", &again, &error) == STATUS_OK))
		return;
	CHECK_NUMBER(again.run_count, 37);
	CHECK_NUMBER(again.segment_count, 37);
	CHECK_NUMBER(again.next_segment, 38);
	CHECK_STR(str_from(again.keys), str_from(catalogue.keys));
	for (uint32_t i = 0; i < 37; i++) {
		CHECK(again.runs[i].documents == i && again.runs[i].exit_code == i % 2 &&
		      again.runs[i].manifest.high == key_number(i));
		CHECK(again.segments[i].number == i && again.segments[i].bytes == 1ull << i);
	}
	catalogue_free(&again);
	catalogue_free(&catalogue);
	buf_free(&text);
}

/* Whatever is left of it, a catalogue that ends early is refused. */
TEST(a_catalogue_that_is_cut_is_refused)
{
	struct catalogue catalogue, again;
	struct error error;
	struct buf text;
	buf_init(&text, CATALOGUE_BYTES_MAX);
	catalogue_init(&catalogue, "exact");
	catalogue_write(&catalogue, &text);
	for (size_t n = 0; n < text.n; n++) {
		CHECK(catalogue_read((struct str){text.p, n}, "c", &again, &error) ==
		      STATUS_FAILED);
		catalogue_free(&again);
	}
	catalogue_free(&catalogue);
	buf_free(&text);
}
