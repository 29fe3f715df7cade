/*
 * Our own mistakes, and the one place where running out of memory ends the program.
 * Never for bad input: that is data (core/outcome.h), nor for a broken environment (status.h).
 */
#ifndef CORE_BASE_BUG_H
#define CORE_BASE_BUG_H

#include <stddef.h>

/* Prints "file:line: BUG: message" and aborts. */
#define BUG(message) bug_abort(__FILE__, __LINE__, (message))
#define BUG_UNLESS(condition) ((condition) ? (void)0 : BUG("not so: " #condition))

_Noreturn void bug_abort(const char *file, int line, const char *message);

/* realloc that never returns NULL: without memory the program says so and exits with 3. */
void *memory_resize(void *old, size_t size);

#endif
