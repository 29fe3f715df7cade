/* A place to write in that is known to be large enough. */
#ifndef CORE_BASE_STR_WRITER_H
#define CORE_BASE_STR_WRITER_H

#include "core/base/str.h"

struct str_writer {
	char *p;
	size_t n;
};

static inline void str_writer_put(struct str_writer *to, struct str s)
{
	if (s.n)
		memcpy(to->p + to->n, s.p, s.n);
	to->n += s.n;
}

#endif
