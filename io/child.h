/* Other processes: this program itself, and those that it asks for something. */
#ifndef IO_CHILD_H
#define IO_CHILD_H

#include "core/base/buf.h"
#include "core/base/status.h"

struct child_usage {
	int exit_code;
	double seconds, cpu_seconds; /* the latter over all of its threads */
};

/*
 * Runs the program with `arguments` (the first is its name; NULL-terminated) and waits for its end.
 * Fails where it could not be started, or was ended by a signal.
 */
MUST_CHECK enum status child_run(char *const *arguments, struct child_usage *usage,
                                 struct error *error);

/* The same without waiting for it; `*process` tells it from others. */
MUST_CHECK enum status child_start(char *const *arguments, long *process, struct error *error);

/* Waits for the end of one that was started: which, and its exit code, 128 and more for a signal.
 */
MUST_CHECK enum status child_wait(long *process, int *exit_code, struct error *error);

/*
 * Runs a program that is looked for in PATH, and appends what it prints to `out`. Fails where it
 * cannot be run, or ends with another exit code than 0; what it says about that is on standard
 * error.
 */
MUST_CHECK enum status child_ask(char *const *arguments, struct buf *out, struct error *error);

/* The same, and what it says on standard error is dropped. */
MUST_CHECK enum status child_ask_quietly(char *const *arguments, struct buf *out,
                                         struct error *error);

#endif
