/*
 * Any page gives an article of valid UTF-8, twice the same; as markdown and with comments as well,
 * where it is not much longer. The first byte chooses between a tree and a text page, the rest is
 * the page.
 */
#include "tests/fuzz/fuzz.h"

#include "core/article/article.h"
#include "core/article/table_grid.h"
#include "core/base/bug.h"
#include "core/text/utf8.h"

/* A row of a table takes 4 bytes at the least, and can have TABLE_COLUMNS_MAX cells of 2. */
enum { GROWTH_MAX = 2 * TABLE_COLUMNS_MAX };

static const struct article_options defaults = {0};

static void read_article(struct str page, bool is_html, const struct article_options *options,
                         struct arena *arena, struct article *article)
{
	const struct str url = STR("https://example.com/2024/05/01/page");
	struct html_tree tree;
	arena_init(arena);
	page = utf8_repair(page, arena);
	if (is_html) {
		html_parse(page, arena, &tree);
		article_from_tree(&tree, url, options, arena, article);
	} else {
		article_from_text(page, url, options, arena, article);
	}
}

static bool is_valid(struct str text)
{
	return utf8_valid_prefix(text) == text.n;
}

static void try_options(struct str page, bool is_html)
{
	static const struct article_options options[] = {
	        {.format = ARTICLE_MARKDOWN},
	        {.format = ARTICLE_MARKDOWN, .favor = ARTICLE_FAVOR_RECALL, .comments = true},
	        {.favor = ARTICLE_FAVOR_PRECISION, .comments = true},
	};
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		struct arena arena;
		struct article article;
		read_article(page, is_html, &options[i], &arena, &article);
		BUG_UNLESS(is_valid(article.text));
		BUG_UNLESS(article.text.n <= page.n * GROWTH_MAX);
		BUG_UNLESS(article.text.n == 0 ||
		           !ascii_is_space((unsigned char)article.text.p[article.text.n - 1]));
		arena_free(&arena);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena arena, again_arena;
	struct article article, again;
	if (size == 0)
		return 0;
	struct str page = {(const char *)bytes + 1, size - 1};
	bool is_html = bytes[0] != 't';
	read_article(page, is_html, &defaults, &arena, &article);
	read_article(page, is_html, &defaults, &again_arena, &again);
	BUG_UNLESS(str_equal(article.text, again.text) && str_equal(article.title, again.title));
	BUG_UNLESS(is_valid(article.text) && is_valid(article.title) && is_valid(article.author));
	BUG_UNLESS(is_valid(article.site) && is_valid(article.description) &&
	           is_valid(article.section));
	BUG_UNLESS(is_valid(article.published) && is_valid(article.canonical));
	BUG_UNLESS(article.tag_count <= ARTICLE_TAGS_MAX);
	for (uint32_t i = 0; i < article.tag_count; i++)
		BUG_UNLESS(is_valid(article.tags[i]) && article.tags[i].n > 0);
	arena_free(&arena);
	arena_free(&again_arena);
	try_options(page, is_html);
	return 0;
}
