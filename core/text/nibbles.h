/*
 * Sums of rows of numbers of four bits, up to NIBBLES_MAX of them side by side: number 2j in the
 * low half of byte j, number 2j + 1 in the high half. Their sums are at [0][j] and [1][j].
 *
 * SSE2, which every x86-64 has; elsewhere plain loops that give the same sums.
 */
#ifndef CORE_TEXT_NIBBLES_H
#define CORE_TEXT_NIBBLES_H

#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
	NIBBLES_MAX = 64,
	NIBBLES_ROW_BYTES = NIBBLES_MAX / 2, /* that are read of each row, however many it has */
	NIBBLES_ROWS_MAX = 17,               /* rows that sums in bytes can hold: 255 / 15 */
};

/*
 * Adds the rows `rows[0 .. count-1]` of `table`, which stand `stride` bytes apart, to `sums`; up to
 * 4,369 of them fit there.
 */
static inline void nibbles_add(const uint8_t *table, size_t stride, const uint16_t *rows,
                               uint32_t count, uint16_t sums[2][NIBBLES_ROW_BYTES])
{
#ifdef __SSE2__
	const __m128i low = _mm_set1_epi8(0x0f);
#endif
	for (uint32_t from = 0; from < count; from += NIBBLES_ROWS_MAX) {
		uint32_t to = count - from < NIBBLES_ROWS_MAX ? count : from + NIBBLES_ROWS_MAX;
		uint8_t part[2][NIBBLES_ROW_BYTES] = {{0}};
#ifdef __SSE2__
		__m128i a = _mm_setzero_si128(), b = a, c = a, d = a;
		for (uint32_t i = from; i < to; i++) {
			const uint8_t *row = table + stride * rows[i];
			__m128i v = _mm_loadu_si128((const __m128i *)(const void *)row);
			__m128i w = _mm_loadu_si128((const __m128i *)(const void *)(row + 16));
			a = _mm_add_epi8(a, _mm_and_si128(v, low));
			b = _mm_add_epi8(b, _mm_and_si128(w, low));
			c = _mm_add_epi8(c, _mm_and_si128(_mm_srli_epi16(v, 4), low));
			d = _mm_add_epi8(d, _mm_and_si128(_mm_srli_epi16(w, 4), low));
		}
		_mm_storeu_si128((__m128i *)(void *)part[0], a);
		_mm_storeu_si128((__m128i *)(void *)(part[0] + 16), b);
		_mm_storeu_si128((__m128i *)(void *)part[1], c);
		_mm_storeu_si128((__m128i *)(void *)(part[1] + 16), d);
#else
		for (uint32_t i = from; i < to; i++)
			for (size_t j = 0; j < NIBBLES_ROW_BYTES; j++) {
				uint8_t byte = table[stride * rows[i] + j];
				part[0][j] = (uint8_t)(part[0][j] + (byte & 0x0f));
				part[1][j] = (uint8_t)(part[1][j] + (byte >> 4));
			}
#endif
		for (size_t j = 0; j < NIBBLES_ROW_BYTES; j++) {
			sums[0][j] = (uint16_t)(sums[0][j] + part[0][j]);
			sums[1][j] = (uint16_t)(sums[1][j] + part[1][j]);
		}
	}
}

#endif
