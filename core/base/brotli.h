/* Brotli (RFC 7932), by libbrotlidec. It has no magic number and no checksum. */
#ifndef CORE_BASE_BROTLI_H
#define CORE_BASE_BROTLI_H

#include "core/base/buf.h"
#include "core/base/codec.h"
#include "core/base/str.h"

/*
 * Appends what the one stream that `in` begins with holds to `out`, at most up to out->max.
 * `*consumed` is how much of `in` it took. Whatever the result, what came out by then is in `out`;
 * where the data goes wrong, the last of it may be missing. Windows go up to the 16 MiB of the RFC.
 */
enum codec_result brotli_all(struct str in, struct buf *out, size_t *consumed);

#endif
