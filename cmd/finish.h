/* Of a finish that was killed: how far it was. */
#ifndef CMD_FINISH_H
#define CMD_FINISH_H

#include <stdbool.h>

#include "io/index.h"

/*
 * Has the index taken in the run of this manifest last? Then all of the run is done but _SUCCESS, and to
 * take its documents in again would find all of them there. `*exit_code` is what it ended with.
 */
bool finish_was_committed(const struct index *index, const char *manifest, int *exit_code);

#endif
