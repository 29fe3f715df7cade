#include "core/article/claims.h"

#include <string.h>

#include "core/html/entities.h"
#include "core/text/date.h"

void claims_init(struct claims *claims, struct arena *arena)
{
	*claims = (struct claims){.arena = arena};
	memset(claims->rank, RANK_NONE, sizeof(claims->rank));
	memset(claims->title_rank, RANK_NONE, sizeof(claims->title_rank));
}

/* Length of a no-break space or zero-width character at `at`, or 0. */
static size_t odd_space_at(struct str s, size_t at)
{
	static const char *const spaces[] = {"\u00a0", "\u200b", "\u2009",
	                                     "\u202f", "\ufeff", "\u3000"};
	if ((unsigned char)s.p[at] < 0x80)
		return 0;
	for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++)
		if (str_starts(str_slice(s, at, s.n), str_from(spaces[i])))
			return strlen(spaces[i]);
	return 0;
}

struct str claim_folded(struct str text, struct arena *arena)
{
	char *out = arena_bytes(arena, text.n);
	size_t n = 0;
	bool pending = false;
	for (size_t i = 0; i < text.n;) {
		size_t odd = odd_space_at(text, i);
		if (odd || (unsigned char)text.p[i] <= ' ') {
			pending = n > 0;
			i += odd ? odd : 1;
			continue;
		}
		if (pending)
			out[n++] = ' ';
		pending = false;
		out[n++] = text.p[i++];
	}
	arena_shrink(arena, out, text.n, n);
	return (struct str){out, n};
}

/* Some pages encode twice, and JSON-LD often holds text in HTML. */
static struct str without_references(struct str text, struct arena *arena)
{
	if (str_find_byte(text, '&', 0) == STR_NONE)
		return text;
	size_t bytes_max = html_references_bytes_max(text.n), n = 0;
	char *out = arena_bytes(arena, bytes_max);
	while (text.n) {
		size_t put = text.p[0] == '&' ? html_reference(&text, false, out + n) : 0;
		if (put == 0) {
			out[n] = text.p[0];
			text = str_slice(text, 1, text.n);
			put = 1;
		}
		n += put;
	}
	arena_shrink(arena, out, bytes_max, n);
	return (struct str){out, n};
}

static void claim_tag(struct claims *claims, enum source source, uint8_t rank, struct str value)
{
	if (rank > claims->rank[FIELD_TAG] || claims->tag_count == ARTICLE_TAGS_MAX)
		return;
	if (rank < claims->rank[FIELD_TAG])
		claims->tag_count = 0;
	claims->rank[FIELD_TAG] = rank;
	claims->source[FIELD_TAG] = (uint8_t)source;
	for (uint32_t i = 0; i < claims->tag_count; i++)
		if (str_equal_nocase(claims->tags[i], value))
			return;
	claims->tags[claims->tag_count++] = value;
}

/* What stands where a licence's address should may be any words about rights. */
static bool is_address(struct str value)
{
	bool is_absolute = str_starts_nocase(value, STR("http://")) ||
	                   str_starts_nocase(value, STR("https://"));
	return (is_absolute || str_starts(value, STR("/"))) &&
	       str_find_byte(value, ' ', 0) == STR_NONE;
}

static struct str cleaned(struct str value, enum field field, struct arena *arena)
{
	if (value.n > CLAIM_BYTES_MAX)
		return (struct str){0};
	value = claim_folded(without_references(value, arena), arena);
	if (field == FIELD_LICENSE && !is_address(value))
		return (struct str){0};
	bool is_date = field == FIELD_PUBLISHED || field == FIELD_MODIFIED;
	return is_date ? date_parse(value, arena) : value;
}

void claim(struct claims *claims, enum source source, enum field field, uint8_t rank,
           struct str value)
{
	bool is_title = field == FIELD_TITLE;
	uint8_t rank_known = is_title ? claims->title_rank[source] : claims->rank[field];
	if (field == FIELD_NONE || (field != FIELD_TAG && rank >= rank_known))
		return;
	value = cleaned(value, field, claims->arena);
	if (value.n == 0)
		return;
	if (field == FIELD_TAG) {
		claim_tag(claims, source, rank, value);
	} else if (is_title) {
		claims->titles[source] = value;
		claims->title_rank[source] = rank;
	} else {
		claims->value[field] = value;
		claims->rank[field] = rank;
		claims->source[field] = (uint8_t)source;
	}
}

void claim_author(struct claims *claims, enum source source, uint8_t rank, struct str name)
{
	const struct str separator = STR("; ");
	struct str known = claims->value[FIELD_AUTHOR];
	if (rank != claims->rank[FIELD_AUTHOR] || source != claims->source[FIELD_AUTHOR]) {
		claim(claims, source, FIELD_AUTHOR, rank, name);
		return;
	}
	name = cleaned(name, FIELD_AUTHOR, claims->arena);
	if (name.n == 0 || known.n + separator.n + name.n > AUTHOR_BYTES_MAX ||
	    str_find(known, name, 0) != STR_NONE)
		return;
	char *out = arena_bytes(claims->arena, known.n + separator.n + name.n);
	memcpy(out, known.p, known.n);
	memcpy(out + known.n, separator.p, separator.n);
	memcpy(out + known.n + separator.n, name.p, name.n);
	claims->value[FIELD_AUTHOR] = (struct str){out, known.n + separator.n + name.n};
}
