/*
 * What the model of core/article/title.c sees, for scripts/train/titles: the texts that may be the
 * title of each HTML page of an archive, with their features. To standard output:
 *
 *     features NAME NAME …
 *     page URL                   a line for each page, and behind it one for each text:
 *     NUMBER NUMBER … TAB TEXT
 *
 *     titles ARCHIVE
 */
#include <stdio.h>
#include <string.h>

#include "core/article/blocks.h"
#include "core/article/metadata.h"
#include "core/page.h"
#include "io/archive.h"

enum { RECORD_BYTES_MAX = 32 << 20 };

static void write_candidates(const struct page *page, struct arena *arena)
{
	struct blocks blocks;
	struct title_sources sources;
	struct title_candidate candidates[TITLE_CANDIDATES_MAX];
	blocks_from_tree(&page->tree, arena, &blocks);
	metadata_title_sources(&page->tree, &blocks, page->record.url, arena, &sources);
	uint32_t count = title_candidates(&sources, arena, candidates);
	printf("page %.*s\n", STR_ARG(page->record.url));
	for (uint32_t i = 0; i < count; i++) {
		for (int f = 0; f < TITLE_FEATURE_COUNT; f++)
			printf("%.9g ", (double)candidates[i].features[f]);
		printf("\t%.*s\n", STR_ARG(candidates[i].text));
	}
}

static void run_page(const struct record *record, struct arena *arena)
{
	static const struct page_limits limits = {.body_bytes_max = RECORD_BYTES_MAX};
	struct page page = {.record = {.type = record->type,
	                               .content_type = record->content_type,
	                               .record_id = record->record_id,
	                               .url = record->target_uri,
	                               .date = record->date,
	                               .block = record->block}};
	for (const struct page_step *step = page_steps; strcmp(step->name, "article") != 0; step++)
		if (step->run(&page, &limits, arena) != OUTCOME_WRITTEN)
			return;
	if (page.tree.node_count > 0)
		write_candidates(&page, arena);
}

static void run_batch(struct record_reader *reader, const struct batch_bytes *span,
                      struct arena *arena)
{
	struct piece piece;
	records_begin(reader, span, NULL);
	for (records_next(reader, &piece); piece.kind != PIECE_END; records_next(reader, &piece)) {
		if (piece.kind == PIECE_RECORD)
			run_page(&piece.record, arena);
		arena_reset(arena);
	}
}

/* False if the archive cannot be read to its end. */
static bool run_archive(const char *path)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct archive *archive = NULL;
	struct archive_batch batch;
	struct buf bytes;
	struct arena arena;
	struct error error;
	enum status status = STATUS_FAILED;
	buf_init(&bytes, SIZE_MAX / 2);
	arena_init(&arena);
	if (archive_open(path, false, reader, &archive, &error) != ARCHIVE_OK)
		goto out;
	while ((status = archive_next(archive, &bytes, &batch, &error)) == STATUS_OK) {
		run_batch(reader, &batch.span, &arena);
		buf_reset(&bytes);
	}
out:
	archive_close(archive);
	record_reader_free(reader);
	buf_free(&bytes);
	arena_free(&arena);
	return status == STATUS_END;
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: titles ARCHIVE\n");
		return 2;
	}
	printf("features");
#define NAME(name) printf(" " #name);
	TITLE_FEATURES(NAME)
#undef NAME
	putchar('\n');
	if (!run_archive(argv[1])) {
		fprintf(stderr, "titles: %s: not a readable archive\n", argv[1]);
		return 3;
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "titles: cannot write\n");
		return 3;
	}
	return 0;
}
