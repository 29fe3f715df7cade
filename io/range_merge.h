/*
 * One range of the keys of all map tasks and of the index: who had each key first? Documents are
 * ordered by the number of their task and their number in it; those of the index come before all.
 * A key's entries other than the first are hits (io/hits.h); a key that is not of the index is
 * owned by the first one that has it (io/owned.h).
 *
 * Payload digests and those of revisit records (KEY_SLOT_PAYLOAD, KEY_SLOT_REVISIT) are a class of
 * their own under the same key: a revisit that has a payload before it is a hit to the first of
 * these; nobody owns them, and the index is not asked. No document is a hit to itself.
 *
 * Both files depend on keys and index alone, not on memory or runs.
 */
#ifndef IO_RANGE_MERGE_H
#define IO_RANGE_MERGE_H

#include <stdint.h>

#include "core/base/status.h"
#include "io/index.h"

struct range_merge {
	const char *const *key_files; /* of map task 0, 1, … (io/key_runs.h) */
	uint32_t task_count;          /* at most KEY_TASKS_MAX */
	uint32_t range, ranges;
	const struct index *index; /* NULL if there is none */
	uint64_t memory_bytes_max; /* besides the index, and some MB */
	const char *folder;        /* for files without a name */
	const char *hits_path, *owned_path;
};

struct range_merge_sums {
	uint64_t entries, keys, hits, owned;
	uint64_t hits_bytes, owned_bytes; /* of the files */
	uint64_t stretches_rewritten;     /* by passes before the last one */
};

/*
 * Makes the two files, synced; giving them their final names is the caller's, and removing them
 * where this fails. STATUS_END if a signal asks to stop.
 */
MUST_CHECK enum status range_merge(const struct range_merge *merge, struct range_merge_sums *sums,
                                   struct error *error);

#endif
