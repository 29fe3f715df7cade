/*
 * What a run says on standard error while it runs: as text for people, where only what is wrong is
 * said, or as JSON, one object a line, where all that a machine may want to follow is said. Times
 * are in it; it is no output that law 1 is about. Any thread may log.
 */
#ifndef CMD_RUN_LOG_H
#define CMD_RUN_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "core/tally.h"
#include "io/shard.h"
#include "io/term.h"

enum run_log_format { RUN_LOG_TEXT, RUN_LOG_JSON, RUN_LOG_FORMATS };

extern const char *const run_log_formats[RUN_LOG_FORMATS + 1]; /* by number; NULL behind them */

struct run_log {
	enum run_log_format format;
	bool quiet; /* only what is wrong */
};

/* Only in JSON, and not if quiet: text has the summary at the end. */
void run_log_start(const struct run_log *log, const char *output, uint64_t inputs, bool goes_on);
void run_log_shard(const struct run_log *log, const struct shard *shard);
void run_log_no_sandbox(const struct run_log *log); /* the kernel does not allow one */
void run_log_end(const struct run_log *log, const struct tally *total, double seconds, bool stopped,
                 int exit_code);

/* In both. `term` has the line that is on the screen. */
void run_log_input(const struct run_log *log, const struct term *term, const char *input,
                   const char *problem);

/* How far a run is, when that is asked for. */
struct run_log_state {
	uint64_t records, documents, bytes, bytes_total;
	const char *input; /* the one in hand, */
	uint64_t offset;   /* and where in it */
	uint64_t input_number, inputs;
};

void run_log_state(const struct run_log *log, const struct term *term,
                   const struct run_log_state *state);

/* What is said of the run as a whole; text begins with "thresh run: ". */
void run_log_message(const struct run_log *log, const char *text);

#endif
