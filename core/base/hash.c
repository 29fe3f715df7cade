#include "core/base/hash.h"

#include <xxhash.h>

uint64_t hash64(struct str s)
{
	return XXH3_64bits(s.p, s.n);
}

struct hash128 hash128(struct str s)
{
	XXH128_hash_t hash = XXH3_128bits(s.p, s.n);
	return (struct hash128){hash.high64, hash.low64};
}

static void hex64(uint64_t value, char hex[16])
{
	for (int i = 15; i >= 0; i--, value >>= 4)
		hex[i] = "0123456789abcdef"[value & 15];
}

void hash128_hex(struct hash128 hash, char hex[HASH128_HEX_CHARS])
{
	hex64(hash.high, hex);
	hex64(hash.low, hex + 16);
}

static bool read_hex64(const char *hex, uint64_t *value)
{
	*value = 0;
	for (int i = 0; i < 16; i++) {
		const char *digits = "0123456789abcdef", *digit = memchr(digits, hex[i], 16);
		if (digit == NULL)
			return false;
		*value = *value << 4 | (uint64_t)(digit - digits);
	}
	return true;
}

bool hash128_from_hex(struct str hex, struct hash128 *hash)
{
	return hex.n == HASH128_HEX_CHARS && read_hex64(hex.p, &hash->high) &&
	       read_hex64(hex.p + 16, &hash->low);
}
