/*
 * What the models of core/article see, for scripts/train: the blocks of the HTML pages or the lines
 * of the text pages of an archive with their features, which are computed here alone. To standard
 * output:
 *
 *     features NAME NAME …                              a line, once
 *     page URL TAB items TAB bytes of text              a line for each page, and behind it
 *         uint32 words[items], uint32 text_bytes[items], int16 features[items][names],
 *         the texts one after another
 *
 * Numbers are the machine's own. Pages that end before the article step (redirects, images) are
 * left out.
 *
 *     features blocks|lines ARCHIVE
 */
#include <stdio.h>
#include <string.h>

#include "core/article/blocks.h"
#include "core/article/features.h"
#include "core/article/line_features.h"
#include "core/page.h"
#include "io/archive.h"

enum { RECORD_BYTES_MAX = 32 << 20 };

/* The items of a page, blocks or lines. */
struct items {
	uint32_t count;
	uint32_t *words, *text_bytes;
	struct str *texts;
	int16_t *features;
	uint64_t text_bytes_sum;
};

static void items_init(struct items *items, uint32_t count, size_t features, struct arena *arena)
{
	*items = (struct items){.count = count};
	items->words = arena_array(arena, uint32_t, count);
	items->text_bytes = arena_array(arena, uint32_t, count);
	items->texts = arena_array(arena, struct str, count);
	items->features = arena_array(arena, int16_t, count * features);
}

static void items_set(struct items *items, uint32_t i, struct str text, uint32_t words)
{
	items->texts[i] = text;
	items->text_bytes[i] = (uint32_t)text.n;
	items->words[i] = words;
	items->text_bytes_sum += text.n;
}

static void items_from_blocks(const struct page *page, struct arena *arena, struct items *items)
{
	struct blocks blocks;
	blocks_from_tree(&page->tree, arena, &blocks);
	const struct page_context *context =
	        page_context_new(&page->tree, &blocks, page->record.url, arena);
	items_init(items, blocks.block_count, FEATURE_COUNT, arena);
	for (uint32_t b = 0; b < blocks.block_count; b++) {
		items_set(items, b, blocks.blocks[b].text, blocks.blocks[b].words);
		features_of_block(context, b, items->features + (size_t)b * FEATURE_COUNT);
	}
}

static void items_from_lines(const struct page *page, struct arena *arena, struct items *items)
{
	struct lines lines;
	lines_from_text(page->body, arena, &lines);
	items_init(items, lines.count, LINE_FEATURE_COUNT, arena);
	for (uint32_t i = 0; i < lines.count; i++) {
		items_set(items, i, lines.lines[i].text, lines.lines[i].words);
		line_features(&lines, i, items->features + (size_t)i * LINE_FEATURE_COUNT);
	}
}

/* A kind of item, and the pages that have it. */
static const struct kind {
	const char *name;
	bool is_html;
	const char *feature_names;
	size_t feature_count;
	void (*items_from)(const struct page *page, struct arena *arena, struct items *items);
} kinds[] = {
#define NAME(name) " " #name
        {"blocks", true, BLOCK_FEATURES(NAME), FEATURE_COUNT, items_from_blocks},
        {"lines", false, LINE_FEATURES(NAME), LINE_FEATURE_COUNT, items_from_lines},
#undef NAME
};

static void write_page(const struct kind *kind, struct str url, const struct items *items)
{
	size_t count = items->count;
	printf("page %.*s\t%zu\t%llu\n", STR_ARG(url), count,
	       (unsigned long long)items->text_bytes_sum);
	fwrite(items->words, sizeof(*items->words), count, stdout);
	fwrite(items->text_bytes, sizeof(*items->text_bytes), count, stdout);
	fwrite(items->features, sizeof(int16_t), count * kind->feature_count, stdout);
	for (size_t i = 0; i < count; i++)
		fwrite(items->texts[i].p, 1, items->texts[i].n, stdout);
}

static void run_page(const struct kind *kind, const struct record *record, struct arena *arena)
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
	if (kind->is_html != (page.tree.node_count > 0))
		return;
	struct items items;
	kind->items_from(&page, arena, &items);
	write_page(kind, page.record.url, &items);
}

static void run_batch(const struct kind *kind, struct record_reader *reader,
                      const struct batch_bytes *span, struct arena *arena)
{
	struct piece piece;
	records_begin(reader, span, NULL);
	for (records_next(reader, &piece); piece.kind != PIECE_END; records_next(reader, &piece)) {
		if (piece.kind == PIECE_RECORD)
			run_page(kind, &piece.record, arena);
		arena_reset(arena);
	}
}

/* False if the archive cannot be read to its end. */
static bool run_archive(const struct kind *kind, const char *path)
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
		run_batch(kind, reader, &batch.span, &arena);
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
	const struct kind *kind = NULL;
	for (size_t i = 0; argc == 3 && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(argv[1], kinds[i].name) == 0)
			kind = &kinds[i];
	if (kind == NULL) {
		fprintf(stderr, "usage: features blocks|lines ARCHIVE\n");
		return 2;
	}
	printf("features%s\n", kind->feature_names);
	if (!run_archive(kind, argv[2])) {
		fprintf(stderr, "features: %s: not a readable archive\n", argv[2]);
		return 3;
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "features: cannot write\n");
		return 3;
	}
	return 0;
}
