#include "core/dedup/fingerprint.h"

struct hash128 fingerprint_exact(struct str text, struct arena *scratch)
{
	char *folded = arena_bytes(scratch, text.n);
	size_t n = 0;
	bool space = false;
	for (size_t i = 0; i < text.n; i++) {
		if (ascii_is_space((unsigned char)text.p[i])) {
			space = n > 0;
			continue;
		}
		if (space)
			folded[n++] = ' ';
		space = false;
		folded[n++] = text.p[i];
	}
	struct hash128 key = hash128((struct str){folded, n});
	arena_shrink(scratch, folded, text.n, 0);
	return key;
}
