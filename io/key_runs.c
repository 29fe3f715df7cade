#include "io/key_runs.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "core/base/hash.h"
#include "io/file.h"
#include "io/little_endian.h"
#include "io/sealed_file.h"

enum { ROW_BYTES = 40, ROW_CHECKSUM_AT = 32, PLACE_BYTES = 8, ENTRIES_MIN = 64 };

static const struct sealed_kind kind = {"threshke", 1, "file of a map task's keys"};

/* --- writing --- */

struct key_runs_writer {
	struct sealed_writer file;
	uint32_t ranges;
	struct key_entry *entries; /* of the run in hand */
	size_t entry_count, entries_max;
	uint64_t entries_written;
	struct buf rows, places; /* of the run in hand; of all runs */
	struct key_encoder encoder;
};

struct key_runs_writer *key_runs_writer_new(int fd, const char *path, uint32_t ranges,
                                            size_t memory_bytes_max)
{
	BUG_UNLESS(ranges > 0 && ranges <= KEY_RANGES_MAX);
	struct key_runs_writer *writer = memory_resize(NULL, sizeof(*writer));
	memset(writer, 0, sizeof(*writer));
	writer->ranges = ranges;
	writer->entries_max = memory_bytes_max / sizeof(*writer->entries);
	if (writer->entries_max < ENTRIES_MIN)
		writer->entries_max = ENTRIES_MIN;
	writer->entries = memory_resize(NULL, writer->entries_max * sizeof(*writer->entries));
	sealed_begin(&writer->file, &kind, fd, path);
	buf_init(&writer->rows, (size_t)ranges * ROW_BYTES);
	buf_init(&writer->places, (size_t)KEY_RUNS_MAX * PLACE_BYTES);
	return writer;
}

void key_runs_writer_free(struct key_runs_writer *writer)
{
	if (writer == NULL)
		return;
	sealed_free(&writer->file);
	buf_free(&writer->rows);
	buf_free(&writer->places);
	free(writer->entries);
	free(writer);
}

static void put_row(struct buf *rows, const struct key_stretch *stretch)
{
	char row[ROW_BYTES];
	put_number(row, stretch->offset, 8);
	put_number(row + 8, stretch->bytes, 8);
	put_number(row + 16, stretch->entries, 8);
	put_number(row + 24, stretch->checksum, 8);
	put_number(row + ROW_CHECKSUM_AT, hash64((struct str){row, ROW_CHECKSUM_AT}), 8);
	buf_append(rows, (struct str){row, sizeof(row)});
}

/* The entries of one range, from number `at` on; `*at` is then behind them. */
static enum status write_range(struct key_runs_writer *writer, uint32_t range, size_t *at,
                               struct error *error)
{
	enum status status = STATUS_OK;
	key_encoder_begin(&writer->encoder, sealed_offset(&writer->file), false);
	for (; *at < writer->entry_count && status == STATUS_OK; ++*at) {
		const struct key_entry *entry = &writer->entries[*at];
		if (key_range_of(entry->key, writer->ranges) != range)
			break;
		key_encode(&writer->encoder, entry, &writer->file.out);
		status = sealed_drain(&writer->file, error);
	}
	key_encoder_end(&writer->encoder, &writer->file.out);
	put_row(&writer->rows, &writer->encoder.stretch);
	return status;
}

static enum status write_run(struct key_runs_writer *writer, struct error *error)
{
	char place[PLACE_BYTES];
	size_t at = 0;
	enum status status = STATUS_OK;
	if (writer->places.n == writer->places.max)
		return error_set(error, "%s: more than %d sorted runs of keys; give more memory",
		                 writer->file.path, KEY_RUNS_MAX);
	key_entries_sort(writer->entries, writer->entry_count);
	buf_reset(&writer->rows);
	for (uint32_t range = 0; range < writer->ranges && status == STATUS_OK; range++)
		status = write_range(writer, range, &at, error);
	put_number(place, sealed_offset(&writer->file), PLACE_BYTES);
	buf_append(&writer->places, (struct str){place, sizeof(place)});
	buf_append(&writer->file.out, buf_str(&writer->rows));
	writer->entries_written += writer->entry_count;
	writer->entry_count = 0;
	return status;
}

enum status key_runs_add(struct key_runs_writer *writer, uint64_t key, uint32_t document,
                         uint8_t slot, struct error *error)
{
	enum status status = STATUS_OK;
	BUG_UNLESS(document != KEY_NO_DOCUMENT);
	if (writer->entry_count == writer->entries_max)
		status = write_run(writer, error);
	if (status == STATUS_OK)
		writer->entries[writer->entry_count++] =
		        (struct key_entry){key, key_place(0, document, slot)};
	return status;
}

enum status key_runs_finish(struct key_runs_writer *writer, struct error *error)
{
	enum status status = writer->entry_count > 0 ? write_run(writer, error) : STATUS_OK;
	if (status != STATUS_OK)
		return status;
	struct str places = buf_str(&writer->places);
	const uint64_t numbers[SEALED_NUMBERS] = {writer->ranges, places.n / PLACE_BYTES,
	                                          writer->entries_written,
	                                          sealed_offset(&writer->file), hash64(places)};
	buf_append(&writer->file.out, places);
	return sealed_end(&writer->file, numbers, error);
}

uint64_t key_runs_bytes(const struct key_runs_writer *writer)
{
	return sealed_offset(&writer->file);
}

/* --- reading --- */

struct key_runs {
	int fd;
	char path[PATH_MAX];
	uint32_t ranges, run_count;
	uint64_t entries;
	uint64_t places_at; /* all stretches and rows are before it */
	char *places;
};

static enum status read_places(struct key_runs *runs, const uint64_t numbers[SEALED_NUMBERS],
                               uint64_t trailer_at, struct error *error)
{
	uint64_t bytes = numbers[1] * PLACE_BYTES;
	if (numbers[0] == 0 || numbers[0] > KEY_RANGES_MAX || numbers[1] > KEY_RUNS_MAX ||
	    bytes > trailer_at || numbers[2] > trailer_at || numbers[3] != trailer_at - bytes)
		return sealed_damaged(runs->path, trailer_at, "its sizes do not add up", error);
	runs->ranges = (uint32_t)numbers[0];
	runs->run_count = (uint32_t)numbers[1];
	runs->entries = numbers[2];
	runs->places_at = numbers[3];
	runs->places = memory_resize(NULL, (size_t)bytes + 1);
	enum status status = file_read_at(runs->fd, runs->path, runs->places_at, runs->places,
	                                  (size_t)bytes, error);
	if (status == STATUS_OK && hash64((struct str){runs->places, (size_t)bytes}) != numbers[4])
		return sealed_damaged(runs->path, runs->places_at,
		                      "wrong checksum of the list of runs", error);
	return status;
}

enum status key_runs_open(const char *path, struct key_runs **opened, struct error *error)
{
	uint64_t numbers[SEALED_NUMBERS], trailer_at;
	struct key_runs *runs = memory_resize(NULL, sizeof(*runs));
	memset(runs, 0, sizeof(*runs));
	snprintf(runs->path, sizeof(runs->path), "%s", path);
	enum status status = sealed_open(path, &kind, &runs->fd, numbers, &trailer_at, error);
	if (status == STATUS_OK)
		status = read_places(runs, numbers, trailer_at, error);
	if (status == STATUS_OK)
		*opened = runs;
	else
		key_runs_close(runs);
	return status;
}

void key_runs_close(struct key_runs *runs)
{
	if (runs == NULL)
		return;
	file_close(&runs->fd);
	free(runs->places);
	free(runs);
}

uint32_t key_runs_ranges(const struct key_runs *runs)
{
	return runs->ranges;
}

uint32_t key_runs_count(const struct key_runs *runs)
{
	return runs->run_count;
}

uint64_t key_runs_entries(const struct key_runs *runs)
{
	return runs->entries;
}

enum status key_runs_stretch(const struct key_runs *runs, uint32_t run, uint32_t range,
                             struct key_stretch *stretch, struct error *error)
{
	char row[ROW_BYTES];
	BUG_UNLESS(run < runs->run_count && range < runs->ranges);
	uint64_t at = get_number(runs->places + (size_t)run * PLACE_BYTES, PLACE_BYTES);
	if (at > runs->places_at || (uint64_t)runs->ranges * ROW_BYTES > runs->places_at - at)
		return sealed_damaged(runs->path, runs->places_at, "a run is not in the file",
		                      error);
	at += (uint64_t)range * ROW_BYTES;
	enum status status = file_read_at(runs->fd, runs->path, at, row, sizeof(row), error);
	if (status != STATUS_OK)
		return status;
	if (get_number(row + ROW_CHECKSUM_AT, 8) != hash64((struct str){row, ROW_CHECKSUM_AT}))
		return sealed_damaged(runs->path, at, "wrong checksum of a range", error);
	*stretch = (struct key_stretch){get_number(row, 8), get_number(row + 8, 8),
	                                get_number(row + 16, 8), get_number(row + 24, 8)};
	if (stretch->offset > runs->places_at || stretch->bytes > runs->places_at - stretch->offset)
		return sealed_damaged(runs->path, at, "a range is not in the file", error);
	return STATUS_OK;
}
