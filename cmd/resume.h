/*
 * How a run saves its state at a shard's end, and how another one takes it up. Belongs to the
 * serial stage `write`, and to the thread that sets the run up.
 */
#ifndef CMD_RESUME_H
#define CMD_RESUME_H

#include <stdbool.h>

#include "cmd/checkpoint.h"
#include "cmd/keeper.h"
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
	struct keeper *keeper; /* that has decided, or NULL */
	struct revisits *revisits;
	struct line_counts *line_counts; /* or NULL */
};

/*
 * For a run that begins: the plan is written. With config->resume, for one that goes on: everything
 * that `parts` name is brought to where it was, and `*from` is the last batch that was written.
 */
MUST_CHECK enum status resume_open(const struct resume_parts *parts, struct resume **resume,
                                   struct batch_position *from, struct error *error);
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
