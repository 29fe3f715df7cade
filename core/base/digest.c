/*
 * WARC (ISO 28500, 5.8) leaves the algorithm and the encoding of a digest to its writer, and
 * names no encoding in the value. For each algorithm the three encodings have three different
 * lengths, which tell them.
 */
#include "core/base/digest.h"

#include <openssl/evp.h>

#include "core/base/bug.h"

enum { SHA256_BYTES = 32 };

/* --- SHA-256 in pieces --- */

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

/* --- digests with a label --- */

struct algorithm {
	struct str name; /* without dashes */
	size_t bytes;
	const EVP_MD *(*evp)(void);
};

static const struct algorithm *find_algorithm(struct str label)
{
	static const struct algorithm algorithms[] = {
	        {STR_INIT("md5"), 16, EVP_md5},       {STR_INIT("sha1"), 20, EVP_sha1},
	        {STR_INIT("sha224"), 28, EVP_sha224}, {STR_INIT("sha256"), 32, EVP_sha256},
	        {STR_INIT("sha384"), 48, EVP_sha384}, {STR_INIT("sha512"), 64, EVP_sha512},
	};
	char name[16];
	size_t n = 0;
	for (size_t i = 0; i < label.n; i++) {
		if (label.p[i] == '-')
			continue;
		if (n == sizeof(name))
			return NULL;
		name[n++] = label.p[i];
	}
	for (size_t i = 0; i < sizeof(algorithms) / sizeof(*algorithms); i++)
		if (str_equal_nocase(algorithms[i].name, (struct str){name, n}))
			return &algorithms[i];
	return NULL;
}

struct encoding {
	unsigned bits; /* of a character */
	bool any_case;
	struct str alphabet, alphabet_for_urls;
};

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

static const struct encoding encodings[] = {
        {4, true, STR_INIT(DIGITS "abcdef"), STR_INIT("")},
        {5, true, STR_INIT(LOWER "234567"), STR_INIT("")},
        {6, false, STR_INIT(UPPER LOWER DIGITS "+/"), STR_INIT(UPPER LOWER DIGITS "-_")},
};

static size_t encoded_chars(const struct encoding *encoding, size_t bytes)
{
	return (bytes * 8 + encoding->bits - 1) / encoding->bits;
}

/* The value of a character, or STR_NONE. */
static size_t char_value(const struct encoding *encoding, char c)
{
	if (encoding->any_case)
		c = ascii_lower(c);
	size_t value = str_find_byte(encoding->alphabet, c, 0);
	return value != STR_NONE ? value : str_find_byte(encoding->alphabet_for_urls, c, 0);
}

/* `text` is as long as `count` bytes take. Bits behind the last byte are not looked at. */
static bool decode(const struct encoding *encoding, struct str text, unsigned char *out,
                   size_t count)
{
	unsigned held = 0, bits = 0;
	for (size_t i = 0, n = 0; i < text.n; i++) {
		size_t value = char_value(encoding, text.p[i]);
		if (value == STR_NONE)
			return false;
		held = held << encoding->bits | (unsigned)value;
		bits += encoding->bits;
		if (bits < 8 || n == count)
			continue;
		bits -= 8;
		out[n++] = (unsigned char)(held >> bits);
		held &= (1u << bits) - 1;
	}
	return true;
}

static bool read_value(struct str text, unsigned char *out, size_t count)
{
	while (text.n && text.p[text.n - 1] == '=')
		text.n--;
	for (size_t i = 0; i < sizeof(encodings) / sizeof(*encodings); i++)
		if (text.n == encoded_chars(&encodings[i], count))
			return decode(&encodings[i], text, out, count);
	return false;
}

enum digest_match digest_matches(struct str labelled, struct str bytes)
{
	unsigned char said[EVP_MAX_MD_SIZE], real[EVP_MAX_MD_SIZE];
	struct str value = str_trim(labelled);
	size_t colon = str_find_byte(value, ':', 0);
	if (colon == STR_NONE)
		return DIGEST_UNKNOWN;
	const struct algorithm *algorithm = find_algorithm(str_slice(value, 0, colon));
	value = str_trim(str_slice(value, colon + 1, value.n));
	if (algorithm == NULL || !read_value(value, said, algorithm->bytes))
		return DIGEST_UNKNOWN;
	/* a libcrypto made for certified use only may refuse MD5 */
	if (EVP_Digest(bytes.n ? bytes.p : "", bytes.n, real, NULL, algorithm->evp(), NULL) != 1)
		return DIGEST_UNKNOWN;
	return memcmp(said, real, algorithm->bytes) == 0 ? DIGEST_MATCHES : DIGEST_DIFFERS;
}
