/*
 * DEFLATE data by zlib: streaming, and telling "wrong" from "ends too early". Slower than gzip.h,
 * which is for whole gzip members.
 */
#ifndef CORE_BASE_INFLATE_H
#define CORE_BASE_INFLATE_H

#include "core/base/buf.h"
#include "core/base/codec.h"
#include "core/base/str.h"

enum inflate_format {
	INFLATE_GZIP, /* RFC 1952, one member */
	INFLATE_ZLIB, /* RFC 1950 */
	INFLATE_RAW,  /* RFC 1951 */
};

/*
 * Appends what `in` holds to `out`, at most up to out->max. `*consumed` is how much of `in` the
 * data took. Whatever the result, what came out by then is in `out`.
 */
enum codec_result inflate_all(enum inflate_format format, struct str in, struct buf *out,
                              size_t *consumed);

/* The same data in pieces: a gzip stream of any number of members, one after another. */
struct inflate_stream;
struct inflate_stream *inflate_stream_new(void);
void inflate_stream_free(struct inflate_stream *stream);

/*
 * Takes from the front of `*in` and writes at most `room` bytes to `out`; returns how many.
 * CODEC_SHORT asks for more input, CODEC_OK says that a member has ended (the next call begins
 * another), CODEC_OVER that `out` is full, CODEC_BAD that the member is damaged.
 */
enum codec_result inflate_stream_run(struct inflate_stream *stream, struct str *in, char *out,
                                     size_t room, size_t *written);

/* Forgets the member in hand. */
void inflate_stream_reset(struct inflate_stream *stream);

#endif
