/*
 * SIGINT and SIGTERM ask the run to stop in good order; a second one, of either, stops it at once.
 * SIGUSR1 asks it to say how far it is.
 */
#ifndef IO_STOP_H
#define IO_STOP_H

#include <stdbool.h>

void stop_install(void);
bool stop_asked(void);

/* True once for each time, or few times, that SIGUSR1 came. */
bool stop_state_asked(void);

#endif
