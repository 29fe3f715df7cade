/*
 * What stands in OUT/.resume while a run is not finished: the plan, the journal, and the checkpoint
 * that says how far it is. docs/resume.md has the idea and the order of writing.
 */
#ifndef CMD_CHECKPOINT_H
#define CMD_CHECKPOINT_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/batch.h"
#include "cmd/outputs.h"
#include "cmd/times.h"
#include "core/base/status.h"
#include "core/rules/rule_run.h"
#include "core/stats.h"
#include "core/tally.h"

/* The state of a run behind a batch that was written. */
struct checkpoint {
	struct batch_position position; /* of that batch */
	uint64_t documents_asked;       /* up to there, of `seen` */
	struct tally total;
	struct tally input; /* of the input that it is of */
	uint64_t journal_bytes;
	uint64_t inputs_done;    /* that stand in the journal: those before its input */
	struct open_shards open; /* kept beside it */
	struct hash128 survey;   /* of --keep; all zero without */
	struct times times;      /* the clock's, and of the machine */
};

/* The path of a file in the folder, as "plan" or "journal"; of the folder for "". */
void checkpoint_path(const char *output, const char *name, char *path, size_t size);

bool checkpoint_exists(const char *output);

/* `counts` are of `rules` rules; `stats` are new. Fails if it is damaged, or not of this build. */
MUST_CHECK enum status checkpoint_read(const char *output, struct checkpoint *checkpoint,
                                       struct rule_count *counts, uint32_t rules,
                                       struct stats *stats, struct error *error);

/* The old one or, if this succeeds, the new one. */
MUST_CHECK enum status checkpoint_write(const char *output, const struct checkpoint *checkpoint,
                                        const struct rule_count *counts, uint32_t rules,
                                        const struct stats *stats, struct error *error);

/* Removes what was kept of open shards: no checkpoint needs it. */
void checkpoint_forget_open(const char *output);

/* Removes all of it, the checkpoint first. */
void checkpoint_forget(const char *output);

#endif
