#include "io/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"

enum {
	READ_BYTES = 1 << 18,
	TAR_MAGIC_OFFSET = 257,
	HOLES_BYTES_MAX = 1 << 30, /* of a sparse file: they cost its archive nothing */
};

struct unpack {
	struct archive *archive; /* libarchive's */
	struct source *source;
	const char *path;
	struct buf block; /* what libarchive was given last */
	struct str start; /* to be given first; or empty */
	struct error read_error;
	bool read_failed;
	bool over; /* nothing more can be read */

	/* the file in hand */
	struct str ready; /* libarchive's bytes, not yet given out */
	uint64_t hole;    /* zeros before them, of a sparse file */
	uint64_t holes;   /* all of its so far */
	uint64_t at;      /* bytes up to the end of `ready` */
	bool damaged;     /* by its checksum or size, though its bytes came */
	struct error damage;
};

static const struct str magics[] = {
        STR_INIT("PK\x03\x04"),         /* zip */
        STR_INIT("PK\x05\x06"),         /* an empty zip */
        STR_INIT("7z\xBC\xAF\x27\x1C"), /* 7z */
        STR_INIT("\xFD\x37zXZ\x00"),    /* xz */
        STR_INIT("BZh"),                /* bzip2 */
        STR_INIT("\x04\x22\x4D\x18"),   /* lz4 */
};

bool unpack_is_tar(struct str start)
{
	return start.n >= UNPACK_START_BYTES &&
	       str_starts(str_slice(start, TAR_MAGIC_OFFSET, start.n), STR("ustar"));
}

bool unpack_knows(struct str start)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (str_starts(start, magics[i]))
			return true;
	return unpack_is_tar(start);
}

static la_ssize_t on_read(struct archive *archive, void *context, const void **bytes)
{
	struct unpack *unpack = context;
	size_t got;
	if (unpack->start.n > 0) {
		*bytes = unpack->start.p;
		got = unpack->start.n;
		unpack->start.n = 0;
		return (la_ssize_t)got;
	}
	buf_reset(&unpack->block);
	if (source_read(unpack->source, READ_BYTES, &unpack->block, &got, &unpack->read_error) !=
	    STATUS_OK) {
		unpack->read_failed = true;
		archive_set_error(archive, EIO, "cannot read");
		return -1;
	}
	*bytes = unpack->block.p;
	return (la_ssize_t)got;
}

static la_int64_t on_seek(struct archive *archive, void *context, la_int64_t offset, int whence)
{
	struct unpack *unpack = context;
	(void)archive;
	int64_t at = source_seek(unpack->source, offset, whence);
	if (at < 0)
		return ARCHIVE_FATAL;
	unpack->start.n = 0;
	return at;
}

static enum status failed(struct unpack *unpack, struct error *error)
{
	if (unpack->read_failed) {
		*error = unpack->read_error;
		return STATUS_FAILED;
	}
	const char *why = archive_error_string(unpack->archive);
	return error_set(error, "%s: %s", unpack->path, why ? why : "cannot be unpacked");
}

/* Our formats and filters only: what is not in the list is nobody's archive of a crawl. */
static bool support(struct archive *archive)
{
	return archive_read_support_filter_xz(archive) == ARCHIVE_OK &&
	       archive_read_support_filter_bzip2(archive) == ARCHIVE_OK &&
	       archive_read_support_filter_lz4(archive) == ARCHIVE_OK &&
	       archive_read_support_filter_gzip(archive) == ARCHIVE_OK &&
	       archive_read_support_filter_zstd(archive) == ARCHIVE_OK &&
	       archive_read_support_format_zip(archive) == ARCHIVE_OK &&
	       archive_read_support_format_tar(archive) == ARCHIVE_OK &&
	       archive_read_support_format_7zip(archive) == ARCHIVE_OK &&
	       archive_read_support_format_raw(archive) == ARCHIVE_OK;
}

enum status unpack_open(const char *path, struct source *source, struct str start,
                        struct unpack **opened, struct error *error)
{
	struct unpack *unpack = memory_resize(NULL, sizeof(*unpack));
	*unpack = (struct unpack){.archive = archive_read_new(), .source = source, .path = path};
	*opened = NULL;
	if (unpack->archive == NULL || !support(unpack->archive))
		BUG("libarchive lacks a format or filter");
	buf_init(&unpack->block, READ_BYTES);
	/* a file is read again from its beginning; of a stream the start is still needed */
	bool seekable = source_seek(source, 0, SEEK_SET) == 0;
	unpack->start = seekable ? (struct str){0} : start;
	archive_read_set_callback_data(unpack->archive, unpack);
	archive_read_set_read_callback(unpack->archive, on_read);
	if (seekable)
		archive_read_set_seek_callback(unpack->archive, on_seek);
	if (archive_read_open1(unpack->archive) != ARCHIVE_OK) {
		failed(unpack, error);
		unpack_close(unpack);
		return STATUS_FAILED;
	}
	*opened = unpack;
	return STATUS_OK;
}

void unpack_close(struct unpack *unpack)
{
	if (unpack == NULL)
		return;
	archive_read_free(unpack->archive);
	buf_free(&unpack->block);
	free(unpack);
}

enum status unpack_next(struct unpack *unpack, const char **name, struct error *error)
{
	struct archive_entry *entry;
	int result;
	do {
		result = unpack->over ? ARCHIVE_EOF
		                      : archive_read_next_header(unpack->archive, &entry);
		if (result == ARCHIVE_EOF)
			return STATUS_END;
		unpack->over = result < ARCHIVE_WARN;
		if (unpack->over)
			return failed(unpack, error);
	} while (archive_entry_filetype(entry) != AE_IFREG &&
	         archive_format(unpack->archive) != ARCHIVE_FORMAT_RAW);
	bool raw = archive_format(unpack->archive) == ARCHIVE_FORMAT_RAW;
	const char *path = archive_entry_pathname(entry);
	*name = raw || path == NULL ? "" : path;
	unpack->ready = STR("");
	unpack->hole = unpack->holes = unpack->at = 0;
	unpack->damaged = false;
	return STATUS_OK;
}

/*
 * Not by archive_read_data, which drops what it has got where an error comes behind it. A warning
 * comes with the file's last bytes (zip) and is kept until they are read.
 */
static enum status next_block(struct unpack *unpack, struct error *error)
{
	const void *bytes = NULL;
	size_t n = 0;
	la_int64_t offset = (la_int64_t)unpack->at;
	int result = archive_read_data_block(unpack->archive, &bytes, &n, &offset);
	if (result == ARCHIVE_EOF && unpack->damaged)
		*error = unpack->damage;
	if (result == ARCHIVE_EOF)
		return unpack->damaged ? STATUS_FAILED : STATUS_END;
	if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
		unpack->over = result == ARCHIVE_FATAL;
		return failed(unpack, error);
	}
	if (result == ARCHIVE_WARN)
		unpack->damaged = failed(unpack, &unpack->damage) == STATUS_FAILED;
	unpack->hole = (uint64_t)offset > unpack->at ? (uint64_t)offset - unpack->at : 0;
	unpack->holes += unpack->hole;
	if (unpack->hole > HOLES_BYTES_MAX || unpack->holes > HOLES_BYTES_MAX)
		return error_set(error, "%s: a sparse file in it has more than %d bytes of holes",
		                 unpack->path, HOLES_BYTES_MAX);
	unpack->ready = (struct str){bytes, n};
	unpack->at += unpack->hole + n;
	return STATUS_OK;
}

enum status unpack_read(struct unpack *unpack, size_t most, struct buf *buf, size_t *got,
                        struct error *error)
{
	char *room = buf_reserve(buf, most);
	*got = 0;
	if (room == NULL)
		return error_set(error, "%s: read buffer over its limit", unpack->path);
	while (unpack->ready.n == 0) {
		enum status status = next_block(unpack, error);
		if (status != STATUS_OK)
			return status == STATUS_END ? STATUS_OK : status;
	}
	if (unpack->hole > 0) {
		*got = unpack->hole < most ? (size_t)unpack->hole : most;
		memset(room, 0, *got);
		unpack->hole -= *got;
	} else {
		*got = unpack->ready.n < most ? unpack->ready.n : most;
		memcpy(room, unpack->ready.p, *got);
		unpack->ready = str_slice(unpack->ready, *got, unpack->ready.n);
	}
	buf->n += *got;
	return STATUS_OK;
}
