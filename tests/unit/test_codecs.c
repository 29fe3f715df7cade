/* gzip members, streams and zstd frames: whole, short, wrong, over the limit. */
#include "core/base/gzip.h"
#include "core/base/inflate.h"
#include "core/base/zstd_codec.h"

#include <stdlib.h>

#include "tests/test.h"
#include "tests/unit/archives.h"

enum { TEXT_BYTES = 3 << 20, OUT_MAX = 4 << 20 };

static struct str make_text(void)
{
	char *text = malloc(TEXT_BYTES);
	unsigned state = 1;
	for (size_t i = 0; i < TEXT_BYTES; i++) {
		state = state * 1664525u + 1013904223u;
		text[i] = "etaoin shrdlu\n"[(state >> 24) % 14];
	}
	return (struct str){text, TEXT_BYTES};
}

static enum codec_result decode(bool zstd, struct str in, struct buf *out, size_t *used)
{
	enum codec_result result;
	if (zstd) {
		struct zstd_decoder *decoder = zstd_decoder_new();
		result = zstd_frame(decoder, in, out, used);
		zstd_decoder_free(decoder);
	} else {
		struct gzip *gzip = gzip_new();
		result = gzip_member(gzip, in, out, used);
		gzip_free(gzip);
	}
	return result;
}

static void check_codec(bool zstd)
{
	struct buf encoded, out;
	struct str text = make_text();
	size_t used = 0;
	buf_init(&encoded, SIZE_MAX / 2);
	buf_init(&out, OUT_MAX);
	if (zstd)
		archive_add_zstd(&encoded, text);
	else
		archive_add_gzip(&encoded, text, 1);
	size_t length = encoded.n;
	buf_append(&encoded, STR("what follows is another's"));

	buf_append(&out, STR("kept"));
	CHECK(decode(zstd, buf_str(&encoded), &out, &used) == CODEC_OK);
	CHECK_NUMBER(used, length);
	CHECK(out.n == 4 + text.n && memcmp(out.p + 4, text.p, text.n) == 0);

	out.n = 4;
	CHECK(decode(zstd, str_slice(buf_str(&encoded), 0, length - 1), &out, &used) ==
	      CODEC_SHORT);
	CHECK_NUMBER(out.n, 4);
	encoded.p[length / 2] ^= 0x10;
	CHECK(decode(zstd, buf_str(&encoded), &out, &used) == CODEC_BAD);
	CHECK_NUMBER(out.n, 4);
	encoded.p[length / 2] ^= 0x10;
	encoded.p[length - 1] ^= 0x10; /* the checksum or length at the end */
	CHECK(decode(zstd, buf_str(&encoded), &out, &used) == CODEC_BAD);
	encoded.p[length - 1] ^= 0x10;
	buf_free(&out);

	buf_init(&out, text.n); /* just enough */
	CHECK(decode(zstd, buf_str(&encoded), &out, &used) == CODEC_OK);
	buf_free(&out);
	buf_init(&out, text.n - 1);
	CHECK(decode(zstd, buf_str(&encoded), &out, &used) == CODEC_OVER);
	CHECK_NUMBER(out.n, 0);
	buf_free(&out);
	buf_free(&encoded);
	free((void *)(size_t)text.p);
}

TEST(a_gzip_member_comes_out_whole_or_not_at_all)
{
	check_codec(false);
}

TEST(a_zstd_frame_comes_out_whole_or_not_at_all)
{
	check_codec(true);
}

TEST(inflating_in_pieces_gives_all_members_one_after_another)
{
	struct buf encoded;
	buf_init(&encoded, SIZE_MAX / 2);
	archive_add_gzip(&encoded, STR("first "), 6);
	archive_add_gzip(&encoded, STR("second"), 6);
	struct inflate_stream *stream = inflate_stream_new();
	char out[64];
	size_t n = 0, members = 0;
	for (size_t i = 0; i < encoded.n; i++) { /* a byte at a time */
		struct str in = {encoded.p + i, 1};
		while (in.n > 0) {
			size_t written;
			enum codec_result result =
			        inflate_stream_run(stream, &in, out + n, sizeof(out) - n, &written);
			CHECK(result == CODEC_OK || result == CODEC_SHORT);
			n += written;
			members += result == CODEC_OK;
		}
	}
	CHECK_NUMBER(members, 2);
	CHECK_STR(((struct str){out, n}), STR("first second"));
	inflate_stream_free(stream);
	buf_free(&encoded);
}

TEST(what_zstd_writes_does_not_depend_on_the_number_of_threads)
{
	struct str text = make_text();
	struct buf one, many;
	buf_init(&one, SIZE_MAX / 2);
	buf_init(&many, SIZE_MAX / 2);
	for (int threads = 1; threads <= 4; threads++) {
		struct buf *out = threads == 1 ? &one : &many;
		struct zstd_encoder *encoder = zstd_encoder_new(3, threads);
		buf_reset(out);
		zstd_encoder_begin(encoder);
		for (size_t at = 0; at < text.n; at += 700001)
			zstd_encoder_add(
			        encoder,
			        str_slice(text, at, at + 700001 < text.n ? at + 700001 : text.n),
			        out);
		zstd_encoder_end(encoder, out);
		zstd_encoder_free(encoder);
		if (threads > 1)
			CHECK(one.n == many.n && memcmp(one.p, many.p, one.n) == 0);
	}
	buf_free(&one);
	buf_free(&many);
	free((void *)(size_t)text.p);
}

TEST(inflating_all_stops_at_the_limit_and_keeps_what_came_out)
{
	struct buf encoded, out;
	size_t used;
	buf_init(&encoded, SIZE_MAX / 2);
	archive_add_gzip(&encoded, STR("123456789"), 6);
	buf_init(&out, 9);
	CHECK(inflate_all(INFLATE_GZIP, buf_str(&encoded), &out, &used) == CODEC_OK);
	CHECK_NUMBER(used, encoded.n);
	buf_free(&out);
	buf_init(&out, 8);
	CHECK(inflate_all(INFLATE_GZIP, buf_str(&encoded), &out, &used) == CODEC_OVER);
	CHECK_STR(buf_str(&out), STR("12345678"));
	buf_free(&out);
	buf_init(&out, 64);
	CHECK(inflate_all(INFLATE_GZIP, str_slice(buf_str(&encoded), 0, encoded.n - 1), &out,
	                  &used) == CODEC_SHORT);
	CHECK_STR(buf_str(&out), STR("123456789"));
	buf_free(&out);
	buf_free(&encoded);
}
