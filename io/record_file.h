/*
 * A file of records of one size, written front to back and read here and there, each with a
 * checksum over it and its neighbours (io/record_blocks.h), between the header and the trailer of
 * io/sealed_file.h, whose numbers are records and bytes of each. What the bytes mean is the
 * caller's business; they are of the machine that wrote them.
 */
#ifndef IO_RECORD_FILE_H
#define IO_RECORD_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

struct record_file_writer;

/* Makes the file. */
MUST_CHECK enum status record_file_create(const char *path, size_t record_bytes,
                                          struct record_file_writer **writer, struct error *error);
MUST_CHECK enum status record_file_add(struct record_file_writer *writer, const void *records,
                                       size_t count, struct error *error);

/* To the disk, and closed. */
MUST_CHECK enum status record_file_finish(struct record_file_writer *writer, struct error *error);
void record_file_writer_free(struct record_file_writer *writer); /* NULL is fine */

struct record_file;

/* Fails as well where its records are of another size. */
MUST_CHECK enum status record_file_open(const char *path, size_t record_bytes,
                                        struct record_file **file, struct error *error);
void record_file_close(struct record_file *file); /* NULL is fine */

uint64_t record_file_count(const struct record_file *file);
const char *record_file_path(const struct record_file *file);

/* `count` records from number `first` on; fewer are an error. */
MUST_CHECK enum status record_file_read(struct record_file *file, uint64_t first, void *records,
                                        size_t count, struct error *error);

#endif
