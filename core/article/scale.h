/* How counts and scores become numbers that can be compared. Equal to the last bit everywhere. */
#ifndef CORE_ARTICLE_SCALE_H
#define CORE_ARTICLE_SCALE_H

#include <stdint.h>

/*
 * 0 for 0, 1 for 255: growth is what counts. The logarithm to base 2 with straight lines between
 * powers of two, since that of the C library differs from machine to machine in the last bit.
 */
static inline float log_scale(uint32_t count)
{
	uint32_t n = count < UINT32_MAX ? count + 1 : count;
	int exponent = 31 - __builtin_clz(n);
	uint32_t power = (uint32_t)1 << exponent;
	return ((float)exponent + (float)(n - power) / (float)power) / 8;
}

static inline float share(float part, float whole)
{
	return whole > 0 ? part / whole : 0;
}

/*
 * 1 / (1 + e^-x), with e^m taken as (1 + m/8 + (m/8)^2 / 2)^8: near enough, always increasing, and
 * equal on every machine, which the C library's exp is not.
 */
static inline float squash(float x)
{
	float m = (x < 0 ? -x : x) / 8;
	float y = 1 + m + m * m / 2;
	y *= y;
	y *= y;
	y *= y;
	float tail = 1 / (1 + y);
	return x < 0 ? tail : 1 - tail;
}

#endif
