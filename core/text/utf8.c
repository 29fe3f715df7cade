/*
 * The well-formed sequences are those of table 3-7 of the Unicode Standard: the lead byte fixes the
 * length and the range of the second byte, every later byte is 80..BF. `leads` is that table. A
 * maximal invalid part (Unicode 3.9) is what a sequence matches before its first wrong byte, and
 * one byte at the least.
 *
 * Web pages are mostly ASCII, so runs of it are skipped in blocks; the rest goes sequence by
 * sequence, with short cuts for the two- and three-byte scripts.
 */
#include "core/text/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { REPLACEMENT = 0xFFFD, REPLACEMENT_BYTES = 3 };
static const char replacement[REPLACEMENT_BYTES + 1] = "\xEF\xBF\xBD";

struct lead {
	unsigned char length, low, high; /* of the sequence; bounds of its second byte */
};

/* clang-format off */
#define BAD {1, 1, 0}
#define TWO {2, 0x80, 0xBF}
#define THREE {3, 0x80, 0xBF}
#define FOUR {4, 0x80, 0xBF}

static const struct lead leads[64] = {
	/* C0 */ BAD, BAD, TWO, TWO, TWO, TWO, TWO, TWO,
	/* C8 */ TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO,
	/* D0 */ TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO,
	/* D8 */ TWO, TWO, TWO, TWO, TWO, TWO, TWO, TWO,
	/* E0 */ {3, 0xA0, 0xBF}, THREE, THREE, THREE, THREE, THREE, THREE, THREE,
	/* E8 */ THREE, THREE, THREE, THREE, THREE, {3, 0x80, 0x9F}, THREE, THREE,
	/* F0 */ {4, 0x90, 0xBF}, FOUR, FOUR, FOUR, {4, 0x80, 0x8F}, BAD, BAD, BAD,
	/* F8 */ BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD,
};
/* clang-format on */

static bool is_tail(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

#ifdef __SSE2__
enum { BLOCK_BYTES = 64 };

static bool is_ascii_block(const unsigned char *p)
{
	const __m128i *v = (const __m128i *)(const void *)p;
	__m128i low = _mm_or_si128(_mm_loadu_si128(v), _mm_loadu_si128(v + 1));
	__m128i high = _mm_or_si128(_mm_loadu_si128(v + 2), _mm_loadu_si128(v + 3));
	return _mm_movemask_epi8(_mm_or_si128(low, high)) == 0;
}
#else
enum { BLOCK_BYTES = 16 };

static bool is_ascii_block(const unsigned char *p)
{
	uint64_t words[2];
	memcpy(words, p, sizeof(words));
	return ((words[0] | words[1]) & UINT64_C(0x8080808080808080)) == 0;
}
#endif

static bool is_ascii_word(const unsigned char *p)
{
	uint64_t word;
	memcpy(&word, p, sizeof(word));
	return (word & UINT64_C(0x8080808080808080)) == 0;
}

/* The first byte at or behind `p` that is not ASCII, or `end`. */
static const unsigned char *skip_ascii(const unsigned char *p, const unsigned char *end)
{
	while (end - p >= BLOCK_BYTES && is_ascii_block(p))
		p += BLOCK_BYTES;
	while (end - p >= (ptrdiff_t)sizeof(uint64_t) && is_ascii_word(p))
		p += sizeof(uint64_t);
	while (p < end && *p < 0x80)
		p++;
	return p;
}

/*
 * Bytes of the sequence at `p` (p < end) if `*valid`, else of the maximal invalid part there.
 * `*cut` tells that the sequence was right as far as it went, but `end` came too early.
 */
static size_t sequence(const unsigned char *p, const unsigned char *end, bool *valid, bool *cut)
{
	*cut = false;
	*valid = *p < 0x80;
	if (*p < 0xC0)
		return 1;
	struct lead lead = leads[*p - 0xC0];
	size_t n = 1;
	if (p + n < end && p[1] >= lead.low && p[1] <= lead.high)
		for (n = 2; n < lead.length && p + n < end && is_tail(p[n]);)
			n++;
	*valid = lead.length > 1 && n == lead.length;
	*cut = lead.length > 1 && n < lead.length && p + n == end;
	return n;
}

/* Skips two-byte sequences (Greek, Cyrillic, Hebrew, Arabic, accents). */
static const unsigned char *skip_twos(const unsigned char *p, const unsigned char *end)
{
	while (end - p >= 2 && p[0] >= 0xC2 && p[0] <= 0xDF && is_tail(p[1]))
		p += 2;
	return p;
}

/* Skips three-byte sequences whose second byte has no bounds of its own (E1..EC: CJK, Indic). */
static const unsigned char *skip_threes(const unsigned char *p, const unsigned char *end)
{
	while (end - p >= 3 && p[0] >= 0xE1 && p[0] <= 0xEC && is_tail(p[1]) && is_tail(p[2]))
		p += 3;
	return p;
}

static size_t valid_prefix(struct str s, bool *cut)
{
	const unsigned char *start = (const unsigned char *)s.p, *p = start, *end = start + s.n;
	*cut = false;
	while ((p = skip_ascii(p, end)) < end) {
		const unsigned char *skipped = skip_threes(skip_twos(p, end), end);
		bool valid = true;
		size_t n = skipped == p ? sequence(p, end, &valid, cut) : (size_t)(skipped - p);
		if (!valid)
			break;
		p += n;
	}
	return (size_t)(p - start);
}

size_t utf8_valid_prefix(struct str s)
{
	bool cut;
	return s.n ? valid_prefix(s, &cut) : 0;
}

bool utf8_is_valid_but_cut(struct str s)
{
	bool cut;
	if (s.n == 0)
		return true;
	size_t n = valid_prefix(s, &cut);
	const unsigned char *p = (const unsigned char *)s.p;
	return n == s.n || (cut && skip_ascii(p, p + n) != p + n);
}

/* What has to be replaced at the front of `s`, which is not valid there. */
static size_t invalid_prefix(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	bool valid, cut;
	return sequence(p, p + s.n, &valid, &cut);
}

/* Cuts the next valid run and the invalid part behind it off `*rest`; false at the end. */
static bool next_run(struct str *rest, struct str *run, size_t *invalid_bytes)
{
	if (rest->n == 0)
		return false;
	*run = str_slice(*rest, 0, utf8_valid_prefix(*rest));
	*rest = str_slice(*rest, run->n, rest->n);
	*invalid_bytes = rest->n ? invalid_prefix(*rest) : 0;
	*rest = str_slice(*rest, *invalid_bytes, rest->n);
	return true;
}

/* Length of `s` after repair: a pass of its own, so that the copy takes no more than it needs. */
static size_t repaired_bytes(struct str s)
{
	size_t total = 0, invalid_bytes;
	struct str run;
	while (next_run(&s, &run, &invalid_bytes))
		total += run.n + (invalid_bytes ? REPLACEMENT_BYTES : 0);
	return total;
}

struct str utf8_repair(struct str s, struct arena *arena)
{
	if (utf8_valid_prefix(s) == s.n)
		return s;
	size_t n = repaired_bytes(s), invalid_bytes;
	char *out = arena_bytes(arena, n), *to = out;
	struct str run;
	while (next_run(&s, &run, &invalid_bytes)) {
		memcpy(to, run.p, run.n);
		to += run.n;
		if (invalid_bytes) {
			memcpy(to, replacement, REPLACEMENT_BYTES);
			to += REPLACEMENT_BYTES;
		}
	}
	return (struct str){out, n};
}

uint32_t utf8_next(struct str s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.p + *at;
	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if (p[0] < 0xE0) {
		*at += 2;
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	}
	if (p[0] < 0xF0) {
		*at += 3;
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	}
	*at += 4;
	return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
}

size_t utf8_put(char out[4], uint32_t code_point)
{
	if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
		code_point = REPLACEMENT;
	if (code_point < 0x80) {
		out[0] = (char)code_point;
		return 1;
	}
	if (code_point < 0x800) {
		out[0] = (char)(0xC0 | code_point >> 6);
		out[1] = (char)(0x80 | (code_point & 0x3F));
		return 2;
	}
	if (code_point < 0x10000) {
		out[0] = (char)(0xE0 | code_point >> 12);
		out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code_point & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code_point >> 18);
	out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code_point & 0x3F));
	return 4;
}
