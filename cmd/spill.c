#include "cmd/spill.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "core/base/zstd_codec.h"
#include "core/tokens.h"
#include "io/file.h"
#include "io/shard_reader.h"

enum {
	ZSTD_LEVEL = -4, /* it is read once */
	ENCODED_BYTES_MAX = 1 << 30,
	TEXTS = 10,
	ROWS = 2, /* of a document and of its attributes: the last of the texts */
	/* a row of the largest record, each byte of it escaped, and short texts */
	ENTRY_BYTES_MAX = 1 << 30,
};

/* What an entry begins with; its texts stand behind it. */
struct head {
	uint64_t input, bytes, text_bytes, tokens, page_bytes, offset, length;
	uint32_t document, outcome;
	uint32_t text_lengths[TEXTS];
};

/* --- writing --- */

static void add(struct buf *out, const void *p, size_t n)
{
	buf_append(out, (struct str){p, n});
}

/* Moves it behind what is in `out`; its length. */
static uint32_t add_row(struct buf *out, struct buf *row)
{
	uint32_t n = (uint32_t)row->n;
	buf_append(out, buf_str(row));
	out->over |= row->over;
	buf_reset(row);
	return n;
}

void spill_entry(struct batch *batch, struct batch_entry *entry, struct batch_worker *worker,
                 const struct packing *packing, struct buf *out)
{
	struct page_verdict verdict;
	const struct page_verdict *judged =
	        entry->outcome == OUTCOME_WRITTEN
	                ? batch_filter(batch, entry, worker, packing, &verdict)
	                : NULL;
	const struct page *page = entry->outcome == OUTCOME_WRITTEN ? entry->page : NULL;
	struct str text = judged ? judged->text : page ? page->article.text : STR("");
	size_t begun = out->n;
	const struct str texts[TEXTS - ROWS] = {entry->place.file,
	                                        entry->id,
	                                        entry->url,
	                                        entry->detail,
	                                        page ? page->identified.code : STR(""),
	                                        page ? batch_route(page, packing->shape.route)
	                                             : STR(""),
	                                        page ? page->article.license : STR(""),
	                                        page ? page->record.date : STR("")};
	struct head head = {.input = batch->input,
	                    .bytes = entry->bytes,
	                    .text_bytes = text.n,
	                    .tokens = tokens_estimate(text),
	                    .page_bytes = entry->page_bytes,
	                    .offset = entry->place.offset,
	                    .length = entry->place.length,
	                    .document = entry->document,
	                    .outcome = (uint32_t)entry->outcome};
	add(out, &head, sizeof(head));
	for (size_t i = 0; i < TEXTS - ROWS; i++) {
		buf_append(out, texts[i]);
		head.text_lengths[i] = (uint32_t)texts[i].n;
	}
	struct buf *row = &batch->rows[SERIES_REJECTS]; /* its own, as JSON begins one */
	buf_reset(row);
	if (page)
		row_write_document(page, &entry->place, packing->source, judged, row);
	head.text_lengths[TEXTS - ROWS] = add_row(out, row);
	if (judged && page && packing->shape.attributes)
		row_write_attributes(page->id, packing->source, judged, row);
	head.text_lengths[TEXTS - 1] = add_row(out, row);
	arena_reset(&worker->arena);
	if (!out->over)
		memcpy(out->p + begun, &head, sizeof(head));
}

struct spill_writer {
	char path[PATH_MAX];
	int fd;
	struct zstd_encoder *encoder;
	struct buf encoded;
};

enum status spill_writer_open(const char *path, struct spill_writer **opened, struct error *error)
{
	int fd;
	*opened = NULL;
	enum status status = file_create(path, &fd, error);
	if (status != STATUS_OK)
		return status;
	struct spill_writer *writer = memory_resize(NULL, sizeof(*writer));
	*writer = (struct spill_writer){.fd = fd, .encoder = zstd_encoder_new(ZSTD_LEVEL, 1)};
	snprintf(writer->path, sizeof(writer->path), "%s", path);
	buf_init(&writer->encoded, ENCODED_BYTES_MAX);
	zstd_encoder_begin(writer->encoder);
	*opened = writer;
	return STATUS_OK;
}

static enum status flush(struct spill_writer *writer, struct error *error)
{
	enum status status = file_write(writer->fd, writer->path, buf_str(&writer->encoded), error);
	buf_reset(&writer->encoded);
	return status;
}

enum status spill_write(struct spill_writer *writer, struct str entries, struct error *error)
{
	zstd_encoder_add(writer->encoder, entries, &writer->encoded);
	return flush(writer, error);
}

enum status spill_writer_finish(struct spill_writer *writer, struct error *error)
{
	zstd_encoder_end(writer->encoder, &writer->encoded);
	enum status status = flush(writer, error);
	return status == STATUS_OK ? file_sync_close(&writer->fd, writer->path, error) : status;
}

void spill_writer_free(struct spill_writer *writer)
{
	if (writer == NULL)
		return;
	file_close(&writer->fd);
	zstd_encoder_free(writer->encoder);
	buf_free(&writer->encoded);
	free(writer);
}

/* --- reading --- */

struct spill_reader {
	char path[PATH_MAX];
	struct shard_reader *file;
	struct str rest; /* inflated, not taken yet */
	struct buf entry;
};

enum status spill_reader_open(const char *path, struct spill_reader **opened, struct error *error)
{
	struct shard_reader *file;
	*opened = NULL;
	enum status status = shard_reader_open(path, &file, error);
	if (status != STATUS_OK)
		return status;
	struct spill_reader *reader = memory_resize(NULL, sizeof(*reader));
	*reader = (struct spill_reader){.file = file};
	snprintf(reader->path, sizeof(reader->path), "%s", path);
	buf_init(&reader->entry, ENTRY_BYTES_MAX);
	*opened = reader;
	return STATUS_OK;
}

void spill_reader_close(struct spill_reader *reader)
{
	if (reader == NULL)
		return;
	shard_reader_close(reader->file);
	buf_free(&reader->entry);
	free(reader);
}

/* So many bytes of `entry` are there. STATUS_END if none of them is. */
static enum status take(struct spill_reader *reader, size_t want, struct error *error)
{
	while (reader->entry.n < want) {
		enum status status = STATUS_OK;
		if (reader->rest.n == 0)
			status = shard_reader_next(reader->file, &reader->rest, error);
		if (status == STATUS_END && reader->entry.n > 0)
			return error_set(error, "%s: damaged", reader->path);
		if (status != STATUS_OK)
			return status;
		size_t missing = want - reader->entry.n;
		size_t n = reader->rest.n < missing ? reader->rest.n : missing;
		if (!buf_append(&reader->entry, str_slice(reader->rest, 0, n)))
			return error_set(error, "%s: damaged", reader->path);
		reader->rest = str_slice(reader->rest, n, reader->rest.n);
	}
	return STATUS_OK;
}

enum status spill_read(struct spill_reader *reader, struct spilled *entry, struct error *error)
{
	struct head head;
	buf_reset(&reader->entry);
	enum status status = take(reader, sizeof(head), error);
	if (status != STATUS_OK)
		return status;
	memcpy(&head, reader->entry.p, sizeof(head));
	uint64_t length = sizeof(head);
	for (size_t i = 0; i < TEXTS; i++)
		length += head.text_lengths[i];
	if (head.outcome >= OUTCOME_COUNT || length > ENTRY_BYTES_MAX)
		return error_set(error, "%s: damaged", reader->path);
	status = take(reader, (size_t)length, error);
	if (status != STATUS_OK)
		return status;
	struct str texts[TEXTS];
	size_t at = sizeof(head);
	for (size_t i = 0; i < TEXTS; i++) {
		texts[i] = (struct str){reader->entry.p + at, head.text_lengths[i]};
		at += head.text_lengths[i];
	}
	*entry = (struct spilled){.outcome = (enum outcome)head.outcome,
	                          .input = head.input,
	                          .document = head.document,
	                          .bytes = head.bytes,
	                          .text_bytes = head.text_bytes,
	                          .tokens = head.tokens,
	                          .place = {texts[0], head.offset, head.length},
	                          .id = texts[1],
	                          .url = texts[2],
	                          .detail = texts[3],
	                          .language = texts[4],
	                          .route = texts[5],
	                          .license = texts[6],
	                          .date = texts[7],
	                          .row = texts[8],
	                          .attributes = texts[9],
	                          .page_bytes = head.page_bytes};
	return STATUS_OK;
}
