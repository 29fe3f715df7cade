/*
 * Records of one size, in blocks of 4096 bytes with a checksum each, so that any of them can be
 * read without the others and is checked all the same. A file may have several such sections.
 */
#ifndef IO_RECORD_BLOCKS_H
#define IO_RECORD_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/status.h"

enum { RECORD_BLOCK = 4096, RECORD_BYTES_MAX = RECORD_BLOCK - 8 };

struct record_section {
	uint64_t offset, count;
	size_t record_bytes;
};

uint64_t record_section_bytes(const struct record_section *section);

struct record_writer {
	struct record_section section;
	char block[RECORD_BLOCK];
};

void record_writer_begin(struct record_writer *writer, uint64_t offset, size_t record_bytes);

/* Appends a block to `out` each time that one is full; the end appends what is left. */
void record_write(struct record_writer *writer, const char *record, struct buf *out);
void record_writer_end(struct record_writer *writer, struct buf *out);

/*
 * Reads the block that has record number `number`, which is there: `*records` is that record in it,
 * followed by others of its block, `*count` with it.
 */
MUST_CHECK enum status record_block_read(int fd, const char *path,
                                         const struct record_section *section, uint64_t number,
                                         char block[RECORD_BLOCK], const char **records,
                                         size_t *count, struct error *error);

#endif
