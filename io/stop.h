/* SIGINT and SIGTERM ask the run to stop in good order; a second one stops it at once. */
#ifndef IO_STOP_H
#define IO_STOP_H

#include <stdbool.h>

void stop_install(void);
bool stop_asked(void);

#endif
