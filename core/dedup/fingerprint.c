#include "core/dedup/fingerprint.h"

#include <string.h>

#include "core/text/bytes16.h"

/*
 * The offset of the first white space at or behind `at` that is not a single ' ' with something
 * behind it; the end of the text if there is none.
 */
static size_t end_of_run(struct str text, size_t at)
{
	while (at < text.n) {
		struct bytes16 bytes = bytes16_of(text, at);
		unsigned spaces = bytes16_space(bytes), single = bytes16_equal(bytes, ' ');
		unsigned end = text.n - at < BYTES16 ? 1u << (text.n - at) : 0;
		unsigned odd = (spaces & ~single) | (single & (spaces | end) >> 1);
		if (odd)
			return at + bytes16_first(odd);
		bool ends_in_space = single >> (BYTES16 - 1); /* what follows is not known yet */
		at += ends_in_space ? BYTES16 - 1 : BYTES16;
	}
	return text.n;
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
