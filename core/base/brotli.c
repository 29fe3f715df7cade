/*
 * The decoder keeps what it has decoded to itself until it wants more input, and on wrong data for
 * good. It is fed in small steps, so that little is lost to a page that is damaged.
 */
#include "core/base/brotli.h"

#include <brotli/decode.h>

#include "core/base/bug.h"

enum { IN_STEP_BYTES = 1 << 10, OUT_STEP_BYTES = 64 << 10 };

static bool out_of_memory(const BrotliDecoderState *decoder)
{
	BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(decoder);
	return code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES &&
	       code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
}

/* Takes from the front of `*in` and writes at most `room` bytes to `out`, as inflate_stream_run. */
static enum codec_result run(BrotliDecoderState *decoder, struct str *in, char *out, size_t room,
                             size_t *written)
{
	const uint8_t *from = (const uint8_t *)in->p;
	uint8_t *to = (uint8_t *)out;
	size_t step = in->n < IN_STEP_BYTES ? in->n : IN_STEP_BYTES, left = step, room_left = room;
	BrotliDecoderResult result =
	        BrotliDecoderDecompressStream(decoder, &left, &from, &room_left, &to, NULL);
	*in = str_slice(*in, step - left, in->n);
	*written = room - room_left;
	switch (result) {
	case BROTLI_DECODER_RESULT_SUCCESS:
		return CODEC_OK;
	case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
		return CODEC_SHORT;
	case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
		return CODEC_OVER;
	case BROTLI_DECODER_RESULT_ERROR:
		break;
	}
	if (out_of_memory(decoder))
		BUG("libbrotlidec without memory");
	return CODEC_BAD;
}

enum codec_result brotli_all(struct str in, struct buf *out, size_t *consumed)
{
	BrotliDecoderState *decoder = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	enum codec_result result;
	size_t given = in.n, written;
	if (decoder == NULL)
		BUG("libbrotlidec without memory");
	do {
		size_t room = out->max - out->n;
		size_t step = room < OUT_STEP_BYTES ? room : OUT_STEP_BYTES;
		char probe; /* tells "full" from "just full and at the end" */
		char *to = room ? buf_reserve(out, step) : &probe;
		result = run(decoder, &in, to, room ? step : 1, &written);
		if (room == 0 && written > 0) {
			result = CODEC_OVER;
			break;
		}
		out->n += written;
	} while (result == CODEC_OVER || (result == CODEC_SHORT && in.n > 0));
	BrotliDecoderDestroyInstance(decoder);
	*consumed = given - in.n;
	return result;
}
