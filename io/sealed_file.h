/*
 * What files of one kind have in common: they begin with 16 bytes that say what they are, and end
 * with a trailer of 64 that says that all of it is there.
 *
 *     header   magic 8, version 8
 *     trailer  bytes of the file, five numbers of the kind's own, magic, checksum of these
 *
 * Numbers are little-endian of 8 bytes, checksums XXH3.
 */
#ifndef IO_SEALED_FILE_H
#define IO_SEALED_FILE_H

#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/status.h"
#include "core/base/str.h"

enum { SEALED_NUMBERS = 5, SEALED_HEADER_BYTES = 16, SEALED_TRAILER_BYTES = 64 };

struct sealed_kind {
	char magic[9]; /* 8 and a NUL */
	uint64_t version;
	const char *name; /* for messages: "no …" */
};

/* "PATH: damaged at OFFSET: what". Returns STATUS_FAILED. */
enum status sealed_damaged(const char *path, uint64_t offset, const char *what,
                           struct error *error);

/* --- writing --- */

/* Front to back. What is appended to `out` is written now and then. */
struct sealed_writer {
	const struct sealed_kind *kind;
	int fd; /* both are the caller's */
	const char *path;
	struct buf out;
	uint64_t written;
};

void sealed_begin(struct sealed_writer *writer, const struct sealed_kind *kind, int fd,
                  const char *path);
void sealed_free(struct sealed_writer *writer);

/* Where what is appended next will be. */
uint64_t sealed_offset(const struct sealed_writer *writer);

/* Writes `out` if that is worth while. */
MUST_CHECK enum status sealed_drain(struct sealed_writer *writer, struct error *error);

/* All of it, and the trailer. */
MUST_CHECK enum status sealed_end(struct sealed_writer *writer,
                                  const uint64_t numbers[SEALED_NUMBERS], struct error *error);

/* --- reading --- */

/* Opens the file, if both ends are as they should be; `*trailer_at` is where the trailer begins. */
MUST_CHECK enum status sealed_open(const char *path, const struct sealed_kind *kind, int *fd,
                                   uint64_t numbers[SEALED_NUMBERS], uint64_t *trailer_at,
                                   struct error *error);

#endif
