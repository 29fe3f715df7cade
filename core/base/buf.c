#include "core/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/base/bug.h"

enum { CAPACITY_MIN = 256, NUMBER_DIGITS_MAX = 20 };

void buf_init(struct buf *buf, size_t max)
{
	*buf = (struct buf){.max = max};
}

void buf_reset(struct buf *buf)
{
	buf->n = 0;
	buf->over = false;
}

void buf_free(struct buf *buf)
{
	free(buf->p);
	buf_init(buf, buf->max);
}

char *buf_reserve(struct buf *buf, size_t more)
{
	if (more > buf->max - buf->n) {
		buf->over = true;
		return NULL;
	}
	size_t need = buf->n + more;
	if (need > buf->capacity || buf->p == NULL) {
		size_t capacity = buf->capacity > buf->max / 2 ? buf->max : buf->capacity * 2;
		if (capacity < CAPACITY_MIN)
			capacity = CAPACITY_MIN;
		if (capacity < need)
			capacity = need;
		buf->p = memory_resize(buf->p, capacity);
		buf->capacity = capacity;
	}
	return buf->p + buf->n;
}

bool buf_append(struct buf *buf, struct str s)
{
	char *room = buf_reserve(buf, s.n);
	if (room == NULL)
		return false;
	if (s.n)
		memcpy(room, s.p, s.n);
	buf->n += s.n;
	return true;
}

bool buf_append_byte(struct buf *buf, char byte)
{
	return buf_append(buf, (struct str){&byte, 1});
}

bool buf_append_number(struct buf *buf, unsigned long long number)
{
	char digits[NUMBER_DIGITS_MAX];
	size_t at = sizeof(digits);
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	return buf_append(buf, (struct str){digits + at, sizeof(digits) - at});
}

bool buf_printf(struct buf *buf, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int n = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (n < 0)
		BUG("bad format");
	char *room = buf_reserve(buf, (size_t)n + 1);
	if (room == NULL)
		return false;
	va_start(arguments, format);
	vsnprintf(room, (size_t)n + 1, format, arguments);
	va_end(arguments);
	buf->n += (size_t)n;
	return true;
}

void buf_drop_front(struct buf *buf, size_t count)
{
	BUG_UNLESS(count <= buf->n);
	if (count == 0)
		return;
	memmove(buf->p, buf->p + count, buf->n - count);
	buf->n -= count;
}
