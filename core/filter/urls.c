/*
 * Two patterns matched by hand, leftmost first and as long as they can be:
 *
 *     SPACE{0,10} (http://|https://|ftp://)? HOST{1,256} "." TLD \b PATH*
 *     SPACE{0,10} \b (http://|https://|ftp://)? N "." N "." N "." N PATH*
 *
 * HOST and PATH are sets of ASCII characters; a TLD is one that the Public Suffix List knows.
 */
#include "core/filter/urls.h"

#include <string.h>

#include "core/text/domain.h"

enum { SPACES_MAX = 10, HOST_CHARS_MAX = 256, TLD_CHARS_MAX = 24, NO_DOT = UINT32_MAX };

static bool is_plain(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c);
}

static bool is_host(char c)
{
	return is_plain(c) || (c && strchr("-@:%._+~#=", c));
}

static bool is_path(char c)
{
	return is_plain(c) || (c && strchr("-()@:%_+.~#?&/=", c));
}

/* Behind a scheme that begins at `at`, or `at`. */
static uint32_t skip_scheme(const struct filter_text *text, uint32_t at)
{
	static const struct str schemes[] = {STR_INIT("https://"), STR_INIT("http://"),
	                                     STR_INIT("ftp://")};
	struct str rest = str_slice(text->text, text->offsets[at], text->text.n);
	for (int i = 0; i < 3; i++)
		if (str_starts(rest, schemes[i]))
			return at + (uint32_t)schemes[i].n;
	return at;
}

/* Behind the top-level domain that begins at `at` and ends with its word; `at` if it is none. */
static uint32_t end_of_top_level(const struct filter_text *text, uint32_t at)
{
	uint32_t end = at;
	while (end < text->count && end - at <= TLD_CHARS_MAX &&
	       filter_text_is(text, end, CHARACTER_WORD))
		end++;
	return domain_is_top_level(filter_text_slice(text, (struct span){at, end})) ? end : at;
}

/*
 * Of each character of a run of HOST: where the run ends, and the last "." at or before it, in the
 * run, that a top-level domain stands behind. Both are looked up, so a long run costs no more.
 */
struct hosts {
	uint32_t *ends, *dots;
};

static struct hosts find_hosts(const struct filter_text *text)
{
	struct hosts hosts = {arena_array(text->arena, uint32_t, text->count),
	                      arena_array(text->arena, uint32_t, text->count)};
	uint32_t dot = NO_DOT;
	for (uint32_t i = 0; i < text->count; i++) {
		char c = filter_text_ascii(text, i);
		if (!is_host(c))
			dot = NO_DOT;
		else if (c == '.' && end_of_top_level(text, i + 1) > i + 1)
			dot = i;
		hosts.dots[i] = dot;
	}
	for (uint32_t i = text->count, end = i; i-- > 0;) {
		if (!is_host(filter_text_ascii(text, i)))
			end = i;
		hosts.ends[i] = end;
	}
	return hosts;
}

static uint32_t skip_path(const struct filter_text *text, uint32_t at)
{
	while (at < text->count && is_path(filter_text_ascii(text, at)))
		at++;
	return at;
}

/* Behind the host and path that begin at `at`; `at` if none do. */
static uint32_t end_of_host(const struct filter_text *text, const struct hosts *hosts, uint32_t at)
{
	if (at == text->count || hosts->ends[at] < at + 2)
		return at;
	uint32_t last = hosts->ends[at] - 1; /* that can be the dot */
	if (last - at > HOST_CHARS_MAX)
		last = at + HOST_CHARS_MAX;
	uint32_t dot = hosts->dots[last];
	return dot == NO_DOT || dot <= at ? at : skip_path(text, end_of_top_level(text, dot + 1));
}

static uint32_t end_of_url(const struct filter_text *text, const void *context, uint32_t at,
                           bool spaced)
{
	(void)spaced;
	const struct hosts *hosts = context;
	uint32_t host = skip_scheme(text, at), end = host;
	if (host > at)
		end = end_of_host(text, hosts, host);
	return end > host ? end : end_of_host(text, hosts, at);
}

/* Behind "255." as often as `parts` says, the last without its dot; `at` if that is not there. */
static uint32_t end_of_numbers(const struct filter_text *text, uint32_t at, int parts)
{
	uint32_t begin = at;
	for (int part = 0; part < parts; part++) {
		uint32_t digits = 0;
		while (digits < 3 &&
		       ascii_is_digit((unsigned char)filter_text_ascii(text, at + digits)))
			digits++;
		if (digits == 3 && filter_text_ascii(text, at) > '2')
			digits = 2;
		if (digits == 0)
			return begin;
		at += digits;
		if (part < parts - 1 && filter_text_ascii(text, at++) != '.')
			return begin;
	}
	return at;
}

static uint32_t end_of_address(const struct filter_text *text, const void *context, uint32_t at,
                               bool spaced)
{
	(void)context;
	enum { PARTS = 4 };
	bool begins_word = spaced || at == 0 || !filter_text_is(text, at - 1, CHARACTER_WORD);
	uint32_t numbers = skip_scheme(text, at);
	uint32_t end = begins_word ? end_of_numbers(text, numbers, PARTS) : numbers;
	return end > numbers ? skip_path(text, end) : at;
}

typedef uint32_t finds_end(const struct filter_text *text, const void *context, uint32_t at,
                           bool spaced);

/* The text without what `finds` finds, and up to SPACES_MAX white space before each. */
static struct str remove_found(const struct filter_text *text, finds_end *finds,
                               const void *context)
{
	char *out = arena_bytes(text->arena, text->text.n);
	size_t n = 0, pending = 0; /* white space before `at`, not yet part of `out` */
	for (uint32_t at = 0; at < text->count;) {
		if (filter_text_is(text, at, CHARACTER_SPACE)) {
			at++;
			pending++;
			continue;
		}
		uint32_t end = finds(text, context, at, pending > 0);
		size_t kept = pending;
		if (end > at)
			kept = pending > SPACES_MAX ? pending - SPACES_MAX : 0;
		uint32_t from = at - (uint32_t)pending,
		         to = end > at ? from + (uint32_t)kept : at + 1;
		struct str piece = filter_text_slice(text, (struct span){from, to});
		memcpy(out + n, piece.p, piece.n);
		n += piece.n;
		pending = 0;
		at = end > at ? end : at + 1;
	}
	struct span tail = {text->count - (uint32_t)pending, text->count};
	struct str piece = filter_text_slice(text, tail);
	memcpy(out + n, piece.p, piece.n);
	return (struct str){out, n + piece.n};
}

static struct str remove_urls(struct filter_text *text)
{
	struct hosts hosts = find_hosts(text);
	return remove_found(text, end_of_url, &hosts);
}

static struct str remove_addresses(struct str utf8, struct arena *arena)
{
	struct filter_text text;
	filter_text_init(&text, utf8, arena);
	return remove_found(&text, end_of_address, NULL);
}

/* In any case: the list is asked in lower case. */
static bool begins_with_top_level(struct filter_text *text)
{
	struct str lower = filter_text_lower(text);
	for (uint32_t n = 1; n <= TLD_CHARS_MAX && n <= text->count; n++)
		if (domain_is_top_level(str_slice(lower, 0, text->offsets[n])))
			return true;
	return false;
}

struct str urls_remove_dclm(struct filter_text *text, struct fraction limit)
{
	(void)limit;
	struct str left = begins_with_top_level(text) ? remove_urls(text) : text->text;
	return remove_addresses(left, text->arena);
}

struct str urls_remove(struct filter_text *text, struct fraction limit)
{
	(void)limit;
	return remove_addresses(remove_urls(text), text->arena);
}
