/*
 * Keys in ascending order, each with the place where it was found, as a stretch of bytes in a file:
 * what sorted runs are made of, those that are kept (io/key_runs.h) and those that live for one
 * merge (io/key_merge.h).
 *
 * A stretch is a row of frames of at most KEY_FRAME_BYTES: length of what follows 4, checksum 4,
 * entries. An entry is the difference to the key before it, the task (where tasks are stored), and
 * document and slot; all as numbers of seven bits a byte, the low ones first. The checksum of a
 * frame goes on from that of the frame before it, so that none can be lost or change places.
 */
#ifndef IO_KEY_STREAM_H
#define IO_KEY_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/key.h"
#include "core/base/status.h"

enum {
	KEY_FRAME_HEADER = 8,
	KEY_FRAME_BYTES = 4096, /* with its header */
	KEY_TASKS_MAX = 1 << 24,
};

/* Where a key was found is one number, so that order is that of (key, task, document, slot). No
 * document has the number KEY_NO_DOCUMENT. */
struct key_entry {
	uint64_t key, place;
};

static inline uint64_t key_place(uint32_t task, uint32_t document, uint8_t slot)
{
	return (uint64_t)task << 40 | (uint64_t)document << 8 | slot;
}

static inline uint32_t place_task(uint64_t place)
{
	return (uint32_t)(place >> 40);
}

static inline uint32_t place_document(uint64_t place)
{
	return (uint32_t)(place >> 8);
}

static inline uint8_t place_slot(uint64_t place)
{
	return (uint8_t)place;
}

static inline bool key_entry_less(const struct key_entry *a, const struct key_entry *b)
{
	return a->key != b->key ? a->key < b->key : a->place < b->place;
}

/* Ascending, in place. */
void key_entries_sort(struct key_entry *entries, size_t count);

/* Where a stretch is. */
struct key_stretch {
	uint64_t offset, bytes, entries, checksum;
};

/* --- writing --- */

struct key_encoder {
	bool with_tasks;
	struct key_entry last;
	struct key_stretch stretch; /* of what was appended to `out` by now */
	size_t frame_bytes;
	char frame[KEY_FRAME_BYTES];
};

/* For a stretch that begins at `offset`. Without tasks whoever reads it knows which one it is. */
void key_encoder_begin(struct key_encoder *encoder, uint64_t offset, bool with_tasks);

/* In ascending order. Appends a frame to `out` each time that one is full. */
void key_encode(struct key_encoder *encoder, const struct key_entry *entry, struct buf *out);

/* Appends what is left. encoder->stretch is complete then. */
void key_encoder_end(struct key_encoder *encoder, struct buf *out);

/* --- reading --- */

/* Entries of a stretch, one after the other, with a buffer of the caller's. */
struct key_cursor {
	int fd;           /* the caller's, as is */
	const char *path; /* this one */
	bool with_tasks;  /* to be set after key_cursor_begin, if tasks are stored, */
	uint32_t task;    /* else this, the task of all entries */
	struct key_stretch stretch;
	uint64_t read_bytes, entries_left, checksum;
	struct key_entry last;
	char *buffer;
	size_t buffer_bytes, at, end, frame_end;
};

/* `buffer_bytes` >= KEY_FRAME_BYTES. */
void key_cursor_begin(struct key_cursor *cursor, int fd, const char *path,
                      const struct key_stretch *stretch, char *buffer, size_t buffer_bytes);

/* STATUS_END behind the last one. Damage is an error that names the file and the place in it. */
MUST_CHECK enum status key_cursor_next(struct key_cursor *cursor, struct key_entry *entry,
                                       struct error *error);

#endif
