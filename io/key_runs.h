/*
 * The keys of one map task, in one file: each with the document and the slot of the document that
 * it stands in, in sorted runs, each run cut into ranges of keys, so that whoever merges one range
 * of many tasks reads just its part of each file.
 *
 *     per run      stretches of range 0, 1, … (io/key_stream.h)
 *                  a row of 40 bytes for each range: offset, bytes, entries, checksum of the
 *                  stretch, checksum of the row
 *     at the end   where the rows of each run begin, 8 bytes each
 *
 * Header and trailer are those of io/sealed_file.h; the trailer's numbers are ranges, runs,
 * entries, where the list of runs begins, and its checksum.
 */
#ifndef IO_KEY_RUNS_H
#define IO_KEY_RUNS_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "io/key_stream.h"

enum { KEY_RANGES_MAX = 4096, KEY_RUNS_MAX = 1 << 16 };

/* What stands in a slot: 0 is the exact or URL key of a document, those behind it its bands, */
enum {
	KEY_SLOT_PAYLOAD = 254, /* this one the payload digest of a document, */
	KEY_SLOT_REVISIT = 255, /* this one that of a revisit record */
};

/* All ranges are of the same size: 2^64 / ranges keys. */
static inline uint32_t key_range_of(uint64_t key, uint32_t ranges)
{
	return (uint32_t)((unsigned __int128)key * ranges >> 64);
}

/* --- writing --- */

struct key_runs_writer;

/*
 * Writes to `fd`, which stays the caller's, as `path` is, from its front to its back. Holds at most
 * `memory_bytes_max` (at least room for some entries), and writes a run each time that it is full.
 */
struct key_runs_writer *key_runs_writer_new(int fd, const char *path, uint32_t ranges,
                                            size_t memory_bytes_max);
void key_runs_writer_free(struct key_runs_writer *writer);

/* In any order. */
MUST_CHECK enum status key_runs_add(struct key_runs_writer *writer, uint64_t key, uint32_t document,
                                    uint8_t slot, struct error *error);

/* The last run, and the end of the file; syncing and closing is the caller's. */
MUST_CHECK enum status key_runs_finish(struct key_runs_writer *writer, struct error *error);

/* Valid after finish: bytes of the file. */
uint64_t key_runs_bytes(const struct key_runs_writer *writer);

/* --- reading --- */

struct key_runs;

MUST_CHECK enum status key_runs_open(const char *path, struct key_runs **runs, struct error *error);
void key_runs_close(struct key_runs *runs);

uint32_t key_runs_ranges(const struct key_runs *runs);
uint32_t key_runs_count(const struct key_runs *runs);
uint64_t key_runs_entries(const struct key_runs *runs);

/* Where one range of one run is; for key_cursor_begin, of entries without tasks. */
MUST_CHECK enum status key_runs_stretch(const struct key_runs *runs, uint32_t run, uint32_t range,
                                        struct key_stretch *stretch, struct error *error);

#endif
