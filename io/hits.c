#include "io/hits.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "io/file.h"
#include "io/little_endian.h"
#include "io/record_blocks.h"
#include "io/sealed_file.h"

enum { RECORD_BYTES = 14, TABLE_RECORD_BYTES = 8, FLAG_IN_INDEX = 1 };

static const struct sealed_kind kind = {"threshhi", 1, "file of hits"};

/* --- writing --- */

struct hits_writer {
	int fd;
	char path[PATH_MAX];
	struct hits_sizes sizes;
	uint64_t *firsts; /* of each task that has begun, */
	uint32_t begun;   /* as many as these */
	struct sealed_writer file;
	struct record_writer records;
};

enum status hits_create(const char *path, uint32_t tasks, uint32_t range, uint32_t ranges,
                        struct hits_writer **created, struct error *error)
{
	struct hits_writer *writer = memory_resize(NULL, sizeof(*writer));
	memset(writer, 0, sizeof(*writer));
	snprintf(writer->path, sizeof(writer->path), "%s", path);
	enum status status = file_create(path, &writer->fd, error);
	writer->sizes = (struct hits_sizes){0, tasks, range, ranges};
	writer->firsts = memory_resize(NULL, ((size_t)tasks + 1) * sizeof(*writer->firsts));
	sealed_begin(&writer->file, &kind, writer->fd, writer->path);
	record_writer_begin(&writer->records, SEALED_HEADER_BYTES, RECORD_BYTES);
	if (status == STATUS_OK)
		*created = writer;
	else
		hits_writer_free(writer);
	return status;
}

void hits_writer_free(struct hits_writer *writer)
{
	if (writer == NULL)
		return;
	file_close(&writer->fd);
	sealed_free(&writer->file);
	free(writer->firsts);
	free(writer);
}

/* Tasks up to `task`, inclusive, begin here at the latest; the one behind the last is the end. */
static void begin_tasks(struct hits_writer *writer, uint32_t task)
{
	while (writer->begun <= task)
		writer->firsts[writer->begun++] = writer->sizes.hits;
}

enum status hits_add(struct hits_writer *writer, uint32_t task, const struct hit *hit,
                     struct error *error)
{
	char record[RECORD_BYTES];
	BUG_UNLESS(task < writer->sizes.tasks && task + 1 >= writer->begun);
	begin_tasks(writer, task);
	put_number(record, hit->document, 4);
	put_number(record + 4, hit->slot, 1);
	put_number(record + 5, hit->in_index ? FLAG_IN_INDEX : 0, 1);
	put_number(record + 6, hit->first_task, 4);
	put_number(record + 10, hit->first_document, 4);
	record_write(&writer->records, record, &writer->file.out);
	writer->sizes.hits++;
	return sealed_drain(&writer->file, error);
}

static enum status write_table(struct hits_writer *writer, struct error *error)
{
	struct record_writer table;
	enum status status = STATUS_OK;
	begin_tasks(writer, writer->sizes.tasks);
	record_writer_begin(&table, sealed_offset(&writer->file), TABLE_RECORD_BYTES);
	for (size_t i = 0; i <= writer->sizes.tasks && status == STATUS_OK; i++) {
		char record[TABLE_RECORD_BYTES];
		put_number(record, writer->firsts[i], 8);
		record_write(&table, record, &writer->file.out);
		status = sealed_drain(&writer->file, error);
	}
	record_writer_end(&table, &writer->file.out);
	return status;
}

enum status hits_finish(struct hits_writer *writer, uint64_t *bytes, struct error *error)
{
	const uint64_t numbers[SEALED_NUMBERS] = {writer->sizes.hits, writer->sizes.tasks,
	                                          writer->sizes.range, writer->sizes.ranges, 0};
	record_writer_end(&writer->records, &writer->file.out);
	enum status status = write_table(writer, error);
	if (status == STATUS_OK)
		status = sealed_end(&writer->file, numbers, error);
	*bytes = sealed_offset(&writer->file);
	return status == STATUS_OK ? file_sync_close(&writer->fd, writer->path, error) : status;
}

/* --- reading --- */

struct hits {
	int fd;
	char path[PATH_MAX];
	struct hits_sizes sizes;
	struct record_section records, table;
};

static enum status read_sizes(struct hits *hits, const uint64_t numbers[SEALED_NUMBERS],
                              uint64_t trailer_at, struct error *error)
{
	if (numbers[0] > trailer_at || numbers[1] > trailer_at || numbers[1] >= UINT32_MAX ||
	    numbers[2] >= numbers[3] || numbers[3] > UINT32_MAX)
		return sealed_damaged(hits->path, trailer_at, "its sizes do not add up", error);
	hits->sizes = (struct hits_sizes){numbers[0], (uint32_t)numbers[1], (uint32_t)numbers[2],
	                                  (uint32_t)numbers[3]};
	hits->records = (struct record_section){SEALED_HEADER_BYTES, numbers[0], RECORD_BYTES};
	hits->table =
	        (struct record_section){SEALED_HEADER_BYTES + record_section_bytes(&hits->records),
	                                numbers[1] + 1, TABLE_RECORD_BYTES};
	if (hits->table.offset + record_section_bytes(&hits->table) != trailer_at)
		return sealed_damaged(hits->path, trailer_at, "its sizes do not add up", error);
	return STATUS_OK;
}

enum status hits_open(const char *path, struct hits **opened, struct error *error)
{
	uint64_t numbers[SEALED_NUMBERS], trailer_at;
	struct hits *hits = memory_resize(NULL, sizeof(*hits));
	memset(hits, 0, sizeof(*hits));
	snprintf(hits->path, sizeof(hits->path), "%s", path);
	enum status status = sealed_open(path, &kind, &hits->fd, numbers, &trailer_at, error);
	if (status == STATUS_OK)
		status = read_sizes(hits, numbers, trailer_at, error);
	if (status == STATUS_OK)
		*opened = hits;
	else
		hits_close(hits);
	return status;
}

void hits_close(struct hits *hits)
{
	if (hits == NULL)
		return;
	file_close(&hits->fd);
	free(hits);
}

struct hits_sizes hits_sizes(const struct hits *hits)
{
	return hits->sizes;
}

static enum status read_table(const struct hits *hits, uint32_t task, uint64_t *first,
                              struct error *error)
{
	char block[RECORD_BLOCK];
	const char *record;
	size_t count;
	enum status status = record_block_read(hits->fd, hits->path, &hits->table, task, block,
	                                       &record, &count, error);
	if (status == STATUS_OK)
		*first = get_number(record, TABLE_RECORD_BYTES);
	return status;
}

/* Where a task's hits begin and end. */
static enum status find_task(const struct hits *hits, uint32_t task, uint64_t *begin, uint64_t *end,
                             struct error *error)
{
	BUG_UNLESS(task < hits->sizes.tasks);
	enum status status = read_table(hits, task, begin, error);
	if (status == STATUS_OK)
		status = read_table(hits, task + 1, end, error);
	if (status == STATUS_OK && (*begin > *end || *end > hits->sizes.hits))
		return sealed_damaged(hits->path, hits->table.offset,
		                      "a task's hits are not where they should be", error);
	return status;
}

enum status hits_count(const struct hits *hits, uint32_t task, uint64_t *count, struct error *error)
{
	uint64_t begin = 0, end = 0;
	enum status status = find_task(hits, task, &begin, &end, error);
	*count = end - begin;
	return status;
}

static struct hit hit_of(const char *record)
{
	return (struct hit){.document = (uint32_t)get_number(record, 4),
	                    .slot = (uint8_t)get_number(record + 4, 1),
	                    .in_index = get_number(record + 5, 1) & FLAG_IN_INDEX,
	                    .first_task = (uint32_t)get_number(record + 6, 4),
	                    .first_document = (uint32_t)get_number(record + 10, 4)};
}

enum status hits_of_task(const struct hits *hits, uint32_t task, uint64_t first, struct hit *out,
                         size_t most, size_t *got, struct error *error)
{
	char block[RECORD_BLOCK];
	uint64_t begin, end;
	*got = 0;
	enum status status = find_task(hits, task, &begin, &end, error);
	if (status != STATUS_OK || first >= end - begin)
		return status;
	for (uint64_t at = begin + first; *got < most && at < end && status == STATUS_OK;) {
		const char *from;
		size_t count = 0;
		status = record_block_read(hits->fd, hits->path, &hits->records, at, block, &from,
		                           &count, error);
		for (; count > 0 && *got < most && at < end; count--, at++, from += RECORD_BYTES)
			out[(*got)++] = hit_of(from);
	}
	return status;
}
