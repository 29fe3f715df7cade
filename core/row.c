#include "core/row.h"

#include "core/base/json.h"
#include "core/text/utf8.h"

enum { MILLION = 1000 * 1000 };

/*
 * What an archive's headers say may be any bytes; a row is valid UTF-8. Such a value is short, so
 * a byte at a time will do.
 */
static void member_any_bytes(struct buf *out, const char *name, struct str s)
{
	json_name(out, name);
	if (utf8_valid_prefix(s) == s.n) {
		json_string(out, s);
		return;
	}
	struct arena arena;
	arena_init(&arena);
	json_string(out, utf8_repair(s, &arena));
	arena_free(&arena);
}

static void write_place(const struct row_place *place, struct buf *out)
{
	member_any_bytes(out, "warc_file", place->file);
	json_member_number(out, "warc_offset", place->offset);
	json_member_number(out, "warc_length", place->length);
}

static void write_tags(const struct article *article, struct buf *out)
{
	json_name(out, "tags");
	json_open(out, '[');
	for (uint32_t i = 0; i < article->tag_count; i++)
		json_string(out, article->tags[i]);
	json_close(out, ']');
}

static void write_sources(const struct article *article, struct buf *out)
{
	json_name(out, "sources");
	json_open(out, '{');
	for (int i = FIELD_NONE + 1; i < FIELD_COUNT; i++) {
		enum source source = (enum source)article->sources[i];
		json_member_string(out, field_name((enum field)i), str_from(source_name(source)));
	}
	json_close(out, '}');
}

/* The fields that rules have of their own: rule_set.c takes no names that stand here already. */
static void write_extras(const struct article *article, struct buf *out)
{
	for (uint32_t i = 0; i < article->extra_count; i++)
		json_member_string(out, article->extra_names[i], article->extra_values[i]);
}

/* Only where they were looked for. */
static void write_pii(const struct page *page, struct buf *out)
{
	if (!page->pii_is_counted)
		return;
	json_name(out, "pii");
	json_open(out, '{');
	for (int i = 0; i < PII_KINDS; i++)
		json_member_number(out, pii_kind_name((enum pii_kind)i), page->pii.of[i]);
	json_close(out, '}');
}

static void write_metadata(const struct page *page, const struct row_place *place,
                           const struct page_verdict *verdict, struct buf *out)
{
	const struct article *article = &page->article;
	json_name(out, "metadata");
	json_open(out, '{');
	member_any_bytes(out, "url", page->record.url);
	write_place(place, out);
	member_any_bytes(out, "record_id", page->record.record_id);
	member_any_bytes(out, "date", page->record.date);
	json_member_number(out, "http_status", (unsigned)page->http_status);
	member_any_bytes(out, "content_type", page->mime);
	json_member_string(out, "charset", page->charset.name);
	json_member_string(out, "charset_from", charset_source_name(page->charset.source));
	member_any_bytes(out, "truncated", page->truncated);
	json_member_string(out, "lang", page->identified.code);
	json_member_hundredths(out, "lang_score", page->identified.score);
	member_any_bytes(out, "lang_claimed", page->language);
	json_member_string(out, "kind", str_from(page_kind_name(article->kind)));
	json_member_string(out, "title", article->title);
	json_member_string(out, "author", article->author);
	json_member_string(out, "published", article->published);
	json_member_string(out, "modified", article->modified);
	json_member_string(out, "site", article->site);
	json_member_string(out, "canonical", article->canonical);
	json_member_string(out, "description", article->description);
	json_member_string(out, "section", article->section);
	json_member_string(out, "license", article->license);
	json_member_string(out, "image", article->image);
	write_tags(article, out);
	json_member_number(out, "lines_dropped", page->lines_dropped);
	json_member_string(out, "robots", page->robots);
	write_sources(article, out);
	if (page->may_be_cut)
		json_member_string(out, "cut_for", page->cut_for);
	write_pii(page, out);
	write_extras(article, out);
	if (verdict)
		page_filter_write(verdict, out);
	json_close(out, '}');
}

void row_write_document(const struct page *page, const struct row_place *place, struct str source,
                        const struct page_verdict *verdict, struct buf *out)
{
	json_open(out, '{');
	json_member_string(out, "id", page->id);
	json_member_string(out, "text", verdict ? verdict->text : page->article.text);
	member_any_bytes(out, "source", source);
	member_any_bytes(out, "added", page->record.date);
	json_member_string(out, "created", page->article.published);
	write_metadata(page, place, verdict, out);
	json_close(out, '}');
	buf_append_byte(out, '\n');
}

/* --- attributes --- */

static uint64_t code_points(struct str text)
{
	uint64_t count = 0;
	for (size_t i = 0; i < text.n; i++)
		count += ((unsigned char)text.p[i] & 0xC0) != 0x80;
	return count;
}

/* In whole numbers, so that it is the same everywhere; halves are rounded up. */
static uint64_t millionths(struct fraction value)
{
	unsigned __int128 wide = (unsigned __int128)value.value * MILLION;
	return value.over == 0 ? 0 : (uint64_t)((wide + value.over / 2) / value.over);
}

static void write_span(const char *name, uint64_t length, struct fraction value, struct buf *out)
{
	uint64_t number = millionths(value);
	if (out->p[out->n - 1] != '{')
		buf_append_byte(out, ',');
	buf_printf(out, "\"thresh__%s\":[[0,%llu,%llu.%06llu]]", name, (unsigned long long)length,
	           (unsigned long long)(number / MILLION), (unsigned long long)(number % MILLION));
}

void row_write_attributes(struct str id, struct str source, const struct page_verdict *verdict,
                          struct buf *out)
{
	uint64_t length = code_points(verdict->text);
	json_open(out, '{');
	json_member_string(out, "id", id);
	member_any_bytes(out, "source", source);
	json_name(out, "attributes");
	json_open(out, '{');
	for (int i = 0; i < SIGNAL_COUNT; i++) {
		struct fraction value = verdict->signals[i];
		if (signal_kind((enum signal)i) == SIGNAL_IS_COUNT)
			value.over = 1;
		write_span(signal_name((enum signal)i), length, value, out);
	}
	write_span("keep", length, (struct fraction){verdict->keep, 1}, out);
	json_close(out, '}');
	json_close(out, '}');
	buf_append_byte(out, '\n');
}

void row_write_reject(const struct row_reject *reject, const struct row_place *place,
                      struct buf *out)
{
	json_open(out, '{');
	json_member_string(out, "id", reject->id);
	member_any_bytes(out, "url", reject->url);
	write_place(place, out);
	json_member_string(out, "reason", str_from(outcome_name(reject->reason)));
	json_member_string(out, "duplicate_of", reject->duplicate_of);
	json_member_number(out, "band", reject->band);
	json_member_hundredths(out, "similarity", reject->similarity);
	member_any_bytes(out, "detail", reject->detail);
	json_close(out, '}');
	buf_append_byte(out, '\n');
}
