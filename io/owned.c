#include "io/owned.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "io/file.h"
#include "io/little_endian.h"
#include "io/record_blocks.h"
#include "io/sealed_file.h"

enum { RECORD_BYTES = 16 };

static const struct sealed_kind kind = {"threshow", 1, "file of new keys"};

/* --- writing --- */

struct owned_writer {
	int fd;
	char path[PATH_MAX];
	struct owned_sizes sizes;
	struct sealed_writer file;
	struct record_writer records;
};

enum status owned_create(const char *path, uint32_t tasks, uint32_t range, uint32_t ranges,
                         struct owned_writer **created, struct error *error)
{
	struct owned_writer *writer = memory_resize(NULL, sizeof(*writer));
	memset(writer, 0, sizeof(*writer));
	snprintf(writer->path, sizeof(writer->path), "%s", path);
	enum status status = file_create(path, &writer->fd, error);
	writer->sizes = (struct owned_sizes){0, tasks, range, ranges};
	sealed_begin(&writer->file, &kind, writer->fd, writer->path);
	record_writer_begin(&writer->records, SEALED_HEADER_BYTES, RECORD_BYTES);
	if (status == STATUS_OK)
		*created = writer;
	else
		owned_writer_free(writer);
	return status;
}

void owned_writer_free(struct owned_writer *writer)
{
	if (writer == NULL)
		return;
	file_close(&writer->fd);
	sealed_free(&writer->file);
	free(writer);
}

enum status owned_add(struct owned_writer *writer, const struct owned *owned, struct error *error)
{
	char record[RECORD_BYTES];
	put_number(record, owned->key, 8);
	put_number(record + 8, owned->task, 4);
	put_number(record + 12, owned->document, 4);
	record_write(&writer->records, record, &writer->file.out);
	writer->sizes.keys++;
	return sealed_drain(&writer->file, error);
}

enum status owned_finish(struct owned_writer *writer, uint64_t *bytes, struct error *error)
{
	const uint64_t numbers[SEALED_NUMBERS] = {writer->sizes.keys, writer->sizes.tasks,
	                                          writer->sizes.range, writer->sizes.ranges, 0};
	record_writer_end(&writer->records, &writer->file.out);
	enum status status = sealed_end(&writer->file, numbers, error);
	*bytes = sealed_offset(&writer->file);
	return status == STATUS_OK ? file_sync_close(&writer->fd, writer->path, error) : status;
}

/* --- reading --- */

struct owned_file {
	int fd;
	char path[PATH_MAX];
	struct owned_sizes sizes;
	struct record_section records;
};

static enum status read_sizes(struct owned_file *owned, const uint64_t numbers[SEALED_NUMBERS],
                              uint64_t trailer_at, struct error *error)
{
	owned->sizes = (struct owned_sizes){numbers[0], (uint32_t)numbers[1], (uint32_t)numbers[2],
	                                    (uint32_t)numbers[3]};
	owned->records =
	        (struct record_section){SEALED_HEADER_BYTES, owned->sizes.keys, RECORD_BYTES};
	if (numbers[0] > trailer_at || numbers[1] > UINT32_MAX || numbers[2] >= numbers[3] ||
	    numbers[3] > UINT32_MAX ||
	    SEALED_HEADER_BYTES + record_section_bytes(&owned->records) != trailer_at)
		return sealed_damaged(owned->path, trailer_at, "its sizes do not add up", error);
	return STATUS_OK;
}

enum status owned_open(const char *path, struct owned_file **opened, struct error *error)
{
	uint64_t numbers[SEALED_NUMBERS], trailer_at;
	struct owned_file *owned = memory_resize(NULL, sizeof(*owned));
	memset(owned, 0, sizeof(*owned));
	snprintf(owned->path, sizeof(owned->path), "%s", path);
	enum status status = sealed_open(path, &kind, &owned->fd, numbers, &trailer_at, error);
	if (status == STATUS_OK)
		status = read_sizes(owned, numbers, trailer_at, error);
	if (status == STATUS_OK)
		*opened = owned;
	else
		owned_close(owned);
	return status;
}

void owned_close(struct owned_file *owned)
{
	if (owned == NULL)
		return;
	file_close(&owned->fd);
	free(owned);
}

struct owned_sizes owned_sizes(const struct owned_file *owned)
{
	return owned->sizes;
}

enum status owned_read(const struct owned_file *owned, uint64_t first, struct owned *out,
                       size_t most, size_t *got, struct error *error)
{
	char block[RECORD_BLOCK];
	*got = 0;
	while (*got < most && first + *got < owned->sizes.keys) {
		const char *from;
		size_t count;
		enum status status = record_block_read(owned->fd, owned->path, &owned->records,
		                                       first + *got, block, &from, &count, error);
		if (status != STATUS_OK)
			return status;
		for (; count > 0 && *got < most; count--, from += RECORD_BYTES)
			out[(*got)++] = (struct owned){get_number(from, 8),
			                               (uint32_t)get_number(from + 8, 4),
			                               (uint32_t)get_number(from + 12, 4)};
	}
	return STATUS_OK;
}
