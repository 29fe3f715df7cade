/*
 * Three layers: where bytes come from (source.h, or a file inside a container, unpack.h), what they
 * inflate to if they cannot be cut (struct stream), and the window `ahead` that batches are cut
 * from.
 */
#include "io/archive.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/bug.h"
#include "io/arc.h"
#include "io/jsonl.h"
#include "io/page_file.h"
#include "io/source.h"
#include "io/unpack.h"
#include "io/warc.h"

enum {
	READ_BYTES = 1 << 20,
	SNIFF_BYTES = 1 << 20, /* a damaged first record may be this long */
	AHEAD_BYTES_MAX = BATCH_BYTES + CUT_SEARCH_BYTES + 2 * READ_BYTES,
	DICTIONARY_BYTES_MAX = 16 << 20, /* zstd trains them to some 100 KiB */
	SCRATCH_BYTES = 64 << 10,
	SOUND_BYTES = 64 << 20,          /* so much of a member, and no failure: it is sound */
	START_BYTES = RECORD_LOOK_BYTES, /* tells what the start is, but for a long ARC head */
};

/* Decoder of a stream that cannot be cut. */
struct stream {
	struct inflate_stream *gzip; /* one of the two */
	struct zstd_decoder *zstd;
	struct buf raw; /* read, not yet inflated */
	size_t raw_at;
	bool in_member; /* the member in hand has not ended */
};

/* The file that batches are cut from: the input itself, or one in a container. */
struct file {
	enum container container;
	const struct record_format *format;
	bool is_stream;
	struct stream stream;
	struct buf dictionary; /* of zstd frames; or empty */
	struct buf ahead;      /* of the bytes that are cut: read, not yet handed out */
	uint64_t offset;       /* of ahead in the file, or in the inflated stream */
	bool at_eof;           /* no more will come behind `ahead` */
	bool started;          /* a batch has been handed out */
	bool ended;            /* the last one has */
	bool cut_short;        /* it ended by damage or a read error */
	enum loss cut_by;
};

struct archive {
	char *path;
	struct source *source;
	struct unpack *unpack; /* NULL if the input itself is the file */
	const char *name;      /* of the file in it */
	struct buf start;      /* of the input, which libarchive is given first */
	bool archives_only;    /* a file that is one page is none */
	struct record_reader *reader;
	struct file file;
	uint64_t end;   /* of what is read of the input */
	bool is_beyond; /* the batch behind it was given */
	uint64_t bytes_read;
	bool read_failed;
	struct error read_error;
};

/* --- reading --- */

/* Some more bytes of the file into `to`. A read error ends the file and is kept for later. */
static bool read_some(struct archive *archive, struct buf *to)
{
	size_t got;
	enum status status =
	        archive->unpack
	                ? unpack_read(archive->unpack, READ_BYTES, to, &got, &archive->read_error)
	                : source_read(archive->source, READ_BYTES, to, &got, &archive->read_error);
	if (status != STATUS_OK) {
		archive->read_failed = archive->file.cut_short = true;
		archive->file.cut_by = archive->unpack ? LOSS_BAD_DATA : LOSS_TRUNCATED;
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

static void end_stream(struct file *file, enum loss why)
{
	file->at_eof = file->cut_short = true;
	file->cut_by = why;
}

/* Inflates some more of a stream into `ahead`. */
static void inflate_some(struct archive *archive)
{
	struct file *file = &archive->file;
	struct stream *stream = &file->stream;
	if (stream->raw_at == stream->raw.n) {
		buf_reset(&stream->raw);
		stream->raw_at = 0;
		if (!read_some(archive, &stream->raw)) {
			file->at_eof = true;
			if (stream->in_member && !file->cut_short)
				end_stream(file, LOSS_TRUNCATED);
			return;
		}
	}
	struct str in = str_slice(buf_str(&stream->raw), stream->raw_at, stream->raw.n);
	size_t written;
	char *room = buf_reserve(&file->ahead, READ_BYTES);
	if (room == NULL)
		BUG("archive reads too far ahead");
	enum codec_result result = stream_run(stream, &in, room, READ_BYTES, &written);
	file->ahead.n += written;
	stream->raw_at = stream->raw.n - in.n;
	stream->in_member = result != CODEC_OK;
	if (result == CODEC_BAD || (result == CODEC_OVER && written == 0))
		end_stream(file, LOSS_BAD_DATA);
}

/* At least `want` bytes in `ahead`, or the end of the input. */
static void fill(struct archive *archive, size_t want)
{
	struct file *file = &archive->file;
	while (file->ahead.n < want && !file->at_eof) {
		if (file->is_stream)
			inflate_some(archive);
		else if (!read_some(archive, &file->ahead))
			file->at_eof = true;
		if (file->offset + file->ahead.n >= archive->end && !file->is_stream) {
			file->ahead.n = (size_t)(archive->end - file->offset);
			archive->bytes_read = archive->end; /* what is behind is another's */
			file->at_eof = true;
		}
	}
}

/* --- what is it? --- */

static struct stream stream_for(enum container container, struct str dictionary)
{
	struct stream stream = {0};
	buf_init(&stream.raw, AHEAD_BYTES_MAX);
	if (container == CONTAINER_GZIP)
		stream.gzip = inflate_stream_new();
	if (container == CONTAINER_ZSTD) {
		stream.zstd = zstd_decoder_new();
		zstd_decoder_dictionary(stream.zstd, dictionary);
	}
	return stream;
}

static void stream_free(struct stream *stream)
{
	inflate_stream_free(stream->gzip);
	zstd_decoder_free(stream->zstd);
	buf_free(&stream->raw);
}

/* What the first bytes inflate to, up to `room`; of a plain file themselves. */
static struct str inflated_start(enum container container, struct str dictionary, struct str bytes,
                                 char *out, size_t room)
{
	if (container == CONTAINER_PLAIN)
		return bytes.n < room ? bytes : str_slice(bytes, 0, room);
	struct stream stream = stream_for(container, dictionary);
	enum codec_result result = CODEC_OVER;
	size_t n = 0, written;
	while (n < room && (result == CODEC_OVER || (result == CODEC_SHORT && bytes.n > 0))) {
		result = stream_run(&stream, &bytes, out + n, room - n, &written);
		n += written;
		if (written == 0)
			break;
	}
	stream_free(&stream);
	return (struct str){out, n};
}

/*
 * One member or frame holds more than its first record: it cannot be cut between records. Damage
 * can make it look so: where others stand behind it, it has to be sound.
 */
static bool is_one_stream(struct archive *archive, struct str bytes)
{
	const struct file *file = &archive->file;
	struct stream stream = stream_for(file->container, buf_str(&file->dictionary));
	struct buf start;
	struct record record = {0};
	enum codec_result result;
	size_t written, total = 0;
	bool one = false, alone = records_find_sure(archive->reader, file->container, file->format,
	                                            bytes, 1) == STR_NONE;
	char scratch[SCRATCH_BYTES];
	buf_init(&start, RECORD_HEAD_BYTES_MAX);
	do {
		result = stream_run(&stream, &bytes, scratch, sizeof(scratch), &written);
		total += written;
		if (record.head_length == 0) {
			size_t room = start.max - start.n;
			buf_append(&start, (struct str){scratch, written < room ? written : room});
			if (file->format->parse(buf_str(&start), &record) == RECORD_BAD)
				break;
		}
		size_t record_bytes = record.head_length + (size_t)record.content_length;
		if (record.head_length > 0 && total > record_bytes + sizeof("\r\n\r\n")) {
			one = true;
			if (alone || total > SOUND_BYTES)
				break;
		}
	} while (result == CODEC_OVER || (result == CODEC_SHORT && bytes.n > 0 && written > 0));
	stream_free(&stream);
	buf_free(&start);
	bool failed = result == CODEC_BAD || (result == CODEC_SHORT && file->at_eof);
	return one && (alone || !failed);
}

/* Bytes of skippable frames that a zstd file may begin with (a dictionary among them). */
static struct str behind_skippable(struct str bytes)
{
	size_t length;
	while (zstd_starts(bytes) == ZSTD_START_SKIPPABLE &&
	       zstd_skippable(bytes, &length) == CODEC_OK)
		bytes = str_slice(bytes, length, bytes.n);
	return bytes;
}

static enum container container_of(struct str bytes)
{
	if (gzip_starts(bytes))
		return CONTAINER_GZIP;
	return zstd_starts(bytes) == ZSTD_START_NONE ? CONTAINER_PLAIN : CONTAINER_ZSTD;
}

/* Archives of records: found even where the first record is damaged. */
static bool sniff_records(struct archive *archive)
{
	static const enum container containers[] = {CONTAINER_GZIP, CONTAINER_ZSTD,
	                                            CONTAINER_PLAIN};
	static const struct record_format *const formats[] = {&warc_format, &arc_format};
	struct file *file = &archive->file;
	struct str bytes = buf_str(&file->ahead), frames = behind_skippable(bytes);
	size_t best = STR_NONE;
	for (size_t c = 0; c < sizeof(containers) / sizeof(*containers); c++)
		for (size_t f = 0; f < sizeof(formats) / sizeof(*formats) && best != 0; f++) {
			struct str look = containers[c] == CONTAINER_ZSTD ? frames : bytes;
			size_t at = records_find_sure(archive->reader, containers[c], formats[f],
			                              look, 0);
			if (at < best) {
				best = at;
				file->container = containers[c];
				file->format = formats[f];
			}
		}
	if (best == STR_NONE)
		return false;
	file->is_stream =
	        file->container != CONTAINER_PLAIN && best == 0 && is_one_stream(archive, frames);
	return true;
}

/* Documents without an archive around them: told by how the first one begins. */
static bool sniff_documents(struct archive *archive)
{
	static const struct record_format *const formats[] = {&jsonl_format, &html_format,
	                                                      &text_format};
	size_t count = archive->archives_only ? 1 : sizeof(formats) / sizeof(*formats);
	struct file *file = &archive->file;
	struct str bytes = behind_skippable(buf_str(&file->ahead));
	char out[START_BYTES];
	file->container = container_of(bytes);
	struct str start = inflated_start(file->container, buf_str(&file->dictionary), bytes, out,
	                                  sizeof(out));
	for (size_t i = 0; i < count; i++) {
		if (formats[i] == &text_format && !str_ends(str_from(archive->path), STR(".txt")))
			continue;
		if (!formats[i]->starts(start))
			continue;
		file->format = formats[i];
		file->is_stream = file->container != CONTAINER_PLAIN;
		return true;
	}
	return false;
}

/* What was read so far becomes the raw input of a decoder. */
static void begin_stream(struct file *file)
{
	file->stream = stream_for(file->container, buf_str(&file->dictionary));
	struct buf raw = file->ahead;
	file->ahead = file->stream.raw;
	file->stream.raw = raw;
	file->at_eof = false;
}

static void file_begin(struct archive *archive)
{
	struct file *file = &archive->file;
	stream_free(&file->stream);
	struct buf ahead = file->ahead, dictionary = file->dictionary;
	buf_reset(&ahead);
	buf_reset(&dictionary);
	*file = (struct file){.ahead = ahead, .dictionary = dictionary};
	fill(archive, SNIFF_BYTES);
	(void)zstd_dictionary_frame(buf_str(&file->ahead), &file->dictionary);
	record_reader_dictionary(archive->reader, buf_str(&file->dictionary));
}

/* The next file in a container that is an archive of records; others are passed over. */
static enum status next_in_container(struct archive *archive, struct error *error)
{
	for (;;) {
		enum status status = unpack_next(archive->unpack, &archive->name, error);
		archive->file.ended = true; /* what was passed over is no file to go on with */
		if (status != STATUS_OK)
			return status;
		file_begin(archive);
		bool is_alone = archive->name[0] == '\0'; /* a filter around one file */
		if (sniff_records(archive) || (is_alone && sniff_documents(archive)))
			break;
	}
	if (archive->file.is_stream)
		begin_stream(&archive->file);
	return STATUS_OK;
}

/* A tar, zip or 7z, or a filter that only libarchive knows. */
static bool is_packed(const struct archive *archive)
{
	struct str bytes = buf_str(&archive->file.ahead);
	char out[UNPACK_START_BYTES];
	if (unpack_knows(bytes))
		return true;
	enum container container = container_of(bytes);
	return container != CONTAINER_PLAIN &&
	       unpack_is_tar(inflated_start(container, STR(""), bytes, out, sizeof(out)));
}

/* Once. */
static enum status report_read_error(struct archive *archive, struct error *error)
{
	*error = archive->read_error;
	archive->read_failed = false;
	return STATUS_FAILED;
}

static enum archive_result open_packed(struct archive *archive, struct error *error)
{
	archive->start = archive->file.ahead;
	buf_init(&archive->file.ahead, AHEAD_BYTES_MAX);
	enum status status = unpack_open(archive->path, archive->source, buf_str(&archive->start),
	                                 &archive->unpack, error);
	if (status == STATUS_OK)
		status = next_in_container(archive, error);
	if (status == STATUS_END && archive->read_failed)
		status = report_read_error(archive, error);
	if (status == STATUS_END)
		return ARCHIVE_OTHER;
	return status == STATUS_OK ? ARCHIVE_OK : ARCHIVE_ERROR;
}

static enum archive_result open_source(struct archive *archive, struct error *error)
{
	struct file *file = &archive->file;
	if (source_open(archive->path, &archive->source, error) != STATUS_OK)
		return ARCHIVE_ERROR;
	file_begin(archive);
	if (file->ahead.n == 0 && archive->read_failed) {
		*error = archive->read_error;
		return ARCHIVE_ERROR;
	}
	if (file->ahead.n == 0)
		return ARCHIVE_EMPTY;
	if (is_packed(archive))
		return open_packed(archive, error);
	if (!sniff_records(archive) && !sniff_documents(archive))
		return ARCHIVE_OTHER;
	if (file->is_stream)
		begin_stream(file);
	return ARCHIVE_OK;
}

enum archive_result archive_open(const char *path, bool archives_only, struct record_reader *reader,
                                 struct archive **opened, struct error *error)
{
	struct archive *archive = memory_resize(NULL, sizeof(*archive));
	*archive = (struct archive){.path = memory_resize(NULL, strlen(path) + 1),
	                            .name = "",
	                            .archives_only = archives_only,
	                            .end = UINT64_MAX,
	                            .reader = reader};
	memcpy(archive->path, path, strlen(path) + 1);
	buf_init(&archive->file.ahead, AHEAD_BYTES_MAX);
	buf_init(&archive->file.dictionary, DICTIONARY_BYTES_MAX);
	enum archive_result result = open_source(archive, error);
	*opened = archive;
	if (result != ARCHIVE_OK) {
		archive_close(archive);
		*opened = NULL;
	}
	return result;
}

void archive_explain(enum archive_result result, const char *name, struct error *error)
{
	if (result == ARCHIVE_EMPTY)
		error_set(error, "%s: empty file", name);
	else if (result == ARCHIVE_OTHER)
		error_set(error, "%s: not an archive: no record or page in it", name);
}

bool archive_begins(const char *path)
{
	struct source *source;
	struct error error;
	struct buf start;
	size_t got = 0;
	bool begins = false;
	if (source_open(path, &source, &error) != STATUS_OK)
		return false;
	buf_init(&start, START_BYTES);
	if (source_read(source, START_BYTES, &start, &got, &error) == STATUS_OK) {
		struct str bytes = buf_str(&start);
		begins = container_of(bytes) != CONTAINER_PLAIN || unpack_knows(bytes) ||
		         warc_format.starts(bytes) || arc_format.starts(bytes);
	}
	buf_free(&start);
	source_close(source);
	return begins;
}

void archive_close(struct archive *archive)
{
	if (archive == NULL)
		return;
	unpack_close(archive->unpack);
	source_close(archive->source);
	stream_free(&archive->file.stream);
	buf_free(&archive->file.ahead);
	buf_free(&archive->file.dictionary);
	buf_free(&archive->start);
	free(archive->path);
	free(archive);
}

/* --- cutting --- */

static enum container cut_as(const struct file *file)
{
	return file->is_stream ? CONTAINER_PLAIN : file->container;
}

/*
 * Where the batch in `ahead` ends: at the first start behind BATCH_BYTES. Windows are looked at
 * only when they are there in full, so that the cut does not depend on how reads came in.
 */
static size_t find_cut(struct archive *archive)
{
	struct file *file = &archive->file;
	size_t from = BATCH_BYTES;
	for (size_t to = from + READ_BYTES; to <= ARCHIVE_BATCH_BYTES_MAX; to += READ_BYTES) {
		fill(archive, to + START_BYTES);
		struct str window = buf_str(&file->ahead);
		if (window.n > to + START_BYTES)
			window.n = to + START_BYTES;
		size_t at = records_find(cut_as(file), file->format, window, from);
		if (at < to)
			return at;
		if (file->at_eof && file->ahead.n <= to)
			return file->ahead.n;
		from = to;
	}
	return from;
}

static void cut(struct archive *archive, struct buf *bytes, struct archive_batch *batch)
{
	struct file *file = &archive->file;
	size_t at = find_cut(archive);
	if (at == file->ahead.n)
		fill(archive, at + 1); /* is it the end? */
	struct buf whole = file->ahead;
	file->ahead = *bytes;
	file->ahead.max = AHEAD_BYTES_MAX;
	buf_append(&file->ahead, str_slice(buf_str(&whole), at, whole.n));
	whole.n = at;
	*bytes = whole;
	file->ended = file->at_eof && file->ahead.n == 0;
	batch->span = (struct batch_bytes){
	        .container = cut_as(file),
	        .format = file->format,
	        .bytes = buf_str(bytes),
	        .dictionary = buf_str(&file->dictionary),
	        .offset = file->offset,
	        .last = file->ended && (archive->end == UINT64_MAX || archive->is_beyond),
	        .cut_by = file->cut_short ? file->cut_by : LOSS_TRUNCATED,
	        .cut_short = file->ended && file->cut_short,
	};
	batch->name = archive->name;
	batch->end = UINT64_MAX;
	batch->first = !file->started;
	batch->is_stream = file->is_stream;
	file->started = true;
	file->offset += at;
}

bool archive_seek(struct archive *archive, uint64_t offset)
{
	struct file *file = &archive->file;
	if (archive->unpack || file->is_stream || offset > INT64_MAX ||
	    source_seek(archive->source, (int64_t)offset, SEEK_SET) < 0)
		return false;
	buf_reset(&file->ahead);
	file->offset = archive->bytes_read = offset;
	file->at_eof = file->ended = file->cut_short = file->started = false;
	return true;
}

/* What stands behind the slice, as far as one batch goes; none of it counts as read. */
static void cut_beyond(struct archive *archive, struct buf *bytes, struct archive_batch *batch)
{
	struct file *file = &archive->file;
	uint64_t end = archive->end;
	archive->is_beyond = true;
	archive->end = UINT64_MAX;
	if (!archive_seek(archive, end))
		BUG("an archive that is cut into slices cannot be read from everywhere");
	file->started = true;
	cut(archive, bytes, batch);
	file->ended = batch->span.last = true;
	batch->end = archive->bytes_read = archive->end = end;
}

enum status archive_next(struct archive *archive, struct buf *bytes, struct archive_batch *batch,
                         struct error *error)
{
	BUG_UNLESS(bytes->n == 0);
	if (archive->file.ended) {
		if (archive->read_failed)
			return report_read_error(archive, error);
		if (archive->end != UINT64_MAX && !archive->is_beyond) {
			cut_beyond(archive, bytes, batch);
			return STATUS_OK;
		}
		enum status status =
		        archive->unpack ? next_in_container(archive, error) : STATUS_END;
		if (status == STATUS_END && archive->read_failed) /* of a file passed over */
			return report_read_error(archive, error);
		if (status != STATUS_OK)
			return status;
	}
	cut(archive, bytes, batch);
	return STATUS_OK;
}

bool archive_slice(struct archive *archive, uint64_t from, uint64_t to)
{
	BUG_UNLESS(from < to);
	if (!archive_seek(archive, from))
		return false;
	archive->end = to;
	return true;
}

bool archive_find_start(struct archive *archive, uint64_t offset, uint64_t *start)
{
	struct file *file = &archive->file;
	if (!archive_seek(archive, offset))
		return false;
	fill(archive, CUT_SEARCH_BYTES);
	size_t at = records_find_sure(archive->reader, file->container, file->format,
	                              buf_str(&file->ahead), 0);
	*start = offset + at;
	return at != STR_NONE;
}

void archive_describe(const struct archive *archive, char *text, size_t size)
{
	static const char *const suffixes[] = {
	        [CONTAINER_PLAIN] = "", [CONTAINER_GZIP] = ".gz", [CONTAINER_ZSTD] = ".zst"};
	const struct file *file = &archive->file;
	snprintf(text, size, "%s%s%s%s", archive->unpack ? "packed " : "", file->format->name,
	         suffixes[file->container], file->is_stream ? "-stream" : "");
}

uint64_t archive_bytes_read(const struct archive *archive)
{
	return archive->bytes_read;
}
