#include "core/base/sha256.h"

#include <openssl/evp.h>

#include "core/base/bug.h"

enum { SHA256_BYTES = 32 };

struct sha256 *sha256_new(void)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	if (context == NULL)
		BUG("libcrypto without memory");
	struct sha256 *sha256 = (struct sha256 *)context;
	sha256_reset(sha256);
	return sha256;
}

void sha256_free(struct sha256 *sha256)
{
	EVP_MD_CTX_free((EVP_MD_CTX *)sha256);
}

void sha256_reset(struct sha256 *sha256)
{
	if (EVP_DigestInit_ex((EVP_MD_CTX *)sha256, EVP_sha256(), NULL) != 1)
		BUG("libcrypto has no SHA-256");
}

void sha256_add(struct sha256 *sha256, struct str s)
{
	if (EVP_DigestUpdate((EVP_MD_CTX *)sha256, s.p, s.n) != 1)
		BUG("SHA-256 failed");
}

void sha256_hex(struct sha256 *sha256, char hex[SHA256_HEX_CHARS + 1])
{
	unsigned char bytes[SHA256_BYTES];
	if (EVP_DigestFinal_ex((EVP_MD_CTX *)sha256, bytes, NULL) != 1)
		BUG("SHA-256 failed");
	for (int i = 0; i < SHA256_BYTES; i++) {
		hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
	}
	hex[SHA256_HEX_CHARS] = '\0';
}
