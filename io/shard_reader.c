#include "io/shard_reader.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/base/bug.h"
#include "core/base/buf.h"
#include "core/base/zstd_codec.h"
#include "io/file.h"

enum { PIECE_BYTES = 1 << 20 };

struct shard_reader {
	char path[PATH_MAX];
	int fd;
	struct zstd_decoder *decoder;
	struct sha256 *sha256;
	uint64_t bytes;
	struct buf packed;
	struct str in; /* of packed, not inflated yet */
	bool in_frame; /* the frame in hand has not ended */
	bool is_full;  /* the decoder may hold more, without more input */
	char rows[PIECE_BYTES];
};

enum status shard_reader_open(const char *path, struct shard_reader **opened, struct error *error)
{
	int fd;
	*opened = NULL;
	enum status status = file_open(path, &fd, error);
	if (status != STATUS_OK)
		return status;
	struct shard_reader *reader = memory_resize(NULL, sizeof(*reader));
	snprintf(reader->path, sizeof(reader->path), "%s", path);
	reader->fd = fd;
	reader->decoder = zstd_decoder_new();
	reader->sha256 = sha256_new();
	reader->bytes = 0;
	reader->in = STR("");
	reader->is_full = false;
	reader->in_frame = true; /* a file without any frame is not whole */
	buf_init(&reader->packed, PIECE_BYTES);
	*opened = reader;
	return STATUS_OK;
}

void shard_reader_close(struct shard_reader *reader)
{
	if (reader == NULL)
		return;
	file_close(&reader->fd);
	zstd_decoder_free(reader->decoder);
	sha256_free(reader->sha256);
	buf_free(&reader->packed);
	free(reader);
}

/* More of the file into `in`; STATUS_END at its end. */
static enum status refill(struct shard_reader *reader, struct error *error)
{
	size_t got;
	buf_reset(&reader->packed);
	enum status status =
	        file_read(reader->fd, reader->path, PIECE_BYTES, &reader->packed, &got, error);
	if (status != STATUS_OK)
		return status;
	reader->in = buf_str(&reader->packed);
	reader->bytes += got;
	sha256_add(reader->sha256, reader->in);
	return got > 0 ? STATUS_OK : STATUS_END;
}

enum status shard_reader_next(struct shard_reader *reader, struct str *rows, struct error *error)
{
	*rows = (struct str){reader->rows, 0};
	while (rows->n == 0) {
		if (reader->in.n == 0 && !reader->is_full) {
			enum status status = refill(reader, error);
			if (status == STATUS_END && reader->in_frame)
				return error_set(error, "%s: not whole", reader->path);
			if (status != STATUS_OK)
				return status;
		}
		enum codec_result result = zstd_stream_run(reader->decoder, &reader->in,
		                                           reader->rows, PIECE_BYTES, &rows->n);
		if (result == CODEC_BAD || (result == CODEC_OVER && rows->n == 0))
			return error_set(error, "%s: damaged", reader->path);
		reader->in_frame = result != CODEC_OK;
		reader->is_full = result == CODEC_OVER;
	}
	return STATUS_OK;
}

uint64_t shard_reader_bytes(const struct shard_reader *reader)
{
	return reader->bytes;
}

void shard_reader_sha256(struct shard_reader *reader, char hex[SHA256_HEX_CHARS + 1])
{
	sha256_hex(reader->sha256, hex);
}
