/* The output folder of a run: one run at a time, its files that are no shards, what is removed. */
#ifndef CMD_OUT_FOLDER_H
#define CMD_OUT_FOLDER_H

#include <limits.h>
#include <stdbool.h>

#include "core/base/status.h"

struct out_folder {
	const char *path;
	char success[PATH_MAX], manifest[PATH_MAX], spilled[PATH_MAX], lock[PATH_MAX];
	int lock_fd;
};

/* Makes the folder if it is not there, and locks it. `path` outlives the folder. */
MUST_CHECK enum status out_folder_open(const char *path, struct out_folder *folder,
                                       struct error *error);
void out_folder_close(struct out_folder *folder);

bool out_folder_is_finished(const struct out_folder *folder);

/* Removes all that an earlier run has left, its _SUCCESS before all else. */
MUST_CHECK enum status out_folder_clear(const struct out_folder *folder, struct error *error);

/* Removes what only the end of a run writes. */
void out_folder_clear_end(const struct out_folder *folder);

/* The last act of a run: _SUCCESS; then nothing is needed any more to go on. */
MUST_CHECK enum status out_folder_finish(const struct out_folder *folder, struct error *error);

#endif
