#include "io/archive.h"

#include <stdlib.h>

#include "core/base/bug.h"
#include "io/file.h"

enum {
	READ_BYTES = 1 << 20,
	SNIFF_BYTES = 1 << 20, /* a damaged first record may be this long */
	AHEAD_BYTES_MAX = BATCH_BYTES + CUT_SEARCH_BYTES + 2 * READ_BYTES,
	SCRATCH_BYTES = 64 << 10,
	START_BYTES = 32, /* over what it takes to tell a record's start */
};

/* Decoder of a stream that cannot be cut. */
struct stream {
	struct inflate_stream *gzip; /* one of the two */
	struct zstd_decoder *zstd;
	struct buf raw; /* read, not yet inflated */
	size_t raw_at;
	bool in_member; /* the member in hand has not ended */
};

struct archive {
	char *path;
	int fd;
	enum container container;
	bool is_stream;
	struct stream stream;
	struct buf ahead; /* of the bytes that batches are cut from: read, not yet handed out */
	uint64_t offset;  /* of ahead in the input, or in the inflated stream */
	uint64_t bytes_read;
	bool at_eof;       /* no more will come behind `ahead` */
	bool ended;        /* the last batch has been handed out */
	bool cut_short;    /* it ended by damage or a read error */
	enum loss cut_by;
	bool read_failed;
	struct error read_error;
};

/* --- reading --- */

/* Some more bytes of the file into `to`. A read error ends the file and is kept for later. */
static bool read_some(struct archive *archive, struct buf *to)
{
	size_t got;
	if (file_read(archive->fd, archive->path, READ_BYTES, to, &got, &archive->read_error) !=
	    STATUS_OK) {
		archive->read_failed = archive->cut_short = true;
		archive->cut_by = LOSS_TRUNCATED;
		return false;
	}
	archive->bytes_read += got;
	return got > 0;
}

static enum codec_result stream_run(struct stream *stream, struct str *in, char *out, size_t room,
                                    size_t *written)
{
	return stream->gzip ? inflate_stream_run(stream->gzip, in, out, room, written)
	                    : zstd_stream_run(stream->zstd, in, out, room, written);
}

static void end_stream(struct archive *archive, enum loss why)
{
	archive->at_eof = archive->cut_short = true;
	archive->cut_by = why;
}

/* Inflates some more of a stream into `ahead`. */
static void inflate_some(struct archive *archive)
{
	struct stream *stream = &archive->stream;
	if (stream->raw_at == stream->raw.n) {
		buf_reset(&stream->raw);
		stream->raw_at = 0;
		if (!read_some(archive, &stream->raw)) {
			archive->at_eof = true;
			if (stream->in_member && !archive->cut_short)
				end_stream(archive, LOSS_TRUNCATED);
			return;
		}
	}
	struct str in = str_slice(buf_str(&stream->raw), stream->raw_at, stream->raw.n);
	size_t written;
	char *room = buf_reserve(&archive->ahead, READ_BYTES);
	if (room == NULL)
		BUG("archive reads too far ahead");
	enum codec_result result = stream_run(stream, &in, room, READ_BYTES, &written);
	archive->ahead.n += written;
	stream->raw_at = stream->raw.n - in.n;
	stream->in_member = result != CODEC_OK;
	if (result == CODEC_BAD || (result == CODEC_OVER && written == 0))
		end_stream(archive, LOSS_BAD_DATA);
}

/* At least `want` bytes in `ahead`, or the end of the input. */
static void fill(struct archive *archive, size_t want)
{
	while (archive->ahead.n < want && !archive->at_eof) {
		if (archive->is_stream)
			inflate_some(archive);
		else if (!read_some(archive, &archive->ahead))
			archive->at_eof = true;
	}
}

/* --- what is it? --- */

/* One member or frame holds more than its first record: it cannot be cut between records. */
static bool is_one_stream(enum container container, struct str bytes)
{
	struct stream stream = {0};
	struct buf start;
	struct warc_record record = {0};
	enum codec_result result;
	size_t written, total = 0;
	bool one = false;
	char scratch[SCRATCH_BYTES];
	buf_init(&start, WARC_HEAD_BYTES_MAX);
	if (container == CONTAINER_GZIP)
		stream.gzip = inflate_stream_new();
	else
		stream.zstd = zstd_decoder_new();
	do {
		result = stream_run(&stream, &bytes, scratch, sizeof(scratch), &written);
		total += written;
		if (record.head_length == 0) {
			size_t room = start.max - start.n;
			buf_append(&start, (struct str){scratch, written < room ? written : room});
			if (warc_parse(buf_str(&start), &record) == WARC_BAD)
				break;
		}
		size_t record_bytes = record.head_length + (size_t)record.content_length;
		if (record.head_length > 0 && total > record_bytes + sizeof("\r\n\r\n")) {
			one = true;
			break;
		}
	} while (result == CODEC_OVER || (result == CODEC_SHORT && bytes.n > 0 && written > 0));
	inflate_stream_free(stream.gzip);
	zstd_decoder_free(stream.zstd);
	buf_free(&start);
	return one;
}

/* Bytes of skippable frames that a zstd file may begin with (a dictionary among them). */
static struct str behind_skippable(struct str bytes)
{
	size_t length;
	while (zstd_starts(bytes) == ZSTD_START_SKIPPABLE && zstd_skippable(bytes, &length) == CODEC_OK)
		bytes = str_slice(bytes, length, bytes.n);
	return bytes;
}

static bool sniff(struct archive *archive, struct record_reader *reader)
{
	struct str bytes = buf_str(&archive->ahead);
	struct str frames = behind_skippable(bytes);
	static const enum container kinds[] = {CONTAINER_GZIP, CONTAINER_ZSTD, CONTAINER_PLAIN};
	size_t best = STR_NONE;
	if (frames.n < bytes.n)
		best = 0, archive->container = CONTAINER_ZSTD;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && best != 0; i++) {
		size_t at = records_find_sure(reader, kinds[i], bytes, 0);
		if (at < best) {
			best = at;
			archive->container = kinds[i];
		}
	}
	if (best == STR_NONE)
		return false;
	archive->is_stream = archive->container != CONTAINER_PLAIN && best == 0 &&
	                     is_one_stream(archive->container, frames);
	return true;
}

/* What was read so far becomes the raw input of a decoder. */
static void begin_stream(struct archive *archive)
{
	struct stream *stream = &archive->stream;
	if (archive->container == CONTAINER_GZIP)
		stream->gzip = inflate_stream_new();
	else
		stream->zstd = zstd_decoder_new();
	struct buf raw = archive->ahead;
	archive->ahead = stream->raw;
	stream->raw = raw;
}

enum archive_result archive_open(const char *path, struct record_reader *reader,
                                 struct archive **opened, struct error *error)
{
	enum archive_result result = ARCHIVE_OK;
	struct archive *archive = memory_resize(NULL, sizeof(*archive));
	*archive = (struct archive){.fd = -1, .path = memory_resize(NULL, strlen(path) + 1)};
	memcpy(archive->path, path, strlen(path) + 1);
	buf_init(&archive->ahead, AHEAD_BYTES_MAX);
	buf_init(&archive->stream.raw, AHEAD_BYTES_MAX);
	*opened = NULL;
	if (file_open(path, &archive->fd, error) != STATUS_OK) {
		result = ARCHIVE_ERROR;
		goto out;
	}
	fill(archive, SNIFF_BYTES);
	if (archive->ahead.n == 0 && archive->read_failed) {
		*error = archive->read_error;
		result = ARCHIVE_ERROR;
	} else if (archive->ahead.n == 0) {
		result = ARCHIVE_EMPTY;
	} else if (!sniff(archive, reader)) {
		result = ARCHIVE_OTHER;
	}
	if (result != ARCHIVE_OK)
		goto out;
	if (archive->is_stream) {
		begin_stream(archive);
		archive->at_eof = false;
	}
	*opened = archive;
	return ARCHIVE_OK;
out:
	archive_close(archive);
	return result;
}

void archive_close(struct archive *archive)
{
	if (archive == NULL)
		return;
	file_close(&archive->fd);
	inflate_stream_free(archive->stream.gzip);
	zstd_decoder_free(archive->stream.zstd);
	buf_free(&archive->stream.raw);
	buf_free(&archive->ahead);
	free(archive->path);
	free(archive);
}

/* --- cutting --- */

static enum container cut_as(const struct archive *archive)
{
	return archive->is_stream ? CONTAINER_PLAIN : archive->container;
}

/*
 * Where the batch in `ahead` ends: at the first start behind BATCH_BYTES. Windows are looked at
 * only when they are there in full, so that the cut does not depend on how reads came in.
 */
static size_t find_cut(struct archive *archive)
{
	size_t from = BATCH_BYTES;
	for (size_t to = from + READ_BYTES; to <= BATCH_BYTES + CUT_SEARCH_BYTES; to += READ_BYTES) {
		fill(archive, to + START_BYTES);
		struct str window = buf_str(&archive->ahead);
		if (window.n > to + START_BYTES)
			window.n = to + START_BYTES;
		size_t at = records_find(cut_as(archive), window, from);
		if (at < to)
			return at;
		if (archive->at_eof && archive->ahead.n <= to)
			return archive->ahead.n;
		from = to;
	}
	return from;
}

enum status archive_next(struct archive *archive, struct buf *bytes, struct batch_bytes *batch,
                         struct error *error)
{
	BUG_UNLESS(bytes->n == 0);
	if (archive->ended) {
		if (!archive->read_failed)
			return STATUS_END;
		archive->read_failed = false;
		*error = archive->read_error;
		return STATUS_FAILED;
	}
	size_t cut = find_cut(archive);
	if (cut == archive->ahead.n)
		fill(archive, cut + 1); /* is it the end? */
	struct buf whole = archive->ahead;
	archive->ahead = *bytes;
	archive->ahead.max = AHEAD_BYTES_MAX;
	buf_append(&archive->ahead, str_slice(buf_str(&whole), cut, whole.n));
	whole.n = cut;
	*bytes = whole;
	archive->ended = archive->at_eof && archive->ahead.n == 0;
	*batch = (struct batch_bytes){
		.container = cut_as(archive),
		.bytes = buf_str(bytes),
		.offset = archive->offset,
		.last = archive->ended,
		.cut_by = archive->cut_short ? archive->cut_by : LOSS_TRUNCATED,
		.cut_short = archive->ended && archive->cut_short,
	};
	archive->offset += cut;
	return STATUS_OK;
}

const char *archive_container_name(const struct archive *archive)
{
	static const char *const names[2][3] = {
		{[CONTAINER_PLAIN] = "plain", [CONTAINER_GZIP] = "gzip", [CONTAINER_ZSTD] = "zstd"},
		{[CONTAINER_PLAIN] = "plain", [CONTAINER_GZIP] = "gzip-stream", [CONTAINER_ZSTD] = "zstd-stream"},
	};
	return names[archive->is_stream][archive->container];
}

uint64_t archive_bytes_read(const struct archive *archive)
{
	return archive->bytes_read;
}
