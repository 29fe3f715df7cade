#include "io/record_file.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "io/file.h"
#include "io/record_blocks.h"
#include "io/sealed_file.h"

static const struct sealed_kind kind = {"threshre", 1, "file of records"};

/* --- writing --- */

struct record_file_writer {
	int fd;
	char path[PATH_MAX];
	struct sealed_writer file;
	struct record_writer records;
};

enum status record_file_create(const char *path, size_t record_bytes,
                               struct record_file_writer **created, struct error *error)
{
	int fd;
	*created = NULL;
	enum status status = file_create(path, &fd, error);
	if (status != STATUS_OK)
		return status;
	struct record_file_writer *writer = memory_resize(NULL, sizeof(*writer));
	memset(writer, 0, sizeof(*writer));
	snprintf(writer->path, sizeof(writer->path), "%s", path);
	writer->fd = fd;
	sealed_begin(&writer->file, &kind, fd, writer->path);
	record_writer_begin(&writer->records, SEALED_HEADER_BYTES, record_bytes);
	*created = writer;
	return STATUS_OK;
}

enum status record_file_add(struct record_file_writer *writer, const void *records, size_t count,
                            struct error *error)
{
	const char *record = records;
	enum status status = STATUS_OK;
	for (; count > 0 && status == STATUS_OK; count--) {
		record_write(&writer->records, record, &writer->file.out);
		record += writer->records.section.record_bytes;
		status = sealed_drain(&writer->file, error);
	}
	return status;
}

enum status record_file_finish(struct record_file_writer *writer, struct error *error)
{
	const struct record_section *section = &writer->records.section;
	const uint64_t numbers[SEALED_NUMBERS] = {section->count, section->record_bytes};
	record_writer_end(&writer->records, &writer->file.out);
	enum status status = sealed_end(&writer->file, numbers, error);
	return status == STATUS_OK ? file_sync_close(&writer->fd, writer->path, error) : status;
}

void record_file_writer_free(struct record_file_writer *writer)
{
	if (writer == NULL)
		return;
	file_close(&writer->fd);
	sealed_free(&writer->file);
	free(writer);
}

/* --- reading --- */

/* The block in hand has the records that were asked for last: whoever reads on needs no other. */
struct record_file {
	int fd;
	char path[PATH_MAX];
	struct record_section section;
	char block[RECORD_BLOCK];
	const char *records; /* in the block, */
	uint64_t first;      /* from this number on, */
	size_t count;        /* so many */
};

enum status record_file_open(const char *path, size_t record_bytes, struct record_file **opened,
                             struct error *error)
{
	uint64_t numbers[SEALED_NUMBERS] = {0}, trailer_at = 0;
	struct record_file *file = memory_resize(NULL, sizeof(*file));
	memset(file, 0, sizeof(*file));
	*opened = NULL;
	snprintf(file->path, sizeof(file->path), "%s", path);
	enum status status = sealed_open(path, &kind, &file->fd, numbers, &trailer_at, error);
	file->section = (struct record_section){SEALED_HEADER_BYTES, numbers[0], record_bytes};
	if (status == STATUS_OK &&
	    (numbers[1] != record_bytes || numbers[0] > trailer_at ||
	     SEALED_HEADER_BYTES + record_section_bytes(&file->section) != trailer_at))
		status = sealed_damaged(path, trailer_at, "its sizes do not add up", error);
	if (status == STATUS_OK)
		*opened = file;
	else
		record_file_close(file);
	return status;
}

void record_file_close(struct record_file *file)
{
	if (file == NULL)
		return;
	file_close(&file->fd);
	free(file);
}

uint64_t record_file_count(const struct record_file *file)
{
	return file->section.count;
}

const char *record_file_path(const struct record_file *file)
{
	return file->path;
}

enum status record_file_read(struct record_file *file, uint64_t first, void *records, size_t count,
                             struct error *error)
{
	char *out = records;
	size_t bytes = file->section.record_bytes;
	if (first > file->section.count || count > file->section.count - first)
		return sealed_damaged(file->path, SEALED_HEADER_BYTES + file->section.count * bytes,
		                      "it ends before a record that should be there", error);
	while (count > 0) {
		if (first < file->first || first - file->first >= file->count) {
			file->first = first;
			file->count = 0;
			enum status status =
			        record_block_read(file->fd, file->path, &file->section, first,
			                          file->block, &file->records, &file->count, error);
			if (status != STATUS_OK)
				return status;
		}
		size_t skip = (size_t)(first - file->first), n = file->count - skip;
		n = n < count ? n : count;
		memcpy(out, file->records + skip * bytes, n * bytes);
		out += n * bytes;
		first += n;
		count -= n;
	}
	return STATUS_OK;
}
