/*
 * Searching bytes 16 at a time (SSE2, which every x86-64 has) or 8 at a time (anything else).
 * All functions return a pointer to the first byte sought in from .. end-1, or `end`.
 */
#ifndef CORE_HTML_SCAN_H
#define CORE_HTML_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { SCAN_WORDS = 32 };

#define SCAN_ONES 0x0101010101010101u
#define SCAN_TOPS 0x8080808080808080u

/* Eight bytes, the first in the lowest bits. */
static inline uint64_t scan_load8(const char *p)
{
	uint64_t word;
	memcpy(&word, p, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/*
 * Of these, the lowest set bit is the top bit of the first such byte; bits above it may be wrong.
 * (S. E. Anderson, "Bit Twiddling Hacks": determine if a word has a zero byte.)
 */
static inline uint64_t scan_zeros(uint64_t word)
{
	return (word - SCAN_ONES) & ~word & SCAN_TOPS;
}

static inline uint64_t scan_equals(uint64_t word, char byte)
{
	return scan_zeros(word ^ (SCAN_ONES * (unsigned char)byte));
}

/* Bytes below `limit`, which is at most 128. */
static inline uint64_t scan_below(uint64_t word, unsigned char limit)
{
	return (word - SCAN_ONES * limit) & ~word & SCAN_TOPS;
}

/* The top bit of each byte that is A to Z; exact. */
static inline uint64_t scan_capitals(uint64_t word)
{
	uint64_t low_bits = word & ~SCAN_TOPS;
	uint64_t from_a = low_bits + SCAN_ONES * (0x80 - 'A');
	uint64_t past_z = low_bits + SCAN_ONES * (0x80 - 'Z' - 1);
	return (from_a ^ past_z) & ~word & SCAN_TOPS;
}

/* Index of the byte a non-zero result of the functions above points at. */
static inline unsigned scan_index(uint64_t found)
{
	return (unsigned)__builtin_ctzll(found) / 8;
}

#ifdef __SSE2__

enum { SCAN_NAME_BYTES = 16 };

/*
 * Of the SCAN_NAME_BYTES bytes at `p`: how many come before the first that may end a name (white
 * space and control characters, '/', '>', '='), and whether there are capitals among those.
 */
static inline unsigned scan_name(const char *p, bool *capitals)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i blank = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(' ')), bytes);
	__m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('/'));
	__m128i greater = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('>'));
	__m128i equals = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('='));
	__m128i ends = _mm_or_si128(_mm_or_si128(blank, slash), _mm_or_si128(greater, equals));
	__m128i from_a = _mm_sub_epi8(bytes, _mm_set1_epi8('A'));
	__m128i capital = _mm_cmpeq_epi8(_mm_min_epu8(from_a, _mm_set1_epi8('Z' - 'A')), from_a);
	unsigned end_bit = (unsigned)_mm_movemask_epi8(ends) | 1u << SCAN_NAME_BYTES;
	end_bit &= -end_bit;
	*capitals = (unsigned)_mm_movemask_epi8(capital) & (end_bit - 1);
	return (unsigned)__builtin_ctz(end_bit);
}

/* A bit for each of 16 bytes that is one of three. */
static inline unsigned scan_mask(const char *p, __m128i a, __m128i b, __m128i c)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i found = _mm_or_si128(_mm_cmpeq_epi8(bytes, a), _mm_cmpeq_epi8(bytes, b));
	return (unsigned)_mm_movemask_epi8(_mm_or_si128(found, _mm_cmpeq_epi8(bytes, c)));
}

/*
 * The first of three bytes. Two vectors at a time, because most texts and values are shorter than
 * that: then the loop ends as the processor expects it to.
 */
static inline const char *scan_three(const char *from, const char *end, char a, char b, char c)
{
	enum { STEP = 16 };
	const __m128i as = _mm_set1_epi8(a), bs = _mm_set1_epi8(b), cs = _mm_set1_epi8(c);
	for (; end - from >= 2 * STEP; from += 2 * STEP) {
		unsigned mask = scan_mask(from, as, bs, cs) | scan_mask(from + STEP, as, bs, cs)
		                                                      << STEP;
		if (mask)
			return from + __builtin_ctz(mask);
	}
	while (from < end && *from != a && *from != b && *from != c)
		from++;
	return from;
}

/* 0xFFFF for each of 8 places that scan_words() does not seek. */
static inline __m128i scan_not(const uint16_t *tags, const uint16_t *groups, __m128i tag,
                               __m128i group)
{
	__m128i same = _mm_cmpeq_epi16(_mm_loadu_si128((const __m128i *)(const void *)tags), tag);
	__m128i in = _mm_and_si128(_mm_loadu_si128((const __m128i *)(const void *)groups), group);
	return _mm_cmpeq_epi16(_mm_or_si128(same, in), _mm_setzero_si128());
}

/* A bit for each of SCAN_WORDS places where `tags` has this tag or `groups` one of these bits. */
static inline uint32_t scan_words(const uint16_t *tags, const uint16_t *groups, unsigned tag,
                                  unsigned group)
{
	__m128i tag8 = _mm_set1_epi16((short)tag), group8 = _mm_set1_epi16((short)group);
	__m128i low = _mm_packs_epi16(scan_not(tags, groups, tag8, group8),
	                              scan_not(tags + 8, groups + 8, tag8, group8));
	__m128i high = _mm_packs_epi16(scan_not(tags + 16, groups + 16, tag8, group8),
	                               scan_not(tags + 24, groups + 24, tag8, group8));
	return ~((uint32_t)_mm_movemask_epi8(low) | (uint32_t)_mm_movemask_epi8(high) << 16);
}

#else

enum { SCAN_NAME_BYTES = 8 };

static inline unsigned scan_name(const char *p, bool *capitals)
{
	uint64_t word = scan_load8(p);
	uint64_t ends = scan_below(word, ' ' + 1) | scan_equals(word, '/') |
	                scan_equals(word, '>') | scan_equals(word, '=');
	*capitals = scan_capitals(word) & (ends ? (ends & -ends) - 1 : ~(uint64_t)0);
	return ends ? scan_index(ends) : SCAN_NAME_BYTES;
}

static inline const char *scan_three(const char *from, const char *end, char a, char b, char c)
{
	enum { STEP = sizeof(uint64_t) };
	for (; end - from >= STEP; from += STEP) {
		uint64_t bytes = scan_load8(from);
		uint64_t found =
		        scan_equals(bytes, a) | scan_equals(bytes, b) | scan_equals(bytes, c);
		if (found)
			return from + scan_index(found);
	}
	while (from < end && *from != a && *from != b && *from != c)
		from++;
	return from;
}

static inline uint32_t scan_words(const uint16_t *tags, const uint16_t *groups, unsigned tag,
                                  unsigned group)
{
	uint32_t found = 0;
	for (unsigned i = 0; i < SCAN_WORDS; i++)
		found |= (uint32_t)(tags[i] == tag || (groups[i] & group)) << i;
	return found;
}

#endif

static inline const char *scan_one(const char *from, const char *end, char byte)
{
	const char *found = from < end ? memchr(from, byte, (size_t)(end - from)) : NULL;
	return found ? found : end;
}

static inline const char *scan_two(const char *from, const char *end, char a, char b)
{
	return scan_three(from, end, a, b, b);
}

#endif
