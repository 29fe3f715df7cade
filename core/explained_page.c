#include "core/explained_page.h"

#include "core/base/buf.h"
#include "core/glance.h"

bool explained_page_has_reasons(enum outcome outcome)
{
	return outcome == OUTCOME_WRITTEN || outcome == OUTCOME_NO_TEXT || outcome == OUTCOME_RULE;
}

enum outcome explained_page_extract(const struct page_record *record,
                                    const struct page_limits *limits, struct arena *arena,
                                    struct explained_page *explained)
{
	struct page *page = &explained->page;
	struct article_options options = limits->article;
	explained->explanation = (struct explanation){.unit = "block", .threshold = 1};
	enum outcome outcome = page_extract(page, record, limits, arena);
	if (!explained_page_has_reasons(outcome))
		return outcome;
	options.http_language = page->http.language;
	if (page->tree.node_count > 0)
		explain_tree(&page->tree, page->record.url, &options, arena,
		             &explained->explanation);
	else if (!page->is_document)
		explain_text(page->body, page->record.url, &options, arena,
		             &explained->explanation);
	return outcome;
}

static struct str join_tags(const struct article *article, struct arena *arena)
{
	struct buf joined;
	buf_init(&joined, SIZE_MAX);
	for (uint32_t i = 0; i < article->tag_count; i++) {
		if (i > 0)
			buf_append(&joined, STR(", "));
		buf_append(&joined, article->tags[i]);
	}
	struct str copy = arena_copy(arena, buf_str(&joined));
	buf_free(&joined);
	return copy;
}

struct str explained_page_field(const struct page *page, enum field field, struct arena *arena)
{
	const struct article *article = &page->article;
	const struct str values[FIELD_COUNT] = {
	        [FIELD_TITLE] = article->title,         [FIELD_AUTHOR] = article->author,
	        [FIELD_PUBLISHED] = article->published, [FIELD_MODIFIED] = article->modified,
	        [FIELD_SITE] = article->site,           [FIELD_CANONICAL] = article->canonical,
	        [FIELD_LANGUAGE] = page->language,      [FIELD_DESCRIPTION] = article->description,
	        [FIELD_SECTION] = article->section,     [FIELD_LICENSE] = article->license,
	        [FIELD_IMAGE] = article->image,
	};
	struct str value = field == FIELD_TAG ? join_tags(article, arena) : values[field];
	return glance_printable(value, arena);
}
