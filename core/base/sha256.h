/* SHA-256 (FIPS 180-4), in pieces. */
#ifndef CORE_BASE_SHA256_H
#define CORE_BASE_SHA256_H

#include "core/base/str.h"

struct sha256;
enum { SHA256_HEX_CHARS = 64 };

struct sha256 *sha256_new(void);
void sha256_free(struct sha256 *sha256);
void sha256_reset(struct sha256 *sha256);
void sha256_add(struct sha256 *sha256, struct str s);

/* Lower-case hex, with a NUL behind it. The state must be reset before it is used again. */
void sha256_hex(struct sha256 *sha256, char hex[SHA256_HEX_CHARS + 1]);

#endif
