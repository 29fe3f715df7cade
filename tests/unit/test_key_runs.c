#include "io/key_runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/hash.h"
#include "io/file.h"
#include "tests/test.h"

enum { RUN_BYTES = 1 << 10, RANGES = 3 };

static uint64_t mixed(uint64_t z)
{
	return hash64((struct str){(const char *)&z, sizeof(z)});
}

/* Entry `i` of a file: keys of all sizes, many of them twice. */
static struct key_entry entry_of(uint64_t i)
{
	static const uint64_t ends[] = {0, UINT64_MAX, UINT64_MAX / RANGES,
	                                UINT64_MAX / RANGES + 1};
	uint64_t key = i < 8 ? ends[i % 4] : mixed(i / 2) >> mixed(i / 2) % 40;
	uint32_t document = (uint32_t)(mixed(i) >> mixed(i) % 32);
	if (document == KEY_NO_DOCUMENT)
		document = 0;
	return (struct key_entry){key, key_place(0, document, (uint8_t)(mixed(i) >> 8))};
}

static void write_file(const char *path, uint64_t count, size_t memory)
{
	struct error error;
	int fd;
	CHECK(file_create(path, &fd, &error) == STATUS_OK);
	struct key_runs_writer *writer = key_runs_writer_new(fd, path, RANGES, memory);
	for (uint64_t i = 0; i < count; i++) {
		struct key_entry entry = entry_of(i);
		CHECK(key_runs_add(writer, entry.key, place_document(entry.place),
		                   place_slot(entry.place), &error) == STATUS_OK);
	}
	CHECK(key_runs_finish(writer, &error) == STATUS_OK);
	CHECK(file_sync_close(&fd, path, &error) == STATUS_OK);
	CHECK_NUMBER(key_runs_bytes(writer), file_size(path));
	key_runs_writer_free(writer);
}

/* All entries of a stretch, appended to `out`. */
static enum status read_stretch(const char *path, const struct key_stretch *stretch, uint32_t range,
                                struct buf *out, struct error *error)
{
	static char buffer[KEY_FRAME_BYTES + 100];
	struct key_cursor cursor;
	struct key_entry entry;
	int fd;
	enum status status = file_open_random(path, &fd, error);
	key_cursor_begin(&cursor, fd, path, stretch, buffer, sizeof(buffer));
	while (status == STATUS_OK) {
		status = key_cursor_next(&cursor, &entry, error);
		if (status != STATUS_OK)
			break;
		if (key_range_of(entry.key, RANGES) != range)
			CHECK_NUMBER(key_range_of(entry.key, RANGES), range);
		buf_append(out, (struct str){(const char *)&entry, sizeof(entry)});
	}
	file_close(&fd);
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status read_file(const char *path, struct buf *out, struct error *error)
{
	struct key_runs *runs;
	enum status status = key_runs_open(path, &runs, error);
	if (status != STATUS_OK)
		return status;
	for (uint32_t run = 0; run < key_runs_count(runs); run++)
		for (uint32_t range = 0; range < RANGES && status == STATUS_OK; range++) {
			struct key_stretch stretch;
			status = key_runs_stretch(runs, run, range, &stretch, error);
			if (status == STATUS_OK)
				status = read_stretch(path, &stretch, range, out, error);
		}
	key_runs_close(runs);
	return status;
}

static int by_order(const void *a, const void *b)
{
	return key_entry_less(b, a) - key_entry_less(a, b);
}

static void check_entries(uint64_t count, size_t memory, uint32_t runs_min)
{
	char path[] = "/tmp/key-runs-XXXXXX";
	struct error error;
	struct key_runs *runs;
	struct buf got;
	close(mkstemp(path));
	buf_init(&got, SIZE_MAX / 2);
	write_file(path, count, memory);
	struct key_entry *want = malloc((count + 1) * sizeof(*want));
	for (uint64_t i = 0; i < count; i++)
		want[i] = entry_of(i);
	qsort(want, count, sizeof(*want), by_order);
	if (!CHECK(read_file(path, &got, &error) == STATUS_OK))
		fprintf(stderr, "%s\n", error.text);
	if (count > 0)
		qsort(got.p, got.n / sizeof(*want), sizeof(*want), by_order);
	CHECK_STR(buf_str(&got), ((struct str){(char *)want, count * sizeof(*want)}));
	if (CHECK(key_runs_open(path, &runs, &error) == STATUS_OK)) {
		CHECK(key_runs_count(runs) >= runs_min);
		CHECK_NUMBER(key_runs_entries(runs), count);
		CHECK_NUMBER(key_runs_ranges(runs), RANGES);
		key_runs_close(runs);
	}
	free(want);
	buf_free(&got);
	file_remove(path);
}

TEST(a_file_of_keys_gives_back_what_was_added)
{
	check_entries(0, RUN_BYTES, 0);
	check_entries(1, RUN_BYTES, 1);
	check_entries(63, RUN_BYTES, 1);
	check_entries(64, 0, 1);
	check_entries(65, 0, 2);
	check_entries(20000, 0, 300);
	check_entries(20000, 1 << 20, 1);
}

/* One key of very many documents, and one document: no step may be quadratic or too deep. */
TEST(entries_are_sorted_by_all_of_their_parts)
{
	enum { COUNT = 300000 };
	struct key_entry *entries = malloc(COUNT * sizeof(*entries));
	for (uint64_t i = 0; i < COUNT; i++)
		entries[i] = (struct key_entry){i % 3 ? 77 : mixed(i),
		                                key_place((uint32_t)(mixed(i) % 5),
		                                          (uint32_t)(i * 7919 % COUNT / 2),
		                                          (uint8_t)(i % 256))};
	key_entries_sort(entries, COUNT);
	bool is_sorted = true;
	for (uint64_t i = 1; i < COUNT; i++)
		is_sorted &= !key_entry_less(&entries[i], &entries[i - 1]);
	CHECK(is_sorted);
	free(entries);
}

/* Without syncing, which file_write_whole would do. */
static void write_bytes(const char *path, struct str bytes)
{
	struct error error;
	int fd;
	CHECK(file_create(path, &fd, &error) == STATUS_OK);
	CHECK(file_write(fd, path, bytes, &error) == STATUS_OK);
	file_close(&fd);
}

TEST(damage_in_a_file_of_keys_is_found_wherever_it_is)
{
	enum { COUNT = 100 };
	char path[] = "/tmp/key-runs-XXXXXX";
	struct error error;
	struct buf got;
	close(mkstemp(path));
	buf_init(&got, SIZE_MAX / 2);
	write_file(path, COUNT, RUN_BYTES);
	struct str bytes = test_read_file(path);
	char *changed = malloc(bytes.n);
	for (size_t i = 0; i < bytes.n; i++) {
		memcpy(changed, bytes.p, bytes.n);
		changed[i] ^= (char)(1 << i % 8);
		write_bytes(path, (struct str){changed, bytes.n});
		buf_reset(&got);
		error.text[0] = '\0';
		if (!CHECK(read_file(path, &got, &error) == STATUS_FAILED))
			fprintf(stderr, "byte %zu\n", i);
		CHECK(str_starts(str_from(error.text), str_from(path)));
		write_bytes(path, str_slice(bytes, 0, i));
		CHECK(read_file(path, &got, &error) == STATUS_FAILED);
	}
	free(changed);
	buf_free(&got);
	file_remove(path);
}

TEST(damage_in_a_file_of_keys_is_named_with_its_place)
{
	char path[] = "/tmp/key-runs-XXXXXX", want[100];
	struct error error;
	struct buf got;
	close(mkstemp(path));
	buf_init(&got, SIZE_MAX / 2);
	write_file(path, 1000, 1 << 20);
	struct str bytes = test_read_file(path);
	char *changed = malloc(bytes.n);
	memcpy(changed, bytes.p, bytes.n);
	changed[16 + KEY_FRAME_HEADER + 5] ^= 1; /* of the first frame, behind the header */
	write_bytes(path, (struct str){changed, bytes.n});
	CHECK(read_file(path, &got, &error) == STATUS_FAILED);
	snprintf(want, sizeof(want), "%s: damaged at 16: wrong checksum of keys", path);
	CHECK_STR(str_from(error.text), str_from(want));
	free(changed);
	buf_free(&got);
	file_remove(path);
}
