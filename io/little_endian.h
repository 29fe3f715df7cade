/* Numbers as files hold them: the low byte first, on every machine. */
#ifndef IO_LITTLE_ENDIAN_H
#define IO_LITTLE_ENDIAN_H

#include <stdint.h>

static inline void put_number(char *to, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		to[i] = (char)(value >> 8 * i);
}

static inline uint64_t get_number(const char *from, int bytes)
{
	uint64_t value = 0;
	for (int i = 0; i < bytes; i++)
		value |= (uint64_t)(unsigned char)from[i] << 8 * i;
	return value;
}

#endif
