/*
 * A growing byte buffer with a limit given at birth. An append that would pass the limit appends
 * nothing and sets `over`, which stays set until reset: callers append freely and ask once.
 */
#ifndef CORE_BASE_BUF_H
#define CORE_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/str.h"

struct buf {
	char *p;
	size_t n;        /* bytes in use */
	size_t capacity; /* bytes allocated */
	size_t max;      /* limit of n */
	bool over;       /* something did not fit */
};

void buf_init(struct buf *buf, size_t max);
void buf_reset(struct buf *buf); /* empty, keeps memory */
void buf_free(struct buf *buf);

/* Room for `more` bytes behind n: a pointer to them, or NULL (and `over`) past the limit. */
char *buf_reserve(struct buf *buf, size_t more);

bool buf_append(struct buf *buf, struct str s);
bool buf_append_byte(struct buf *buf, char byte);
bool buf_append_number(struct buf *buf, unsigned long long number);
__attribute__((format(printf, 2, 3))) bool buf_printf(struct buf *buf, const char *format, ...);

/* Removes the first `count` bytes. */
void buf_drop_front(struct buf *buf, size_t count);

static inline struct str buf_str(const struct buf *buf)
{
	return (struct str){buf->p, buf->n};
}

#endif
