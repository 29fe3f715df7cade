#include "core/text/surt.h"

#include <stdlib.h>

#include "core/base/buf.h"
#include "core/text/url.h"

enum { SURT_BYTES_MAX = 1 << 20 };

static void append_lower(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_append_byte(out, ascii_lower(s.p[i]));
}

/* "www." and "www2." name the same site as the host without them. */
static struct str without_www(struct str host)
{
	size_t i = 3;
	if (!str_starts_nocase(host, STR("www")))
		return host;
	while (i < host.n && ascii_is_digit((unsigned char)host.p[i]))
		i++;
	bool is_www = i < host.n && host.p[i] == '.' && str_find_byte(host, '.', i + 1) != STR_NONE;
	return is_www ? str_slice(host, i + 1, host.n) : host;
}

static bool is_address(struct str host)
{
	for (size_t i = 0; i < host.n; i++)
		if (!ascii_is_digit((unsigned char)host.p[i]) && host.p[i] != '.')
			return str_find_byte(host, ':', 0) != STR_NONE;
	return true;
}

static void append_host(struct buf *out, struct str host)
{
	if (is_address(host)) {
		append_lower(out, host);
		return;
	}
	while (host.n > 0) {
		size_t start = host.n;
		while (start > 0 && host.p[start - 1] != '.')
			start--;
		append_lower(out, str_slice(host, start, host.n));
		if (start > 0)
			buf_append_byte(out, ',');
		host.n = start > 0 ? start - 1 : 0;
	}
}

/* ":8080" behind the host, but not the default port of the scheme. */
static void append_port(struct buf *out, struct str text, const struct url *url)
{
	struct str rest = str_slice(text, (size_t)(url->host.p + url->host.n - text.p), text.n);
	if (rest.n > 0 && rest.p[0] == ']')
		rest = str_slice(rest, 1, rest.n);
	size_t end = 1;
	if (rest.n == 0 || rest.p[0] != ':')
		return;
	while (end < rest.n && ascii_is_digit((unsigned char)rest.p[end]))
		end++;
	struct str port = str_slice(rest, 0, end);
	bool is_https = str_equal_nocase(url->scheme, STR("https"));
	if (end > 1 && !str_equal(port, is_https ? STR(":443") : STR(":80")))
		buf_append(out, port);
}

static int by_bytes(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int order = n ? memcmp(x->p, y->p, n) : 0;
	return order ? order : (x->n > y->n) - (x->n < y->n);
}

static void append_query(struct buf *out, struct str query, struct arena *arena)
{
	struct buf lower;
	struct str parameters[SURT_PARAMETERS_MAX], rest, parameter;
	size_t count = 0;
	buf_init(&lower, SURT_BYTES_MAX);
	append_lower(&lower, query);
	rest = arena_copy(arena, buf_str(&lower));
	buf_free(&lower);
	while (count < SURT_PARAMETERS_MAX && str_next(&rest, '&', &parameter))
		parameters[count++] = parameter;
	qsort(parameters, count, sizeof(*parameters), by_bytes);
	for (size_t i = 0; i < count; i++) {
		buf_append_byte(out, i == 0 ? '?' : '&');
		buf_append(out, parameters[i]);
	}
	if (rest.n > 0) {
		buf_append_byte(out, '&');
		buf_append(out, rest);
	}
}

struct str surt_from_url(struct str text, struct arena *arena)
{
	struct url url = url_split(text);
	struct buf out;
	if (url.host.n == 0)
		return text;
	buf_init(&out, SURT_BYTES_MAX);
	append_host(&out, without_www(url.host));
	append_port(&out, text, &url);
	buf_append(&out, STR(")"));
	append_lower(&out, url.path.n > 0 ? url.path : STR("/"));
	if (url.query.n > 0)
		append_query(&out, url.query, arena);
	struct str surt = arena_copy(arena, buf_str(&out));
	buf_free(&out);
	return surt;
}
