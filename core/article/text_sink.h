/*
 * Where a text is put together. It is put twice: first into a sink without memory, which counts,
 * then into one of just that size.
 */
#ifndef CORE_ARTICLE_TEXT_SINK_H
#define CORE_ARTICLE_TEXT_SINK_H

#include "core/base/arena.h"
#include "core/base/str.h"

struct text_sink {
	char *p; /* NULL: what is put is counted only */
	size_t n;
};

static inline void sink_put(struct text_sink *sink, struct str s)
{
	if (sink->p && s.n)
		memcpy(sink->p + sink->n, s.p, s.n);
	sink->n += s.n;
}

static inline void sink_put_byte(struct text_sink *sink, char byte)
{
	if (sink->p)
		sink->p[sink->n] = byte;
	sink->n++;
}

/* Between the two times. */
static inline void sink_allocate(struct text_sink *sink, struct arena *arena)
{
	*sink = (struct text_sink){.p = arena_bytes(arena, sink->n)};
}

static inline struct str sink_str(const struct text_sink *sink)
{
	return (struct str){sink->p, sink->n};
}

#endif
