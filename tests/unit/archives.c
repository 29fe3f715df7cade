#include "tests/unit/archives.h"

#include <libdeflate.h>

#include "core/base/zstd_codec.h"

void archive_add_plain(struct buf *out, const char *type, const char *uri, struct str block)
{
	buf_printf(
	        out,
	        "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n"
	        "WARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:%s>\r\n"
	        "Content-Type: application/http; msgtype=response\r\nContent-Length: %zu\r\n\r\n",
	        type, uri, uri, block.n);
	buf_append(out, block);
	buf_append(out, STR("\r\n\r\n"));
}

void archive_add_gzip(struct buf *out, struct str bytes, int level)
{
	struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
	size_t most = libdeflate_gzip_compress_bound(compressor, bytes.n);
	char *room = buf_reserve(out, most);
	out->n += libdeflate_gzip_compress(compressor, bytes.p, bytes.n, room, most);
	libdeflate_free_compressor(compressor);
}

void archive_add_zstd(struct buf *out, struct str bytes)
{
	struct zstd_encoder *encoder = zstd_encoder_new(3, 1);
	zstd_encoder_begin(encoder);
	zstd_encoder_add(encoder, bytes, out);
	zstd_encoder_end(encoder, out);
	zstd_encoder_free(encoder);
}

void archive_add(struct buf *out, enum container container, const char *type, const char *uri,
                 struct str block)
{
	struct buf plain;
	buf_init(&plain, SIZE_MAX / 2);
	archive_add_plain(&plain, type, uri, block);
	if (container == CONTAINER_GZIP)
		archive_add_gzip(out, buf_str(&plain), 6);
	else if (container == CONTAINER_ZSTD)
		archive_add_zstd(out, buf_str(&plain));
	else
		buf_append(out, buf_str(&plain));
	buf_free(&plain);
}
