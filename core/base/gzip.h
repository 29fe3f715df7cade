/* Whole gzip members (RFC 1952), memory to memory, by libdeflate. CRC and length are checked. */
#ifndef CORE_BASE_GZIP_H
#define CORE_BASE_GZIP_H

#include "core/base/buf.h"
#include "core/base/codec.h"
#include "core/base/str.h"

struct gzip;

struct gzip *gzip_new(void);
void gzip_free(struct gzip *gzip);

/*
 * Inflates the one member that `in` begins with and appends it to `out`. CODEC_OK: `*consumed` is
 * the member's length in `in`. Otherwise `out` is as before, and the result says what it was:
 * CODEC_SHORT if more input could make it right, CODEC_OVER if it passes out->max, CODEC_BAD.
 */
enum codec_result gzip_member(struct gzip *gzip, struct str in, struct buf *out, size_t *consumed);

/* A gzip member could begin here: magic, method, no reserved flag (RFC 1952, 2.3). Needs
 * GZIP_MAGIC_BYTES. */
enum { GZIP_MAGIC_BYTES = 4 };
bool gzip_starts(struct str s);

#endif
