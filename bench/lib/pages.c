#include "bench/lib/pages.h"

#include <string.h>

#include "io/archive.h"

enum { RECORD_BYTES_MAX = 32 << 20 };

struct visitor {
	page_visit *visit;
	void *context;
	struct arena arena;
};

static void run_record(struct visitor *visitor, const struct record *record)
{
	static const struct page_limits limits = {.body_bytes_max = RECORD_BYTES_MAX};
	struct page page = {.record = {.type = record->type,
	                               .content_type = record->content_type,
	                               .record_id = record->record_id,
	                               .url = record->target_uri,
	                               .date = record->date,
	                               .block = record->block,
	                               .is_bare = record->is_bare}};
	for (const struct page_step *step = page_steps; strcmp(step->name, "article") != 0; step++)
		if (step->run(&page, &limits, &visitor->arena) != OUTCOME_WRITTEN)
			return;
	visitor->visit(visitor->context, &page, &visitor->arena);
}

static void run_batch(struct visitor *visitor, struct record_reader *reader,
                      const struct batch_bytes *span)
{
	struct piece piece;
	records_begin(reader, span, NULL);
	for (records_next(reader, &piece); piece.kind != PIECE_END; records_next(reader, &piece)) {
		if (piece.kind == PIECE_RECORD)
			run_record(visitor, &piece.record);
		arena_reset(&visitor->arena);
	}
}

bool pages_visit(const char *path, page_visit *visit, void *context)
{
	struct visitor visitor = {.visit = visit, .context = context};
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct archive *archive = NULL;
	struct archive_batch batch;
	struct buf bytes;
	struct error error;
	enum status status = STATUS_FAILED;
	buf_init(&bytes, SIZE_MAX / 2);
	arena_init(&visitor.arena);
	if (archive_open(path, false, reader, &archive, &error) != ARCHIVE_OK)
		goto out;
	while ((status = archive_next(archive, &bytes, &batch, &error)) == STATUS_OK) {
		run_batch(&visitor, reader, &batch.span);
		buf_reset(&bytes);
	}
out:
	archive_close(archive);
	record_reader_free(reader);
	buf_free(&bytes);
	arena_free(&visitor.arena);
	return status == STATUS_END;
}
