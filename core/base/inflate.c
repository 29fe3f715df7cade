#include "core/base/inflate.h"

#include <limits.h>
#include <stdlib.h>

#define ZLIB_CONST /* next_in is const */
#include <zlib.h>

#include "core/base/bug.h"

enum { OUT_STEP_BYTES = 64 << 10 };

static const int window_bits[] = {
        [INFLATE_GZIP] = MAX_WBITS + 16, [INFLATE_ZLIB] = MAX_WBITS, [INFLATE_RAW] = -MAX_WBITS};

struct inflate_stream {
	z_stream z;
};

static void stream_init(struct inflate_stream *stream, enum inflate_format format)
{
	*stream = (struct inflate_stream){0};
	if (inflateInit2(&stream->z, window_bits[format]) != Z_OK)
		BUG("zlib would not start");
}

static unsigned at_most(size_t n)
{
	return n > UINT_MAX ? UINT_MAX : (unsigned)n;
}

enum codec_result inflate_stream_run(struct inflate_stream *stream, struct str *in, char *out,
                                     size_t room, size_t *written)
{
	z_stream *z = &stream->z;
	unsigned in_given = at_most(in->n), out_given = at_most(room);
	z->next_in = (const Bytef *)in->p;
	z->avail_in = in_given;
	z->next_out = (Bytef *)out;
	z->avail_out = out_given;
	int code = inflate(z, Z_NO_FLUSH);
	*in = str_slice(*in, in_given - z->avail_in, in->n);
	*written = out_given - z->avail_out;
	if (code == Z_MEM_ERROR)
		BUG("zlib without memory");
	if (code == Z_STREAM_END) {
		inflate_stream_reset(stream);
		return CODEC_OK;
	}
	if (code != Z_OK && code != Z_BUF_ERROR)
		return CODEC_BAD;
	return z->avail_out == 0 ? CODEC_OVER : CODEC_SHORT;
}

void inflate_stream_reset(struct inflate_stream *stream)
{
	if (inflateReset(&stream->z) != Z_OK)
		BUG("zlib would not reset");
}

struct inflate_stream *inflate_stream_new(void)
{
	struct inflate_stream *stream = memory_resize(NULL, sizeof(*stream));
	stream_init(stream, INFLATE_GZIP);
	return stream;
}

void inflate_stream_free(struct inflate_stream *stream)
{
	if (stream == NULL)
		return;
	inflateEnd(&stream->z);
	free(stream);
}

enum codec_result inflate_all(enum inflate_format format, struct str in, struct buf *out,
                              size_t *consumed)
{
	struct inflate_stream stream;
	enum codec_result result;
	size_t given = in.n, written;
	stream_init(&stream, format);
	do {
		size_t room = out->max - out->n;
		char probe; /* tells "full" from "just full and at the end" */
		char *to = room ? buf_reserve(out, room < OUT_STEP_BYTES ? room : OUT_STEP_BYTES)
		                : &probe;
		size_t step = room == 0 ? 1 : room < OUT_STEP_BYTES ? room : OUT_STEP_BYTES;
		result = inflate_stream_run(&stream, &in, to, step, &written);
		if (room == 0 && written > 0) {
			result = CODEC_OVER;
			break;
		}
		out->n += written;
	} while (result == CODEC_OVER || (result == CODEC_SHORT && in.n > 0));
	inflateEnd(&stream.z);
	*consumed = given - in.n;
	return result;
}
