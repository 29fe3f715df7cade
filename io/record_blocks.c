#include "io/record_blocks.h"

#include <string.h>

#include "core/base/bug.h"
#include "core/base/hash.h"
#include "io/file.h"
#include "io/little_endian.h"
#include "io/sealed_file.h"

enum { CHECKSUM_AT = RECORD_BLOCK - 8 };

static size_t block_records(const struct record_section *section)
{
	return CHECKSUM_AT / section->record_bytes;
}

uint64_t record_section_bytes(const struct record_section *section)
{
	size_t each = block_records(section);
	return (section->count / each + (section->count % each > 0)) * RECORD_BLOCK;
}

/* With its number, so that blocks cannot change places. */
static uint64_t checksum_of(const char block[RECORD_BLOCK], uint64_t number)
{
	return hash64((struct str){block, CHECKSUM_AT}) ^ number * 0x9e3779b97f4a7c15u;
}

void record_writer_begin(struct record_writer *writer, uint64_t offset, size_t record_bytes)
{
	BUG_UNLESS(record_bytes > 0 && record_bytes <= RECORD_BYTES_MAX);
	memset(writer, 0, sizeof(*writer));
	writer->section = (struct record_section){offset, 0, record_bytes};
}

static void put_block(struct record_writer *writer, struct buf *out)
{
	uint64_t number = (writer->section.count - 1) / block_records(&writer->section);
	put_number(writer->block + CHECKSUM_AT, checksum_of(writer->block, number), 8);
	buf_append(out, (struct str){writer->block, RECORD_BLOCK});
	memset(writer->block, 0, sizeof(writer->block));
}

void record_write(struct record_writer *writer, const char *record, struct buf *out)
{
	size_t each = block_records(&writer->section), size = writer->section.record_bytes;
	memcpy(writer->block + writer->section.count % each * size, record, size);
	if (++writer->section.count % each == 0)
		put_block(writer, out);
}

void record_writer_end(struct record_writer *writer, struct buf *out)
{
	if (writer->section.count % block_records(&writer->section) > 0)
		put_block(writer, out);
}

enum status record_block_read(int fd, const char *path, const struct record_section *section,
                              uint64_t number, char block[RECORD_BLOCK], const char **records,
                              size_t *count, struct error *error)
{
	BUG_UNLESS(number < section->count);
	size_t each = block_records(section), place = (size_t)(number % each);
	uint64_t at = section->offset + number / each * RECORD_BLOCK;
	uint64_t left = section->count - number;
	enum status status = file_read_at(fd, path, at, block, RECORD_BLOCK, error);
	if (status != STATUS_OK)
		return status;
	if (get_number(block + CHECKSUM_AT, 8) != checksum_of(block, number / each))
		return sealed_damaged(path, at, "wrong checksum of a block", error);
	*records = block + place * section->record_bytes;
	*count = left < each - place ? (size_t)left : each - place;
	return STATUS_OK;
}
