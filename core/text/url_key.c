/*
 * First url_resolve cleans the URL as browsers do: dot segments, case of the host, white space.
 * Then percent-escapes are made alike (RFC 3986, 6.2.2): unreserved characters are written out, hex
 * digits are upper case. The lists below are those that most canonicalisers share: the campaign
 * parameters of the large advertisers and mailers, and the session parameters of the common
 * application servers.
 */
#include "core/text/url_key.h"

#include <stdlib.h>

#include "core/base/str_writer.h"
#include "core/text/url.h"

/* Names without case; one that ends in '*' is a beginning. */
static const struct str dropped_parameters[] = {
        STR_INIT("utm_*"),         STR_INIT("fbclid"),    STR_INIT("gclid"),
        STR_INIT("gclsrc"),        STR_INIT("dclid"),     STR_INIT("gbraid"),
        STR_INIT("wbraid"),        STR_INIT("msclkid"),   STR_INIT("yclid"),
        STR_INIT("ysclid"),        STR_INIT("twclid"),    STR_INIT("ttclid"),
        STR_INIT("igshid"),        STR_INIT("mc_cid"),    STR_INIT("mc_eid"),
        STR_INIT("_hsenc"),        STR_INIT("_hsmi"),     STR_INIT("mkt_tok"),
        STR_INIT("_ga"),           STR_INIT("_gl"),       STR_INIT("oly_anon_id"),
        STR_INIT("oly_enc_id"),    STR_INIT("vero_id"),   STR_INIT("wickedid"),
        STR_INIT("_openstat"),     STR_INIT("wt_mc"),     STR_INIT("wt.mc_id"),
        STR_INIT("ncid"),          STR_INIT("cmpid"),     STR_INIT("phpsessid"),
        STR_INIT("jsessionid"),    STR_INIT("sessionid"), STR_INIT("session_id"),
        STR_INIT("aspsessionid*"), STR_INIT("cfid"),      STR_INIT("cftoken"),
        STR_INIT("zanpid"),        STR_INIT("piwik_*"),   STR_INIT("pk_*"),
        STR_INIT("mtm_*"),         STR_INIT("matomo_*"),  STR_INIT("hsctatracking"),
};

static const struct str default_pages[] = {
        STR_INIT("index.html"),  STR_INIT("index.htm"),    STR_INIT("index.php"),
        STR_INIT("index.asp"),   STR_INIT("index.aspx"),   STR_INIT("index.jsp"),
        STR_INIT("index.shtml"), STR_INIT("default.aspx"), STR_INIT("default.asp"),
};

static int hex_value(char c)
{
	if (ascii_is_digit((unsigned char)c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_unreserved(int c)
{
	return c < 0x80 && (ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c) ||
	                    c == '-' || c == '.' || c == '_' || c == '~');
}

/* At most three bytes for each one. */
static void put_escapes_alike(struct str_writer *to, struct str s)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.n; i++) {
		int byte = (unsigned char)s.p[i];
		bool escaped = byte == '%' && s.n - i > 2 && hex_value(s.p[i + 1]) >= 0 &&
		               hex_value(s.p[i + 2]) >= 0;
		if (escaped) {
			byte = hex_value(s.p[i + 1]) << 4 | hex_value(s.p[i + 2]);
			i += 2;
		}
		if (byte < 0x80 && (!escaped || is_unreserved(byte))) {
			to->p[to->n++] = (char)byte;
			continue;
		}
		to->p[to->n++] = '%';
		to->p[to->n++] = digits[byte >> 4];
		to->p[to->n++] = digits[byte & 15];
	}
}

static bool is_dropped(struct str parameter)
{
	struct str name = str_slice(parameter, 0, str_until(parameter, "=", 0));
	for (size_t i = 0; i < sizeof(dropped_parameters) / sizeof(*dropped_parameters); i++) {
		struct str dropped = dropped_parameters[i];
		bool is_beginning = dropped.p[dropped.n - 1] == '*';
		if (is_beginning ? str_starts_nocase(name, str_slice(dropped, 0, dropped.n - 1))
		                 : str_equal_nocase(name, dropped))
			return true;
	}
	return name.n == 0;
}

static int by_bytes(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int order = n ? memcmp(x->p, y->p, n) : 0;
	return order ? order : (x->n > y->n) - (x->n < y->n);
}

/* Too many parameters are left as they are. */
static void put_query(struct str_writer *to, struct str query)
{
	struct str parameters[URL_KEY_PARAMETERS_MAX], parameter, rest = query;
	size_t count = 0;
	char separator = '?';
	while (count < URL_KEY_PARAMETERS_MAX && str_next(&rest, '&', &parameter))
		if (!is_dropped(parameter))
			parameters[count++] = parameter;
	if (rest.n > 0) {
		parameters[0] = query;
		count = 1;
	}
	qsort(parameters, count, sizeof(*parameters), by_bytes);
	for (size_t i = 0; i < count; i++, separator = '&') {
		to->p[to->n++] = separator;
		put_escapes_alike(to, parameters[i]);
	}
}

static void put_host(struct str_writer *to, struct str host)
{
	struct str bare = str_slice(host, 4 < host.n ? 4 : host.n, host.n);
	bool is_www = str_starts(host, STR("www.")) && str_find_byte(bare, '.', 0) != STR_NONE;
	if (is_www)
		host = bare;
	while (host.n && host.p[host.n - 1] == '.')
		host.n--;
	str_writer_put(to, host);
}

/* ":8080", but not the default port of the scheme. */
static void put_port(struct str_writer *to, struct str text, const struct url *url)
{
	struct str rest = str_slice(text, (size_t)(url->host.p + url->host.n - text.p), text.n);
	if (rest.n && rest.p[0] == ']')
		rest = str_slice(rest, 1, rest.n);
	struct str port = str_slice(rest, 0, str_until(rest, "/?", 0));
	bool is_https = str_equal(url->scheme, STR("https"));
	if (port.n > 1 && !str_equal(port, is_https ? STR(":443") : STR(":80")))
		str_writer_put(to, port);
}

/* Without ";jsessionid=…", a default page and the last slash; never quite empty. */
static struct str path_that_counts(struct str path)
{
	size_t session = str_find_nocase(path, STR(";jsessionid="), 0);
	if (session != STR_NONE)
		path.n = session;
	for (size_t i = 0; i < sizeof(default_pages) / sizeof(*default_pages); i++) {
		struct str page = default_pages[i];
		if (path.n > page.n && path.p[path.n - page.n - 1] == '/' &&
		    str_equal_nocase(str_slice(path, path.n - page.n, path.n), page))
			path.n -= page.n;
	}
	while (path.n > 0 && path.p[path.n - 1] == '/')
		path.n--;
	return path;
}

struct str url_key(struct str text, struct arena *arena)
{
	struct str resolved = url_resolve(text, STR(""), arena);
	if (resolved.n == 0)
		return text;
	struct url url = url_split(resolved);
	size_t room = 3 * resolved.n + 1;
	struct str_writer to = {arena_bytes(arena, room), 0};
	put_host(&to, url.host);
	put_port(&to, resolved, &url);
	put_escapes_alike(&to, path_that_counts(url.path));
	put_query(&to, url.query);
	arena_shrink(arena, to.p, room, to.n);
	return (struct str){to.p, to.n};
}
