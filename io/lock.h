/* A folder's lock: a file that says who has it. It lasts until it is released or the program ends,
 * in whichever way. */
#ifndef IO_LOCK_H
#define IO_LOCK_H

#include "core/base/status.h"

/* Fails at once if another has it, and says who. */
MUST_CHECK enum status lock_take(const char *path, int *fd, struct error *error);
void lock_release(const char *path, int *fd); /* and removes the file; a *fd of -1 is fine */

#endif
