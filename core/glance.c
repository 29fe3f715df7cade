#include "core/glance.h"

#include "core/base/digest.h"
#include "core/text/http.h"
#include "core/text/surt.h"
#include "core/text/utf8.h"

static bool is_http(const struct page_record *record)
{
	return str_starts_nocase(record->content_type, STR("application/http"));
}

static struct str lower_mime(struct str content_type, struct arena *arena)
{
	size_t end = 0;
	while (end < content_type.n && content_type.p[end] != ';' &&
	       !ascii_is_space((unsigned char)content_type.p[end]))
		end++;
	char *lower = arena_bytes(arena, end);
	for (size_t i = 0; i < end; i++)
		lower[i] = ascii_lower(content_type.p[i]);
	return (struct str){lower, end};
}

/* What stands behind the first empty line; nothing if there is none. */
static struct str behind_head(struct str block)
{
	for (size_t at = str_find_byte(block, '\n', 0); at != STR_NONE;
	     at = str_find_byte(block, '\n', at + 1)) {
		struct str rest = str_slice(block, at + 1, block.n);
		if (str_starts(rest, STR("\n")))
			return str_slice(rest, 1, rest.n);
		if (str_starts(rest, STR("\r\n")))
			return str_slice(rest, 2, rest.n);
	}
	return str_slice(block, block.n, block.n);
}

void glance_at(const struct page_record *record, struct arena *arena, struct glance *glance)
{
	*glance = (struct glance){.payload = record->block};
	if (!is_http(record)) {
		glance->mime = lower_mime(record->content_type, arena);
		return;
	}
	if (str_equal_nocase(record->type, STR("request"))) {
		glance->payload = behind_head(record->block);
	} else {
		struct http_response response;
		http_parse(record->block, arena, &response);
		glance->status = response.status;
		glance->mime = response.mime;
		glance->payload = response.body;
	}
	glance->http_head = str_slice(record->block, 0, record->block.n - glance->payload.n);
}

struct str glance_body(const struct page_record *record, size_t body_bytes_max, struct arena *arena)
{
	struct http_response response;
	struct str body;
	if (!is_http(record) || str_equal_nocase(record->type, STR("request"))) {
		struct glance glance;
		glance_at(record, arena, &glance);
		return glance.payload;
	}
	http_parse(record->block, arena, &response);
	/* whatever the result: this is what came out */
	(void)http_decode_body(&response, body_bytes_max, arena, &body);
	return body;
}

struct str glance_printable(struct str text, struct arena *arena)
{
	struct str valid = utf8_repair(text, arena);
	char *printable = arena_bytes(arena, valid.n);
	for (size_t i = 0; i < valid.n; i++)
		printable[i] = (unsigned char)valid.p[i] < ' ' ? '?' : valid.p[i];
	return (struct str){printable, valid.n};
}

struct str glance_surt(struct str url, struct arena *arena)
{
	return surt_from_url(url, arena);
}

bool glance_digests_hold(const struct page_record *record, struct arena *arena)
{
	if (digest_matches(record->block_digest, record->block) == DIGEST_DIFFERS)
		return false;
	struct glance glance;
	glance_at(record, arena, &glance);
	if (str_equal_nocase(record->type,
	                     STR("revisit")) || /* it has the digest of what it stands for */
	    digest_matches(record->payload_digest, glance.payload) != DIGEST_DIFFERS)
		return true;
	struct str body = glance_body(record, record->block.n, arena);
	return digest_matches(record->payload_digest, body) != DIGEST_DIFFERS;
}
