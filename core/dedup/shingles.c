/*
 * A word's hash is one wide multiplication of its first sixteen bytes, folded, and one more for
 * each sixteen that follow. A shingle's is a cyclic polynomial of its words' hashes: turn by one
 * bit, take the new word in and the oldest out (J. Cohen, "Recursive hashing functions for
 * n-grams", 1997). All of it by arithmetic on little-endian loads, so that the values are the same
 * on every machine.
 */
#include "core/dedup/shingles.h"

#include "core/text/bytes16.h"

enum { WORD_BYTES = 16, WINDOW = 64 };

/* Odd, of about half their bits set: the fractional parts of square roots of 2, 3, 5 and 7. */
#define KEY_LOW 0x6a09e667f3bcc909u
#define KEY_HIGH 0xbb67ae8584caa73bu
#define KEY_LAST 0x3c6ef372fe94f82bu
#define KEY_SHINGLE 0xa54ff53a5f1d36f1u

void shingles_begin(struct shingles *shingles, struct str text, unsigned width)
{
	shingles->width = width;
	shingles->rolling = 0;
	shingles->words = 0;
	memset(shingles->hashes, 0, width * sizeof(*shingles->hashes));
	folding_begin(&shingles->folding, text);
}

static uint64_t load64(const char *p)
{
	uint64_t value;
	memcpy(&value, p, sizeof(value));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	value = __builtin_bswap64(value);
#endif
	return value;
}

static uint64_t multiply_fold(uint64_t a, uint64_t b)
{
	__uint128_t product = (__uint128_t)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The lowest n of 16 bytes, as two masks. */
static const uint64_t keep[WORD_BYTES + 1][2] = {
        {0, 0},
        {0xff, 0},
        {0xffff, 0},
        {0xffffff, 0},
        {0xffffffff, 0},
        {0xffffffffff, 0},
        {0xffffffffffff, 0},
        {0xffffffffffffff, 0},
        {UINT64_MAX, 0},
        {UINT64_MAX, 0xff},
        {UINT64_MAX, 0xffff},
        {UINT64_MAX, 0xffffff},
        {UINT64_MAX, 0xffffffff},
        {UINT64_MAX, 0xffffffffff},
        {UINT64_MAX, 0xffffffffffff},
        {UINT64_MAX, 0xffffffffffffff},
        {UINT64_MAX, UINT64_MAX},
};

/* Sixteen bytes at `p` can be read. A word has no zero byte, so its length needs no place. */
static uint64_t hash_short(const char *p, size_t n)
{
	uint64_t low = load64(p) & keep[n][0], high = load64(p + sizeof(low)) & keep[n][1];
	return multiply_fold(low ^ KEY_LOW, high ^ KEY_HIGH);
}

static uint64_t hash_word(const char *p, size_t n)
{
	uint64_t hash = 0;
	for (; n > WORD_BYTES; n -= WORD_BYTES, p += WORD_BYTES)
		hash = multiply_fold(hash ^ hash_short(p, WORD_BYTES), KEY_LAST);
	return hash ^ hash_short(p, n);
}

static uint64_t spaces_at(const char *p)
{
	return bytes16_equal(bytes16_load(p), ' ');
}

/* Which of the 64 bytes at `p` are not spaces. */
static uint64_t word_bytes(const char *p)
{
	return ~(spaces_at(p) | spaces_at(p + BYTES16) << BYTES16 |
	         spaces_at(p + 2 * BYTES16) << 2 * BYTES16 |
	         spaces_at(p + 3 * BYTES16) << 3 * BYTES16);
}

/* The length of the word at `at`, which a space ends. */
static size_t word_length(struct str text, size_t at)
{
	const char *space = memchr(text.p + at, ' ', text.n - at);
	return (size_t)(space - (text.p + at));
}

/* Hashes of all words of the stretch; returns how many there are. */
static size_t hash_words(struct str stretch, uint64_t *hashes)
{
	size_t count = 0, at = 0;
	while (at < stretch.n) {
		uint64_t words = word_bytes(stretch.p + at);
		size_t next = at + WINDOW;
		while (words) {
			size_t from = at + (unsigned)__builtin_ctzll(words);
			if (from >= stretch.n)
				break;
			uint64_t filled = words | (words - 1); /* the gap before it, too */
			if (filled == UINT64_MAX && from > at) {
				next = from; /* it may go on behind the window: again, in front */
				break;
			}
			size_t to;
			if (filled == UINT64_MAX) {
				to = next = from + word_length(stretch, from);
				words = 0;
			} else {
				to = at + (unsigned)__builtin_ctzll(~filled);
				words &= words + (words & -words);
			}
			hashes[count++] = to - from <= WORD_BYTES
			                          ? hash_short(stretch.p + from, to - from)
			                          : hash_word(stretch.p + from, to - from);
		}
		at = next;
	}
	return count;
}

static uint64_t turn(uint64_t x, unsigned bits)
{
	return x << bits | x >> (64 - bits);
}

/*
 * Rolls over `count` words; writes a shingle for each that ends one, and one for a text that ended
 * with fewer.
 */
static size_t roll(struct shingles *shingles, size_t count, uint32_t *hashes)
{
	unsigned width = shingles->width;
	const uint64_t *oldest = shingles->hashes, *newest = oldest + width;
	uint64_t rolling = shingles->rolling;
	size_t first = shingles->words < width ? width - shingles->words - 1 : 0, n = 0;
	for (size_t i = 0; i < count; i++) {
		rolling = turn(rolling, 1) ^ newest[i] ^ turn(oldest[i], width);
		hashes[n] = (uint32_t)((rolling * KEY_SHINGLE) >> 32);
		n += i >= first;
	}
	shingles->rolling = rolling;
	shingles->words += count;
	memmove(shingles->hashes, shingles->hashes + count, width * sizeof(*shingles->hashes));
	return n;
}

size_t shingles_next(struct shingles *shingles, uint32_t hashes[SHINGLES_MAX])
{
	struct str stretch;
	while (folding_next(&shingles->folding, &stretch)) {
		size_t words = hash_words(stretch, shingles->hashes + shingles->width);
		size_t count = roll(shingles, words, hashes);
		if (count > 0)
			return count;
	}
	if (shingles->words == 0 || shingles->words >= shingles->width)
		return 0;
	hashes[0] = (uint32_t)((shingles->rolling * KEY_SHINGLE) >> 32);
	shingles->words = shingles->width; /* said once */
	return 1;
}
