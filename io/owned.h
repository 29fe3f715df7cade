/*
 * The keys of one range that are new, each with the document that had it first: what an index takes
 * in. In ascending order.
 *
 * Records of 16 bytes, key 8, task 4, document 4, in blocks with checksums (io/record_blocks.h),
 * between the header and the trailer of io/sealed_file.h, whose numbers are keys, tasks, range,
 * ranges.
 */
#ifndef IO_OWNED_H
#define IO_OWNED_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

struct owned {
	uint64_t key;
	uint32_t task, document;
};

struct owned_file;

MUST_CHECK enum status owned_open(const char *path, struct owned_file **owned, struct error *error);
void owned_close(struct owned_file *owned);

struct owned_sizes {
	uint64_t keys;
	uint32_t tasks, range, ranges;
};

struct owned_sizes owned_sizes(const struct owned_file *owned);

/* Those from number `first` on, at most `most`; `*got` is less at the end only. */
MUST_CHECK enum status owned_read(const struct owned_file *owned, uint64_t first, struct owned *out,
                                  size_t most, size_t *got, struct error *error);

/* --- writing --- */

struct owned_writer;

/* Makes the file. */
MUST_CHECK enum status owned_create(const char *path, uint32_t tasks, uint32_t range,
                                    uint32_t ranges, struct owned_writer **writer,
                                    struct error *error);
void owned_writer_free(struct owned_writer *writer);

/* In ascending order of the keys. */
MUST_CHECK enum status owned_add(struct owned_writer *writer, const struct owned *owned,
                                 struct error *error);

/* To the disk, and closed; `*bytes` of them. */
MUST_CHECK enum status owned_finish(struct owned_writer *writer, uint64_t *bytes,
                                    struct error *error);

#endif
