/* All records and losses of one input, one after another, in one thread. */
#ifndef IO_WALK_H
#define IO_WALK_H

#include "io/archive.h"
#include "io/records.h"

struct walk;

/* The result as archive_open has it; `walk` only with ARCHIVE_OK. */
MUST_CHECK enum archive_result walk_open(const char *path, size_t record_bytes_max,
                                         struct walk **walk, struct error *error);
void walk_close(struct walk *walk); /* NULL is fine */

/*
 * The next piece: a record, a loss or overhead, valid until the next call, and the name of its file
 * in a container (else ""). STATUS_END behind the last; STATUS_FAILED, once each, where a
 * file could not be read on: the next call goes on behind it.
 */
MUST_CHECK enum status walk_next(struct walk *walk, struct piece *piece, const char **name,
                                 struct error *error);

/*
 * Goes on at `offset`, where a record should begin. False where the input cannot be read from there
 * (a stream, a container): then nothing has changed.
 */
bool walk_seek(struct walk *walk, uint64_t offset);

/* As archive_describe. */
void walk_describe(const struct walk *walk, char *text, size_t size);

#endif
