#include "core/page.h"

#include "core/article/blocks.h"
#include "core/article/page_rules.h"
#include "core/base/buf.h"
#include "core/document.h"
#include "core/glance.h"
#include "core/text/domain.h"
#include "core/text/url.h"

/* A record type that is no page, and what it counts as. */
static const struct {
	struct str type;
	enum outcome outcome;
} other_types[] = {
        {STR_INIT("warcinfo"), OUTCOME_WARCINFO}, {STR_INIT("request"), OUTCOME_REQUEST},
        {STR_INIT("metadata"), OUTCOME_METADATA}, {STR_INIT("resource"), OUTCOME_RESOURCE},
        {STR_INIT("revisit"), OUTCOME_REVISIT},   {STR_INIT("continuation"), OUTCOME_CONTINUATION},
};

/* What each step costs for each byte or node, see core/base/budget.h. */
enum {
	CODING_STEPS = 4,     /* for a byte that is uncompressed */
	UTF8_STEPS = 1,       /* for a byte that is UTF-8 already */
	CHARSET_STEPS = 12,   /* for one that is not */
	NODE_STEPS = 120,     /* of the tree, in it and in the article */
	ATTRIBUTE_STEPS = 50, /* likewise */
	PAGE_BYTE_STEPS = 3,  /* for a byte of the page, there */
	TEXT_BYTE_STEPS = 4,  /* for a byte of the article's text, from there to its row */
};

static const struct str mime_html = STR_INIT("text/html");
static const struct str mime_xhtml = STR_INIT("application/xhtml+xml");
static const struct str mime_text = STR_INIT("text/plain");
static const struct str mime_json = STR_INIT("application/json");

static bool is_response(const struct page *page)
{
	return str_equal_nocase(page->record.type, STR("response"));
}

static bool is_html(const struct page *page)
{
	return str_equal(page->mime, mime_html) || str_equal(page->mime, mime_xhtml);
}

/*
 * Derived from the record alone. WARC-Record-ID should be enough, but some writers leave it out
 * and some repeat it, so URL, date and the block's bytes are part of it.
 */
static void set_id(struct page *page, struct arena *arena)
{
	const struct page_record *record = &page->record;
	if (hash128_from_hex(record->document_id, &page->id_hash)) {
		page->id = record->document_id; /* this program's own, from an earlier run */
		return;
	}
	char block[HASH128_HEX_CHARS];
	hash128_hex(hash128(record->block), block);
	struct buf joined;
	buf_init(&joined, SIZE_MAX);
	const struct str parts[] = {record->record_id,
	                            record->url,
	                            record->date,
	                            {block, sizeof(block)},
	                            record->document_id};
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		buf_append(&joined, parts[i]);
		buf_append_byte(&joined, '\n');
	}
	char *hex = arena_bytes(arena, HASH128_HEX_CHARS);
	page->id_hash = hash128(buf_str(&joined));
	hash128_hex(page->id_hash, hex);
	page->id = (struct str){hex, HASH128_HEX_CHARS};
	buf_free(&joined);
}

static enum outcome step_record(struct page *page, const struct page_limits *limits,
                                struct arena *arena)
{
	bool is_conversion = str_equal_nocase(page->record.type, STR("conversion"));
	if (limits->verify_digests && !glance_digests_hold(&page->record, arena)) {
		set_id(page, arena);
		return OUTCOME_BAD_DIGEST;
	}
	for (size_t i = 0; i < sizeof(other_types) / sizeof(*other_types) && !page->record.is_bare;
	     i++)
		if (str_equal_nocase(page->record.type, other_types[i].type)) {
			if (outcome_has_reject_row(other_types[i].outcome))
				set_id(page, arena);
			return other_types[i].outcome;
		}
	if (!is_response(page) && !is_conversion && !page->record.is_bare)
		return OUTCOME_OTHER_TYPE;
	page->is_document = page->record.is_bare && str_equal(page->record.content_type, mime_json);
	if (page->is_document) {
		enum outcome outcome = document_read(page->record.block, arena, page);
		set_id(page, arena);
		return outcome;
	}
	set_id(page, arena);
	page->truncated = page->record.truncated;
	/* the first of several pieces: the others are "continuation" records, somewhere else */
	return page->record.segment_number.n > 0 ? OUTCOME_SEGMENT : OUTCOME_WRITTEN;
}

/* The type that a body without Content-Type shows itself to be; empty if none that is read here. */
static struct str sniff_mime(struct str body)
{
	static const struct str starts[] = {STR_INIT("<!doctype html"), STR_INIT("<html")};
	struct str start = str_trim(body);
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (str_starts_nocase(start, starts[i]))
			return mime_html;
	return (struct str){0};
}

static bool is_http_block(struct str content_type)
{
	return content_type.n == 0 || str_starts_nocase(content_type, STR("application/http"));
}

static struct str status_text(int status, struct arena *arena)
{
	enum { STATUS_DIGITS = 3 };
	char *digits = arena_bytes(arena, STATUS_DIGITS);
	for (int i = STATUS_DIGITS - 1; i >= 0; i--, status /= 10)
		digits[i] = (char)('0' + status % 10);
	return (struct str){digits, STATUS_DIGITS};
}

static enum outcome undo_codings(struct page *page, const struct page_limits *limits,
                                 struct arena *arena)
{
	switch (http_decode_body(&page->http, limits->body_bytes_max, arena, &page->body)) {
	case HTTP_BODY_OK:
		budget_spend(&page->budget, page->body.n, CODING_STEPS);
		return OUTCOME_WRITTEN;
	case HTTP_BODY_DAMAGED:
		page->truncated = STR("encoding");
		return OUTCOME_WRITTEN;
	case HTTP_BODY_TOO_LARGE:
		page->is_over_size = true;
		return OUTCOME_BODY_TOO_LARGE;
	case HTTP_BODY_UNKNOWN:
		break;
	}
	page->detail = page->http.content_encoding;
	return OUTCOME_CONTENT_ENCODING;
}

/* The block is the page itself. */
static enum outcome take_block(struct page *page)
{
	struct str type = page->record.content_type;
	page->body = page->record.block;
	page->mime = page->detail = str_starts_nocase(type, mime_text) ? mime_text : type;
	if (str_equal(page->mime, mime_text) || (page->record.is_bare && is_html(page)))
		return OUTCOME_WRITTEN;
	return OUTCOME_CONTENT_TYPE;
}

static enum outcome step_http(struct page *page, const struct page_limits *limits,
                              struct arena *arena)
{
	if (page->is_document)
		return OUTCOME_WRITTEN;
	if (!is_response(page) || page->record.is_bare)
		return take_block(page);
	if (!is_http_block(page->record.content_type)) {
		page->detail = page->record.content_type;
		return OUTCOME_CONTENT_TYPE;
	}
	http_parse(page->record.block, arena, &page->http);
	page->http_status = page->http.status;
	page->language = page->http.language;
	page->mime = page->http.mime;
	if (page->http_status != 0 && (page->http_status < 200 || page->http_status > 299)) {
		page->detail = status_text(page->http_status, arena);
		return OUTCOME_HTTP_STATUS;
	}
	page->detail = page->mime;
	if (page->mime.n > 0 && !is_html(page))
		return OUTCOME_CONTENT_TYPE;
	enum outcome outcome = undo_codings(page, limits, arena);
	if (outcome == OUTCOME_WRITTEN && page->mime.n == 0)
		page->mime = sniff_mime(page->body);
	return outcome != OUTCOME_WRITTEN || is_html(page) ? outcome : OUTCOME_CONTENT_TYPE;
}

static enum outcome step_charset(struct page *page, const struct page_limits *limits,
                                 struct arena *arena)
{
	struct str coded = page->body;
	if (page->is_document) /* JSON text is UTF-8, whatever a page in it says */
		page->charset = (struct charset){STR("utf-8"), CHARSET_FROM_UTF8};
	else
		page->body = charset_decode(coded, page->http.charset, is_html(page), arena,
		                            &page->charset);
	page->page_bytes = page->body.n;
	budget_spend(&page->budget, coded.n, page->body.p == coded.p ? UTF8_STEPS : CHARSET_STEPS);
	page->is_over_size = page->body.n > limits->body_bytes_max;
	return page->is_over_size ? OUTCOME_BODY_TOO_LARGE : OUTCOME_WRITTEN;
}

static enum outcome step_tree(struct page *page, const struct page_limits *limits,
                              struct arena *arena)
{
	uint32_t nodes_max = limits->nodes_max ? limits->nodes_max : PAGE_NODES_MAX;
	budget_spend(&page->budget, page->body.n, PAGE_BYTE_STEPS);
	if (!is_html(page))
		return OUTCOME_WRITTEN;
	html_parse_within(page->body, nodes_max, arena, &page->tree);
	budget_spend(&page->budget, page->tree.node_count, NODE_STEPS);
	budget_spend(&page->budget, page->tree.attribute_count, ATTRIBUTE_STEPS);
	page->is_over_size = page->tree.is_cut;
	page->detail = STR("nodes");
	return page->is_over_size ? OUTCOME_BUDGET : OUTCOME_WRITTEN;
}

static enum outcome step_article(struct page *page, const struct page_limits *limits,
                                 struct arena *arena)
{
	struct article_options options = limits->article;
	options.http_language = page->language;
	options.budget = &page->budget;
	if (is_html(page))
		article_from_tree(&page->tree, page->record.url, &options, arena, &page->article);
	else if (!page->is_document)
		article_from_text(page->body, page->record.url, &options, arena, &page->article);
	else
		page_rules_extras(&options, arena, &page->article);
	if (page->article.language.n > 0)
		page->language = page->article.language;
	else if (page->language.n > 0 && !page->is_document)
		page->article.sources[FIELD_LANGUAGE] = SOURCE_HTTP;
	budget_spend(&page->budget, page->article.text.n, TEXT_BYTE_STEPS);
	page->detail = page->article.dropped_by;
	if (page->detail.n > 0)
		return OUTCOME_RULE;
	return page->article.text.n > 0 ? OUTCOME_WRITTEN : OUTCOME_NO_TEXT;
}

static enum outcome step_language(struct page *page, const struct page_limits *limits,
                                  struct arena *arena)
{
	(void)limits;
	(void)arena;
	page->identified = lang_of(page->article.text);
	return OUTCOME_WRITTEN;
}

static enum outcome step_fingerprint(struct page *page, const struct page_limits *limits,
                                     struct arena *arena)
{
	page->fingerprint =
	        fingerprint_of(page->article.text, page->record.url, &limits->fingerprint, arena);
	return OUTCOME_WRITTEN;
}

/* A page without a URL is of no site that could repeat its lines. */
static enum outcome step_lines(struct page *page, const struct page_limits *limits,
                               struct arena *arena)
{
	bool is_markdown = limits->article.format == ARTICLE_MARKDOWN;
	if (!limits->lines)
		return OUTCOME_WRITTEN;
	page->domain = domain_registered(url_split(page->record.url).host, arena);
	if (page->domain.n > 0)
		page->lines = site_lines_of(page->article.text, is_markdown, page->domain, arena);
	return OUTCOME_WRITTEN;
}

/* clang-format off */
const struct page_step page_steps[] = {
        {"record", step_record},
        {"url", safety_step_url},
        {"http", step_http},
        {"charset", step_charset},
        {"tree", step_tree},
        {"robots", safety_step_robots},
        {"article", step_article},
        {"language", step_language},
        {"decontaminate", safety_step_decontaminate},
        {"personal-data", safety_step_personal_data},
        {"fingerprint", step_fingerprint},
        {"lines", step_lines},
        {NULL, NULL},
};
/* clang-format on */

enum outcome page_extract(struct page *page, const struct page_record *record,
                          const struct page_limits *limits, struct arena *arena)
{
	enum outcome outcome = OUTCOME_WRITTEN;
	*page = (struct page){.record = *record};
	page->budget.steps_left = limits->steps ? limits->steps : UINT64_MAX;
	for (const struct page_step *step = page_steps; step->name; step++) {
		page->detail = (struct str){0};
		outcome = step->run(page, limits, arena);
		if (page->budget.is_over) {
			page->detail = str_from(step->name);
			return OUTCOME_BUDGET;
		}
		if (outcome != OUTCOME_WRITTEN)
			return outcome;
	}
	return outcome;
}

/* Measured on pages made for it, as tests/cli/hostile.py makes them. */
uint64_t page_memory_max(uint64_t page_bytes, uint64_t nodes)
{
	enum {
		COPIES = 5,         /* of the page: coded, decoded, as text, … */
		NODE_BYTES = 170,   /* of a node and an attribute, with arrays grown out of */
		BLOCK_BYTES = 1300, /* of a block, with its box and features */
	};
	uint64_t blocks = nodes < BLOCKS_MAX ? nodes : BLOCKS_MAX;
	return COPIES * page_bytes + nodes * NODE_BYTES + blocks * BLOCK_BYTES;
}

void page_keep(struct page *page, struct arena *arena)
{
	struct str *const kept[] = {
	        &page->id,
	        &page->detail,
	        &page->mime,
	        &page->truncated,
	        &page->language,
	        &page->domain,
	        &page->robots,
	        &page->cut_for,
	        &page->record.record_id,
	        &page->record.url,
	        &page->record.date,
	        &page->article.text,
	        &page->article.title,
	        &page->article.author,
	        &page->article.published,
	        &page->article.modified,
	        &page->article.site,
	        &page->article.canonical,
	        &page->article.description,
	        &page->article.section,
	        &page->article.license,
	        &page->article.image,
	};
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		*kept[i] = arena_copy(arena, *kept[i]);
	struct fingerprint *fingerprint = &page->fingerprint;
	uint64_t *keys = arena_array(arena, uint64_t, fingerprint->key_count);
	if (fingerprint->key_count > 0)
		memcpy(keys, fingerprint->keys, fingerprint->key_count * sizeof(*keys));
	fingerprint->keys = keys;
	struct site_line *lines = arena_array(arena, struct site_line, page->lines.count);
	if (page->lines.count > 0)
		memcpy(lines, page->lines.list, page->lines.count * sizeof(*lines));
	page->lines.list = lines;
	for (uint32_t i = 0; i < page->article.tag_count; i++)
		page->article.tags[i] = arena_copy(arena, page->article.tags[i]);
	const struct str *extras = page->article.extra_values;
	if (extras)
		page->article.extra_values =
		        arena_array(arena, struct str, page->article.extra_count);
	for (uint32_t i = 0; i < page->article.extra_count; i++)
		page->article.extra_values[i] = arena_copy(arena, extras[i]);
}
