#include "core/document.h"

#include <stddef.h>

#include "core/base/json_read.h"

/* Members that are taken over as they are, at the top or in `metadata`. */
static const struct {
	struct str name;
	size_t offset; /* of a struct str in struct page */
} members[] = {
        {STR_INIT("url"), offsetof(struct page, record.url)},
        {STR_INIT("added"), offsetof(struct page, record.date)},
        {STR_INIT("date"), offsetof(struct page, record.date)},
        {STR_INIT("record_id"), offsetof(struct page, record.record_id)},
        {STR_INIT("truncated"), offsetof(struct page, truncated)},
        {STR_INIT("robots"), offsetof(struct page, robots)},
        {STR_INIT("lang_claimed"), offsetof(struct page, language)},
        {STR_INIT("title"), offsetof(struct page, article.title)},
        {STR_INIT("author"), offsetof(struct page, article.author)},
        {STR_INIT("created"), offsetof(struct page, article.published)},
        {STR_INIT("published"), offsetof(struct page, article.published)},
        {STR_INIT("modified"), offsetof(struct page, article.modified)},
        {STR_INIT("site"), offsetof(struct page, article.site)},
        {STR_INIT("canonical"), offsetof(struct page, article.canonical)},
        {STR_INIT("description"), offsetof(struct page, article.description)},
        {STR_INIT("section"), offsetof(struct page, article.section)},
        {STR_INIT("license"), offsetof(struct page, article.license)},
        {STR_INIT("image"), offsetof(struct page, article.image)},
};

static struct str text_of(const struct json *json, uint32_t object, struct str name)
{
	uint32_t member = json_member(json, object, name);
	bool is_text = member != 0 && json->values[member].kind == JSON_KIND_STRING;
	return is_text ? json->values[member].text : (struct str){0};
}

static void take_members(const struct json *json, uint32_t object, struct page *page)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
		struct str text = text_of(json, object, members[i].name);
		if (text.n > 0)
			*(struct str *)(void *)((char *)page + members[i].offset) = text;
	}
}

static void take_tags(const struct json *json, uint32_t object, struct article *article)
{
	uint32_t list = json_member(json, object, STR("tags"));
	if (list == 0 || json->values[list].kind != JSON_KIND_ARRAY)
		return;
	for (uint32_t i = list + 1; i < json->values[list].end; i = json->values[i].end)
		if (json->values[i].kind == JSON_KIND_STRING &&
		    article->tag_count < ARTICLE_TAGS_MAX)
			article->tags[article->tag_count++] = json->values[i].text;
}

static void take_sources(const struct json *json, uint32_t object, struct article *article)
{
	uint32_t sources = json_member(json, object, STR("sources"));
	if (sources == 0 || json->values[sources].kind != JSON_KIND_OBJECT)
		return;
	for (int i = FIELD_NONE + 1; i < FIELD_COUNT; i++) {
		struct str name = str_from(field_name((enum field)i));
		article->sources[i] = (uint8_t)source_named(text_of(json, sources, name));
	}
}

enum outcome document_read(struct str text, struct arena *arena, struct page *page)
{
	struct json json;
	if (!json_read(text, arena, &json) || json.values[0].kind != JSON_KIND_OBJECT)
		return OUTCOME_BAD_RECORD;
	uint32_t metadata = json_member(&json, 0, STR("metadata"));
	take_members(&json, 0, page);
	if (metadata != 0 && json.values[metadata].kind == JSON_KIND_OBJECT) {
		take_members(&json, metadata, page);
		take_tags(&json, metadata, &page->article);
		page->article.kind = page_kind_named(text_of(&json, metadata, STR("kind")));
		take_sources(&json, metadata, &page->article);
	}
	page->record.document_id = text_of(&json, 0, STR("id"));
	page->article.text = str_trim(text_of(&json, 0, STR("text")));
	page->body = text_of(&json, 0, STR("html"));
	page->mime = page->article.text.n > 0 ? STR("text/plain") : STR("text/html");
	return page->article.text.n + page->body.n > 0 ? OUTCOME_WRITTEN : OUTCOME_NO_TEXT;
}
