/*
 * What merging one range of keys says of documents: this one has a key, in this slot, that another
 * one had before it. Sorted by task, document and slot, so that one task's can be read alone.
 *
 *     hits, 14 bytes each: document 4, slot 1, flags 1, first task 4, first document 4
 *     number of the first hit of each task, and how many hits there are, 8 bytes each
 *
 * Both are in blocks with checksums (io/record_blocks.h), between the header and the trailer of
 * io/sealed_file.h, whose numbers are hits, tasks, range, ranges.
 */
#ifndef IO_HITS_H
#define IO_HITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

struct hit {
	uint32_t document; /* within its task */
	uint8_t slot;
	bool in_index;           /* the first one is a document of the index: */
	uint32_t first_task;     /* 0 then, and */
	uint32_t first_document; /* this its number there, else within first_task */
};

struct hits;

MUST_CHECK enum status hits_open(const char *path, struct hits **hits, struct error *error);
void hits_close(struct hits *hits);

struct hits_sizes {
	uint64_t hits;
	uint32_t tasks, range, ranges;
};

struct hits_sizes hits_sizes(const struct hits *hits);

/* How many hits a task has. */
MUST_CHECK enum status hits_count(const struct hits *hits, uint32_t task, uint64_t *count,
                                  struct error *error);

/* Those of a task from number `first` on, at most `most`; `*got` is less at the end only. */
MUST_CHECK enum status hits_of_task(const struct hits *hits, uint32_t task, uint64_t first,
                                    struct hit *out, size_t most, size_t *got, struct error *error);

/* --- writing --- */

struct hits_writer;

/* Makes the file. */
MUST_CHECK enum status hits_create(const char *path, uint32_t tasks, uint32_t range,
                                   uint32_t ranges, struct hits_writer **writer,
                                   struct error *error);
void hits_writer_free(struct hits_writer *writer);

/* Sorted by task, document and slot. */
MUST_CHECK enum status hits_add(struct hits_writer *writer, uint32_t task, const struct hit *hit,
                                struct error *error);

/* To the disk, and closed; `*bytes` of them. */
MUST_CHECK enum status hits_finish(struct hits_writer *writer, uint64_t *bytes,
                                   struct error *error);

#endif
