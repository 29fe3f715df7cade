/* XXH3 (github.com/Cyan4973/xxHash): fast, not cryptographic. Same values on every machine. */
#ifndef CORE_BASE_HASH_H
#define CORE_BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/str.h"

struct hash128 {
	uint64_t high, low;
};

uint64_t hash64(struct str s);
struct hash128 hash128(struct str s);

/* 32 lower-case hex digits, the canonical (big-endian) form; no NUL. */
enum { HASH128_HEX_CHARS = 32 };
void hash128_hex(struct hash128 hash, char hex[HASH128_HEX_CHARS]);

/* The other way round; false if it is not just such digits. */
bool hash128_from_hex(struct str hex, struct hash128 *hash);

#endif
