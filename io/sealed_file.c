#include "io/sealed_file.h"

#include <stdio.h>
#include <string.h>

#include "core/base/hash.h"
#include "io/file.h"
#include "io/little_endian.h"

enum {
	OUT_BYTES = 256 << 10,
	MAGIC_BYTES = 8,
	MAGIC_AT = 8 + 8 * SEALED_NUMBERS,
	CHECKSUM_AT = MAGIC_AT + MAGIC_BYTES,
};

_Static_assert(CHECKSUM_AT + 8 == SEALED_TRAILER_BYTES, "a trailer");

enum status sealed_damaged(const char *path, uint64_t offset, const char *what, struct error *error)
{
	return error_set(error, "%s: damaged at %llu: %s", path, (unsigned long long)offset, what);
}

/* --- writing --- */

void sealed_begin(struct sealed_writer *writer, const struct sealed_kind *kind, int fd,
                  const char *path)
{
	char header[SEALED_HEADER_BYTES];
	*writer = (struct sealed_writer){.kind = kind, .fd = fd, .path = path};
	buf_init(&writer->out, SIZE_MAX / 2); /* drained when it is OUT_BYTES long */
	memcpy(header, kind->magic, MAGIC_BYTES);
	put_number(header + MAGIC_BYTES, kind->version, 8);
	buf_append(&writer->out, (struct str){header, sizeof(header)});
}

void sealed_free(struct sealed_writer *writer)
{
	buf_free(&writer->out);
}

uint64_t sealed_offset(const struct sealed_writer *writer)
{
	return writer->written + writer->out.n;
}

static enum status write_out(struct sealed_writer *writer, struct error *error)
{
	enum status status = file_write(writer->fd, writer->path, buf_str(&writer->out), error);
	writer->written += writer->out.n;
	buf_reset(&writer->out);
	return status;
}

enum status sealed_drain(struct sealed_writer *writer, struct error *error)
{
	return writer->out.n < OUT_BYTES ? STATUS_OK : write_out(writer, error);
}

enum status sealed_end(struct sealed_writer *writer, const uint64_t numbers[SEALED_NUMBERS],
                       struct error *error)
{
	char trailer[SEALED_TRAILER_BYTES];
	put_number(trailer, sealed_offset(writer) + sizeof(trailer), 8);
	for (int i = 0; i < SEALED_NUMBERS; i++)
		put_number(trailer + 8 + 8 * i, numbers[i], 8);
	memcpy(trailer + MAGIC_AT, writer->kind->magic, MAGIC_BYTES);
	put_number(trailer + CHECKSUM_AT, hash64((struct str){trailer, CHECKSUM_AT}), 8);
	buf_append(&writer->out, (struct str){trailer, sizeof(trailer)});
	return write_out(writer, error);
}

/* --- reading --- */

static enum status check_header(const char *path, const struct sealed_kind *kind, int fd,
                                struct error *error)
{
	char header[SEALED_HEADER_BYTES];
	enum status status = file_read_at(fd, path, 0, header, sizeof(header), error);
	if (status != STATUS_OK)
		return status;
	if (memcmp(header, kind->magic, MAGIC_BYTES) != 0)
		return error_set(error, "%s: no %s", path, kind->name);
	uint64_t version = get_number(header + MAGIC_BYTES, 8);
	if (version != kind->version)
		return error_set(error, "%s: format %llu; this program knows %llu", path,
		                 (unsigned long long)version, (unsigned long long)kind->version);
	return STATUS_OK;
}

static enum status read_trailer(const char *path, const struct sealed_kind *kind, int fd,
                                uint64_t numbers[SEALED_NUMBERS], uint64_t at, struct error *error)
{
	char trailer[SEALED_TRAILER_BYTES];
	enum status status = file_read_at(fd, path, at, trailer, sizeof(trailer), error);
	if (status != STATUS_OK)
		return status;
	if (memcmp(trailer + MAGIC_AT, kind->magic, MAGIC_BYTES) != 0 ||
	    get_number(trailer + CHECKSUM_AT, 8) != hash64((struct str){trailer, CHECKSUM_AT}))
		return sealed_damaged(path, at, "not the end of such a file", error);
	if (get_number(trailer, 8) != at + sizeof(trailer))
		return sealed_damaged(path, at, "the file had another length", error);
	for (int i = 0; i < SEALED_NUMBERS; i++)
		numbers[i] = get_number(trailer + 8 + 8 * i, 8);
	return STATUS_OK;
}

enum status sealed_open(const char *path, const struct sealed_kind *kind, int *fd,
                        uint64_t numbers[SEALED_NUMBERS], uint64_t *trailer_at, struct error *error)
{
	enum status status = file_open_random(path, fd, error);
	if (status != STATUS_OK)
		return status;
	int64_t bytes = file_seek(*fd, 0, SEEK_END);
	if (bytes < SEALED_HEADER_BYTES + SEALED_TRAILER_BYTES)
		status = error_set(error, "%s: no %s, or the front of one", path, kind->name);
	else
		status = check_header(path, kind, *fd, error);
	if (status == STATUS_OK) {
		*trailer_at = (uint64_t)bytes - SEALED_TRAILER_BYTES;
		status = read_trailer(path, kind, *fd, numbers, *trailer_at, error);
	}
	if (status != STATUS_OK)
		file_close(fd);
	return status;
}
