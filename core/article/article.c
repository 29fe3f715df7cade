/* The steps from a tree to an article; each is a module of its own. */
#include "core/article/article.h"

#include "core/article/assemble.h"
#include "core/article/blocks.h"
#include "core/article/judge.h"
#include "core/article/metadata.h"
#include "core/article/page_rules.h"
#include "core/base/budget.h"

enum { BLOCK_STEPS = 1500 }; /* of all that is done with a block */

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
        [SOURCE_URL] = "url",    [SOURCE_HTTP] = "http",          [SOURCE_RULE] = "rule",
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

void article_from_tree(const struct html_tree *tree, struct str url,
                       const struct article_options *options, struct arena *arena,
                       struct article *article)
{
	struct blocks blocks;
	struct judgement judgement;
	struct rule_marks marks;
	*article = (struct article){0};
	page_rules_extras(options, arena, article);
	blocks_from_tree(tree, arena, &blocks);
	if (!budget_spend(options->budget, blocks.block_count, BLOCK_STEPS))
		return;
	metadata_from_tree(tree, &blocks, url, arena, article);
	judge_blocks(tree, &blocks, url, options, arena, &judgement);
	article->kind = page_kind_of(judgement.page, article, url, arena);
	page_rules_blocks(options, url, &blocks, &judgement.kept, arena, article, &marks);
	article->text = assemble(tree, &blocks, judgement.kept, options->format, arena);
}
