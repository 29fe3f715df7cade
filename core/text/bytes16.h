/*
 * Sixteen bytes of text looked at together: which of them are of some kind, as a mask with bit i
 * for byte i. Text is then counted and cut by arithmetic on masks instead of by a branch a byte.
 *
 * SSE2, which every x86-64 has; elsewhere plain loops that give the same masks.
 */
#ifndef CORE_TEXT_BYTES16_H
#define CORE_TEXT_BYTES16_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "core/base/str.h"

enum { BYTES16 = 16, BYTES16_ALL = 0xffff };

#ifdef __SSE2__

struct bytes16 {
	__m128i v;
};

static inline struct bytes16 bytes16_load(const char *p)
{
	return (struct bytes16){_mm_loadu_si128((const __m128i *)(const void *)p)};
}

/*
 * Fewer than sixteen, and zeros behind them. By loads that overlap, not through memory: reading
 * back at once what was written in parts is slow.
 */
static inline struct bytes16 bytes16_few(const char *p, size_t n)
{
	uint64_t low = 0, high = 0;
	uint32_t first, last;
	if (n >= sizeof(low)) {
		memcpy(&low, p, sizeof(low));
		memcpy(&high, p + n - sizeof(high), sizeof(high));
		high = n > sizeof(low) ? high >> 8 * (BYTES16 - n) : 0;
	} else if (n >= sizeof(first)) {
		memcpy(&first, p, sizeof(first));
		memcpy(&last, p + n - sizeof(last), sizeof(last));
		low = first | (uint64_t)last << 8 * (n - sizeof(last));
	} else if (n > 0) {
		const unsigned char *b = (const unsigned char *)p;
		low = b[0] | (uint32_t)b[n / 2] << 8 * (n / 2) | (uint32_t)b[n - 1] << 8 * (n - 1);
	}
	return (struct bytes16){_mm_set_epi64x((long long)high, (long long)low)};
}

static inline unsigned bytes16_equal(struct bytes16 bytes, char c)
{
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes.v, _mm_set1_epi8(c)));
}

/* Bytes from `low` to `high`, both included and unsigned. */
static inline unsigned bytes16_between(struct bytes16 bytes, unsigned char low, unsigned char high)
{
	__m128i above = _mm_sub_epi8(bytes.v, _mm_set1_epi8((char)low));
	__m128i least = _mm_min_epu8(above, _mm_set1_epi8((char)(high - low)));
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(above, least));
}

/* Letters of ASCII. */
static inline unsigned bytes16_alpha(struct bytes16 bytes)
{
	struct bytes16 small = {_mm_or_si128(bytes.v, _mm_set1_epi8(0x20))};
	return bytes16_between(small, 'a', 'z');
}

/* Bytes of characters past ASCII. */
static inline unsigned bytes16_high(struct bytes16 bytes)
{
	return (unsigned)_mm_movemask_epi8(bytes.v);
}

/* Writes all sixteen: letters of ASCII in lower case, ' ' for each other byte. */
static inline void bytes16_store_letters(struct bytes16 bytes, char *to)
{
	__m128i small = _mm_or_si128(bytes.v, _mm_set1_epi8(0x20));
	__m128i above = _mm_sub_epi8(small, _mm_set1_epi8('a'));
	__m128i letter = _mm_cmpeq_epi8(above, _mm_min_epu8(above, _mm_set1_epi8('z' - 'a')));
	__m128i space = _mm_andnot_si128(letter, _mm_set1_epi8(' '));
	__m128i letters = _mm_or_si128(_mm_and_si128(letter, small), space);
	_mm_storeu_si128((__m128i *)(void *)to, letters);
}

#else

struct bytes16 {
	unsigned char v[BYTES16];
};

static inline struct bytes16 bytes16_load(const char *p)
{
	struct bytes16 bytes;
	memcpy(bytes.v, p, BYTES16);
	return bytes;
}

static inline struct bytes16 bytes16_few(const char *p, size_t n)
{
	struct bytes16 bytes = {{0}};
	memcpy(bytes.v, p, n);
	return bytes;
}

static inline unsigned bytes16_between(struct bytes16 bytes, unsigned char low, unsigned char high)
{
	unsigned mask = 0;
	for (unsigned i = 0; i < BYTES16; i++)
		mask |= (unsigned)(bytes.v[i] >= low && bytes.v[i] <= high) << i;
	return mask;
}

static inline unsigned bytes16_equal(struct bytes16 bytes, char c)
{
	return bytes16_between(bytes, (unsigned char)c, (unsigned char)c);
}

static inline unsigned bytes16_alpha(struct bytes16 bytes)
{
	return bytes16_between(bytes, 'a', 'z') | bytes16_between(bytes, 'A', 'Z');
}

static inline unsigned bytes16_high(struct bytes16 bytes)
{
	return bytes16_between(bytes, 0x80, 0xff);
}

static inline void bytes16_store_letters(struct bytes16 bytes, char *to)
{
	for (unsigned i = 0; i < BYTES16; i++)
		to[i] = ascii_is_alpha(bytes.v[i]) ? (char)(bytes.v[i] | 0x20) : ' ';
}

#endif

/* Those at `at` and behind; where fewer are left, the rest is zeros. */
static inline struct bytes16 bytes16_of(struct str text, size_t at)
{
	size_t left = text.n - at;
	return left >= BYTES16 ? bytes16_load(text.p + at) : bytes16_few(text.p + at, left);
}

/* The number of the lowest bit set in a mask that is not 0. */
static inline unsigned bytes16_first(unsigned mask)
{
	return (unsigned)__builtin_ctz(mask);
}

/* ASCII white space. */
static inline unsigned bytes16_space(struct bytes16 bytes)
{
	return bytes16_equal(bytes, ' ') | bytes16_between(bytes, '\t', '\r');
}

/* The offset behind the ASCII white space at `at`. */
static inline size_t bytes16_skip_space(struct str text, size_t at)
{
	for (; text.n - at >= BYTES16; at += BYTES16) {
		unsigned other = ~bytes16_space(bytes16_load(text.p + at)) & BYTES16_ALL;
		if (other)
			return at + bytes16_first(other);
	}
	while (at < text.n && ascii_is_space((unsigned char)text.p[at]))
		at++;
	return at;
}

/*
 * Bits set, in each of four masks side by side: the sums stand side by side as well, and can be
 * added up as they are while each stays below 1 << 16.
 * (S. E. Anderson, "Bit Twiddling Hacks": counting bits set, in parallel.)
 */
static inline uint64_t bytes16_counts(uint64_t masks)
{
	masks -= masks >> 1 & 0x5555555555555555;
	masks = (masks & 0x3333333333333333) + (masks >> 2 & 0x3333333333333333);
	masks = (masks + (masks >> 4)) & 0x0f0f0f0f0f0f0f0f;
	return (masks + (masks >> 8)) & 0x00ff00ff00ff00ff;
}

#endif
