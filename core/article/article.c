/* The steps from a tree to an article; each is a module of its own. */
#include "core/article/article.h"

#include "core/article/assemble.h"
#include "core/article/blocks.h"
#include "core/article/comments.h"
#include "core/article/metadata.h"
#include "core/article/scores.h"
#include "core/article/select.h"

static const char *const field_names[FIELD_COUNT] = {
        [FIELD_NONE] = "",
        [FIELD_TITLE] = "title",
        [FIELD_AUTHOR] = "author",
        [FIELD_PUBLISHED] = "published",
        [FIELD_MODIFIED] = "modified",
        [FIELD_SITE] = "site",
        [FIELD_CANONICAL] = "canonical",
        [FIELD_LANGUAGE] = "lang",
        [FIELD_DESCRIPTION] = "description",
        [FIELD_SECTION] = "section",
        [FIELD_LICENSE] = "license",
        [FIELD_IMAGE] = "image",
        [FIELD_TAG] = "tags",
};

static const char *const source_names[SOURCE_COUNT] = {
        [SOURCE_NONE] = "",      [SOURCE_JSON_LD] = "json-ld",    [SOURCE_OPEN_GRAPH] = "og",
        [SOURCE_META] = "meta",  [SOURCE_MICRODATA] = "itemprop", [SOURCE_TIME] = "time",
        [SOURCE_LINK] = "link",  [SOURCE_HTML] = "html",          [SOURCE_TITLE] = "title",
        [SOURCE_HEADING] = "h1", [SOURCE_TEXT] = "text",          [SOURCE_UPDATE] = "update",
        [SOURCE_URL] = "url",    [SOURCE_HTTP] = "http",
};

const char *field_name(enum field field)
{
	return field_names[field];
}

const char *source_name(enum source source)
{
	return source_names[source];
}

enum source source_named(struct str name)
{
	for (int i = 0; i < SOURCE_COUNT; i++)
		if (str_equal(name, str_from(source_names[i])))
			return (enum source)i;
	return SOURCE_NONE;
}

static const uint8_t *choose_blocks(const struct html_tree *tree, const struct blocks *blocks,
                                    const struct article_options *options, struct arena *arena)
{
	const float *scores = scores_of_blocks(tree, blocks, arena);
	uint32_t count = blocks->block_count;
	struct selection_item *items = arena_array(arena, struct selection_item, count);
	uint8_t *kept = arena_array(arena, uint8_t, count);
	for (uint32_t b = 0; b < count; b++)
		items[b] = (struct selection_item){.probability = scores[b],
		                                   .words = blocks->blocks[b].words};
	select_items(items, count, options->favor);
	for (uint32_t b = 0; b < count; b++)
		kept[b] = items[b].kept;
	if (options->comments)
		comments_keep(tree, blocks, arena, kept);
	return kept;
}

void article_from_tree(const struct html_tree *tree, struct str url,
                       const struct article_options *options, struct arena *arena,
                       struct article *article)
{
	struct blocks blocks;
	*article = (struct article){0};
	blocks_from_tree(tree, arena, &blocks);
	metadata_from_tree(tree, &blocks, url, arena, article);
	const uint8_t *kept = choose_blocks(tree, &blocks, options, arena);
	article->text = assemble(tree, &blocks, kept, options->format, arena);
}
