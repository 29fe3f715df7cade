/*
 * A URL is cut by the rules of RFC 3986, appendix B. A reference is resolved as in its section
 * 5.2, after the clean-up that browsers do first (WHATWG URL, "basic URL parser"): white space and
 * control characters around it go, tabs and line ends go anywhere, a backslash before the query is
 * a slash. The result is normalised as far as all agree: scheme and host in lower case, no dot
 * segments, "/" for an empty path, spaces as %20.
 */
#include "core/text/url.h"

#include "core/base/str_writer.h"

/* The five parts of appendix B, without the fragment; `has` tells "empty" from "not there". */
struct parts {
	struct str scheme, authority, path, query;
	bool has_authority, has_query;
};

static bool is_scheme_byte(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c) || c == '+' ||
	       c == '-' || c == '.';
}

/* Bytes of the scheme in front of ':', 0 if there is none. */
static size_t scheme_bytes(struct str s)
{
	size_t n = 0;
	if (s.n == 0 || !ascii_is_alpha((unsigned char)s.p[0]))
		return 0;
	while (n < s.n && is_scheme_byte(s.p[n]))
		n++;
	return n < s.n && s.p[n] == ':' ? n : 0;
}

static struct parts cut(struct str s)
{
	struct parts parts = {STR(""), STR(""), STR(""), STR(""), false, false};
	s = str_slice(s, 0, str_until(s, "#", 0));
	size_t scheme = scheme_bytes(s);
	if (scheme) {
		parts.scheme = str_slice(s, 0, scheme);
		s = str_slice(s, scheme + 1, s.n);
	}
	if (str_starts(s, STR("//"))) {
		s = str_slice(s, 2, s.n);
		parts.has_authority = true;
		parts.authority = str_slice(s, 0, str_until(s, "/?", 0));
		s = str_slice(s, parts.authority.n, s.n);
	}
	size_t path = str_until(s, "?", 0);
	parts.path = str_slice(s, 0, path);
	parts.has_query = path < s.n;
	if (parts.has_query)
		parts.query = str_slice(s, path + 1, s.n);
	return parts;
}

/* Without "user:password@". */
static struct str without_user(struct str authority)
{
	for (size_t i = authority.n; i > 0; i--)
		if (authority.p[i - 1] == '@')
			return str_slice(authority, i, authority.n);
	return authority;
}

static struct str host_of(struct str authority)
{
	struct str host = without_user(authority);
	size_t close = str_find_byte(host, ']', 0);
	if (host.n && host.p[0] == '[' && close != STR_NONE)
		return str_slice(host, 1, close);
	return str_slice(host, 0, str_until(host, ":", 0));
}

struct url url_split(struct str text)
{
	struct parts parts = cut(str_trim(text));
	struct url url = {.scheme = parts.scheme, .query = parts.query};
	if (parts.has_authority)
		url.host = host_of(parts.authority);
	if (str_starts(parts.path, STR("/")))
		url.path = parts.path;
	return url;
}

static void put_lower(struct str_writer *to, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		to->p[to->n++] = ascii_lower(s.p[i]);
}

/* At most three bytes for each one of `reference`. */
static struct str clean(struct str reference, struct arena *arena)
{
	while (reference.n && (unsigned char)reference.p[0] <= ' ')
		reference = str_slice(reference, 1, reference.n);
	while (reference.n && (unsigned char)reference.p[reference.n - 1] <= ' ')
		reference.n--;
	struct str_writer to = {arena_bytes(arena, reference.n * 3), 0};
	bool in_query = false;
	for (size_t i = 0; i < reference.n; i++) {
		char c = reference.p[i];
		in_query |= c == '?' || c == '#';
		if (c == ' ')
			str_writer_put(&to, STR("%20"));
		else if (c == '\\' && !in_query)
			to.p[to.n++] = '/';
		else if ((unsigned char)c > ' ' && c != 0x7F)
			to.p[to.n++] = c;
	}
	arena_shrink(arena, to.p, reference.n * 3, to.n);
	return (struct str){to.p, to.n};
}

/* Forgets the last segment written, down to the path's first '/'. */
static void drop_segment(struct str_writer *to, size_t path_at)
{
	while (to->n > path_at && to->p[--to->n] != '/')
		;
}

/* RFC 3986, 5.2.4: `path` begins with '/'; "." goes, ".." takes the segment before it along. */
static void put_without_dots(struct str_writer *to, struct str path)
{
	size_t path_at = to->n;
	bool ends_in_dots = false;
	path = str_slice(path, 1, path.n);
	for (bool last = false; !last;) {
		size_t end = str_until(path, "/", 0);
		struct str segment = str_slice(path, 0, end);
		last = end == path.n;
		path = str_slice(path, last ? end : end + 1, path.n);
		bool up = str_equal(segment, STR(".."));
		ends_in_dots = up || str_equal(segment, STR("."));
		if (up)
			drop_segment(to, path_at);
		if (ends_in_dots)
			continue;
		str_writer_put(to, STR("/"));
		str_writer_put(to, segment);
	}
	if (ends_in_dots || to->n == path_at)
		str_writer_put(to, STR("/"));
}

/* RFC 3986, 5.2.3: the reference's path behind the base's last '/', as one path from the root. */
static struct str merged_path(struct str base, struct str path, struct arena *arena)
{
	size_t directory = base.n;
	while (directory > 0 && base.p[directory - 1] != '/')
		directory--;
	struct str_writer to = {arena_bytes(arena, directory + path.n + 1), 0};
	if (directory == 0)
		str_writer_put(&to, STR("/"));
	str_writer_put(&to, str_slice(base, 0, directory));
	str_writer_put(&to, path);
	return (struct str){to.p, to.n};
}

/* RFC 3986, 5.2.2, the tolerant way: the base's own scheme before a relative path is no scheme. */
static struct parts resolve(struct parts base, struct parts reference, struct arena *arena)
{
	struct parts result = reference;
	if (reference.scheme.n &&
	    (reference.has_authority || !str_equal_nocase(reference.scheme, base.scheme)))
		return result;
	result.scheme = base.scheme;
	if (reference.has_authority)
		return result;
	result.authority = base.authority;
	result.has_authority = base.has_authority;
	if (reference.path.n == 0) {
		result.path = base.path;
		result.query = reference.has_query ? reference.query : base.query;
		result.has_query = reference.has_query || base.has_query;
	} else if (reference.path.p[0] != '/') {
		result.path = merged_path(base.path, reference.path, arena);
	}
	return result;
}

static struct str recompose(struct parts parts, struct arena *arena)
{
	size_t room =
	        parts.scheme.n + parts.authority.n + parts.path.n + parts.query.n + strlen(":///?");
	struct str_writer to = {arena_bytes(arena, room), 0};
	struct str host_and_port = without_user(parts.authority);
	put_lower(&to, parts.scheme);
	str_writer_put(&to, STR("://"));
	str_writer_put(&to, str_slice(parts.authority, 0, parts.authority.n - host_and_port.n));
	put_lower(&to, host_and_port);
	put_without_dots(&to, parts.path.n ? parts.path : STR("/"));
	if (parts.has_query)
		str_writer_put(&to, STR("?"));
	str_writer_put(&to, parts.query);
	arena_shrink(arena, to.p, room, to.n);
	return (struct str){to.p, to.n};
}

static bool is_web(struct str scheme)
{
	return str_equal_nocase(scheme, STR("http")) || str_equal_nocase(scheme, STR("https"));
}

struct str url_resolve(struct str base, struct str reference, struct arena *arena)
{
	if (base.n > URL_BYTES_MAX || reference.n > URL_BYTES_MAX)
		return STR("");
	struct parts parts = resolve(cut(clean(base, arena)), cut(clean(reference, arena)), arena);
	if (!is_web(parts.scheme) || host_of(parts.authority).n == 0)
		return STR("");
	return recompose(parts, arena);
}
