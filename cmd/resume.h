/*
 * How a run saves its state at a shard's end, and how another one takes it up. Belongs to the
 * serial stage `write`, and to the thread that sets the run up.
 */
#ifndef CMD_RESUME_H
#define CMD_RESUME_H

#include <stdbool.h>

#include "cmd/checkpoint.h"
#include "cmd/pipeline.h"
#include "cmd/revisit.h"
#include "core/base/status.h"

struct resume;

/* What state is of; all of it outlives the resume. */
struct resume_parts {
	const struct run_config *config;
	const struct inputs *inputs;
	struct run_report *report;
	struct dedup *dedup;
	struct revisits *revisits;
	struct line_counts *line_counts; /* or NULL */
};

/* How far the run was that is gone on with; all 0 if there was none. */
struct resume_place {
	struct batch_position position; /* of the last batch that was written */
	uint64_t documents_asked;       /* of `seen`, whether they are duplicates */
};

/*
 * For a run that begins: the plan is written. With config->resume, for one that goes on: everything
 * that `parts` name is brought to where it was, at `*from`.
 */
MUST_CHECK enum status resume_open(const struct resume_parts *parts, struct resume **resume,
                                   struct resume_place *from, struct error *error);
void resume_close(struct resume *resume); /* NULL is fine */

/* Takes what `seen` has learnt of a batch whose rows were written. */
MUST_CHECK enum status resume_add(struct resume *resume, const struct batch *batch,
                                  struct error *error);

/*
 * Saves the state behind the batch that was added last, if one was. Open shards are kept, and can
 * not be written to any more.
 */
MUST_CHECK enum status resume_save(struct resume *resume, struct error *error);

#endif
