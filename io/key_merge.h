/*
 * Many sorted stretches as one. If there are more of them than may be read at once, groups of them
 * are merged into longer ones first, in a file without a name; so memory and open files are bounded
 * whatever their number is, but for 64 bytes a stretch that say where it is.
 */
#ifndef IO_KEY_MERGE_H
#define IO_KEY_MERGE_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "io/key_stream.h"

struct key_merge;

/* Buffers take at most `memory_bytes_max`, or what is needed to read two stretches; the file
   without a name, made if it is needed, is in `folder`, which stays the caller's. */
struct key_merge *key_merge_new(const char *folder, uint64_t memory_bytes_max);
void key_merge_free(struct key_merge *merge);

/* All runs of one range of the file at `path`, as those of map task `task`. The path stays the
   caller's, and the file as it is, until the merge is freed. Fails if it has not `ranges` ranges.
 */
MUST_CHECK enum status key_merge_add_file(struct key_merge *merge, const char *path, uint32_t task,
                                          uint32_t range, uint32_t ranges, struct error *error);

/* Entries in memory, with tasks: sorted, and written to the file without a name. */
MUST_CHECK enum status key_merge_add_entries(struct key_merge *merge, struct key_entry *entries,
                                             size_t count, struct error *error);

/* After the last stretch was added: STATUS_END if a signal asks to stop. */
MUST_CHECK enum status key_merge_begin(struct key_merge *merge, struct error *error);

/* The next entry of all; STATUS_END behind the last one. */
MUST_CHECK enum status key_merge_next(struct key_merge *merge, struct key_entry *entry,
                                      struct error *error);

/* Stretches that were merged before the last merge could begin; 0 if it took all at once. */
uint64_t key_merge_stretches_rewritten(const struct key_merge *merge);

#endif
