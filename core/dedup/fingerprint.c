#include "core/dedup/fingerprint.h"

#include <string.h>

#include "core/dedup/shingles.h"
#include "core/text/bytes16.h"
#include "core/text/url_key.h"

/*
 * The offset of the first white space at or behind `at` that is not a single ' ' with something
 * behind it; the end of the text if there is none.
 */
static size_t end_of_run(struct str text, size_t at)
{
	bool space_before = false; /* a single one, just in front of `at` */
	for (; at < text.n; at += BYTES16) {
		struct bytes16 bytes = bytes16_of(text, at);
		unsigned spaces = bytes16_space(bytes), single = bytes16_equal(bytes, ' ');
		unsigned end = text.n - at < BYTES16 ? 1u << (text.n - at) : 0;
		unsigned odd = (spaces & ~single) | (single & (spaces | end) >> 1);
		if (space_before && (spaces & 1))
			return at - 1;
		if (odd)
			return at + bytes16_first(odd);
		space_before = single >> (BYTES16 - 1);
	}
	return text.n - space_before;
}

struct hash128 fingerprint_exact(struct str text, struct arena *scratch)
{
	char *folded = arena_bytes(scratch, text.n);
	size_t n = 0, at = bytes16_skip_space(text, 0);
	while (at < text.n) {
		size_t end = end_of_run(text, at);
		if (n > 0)
			folded[n++] = ' ';
		memcpy(folded + n, text.p + at, end - at);
		n += end - at;
		at = bytes16_skip_space(text, end);
	}
	struct hash128 key = hash128((struct str){folded, n});
	arena_shrink(scratch, folded, text.n, 0);
	return key;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
	__uint128_t product = (__uint128_t)(hash ^ value) * 0x9e3779b97f4a7c15u;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* By arithmetic on the values, not on their bytes: the same on every machine. */
static uint64_t band_key(const struct minhash *minhash, unsigned band, unsigned rows)
{
	const uint32_t *values = minhash->values + (size_t)band * rows;
	uint64_t key = mix(0x243f6a8885a308d3u, (uint64_t)rows << 32 | band);
	for (unsigned i = 0; i < rows; i++)
		key = mix(key, (uint64_t)values[i] << 32 | i);
	return key;
}

/* Adds the band keys; returns how many: none for a text without words. */
static uint32_t add_bands(struct str text, const struct fingerprint_options *options,
                          struct sketch *sketch, uint64_t *keys)
{
	struct shingles shingles;
	struct minhash minhash;
	uint32_t hashes[SHINGLES_MAX];
	size_t count, total = 0;
	minhash_begin(&minhash);
	shingles_begin(&shingles, text, options->shingle);
	while ((count = shingles_next(&shingles, hashes)) > 0) {
		minhash_add(&minhash, hashes, count);
		total += count;
	}
	*sketch = minhash_sketch(&minhash);
	if (total == 0)
		return 0;
	for (unsigned band = 0; band < options->bands; band++)
		keys[band] = band_key(&minhash, band, options->rows);
	return options->bands;
}

struct fingerprint fingerprint_of(struct str text, struct str url,
                                  const struct fingerprint_options *options, struct arena *arena)
{
	struct fingerprint fingerprint = {{0, 0}, NULL, 0, {{0}, {0}}};
	bool is_url = options->dedup == DEDUP_URL;
	if (options->dedup == DEDUP_NONE || (is_url && url.n == 0))
		return fingerprint;
	fingerprint.first_key =
	        is_url ? hash128(url_key(url, arena)) : fingerprint_exact(text, arena);
	fingerprint.keys = arena_array(arena, uint64_t, 1 + options->bands);
	fingerprint.keys[0] = fingerprint.first_key.low;
	fingerprint.key_count = 1;
	if (options->dedup == DEDUP_NEAR)
		fingerprint.key_count +=
		        add_bands(text, options, &fingerprint.sketch, fingerprint.keys + 1);
	return fingerprint;
}

static double power(double base, unsigned exponent)
{
	double product = 1;
	while (exponent-- > 0)
		product *= base;
	return product;
}

double fingerprint_chance(double s, unsigned bands, unsigned rows)
{
	return 1 - power(1 - power(s, rows), bands);
}
