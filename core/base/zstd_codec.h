/* Zstandard (RFC 8878), by libzstd. */
#ifndef CORE_BASE_ZSTD_CODEC_H
#define CORE_BASE_ZSTD_CODEC_H

#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/codec.h"
#include "core/base/str.h"

enum zstd_start { ZSTD_START_NONE, ZSTD_START_FRAME, ZSTD_START_SKIPPABLE };

/* What `s` could begin with, by its magic number and, for a frame, a sound frame header. */
enum { ZSTD_MAGIC_BYTES = 4 };
enum zstd_start zstd_starts(struct str s);

/* The length of a skippable frame that `s` begins with; CODEC_SHORT if it goes beyond `s`. */
enum codec_result zstd_skippable(struct str s, size_t *length);

/*
 * The dictionary in the skippable frame that a .warc.zst may begin with (magic 0x184D2A5D, its
 * content compressed or not), put into `dictionary`; false if there is none or it cannot be read.
 */
bool zstd_dictionary_frame(struct str s, struct buf *dictionary);

struct zstd_decoder;
struct zstd_decoder *zstd_decoder_new(void);
void zstd_decoder_free(struct zstd_decoder *decoder);

/*
 * The one frame that `in` begins with, as gzip_member does it: appends to `out`, on any failure
 * `out` is as before. Windows over ZSTD_WINDOW_BYTES_MAX count as CODEC_OVER.
 */
enum { ZSTD_WINDOW_BYTES_MAX = 128 << 20 };
enum codec_result zstd_frame(struct zstd_decoder *decoder, struct str in, struct buf *out,
                             size_t *consumed);

/* Frames in pieces, as inflate_stream_run. */
enum codec_result zstd_stream_run(struct zstd_decoder *decoder, struct str *in, char *out,
                                  size_t room, size_t *written);

/* Forgets the frame in hand; a dictionary stays. */
void zstd_decoder_reset(struct zstd_decoder *decoder);

/* Frames are decoded with this dictionary from now on (copied), or with none if it is empty. */
void zstd_decoder_dictionary(struct zstd_decoder *decoder, struct str dictionary);

/*
 * Writes one frame, with content checksum, by `threads` threads of libzstd's own. What comes out
 * depends on the sequence of calls and the level alone, not on the number of threads. 0 threads
 * compress in the caller, to other bytes: for measuring.
 */
struct zstd_encoder;
struct zstd_encoder *zstd_encoder_new(int level, int threads);
void zstd_encoder_free(struct zstd_encoder *encoder);
void zstd_encoder_begin(struct zstd_encoder *encoder);
void zstd_encoder_add(struct zstd_encoder *encoder, struct str in, struct buf *out);
void zstd_encoder_end(struct zstd_encoder *encoder, struct buf *out);

#endif
