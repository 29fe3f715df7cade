/* What a mistyped name was meant to be. */
#ifndef CMD_NEAREST_H
#define CMD_NEAREST_H

#include <stddef.h>

/* Holds the best guess so far; start from all zero. */
struct nearest {
	const char *name; /* NULL while nothing is close */
	unsigned distance;
};

/* Keeps `candidate` if it is closer to the `typed_bytes` bytes at `typed` than what was seen. */
void nearest_offer(struct nearest *nearest, const char *typed, size_t typed_bytes,
                   const char *candidate);

#endif
