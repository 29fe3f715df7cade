/* This program itself as another process, to see what all of it costs. */
#ifndef IO_CHILD_H
#define IO_CHILD_H

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

#endif
