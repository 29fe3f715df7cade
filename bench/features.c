/*
 * What the models of core/article see, for scripts/train: the blocks of the HTML pages or the lines
 * of the text pages of an archive with their features, or HTML pages as a whole ("kinds": one item,
 * without text). Features are computed here alone. To standard output:
 *
 *     features NAME NAME …                              a line, once
 *     page URL TAB items TAB bytes of text              a line for each page, and behind it
 *         uint32 words[items], uint32 text_bytes[items], int16 features[items][names],
 *         the texts one after another
 *
 * Numbers are the machine's own. Pages that end before the article step (redirects, images) are
 * left out.
 *
 *     features blocks|lines|kinds ARCHIVE [foreign]
 *
 * With "foreign" the pages of HTML are first put into a made-up language (another alphabet of the
 * same 26 letters), their texts as well as the names of classes and ids: how much the model leans
 * on words that it knows shows in the difference.
 */
#include <stdio.h>
#include <string.h>

#include "bench/lib/pages.h"
#include "core/article/blocks.h"
#include "core/article/features.h"
#include "core/article/kind_features.h"
#include "core/article/line_features.h"
#include "core/article/metadata.h"

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

/* Each letter of ASCII becomes the one 13 places on, capitals capitals. */
static struct str in_other_letters(struct str s, struct arena *arena)
{
	char *out = arena_bytes(arena, s.n);
	for (size_t i = 0; i < s.n; i++) {
		char lower = ascii_lower(s.p[i]);
		bool is_letter = ascii_is_alpha((unsigned char)s.p[i]);
		out[i] = is_letter ? (char)(s.p[i] + (lower < 'n' ? 13 : -13)) : s.p[i];
	}
	return (struct str){out, s.n};
}

static void make_foreign(struct html_tree *tree, struct arena *arena)
{
	struct html_node *nodes = arena_array(arena, struct html_node, tree->node_count);
	struct html_attribute *attributes =
	        arena_array(arena, struct html_attribute, tree->attribute_count);
	for (uint32_t i = 0; i < tree->node_count; i++) {
		nodes[i] = tree->nodes[i];
		if (nodes[i].kind == HTML_TEXT)
			nodes[i].text = in_other_letters(nodes[i].text, arena);
	}
	for (uint32_t i = 0; i < tree->attribute_count; i++) {
		attributes[i] = tree->attributes[i];
		if (str_equal(attributes[i].name, STR("class")) ||
		    str_equal(attributes[i].name, STR("id")))
			attributes[i].value = in_other_letters(attributes[i].value, arena);
	}
	tree->nodes = nodes;
	tree->attributes = attributes;
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

/* A page is one item, without text. */
static void items_from_whole(const struct page *page, struct arena *arena, struct items *items)
{
	struct blocks blocks;
	struct article article = {0};
	struct str url = page->record.url;
	blocks_from_tree(&page->tree, arena, &blocks);
	metadata_from_tree(&page->tree, &blocks, url, arena, &article);
	const struct page_context *context = page_context_new(&page->tree, &blocks, url, arena);
	items_init(items, 1, KIND_FEATURE_COUNT, arena);
	items_set(items, 0, STR(""), 0);
	kind_features(context, &article, url, arena, items->features);
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
        {"kinds", true, KIND_FEATURES(NAME), KIND_FEATURE_COUNT, items_from_whole},
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

/* What is wanted of the pages of an archive. */
struct request {
	const struct kind *kind;
	bool foreign;
};

static void run_page(void *context, struct page *page, struct arena *arena)
{
	const struct request *request = context;
	struct items items;
	if (request->kind->is_html != (page->tree.node_count > 0))
		return;
	if (request->foreign)
		make_foreign(&page->tree, arena);
	request->kind->items_from(page, arena, &items);
	write_page(request->kind, page->record.url, &items);
}

int main(int argc, char **argv)
{
	struct request request = {.foreign = argc == 4 && strcmp(argv[3], "foreign") == 0};
	for (size_t i = 0; argc == 3 + request.foreign && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(argv[1], kinds[i].name) == 0)
			request.kind = &kinds[i];
	if (request.kind == NULL || (request.foreign && !request.kind->is_html)) {
		fprintf(stderr, "usage: features blocks|lines|kinds ARCHIVE, features blocks|kinds "
		                "ARCHIVE foreign\n");
		return 2;
	}
	printf("features%s\n", request.kind->feature_names);
	if (!pages_visit(argv[2], run_page, &request)) {
		fprintf(stderr, "features: %s: not a readable archive\n", argv[2]);
		return 3;
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "features: cannot write\n");
		return 3;
	}
	return 0;
}
