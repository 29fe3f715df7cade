/* SHA-256 (FIPS 180-4) in pieces, and the digests that records carry of their own bytes. By
 * libcrypto. */
#ifndef CORE_BASE_DIGEST_H
#define CORE_BASE_DIGEST_H

#include "core/base/str.h"

struct sha256;
enum { SHA256_HEX_CHARS = 64 };

struct sha256 *sha256_new(void);
void sha256_free(struct sha256 *sha256);
void sha256_reset(struct sha256 *sha256);
void sha256_add(struct sha256 *sha256, struct str s);

/* Lower-case hex, with a NUL behind it. The state must be reset before it is used again. */
void sha256_hex(struct sha256 *sha256, char hex[SHA256_HEX_CHARS + 1]);

enum digest_match {
	DIGEST_MATCHES,
	DIGEST_DIFFERS,
	DIGEST_UNKNOWN, /* no label, an algorithm that is not known here, or no value of its length
	                 */
};

/*
 * Whether `bytes` have the digest that `labelled` says, a value such as "sha1:BASE32". Algorithms:
 * MD5 and the SHA family, in any case, with a dash or without. Values: base16, base32 or base64
 * (RFC 4648, padded or not, of either alphabet), told by their length.
 */
enum digest_match digest_matches(struct str labelled, struct str bytes);

#endif
