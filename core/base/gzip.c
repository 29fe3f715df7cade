/*
 * libdeflate wants the whole output buffer at once and does not say whether input was wrong or
 * merely ended. So the buffer starts from a guess and doubles, and a member that fails is given to
 * zlib (inflate.h), which does say. Failing is rare; the second pass costs nothing that counts.
 */
#include "core/base/gzip.h"

#include <libdeflate.h>

#include "core/base/bug.h"
#include "core/base/inflate.h"

enum {
	OUT_BYTES_FIRST = 256 << 10, /* above most pages inflated */
	FLAGS_RESERVED = 0xe0,
};

bool gzip_starts(struct str s)
{
	const unsigned char *b = (const unsigned char *)s.p;
	return s.n >= GZIP_MAGIC_BYTES && b[0] == 0x1f && b[1] == 0x8b && b[2] == 8 &&
	       (b[3] & FLAGS_RESERVED) == 0;
}

struct gzip *gzip_new(void)
{
	struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
	if (decompressor == NULL)
		BUG("libdeflate without memory");
	return (struct gzip *)decompressor;
}

void gzip_free(struct gzip *gzip)
{
	if (gzip)
		libdeflate_free_decompressor((struct libdeflate_decompressor *)gzip);
}

static enum codec_result why_failed(struct str in, struct buf *out)
{
	size_t before = out->n, consumed;
	enum codec_result result = inflate_all(INFLATE_GZIP, in, out, &consumed);
	out->n = before;
	/* zlib accepts some streams that libdeflate does not; to us they are damaged all the same
	 */
	return result == CODEC_OK ? CODEC_BAD : result;
}

enum codec_result gzip_member(struct gzip *gzip, struct str in, struct buf *out, size_t *consumed)
{
	size_t written;
	for (size_t room = OUT_BYTES_FIRST;; room *= 2) {
		if (room < out->capacity - out->n)
			room = out->capacity - out->n;
		if (room > out->max - out->n)
			room = out->max - out->n;
		char *to = buf_reserve(out, room);
		enum libdeflate_result result =
		        libdeflate_gzip_decompress_ex((struct libdeflate_decompressor *)gzip, in.p,
		                                      in.n, to, room, consumed, &written);
		if (result == LIBDEFLATE_SUCCESS) {
			out->n += written;
			return CODEC_OK;
		}
		if (result != LIBDEFLATE_INSUFFICIENT_SPACE)
			return why_failed(in, out);
		if (room == out->max - out->n)
			return CODEC_OVER;
	}
}
