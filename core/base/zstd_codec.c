#include "core/base/zstd_codec.h"

#define ZSTD_STATIC_LINKING_ONLY /* for ZSTD_getFrameHeader */
#include <zstd.h>
#include <zstd_errors.h>

#include "core/base/bug.h"

enum {
	SKIPPABLE_HEADER_BYTES = 8,
	OUT_STEP_BYTES = 256 << 10,
	DICTIONARY_MAGIC =
	        0x184D2A5D,  /* iipc.github.io/warc-specifications, zstd-compressed WARC */
	WINDOW_LOG_MAX = 27, /* of ZSTD_WINDOW_BYTES_MAX */
	JOB_BYTES =
	        2 << 20, /* what one thread compresses at a time; part of the output's definition */
};

_Static_assert(1 << WINDOW_LOG_MAX == ZSTD_WINDOW_BYTES_MAX, "the two say the same");

static uint32_t little_endian_32(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;
	return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

enum zstd_start zstd_starts(struct str s)
{
	if (s.n < ZSTD_MAGIC_BYTES)
		return ZSTD_START_NONE;
	uint32_t magic = little_endian_32(s.p);
	if ((magic & ZSTD_MAGIC_SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START)
		return ZSTD_START_SKIPPABLE;
	if (magic != ZSTD_MAGICNUMBER)
		return ZSTD_START_NONE;
	ZSTD_frameHeader header;
	return ZSTD_isError(ZSTD_getFrameHeader(&header, s.p, s.n)) ? ZSTD_START_NONE
	                                                            : ZSTD_START_FRAME;
}

enum codec_result zstd_skippable(struct str s, size_t *length)
{
	if (s.n < SKIPPABLE_HEADER_BYTES)
		return CODEC_SHORT;
	*length = SKIPPABLE_HEADER_BYTES + (size_t)little_endian_32(s.p + 4);
	return *length <= s.n ? CODEC_OK : CODEC_SHORT;
}

struct zstd_decoder *zstd_decoder_new(void)
{
	ZSTD_DCtx *context = ZSTD_createDCtx();
	if (context == NULL)
		BUG("libzstd without memory");
	ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
	return (struct zstd_decoder *)context;
}

void zstd_decoder_free(struct zstd_decoder *decoder)
{
	ZSTD_freeDCtx((ZSTD_DCtx *)decoder);
}

void zstd_decoder_reset(struct zstd_decoder *decoder)
{
	ZSTD_DCtx_reset((ZSTD_DCtx *)decoder, ZSTD_reset_session_only);
}

void zstd_decoder_dictionary(struct zstd_decoder *decoder, struct str dictionary)
{
	ZSTD_DCtx *context = (ZSTD_DCtx *)decoder;
	zstd_decoder_reset(decoder);
	/* a dictionary that is no good makes every frame fail, and that is noticed there */
	(void)ZSTD_DCtx_loadDictionary(context, dictionary.n ? dictionary.p : NULL, dictionary.n);
}

bool zstd_dictionary_frame(struct str s, struct buf *dictionary)
{
	size_t length;
	if (s.n < SKIPPABLE_HEADER_BYTES || little_endian_32(s.p) != DICTIONARY_MAGIC ||
	    zstd_skippable(s, &length) != CODEC_OK)
		return false;
	struct str content = str_slice(s, SKIPPABLE_HEADER_BYTES, length);
	buf_reset(dictionary);
	if (zstd_starts(content) != ZSTD_START_FRAME)
		return buf_append(dictionary, content);
	struct zstd_decoder *decoder = zstd_decoder_new();
	enum codec_result result = zstd_frame(decoder, content, dictionary, &length);
	zstd_decoder_free(decoder);
	return result == CODEC_OK;
}

enum codec_result zstd_stream_run(struct zstd_decoder *decoder, struct str *in, char *out,
                                  size_t room, size_t *written)
{
	ZSTD_DCtx *context = (ZSTD_DCtx *)decoder;
	ZSTD_inBuffer input = {in->p, in->n, 0};
	ZSTD_outBuffer output = {out, room, 0};
	size_t left = ZSTD_decompressStream(context, &output, &input);
	*in = str_slice(*in, input.pos, in->n);
	*written = output.pos;
	if (ZSTD_isError(left)) {
		zstd_decoder_reset(decoder);
		return ZSTD_getErrorCode(left) == ZSTD_error_frameParameter_windowTooLarge
		               ? CODEC_OVER
		               : CODEC_BAD;
	}
	if (left == 0)
		return CODEC_OK;
	return output.pos == room ? CODEC_OVER : CODEC_SHORT;
}

enum codec_result zstd_frame(struct zstd_decoder *decoder, struct str in, struct buf *out,
                             size_t *consumed)
{
	size_t before = out->n, given = in.n, written;
	enum codec_result result;
	zstd_decoder_reset(decoder);
	do {
		size_t room = out->max - out->n;
		char probe; /* as in inflate.c: a frame that fills the limit exactly is not over it
		             */
		char *to = room ? buf_reserve(out, room < OUT_STEP_BYTES ? room : OUT_STEP_BYTES)
		                : &probe;
		size_t step = room == 0 ? 1 : room < OUT_STEP_BYTES ? room : OUT_STEP_BYTES;
		result = zstd_stream_run(decoder, &in, to, step, &written);
		if (room == 0 && written > 0) {
			result = CODEC_OVER;
			break;
		}
		out->n += written;
		if (result == CODEC_OVER && written == 0)
			break; /* the window is too large; `result` says so */
	} while (result == CODEC_OVER || (result == CODEC_SHORT && in.n > 0));
	*consumed = given - in.n;
	if (result != CODEC_OK)
		out->n = before;
	return result;
}

struct zstd_encoder *zstd_encoder_new(int level, int threads)
{
	ZSTD_CCtx *context = ZSTD_createCCtx();
	if (context == NULL)
		BUG("libzstd without memory");
	size_t failed = ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
	failed |= ZSTD_CCtx_setParameter(context, ZSTD_c_nbWorkers, threads);
	if (threads > 0)
		failed |= ZSTD_CCtx_setParameter(context, ZSTD_c_jobSize, JOB_BYTES);
	failed |= ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
	if (ZSTD_isError(failed))
		BUG("libzstd knows no threads");
	return (struct zstd_encoder *)context;
}

void zstd_encoder_free(struct zstd_encoder *encoder)
{
	ZSTD_freeCCtx((ZSTD_CCtx *)encoder);
}

void zstd_encoder_begin(struct zstd_encoder *encoder)
{
	ZSTD_CCtx_reset((ZSTD_CCtx *)encoder, ZSTD_reset_session_only);
}

static void encode(struct zstd_encoder *encoder, struct str in, struct buf *out,
                   ZSTD_EndDirective directive)
{
	ZSTD_inBuffer input = {in.p, in.n, 0};
	size_t left;
	do {
		char *room = buf_reserve(out, OUT_STEP_BYTES);
		if (room == NULL)
			BUG("encoder output over its limit");
		ZSTD_outBuffer output = {room, OUT_STEP_BYTES, 0};
		left = ZSTD_compressStream2((ZSTD_CCtx *)encoder, &output, &input, directive);
		if (ZSTD_isError(left))
			BUG("libzstd failed to compress");
		out->n += output.pos;
	} while (directive == ZSTD_e_end ? left > 0 : input.pos < input.size);
}

void zstd_encoder_add(struct zstd_encoder *encoder, struct str in, struct buf *out)
{
	encode(encoder, in, out, ZSTD_e_continue);
}

void zstd_encoder_end(struct zstd_encoder *encoder, struct buf *out)
{
	encode(encoder, (struct str){"", 0}, out, ZSTD_e_end);
}
