/* A folder for a short while, below $TMPDIR or /tmp. */
#ifndef IO_SCRATCH_H
#define IO_SCRATCH_H

#include <limits.h>

#include "core/base/status.h"

/* Makes one, of a name that nothing else has. */
MUST_CHECK enum status scratch_make(char path[PATH_MAX], struct error *error);

/* Removes it with all that is in it. */
MUST_CHECK enum status scratch_remove(const char *path, struct error *error);

#endif
