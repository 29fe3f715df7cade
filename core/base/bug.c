#include "core/base/bug.h"

#include <stdio.h>
#include <stdlib.h>

enum { EXIT_OUT_OF_MEMORY = 3 }; /* "could not finish", as every broken environment */

_Noreturn void bug_abort(const char *file, int line, const char *message)
{
	fprintf(stderr, "thresh: %s:%d: BUG: %s\n", file, line, message);
	abort();
}

void *memory_resize(void *old, size_t size)
{
	void *memory = realloc(old, size ? size : 1);
	if (memory == NULL) {
		fprintf(stderr, "thresh: out of memory (%zu bytes asked for)\n", size);
		_Exit(EXIT_OUT_OF_MEMORY);
	}
	return memory;
}
