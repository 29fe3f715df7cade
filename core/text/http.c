/*
 * The head is read line by line; `fields` says which of its lines are wanted and where they go.
 * Nothing in it is an error: a line that makes no sense is passed over, as browsers do.
 *
 * The body is undone coding by coding, from the last one applied to the first (RFC 9110, 8.4): the
 * transfer codings, then the content codings. `codings` knows for each how to tell from the bytes
 * that it is really there; a new coding is a new row.
 */
#include "core/text/http.h"

#include "core/base/brotli.h"
#include "core/base/buf.h"
#include "core/base/codec.h"
#include "core/base/inflate.h"
#include "core/base/zstd_codec.h"

/* Longer values, joined ones too, are no server's: most allow 8 KiB for the whole head. */
enum { VALUE_BYTES_MAX = 8 << 10 };

/* --- head --- */

struct line {
	struct str text; /* without its end */
	bool folded;     /* text goes over several lines */
};

static size_t line_end(struct str s, size_t at)
{
	size_t end = str_find_byte(s, '\n', at);
	return end == STR_NONE ? s.n : end;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct str without_cr(struct str s)
{
	if (s.n && s.p[s.n - 1] == '\r')
		s.n--;
	return s;
}

/* Cuts the first line off, with those that continue it (they begin with a blank). */
static struct line next_line(struct str *rest)
{
	size_t end = line_end(*rest, 0);
	bool folded = false;
	struct str first = without_cr(str_slice(*rest, 0, end));
	while (first.n && end + 1 < rest->n && is_blank(rest->p[end + 1])) {
		end = line_end(*rest, end + 1);
		folded = true;
	}
	struct line line = {without_cr(str_slice(*rest, 0, end)), folded};
	*rest = str_slice(*rest, end < rest->n ? end + 1 : end, rest->n);
	return line;
}

/* RFC 9112, 5.2: a folded value is read with spaces for its line ends. */
static struct str unfold(struct str value, struct arena *arena)
{
	char *copy = arena_bytes(arena, value.n);
	for (size_t i = 0; i < value.n; i++)
		copy[i] = value.p[i] == '\r' || value.p[i] == '\n' ? ' ' : value.p[i];
	return (struct str){copy, value.n};
}

/* RFC 9110, 5.6.2: what names of fields and media types are made of. */
static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (!ascii_is_alpha(c) && !ascii_is_digit(c) &&
		    (c == '\0' || strchr("!#$%&'*+-.^_`|~", c) == NULL))
			return false;
	}
	return s.n > 0;
}

static struct str lower_copy(struct str s, struct arena *arena)
{
	char *copy = arena_bytes(arena, s.n);
	for (size_t i = 0; i < s.n; i++)
		copy[i] = ascii_lower(s.p[i]);
	return (struct str){copy, s.n};
}

/* Offset of `separator` or s.n; one inside double quotes is none. */
static size_t find_unquoted(struct str s, char separator)
{
	bool quoted = false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			quoted = !quoted;
		else if (quoted && s.p[i] == '\\' && i + 1 < s.n)
			i++;
		else if (!quoted && s.p[i] == separator)
			return i;
	}
	return s.n;
}

/* "utf-8" of "utf-8", "'utf-8'" and "\"utf-8\""; single quotes are wrong, and common. */
static struct str unquote(struct str s)
{
	s = str_trim(s);
	if (s.n == 0 || (s.p[0] != '"' && s.p[0] != '\''))
		return str_slice(s, 0, str_until(s, " \t", 0));
	size_t close = str_find_byte(s, s.p[0], 1);
	return str_trim(str_slice(s, 1, close == STR_NONE ? s.n : close));
}

/* The first charset parameter with a value in "; name=value; ..."; blanks separate as well. */
static struct str charset_parameter(struct str parameters)
{
	size_t at = 0;
	while ((at = str_find_nocase(parameters, STR("charset"), at)) != STR_NONE) {
		bool begins = at == 0 || strchr("; \t,", parameters.p[at - 1]) != NULL;
		at += strlen("charset");
		struct str value = str_trim(str_slice(parameters, at, parameters.n));
		if (!begins || value.n == 0 || value.p[0] != '=')
			continue;
		value = str_slice(value, 1, value.n);
		value = unquote(str_slice(value, 0, find_unquoted(value, ';')));
		if (value.n)
			return value;
	}
	return STR("");
}

static bool is_media_type(struct str s)
{
	size_t slash = str_find_byte(s, '/', 0);
	return slash != STR_NONE && is_token(str_slice(s, 0, slash)) &&
	       is_token(str_slice(s, slash + 1, s.n)) && !str_equal(s, STR("*/*"));
}

/*
 * Fetch, "extract a MIME type": the last valid one counts, and takes the charset of an earlier one
 * over if it has none of its own and is the same type.
 */
static void set_content_type(struct http_response *response, struct str value, struct arena *arena)
{
	while (value.n) {
		size_t comma = find_unquoted(value, ',');
		struct str one = str_trim(str_slice(value, 0, comma));
		value = str_slice(value, comma < value.n ? comma + 1 : comma, value.n);
		size_t type_bytes = str_until(one, "; \t", 0);
		struct str type = str_slice(one, 0, type_bytes);
		if (!is_media_type(type))
			continue;
		struct str charset = charset_parameter(str_slice(one, type_bytes, one.n));
		if (charset.n || !str_equal_nocase(type, response->mime))
			response->charset = charset;
		response->mime = lower_copy(type, arena);
	}
}

static struct str join(struct str list, struct str value, struct arena *arena)
{
	if (list.n == 0)
		return value;
	if (value.n == 0 || list.n + value.n > VALUE_BYTES_MAX)
		return list;
	char *p = arena_bytes(arena, list.n + 2 + value.n);
	memcpy(p, list.p, list.n);
	memcpy(p + list.n, ", ", 2);
	memcpy(p + list.n + 2, value.p, value.n);
	return (struct str){p, list.n + 2 + value.n};
}

#define LIST(member) offsetof(struct http_response, member)
enum { CONTENT_TYPE = -1, NOT_KEPT = -2 }; /* instead of an offset */

static const struct field {
	struct str name;
	int list; /* offset of the list it is kept in */
} fields[] = {
        {STR_INIT("content-type"), CONTENT_TYPE},
        {STR_INIT("content-encoding"), LIST(content_encoding)},
        {STR_INIT("transfer-encoding"), LIST(transfer_encoding)},
        {STR_INIT("content-language"), LIST(language)},
        {STR_INIT("x-robots-tag"), LIST(robots)},
        /* Known only as signs of a head that has lost its status line. */
        {STR_INIT("content-length"), NOT_KEPT},
        {STR_INIT("date"), NOT_KEPT},
        {STR_INIT("server"), NOT_KEPT},
        {STR_INIT("last-modified"), NOT_KEPT},
        {STR_INIT("connection"), NOT_KEPT},
};

static const struct field *find_field(struct str name)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (str_equal_nocase(name, fields[i].name))
			return &fields[i];
	return NULL;
}

/* "Name: value"; false for a line that is no field. The name may have blanks behind it. */
static bool split_field(struct str line, struct str *name, struct str *value)
{
	size_t colon = str_find_byte(line, ':', 0);
	if (colon == STR_NONE)
		return false;
	*name = str_trim(str_slice(line, 0, colon));
	*value = str_trim(str_slice(line, colon + 1, line.n));
	return is_token(*name);
}

static void read_field(struct http_response *response, struct line line, struct arena *arena)
{
	struct str name, value;
	if (!split_field(line.text, &name, &value))
		return;
	const struct field *field = find_field(name);
	if (field == NULL || field->list == NOT_KEPT || value.n > VALUE_BYTES_MAX)
		return;
	if (line.folded)
		value = unfold(value, arena);
	if (field->list == CONTENT_TYPE) {
		set_content_type(response, value, arena);
		return;
	}
	struct str *list = (struct str *)(void *)((char *)response + field->list);
	*list = join(*list, value, arena);
}

/* Three digits behind "HTTP/1.1 ", whatever the version; 0 if there are none. */
static int status_of(struct str line)
{
	size_t at = str_until(line, " \t", 0);
	struct str rest = str_trim(str_slice(line, at, line.n));
	unsigned long long status;
	if (rest.n < 3 || (rest.n > 3 && ascii_is_digit((unsigned char)rest.p[3])) ||
	    !str_to_number(str_slice(rest, 0, 3), 999, &status))
		return 0;
	return (int)status;
}

static bool begins_with_status_line(struct str block)
{
	return str_starts_nocase(block, STR("HTTP/"));
}

/* A head without a status line: nothing but fields up to an empty line, and one that we know. */
static bool begins_with_fields(struct str block)
{
	bool known = false;
	while (block.n) {
		struct str line = next_line(&block).text, name, value;
		if (line.n == 0)
			return known;
		if (!split_field(line, &name, &value))
			return false;
		known |= find_field(name) != NULL;
	}
	return false;
}

/* Reads one head and cuts it off `*rest`. */
static void read_head(struct http_response *response, struct str *rest, struct arena *arena)
{
	*response = (struct http_response){0};
	if (begins_with_status_line(*rest))
		response->status = status_of(next_line(rest).text);
	while (rest->n) {
		struct line line = next_line(rest);
		if (line.text.n == 0)
			break;
		read_field(response, line, arena);
	}
}

/* 101 hands the connection over to another protocol: what follows is no HTTP. */
static bool is_interim(int status)
{
	return status >= 100 && status < 200 && status != 101;
}

void http_parse(struct str block, struct arena *arena, struct http_response *response)
{
	struct str rest = block;
	while (rest.n && (rest.p[0] == '\r' || rest.p[0] == '\n'))
		rest = str_slice(rest, 1, rest.n);
	*response = (struct http_response){.body = block};
	if (!begins_with_status_line(rest) && !begins_with_fields(rest))
		return;
	do
		read_head(response, &rest, arena);
	while (is_interim(response->status) && begins_with_status_line(rest));
	response->body = rest;
}

/* --- body --- */

/* More codings on one body than this are no web server's doing. */
enum { CODINGS_MAX = 8 };

/* Text to the MIME Sniffing standard: a UTF-16 mark, or no "binary data byte" near the front. */
static bool looks_like_text(struct str s)
{
	enum { SNIFFED_BYTES = 1445 }; /* the standard's resource header */
	if (str_starts(s, STR("\xFE\xFF")) || str_starts(s, STR("\xFF\xFE")))
		return true;
	size_t n = s.n < SNIFFED_BYTES ? s.n : SNIFFED_BYTES;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < 0x20 && (c < '\t' || c > '\r' || c == '\v') && c != 0x1B)
			return false;
	}
	return true;
}

/* Line end at `at`: its bytes, 0 if there is none. */
static size_t newline_bytes(struct str s, size_t at)
{
	if (at < s.n && s.p[at] == '\n')
		return 1;
	return at + 1 < s.n && s.p[at] == '\r' && s.p[at + 1] == '\n' ? 2 : 0;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/*
 * RFC 9112, 7.1: "1f4;extension" and a line end; blanks around the number are common. Moves `*at`
 * behind the line.
 */
static bool read_chunk_size(struct str s, size_t *at, size_t *size)
{
	enum { DIGITS_MAX = 15 }; /* so that 64 bits never overflow */
	size_t i = *at, digits = 0;
	*size = 0;
	for (; i < s.n && digits < DIGITS_MAX && hex_digit(s.p[i]) >= 0; i++, digits++)
		*size = *size * 16 + (size_t)hex_digit(s.p[i]);
	while (i < s.n && is_blank(s.p[i]))
		i++;
	if (digits && i < s.n && s.p[i] == ';')
		i = str_until(s, "\r\n", i);
	size_t newline = newline_bytes(s, i);
	*at = i + newline;
	return digits > 0 && newline > 0;
}

/*
 * Text can begin with a line that is a hexadecimal number, so what stands behind the first chunk's
 * data has to be right as well, where it is there to see.
 */
static bool is_chunked(struct str s)
{
	size_t at = 0, size;
	if (!read_chunk_size(s, &at, &size))
		return false;
	if (size > s.n - at)
		return at >= 2 && s.p[at - 2] == '\r';
	return size == 0 || at + size == s.n || newline_bytes(s, at + size) > 0;
}

/* Without the zero-sized last chunk the message is incomplete (RFC 9112, 8). Trailers are lost. */
static enum codec_result dechunk(struct str in, size_t bytes_max, struct arena *arena,
                                 struct str *out)
{
	size_t at = 0, size, n = 0;
	char *p = arena_bytes(arena, in.n);
	enum codec_result result = CODEC_OK;
	while (result == CODEC_OK) {
		if (!read_chunk_size(in, &at, &size)) {
			result = at >= in.n ? CODEC_SHORT : CODEC_BAD;
			break;
		}
		if (size == 0)
			break;
		if (size > in.n - at) {
			size = in.n - at;
			result = CODEC_SHORT;
		}
		if (size > bytes_max - n) {
			result = CODEC_OVER;
			break;
		}
		memcpy(p + n, in.p + at, size);
		n += size;
		at += size;
		size_t newline = newline_bytes(in, at);
		if (newline == 0 && result == CODEC_OK)
			result = at < in.n ? CODEC_BAD : CODEC_SHORT;
		at += newline;
	}
	arena_shrink(arena, p, in.n, n);
	*out = (struct str){p, n};
	return result;
}

/* The two magic bytes of RFC 1952 and its only method. */
static bool is_gzip(struct str s)
{
	return str_starts(s, STR("\x1F\x8B\x08"));
}

/* One member after another; what follows the last is ignored, as browsers do. */
static enum codec_result gunzip(struct str in, size_t bytes_max, struct arena *arena,
                                struct str *out)
{
	struct buf buf;
	enum codec_result result;
	size_t consumed;
	buf_init(&buf, bytes_max);
	do {
		result = inflate_all(INFLATE_GZIP, in, &buf, &consumed);
		in = str_slice(in, consumed, in.n);
	} while (result == CODEC_OK && is_gzip(in));
	*out = arena_copy(arena, buf_str(&buf));
	buf_free(&buf);
	return result;
}

static enum codec_result inflate_copy(enum inflate_format format, struct str in, size_t bytes_max,
                                      struct arena *arena, struct str *out, size_t *consumed)
{
	struct buf buf;
	buf_init(&buf, bytes_max);
	enum codec_result result = inflate_all(format, in, &buf, consumed);
	*out = arena_copy(arena, buf_str(&buf));
	buf_free(&buf);
	return result;
}

/* RFC 1950, 2.2: method 8 in the low bits, and the first two bytes a multiple of 31. */
static bool is_zlib(struct str s)
{
	return s.n >= 2 && (s.p[0] & 0x0F) == 8 &&
	       ((unsigned char)s.p[0] * 256 + (unsigned char)s.p[1]) % 31 == 0;
}

/*
 * "deflate" means zlib data, but some servers send it raw. Neither begins as text could not, and
 * bits of text can be a small piece of deflate data: text counts as encoded only where it decodes
 * to its very end.
 */
static enum codec_result undeflate(struct str in, size_t bytes_max, struct arena *arena,
                                   struct str *out)
{
	bool zlib = is_zlib(in);
	size_t consumed;
	enum codec_result result = inflate_copy(zlib ? INFLATE_ZLIB : INFLATE_RAW, in, bytes_max,
	                                        arena, out, &consumed);
	if (zlib && result == CODEC_BAD && out->n == 0) {
		zlib = false;
		result = inflate_copy(INFLATE_RAW, in, bytes_max, arena, out, &consumed);
	}
	bool whole = result == CODEC_OK && (zlib || consumed == in.n);
	bool plausible = !looks_like_text(in) && (zlib || result != CODEC_BAD);
	if (whole || plausible || result == CODEC_OVER)
		return result;
	*out = in;
	return CODEC_OK;
}

static bool looks_binary(struct str s)
{
	return !looks_like_text(s);
}

static bool is_zstd(struct str s)
{
	return zstd_starts(s) == ZSTD_START_FRAME;
}

/*
 * The frame that `*in` begins with; cuts it off. libzstd gives nothing of a call in which it meets
 * wrong data, so it is asked in small steps.
 */
static enum codec_result unzstd_frame(struct zstd_decoder *decoder, struct str *in, struct buf *out)
{
	enum { IN_STEP_BYTES = 1 << 10, OUT_STEP_BYTES = 64 << 10 };
	enum codec_result result;
	do {
		size_t room = out->max - out->n, written;
		size_t step = room < OUT_STEP_BYTES ? room : OUT_STEP_BYTES;
		struct str piece = str_slice(*in, 0, in->n < IN_STEP_BYTES ? in->n : IN_STEP_BYTES);
		char probe; /* tells "full" from "just full and at the end" */
		char *to = room ? buf_reserve(out, step) : &probe;
		size_t given = piece.n;
		result = zstd_stream_run(decoder, &piece, to, room ? step : 1, &written);
		*in = str_slice(*in, given - piece.n, in->n);
		if (room == 0 && written > 0)
			return CODEC_OVER;
		out->n += written;
		if (result == CODEC_OVER && written == 0)
			break; /* the window is too large */
	} while (result == CODEC_OVER || (result == CODEC_SHORT && in->n > 0));
	return result;
}

/* One frame after another. */
static enum codec_result unzstd(struct str in, size_t bytes_max, struct arena *arena,
                                struct str *out)
{
	struct zstd_decoder *decoder = zstd_decoder_new();
	struct buf buf;
	enum codec_result result;
	buf_init(&buf, bytes_max);
	do
		result = unzstd_frame(decoder, &in, &buf);
	while (result == CODEC_OK && is_zstd(in));
	*out = arena_copy(arena, buf_str(&buf));
	buf_free(&buf);
	zstd_decoder_free(decoder);
	return result;
}

/*
 * Brotli has no magic number, so what looks like text is text that was decoded already, and so is
 * all that begins with '<': as a stream's first byte it would set a bit that has to be zero (RFC
 * 7932, 9.1 and 9.2).
 */
static bool could_be_brotli(struct str s)
{
	return looks_binary(s) && s.p[0] != '<';
}

/* It has no checksum either: only a stream that ends where the body does is known to be whole. */
static enum codec_result unbrotli(struct str in, size_t bytes_max, struct arena *arena,
                                  struct str *out)
{
	struct buf buf;
	size_t consumed;
	buf_init(&buf, bytes_max);
	enum codec_result result = brotli_all(in, &buf, &consumed);
	if (result == CODEC_OK && consumed < in.n)
		result = CODEC_BAD;
	*out = arena_copy(arena, buf_str(&buf));
	buf_free(&buf);
	return result;
}

static bool is_nonempty(struct str s)
{
	return s.n > 0;
}

static bool never(struct str s)
{
	(void)s;
	return false;
}

/* A coding without `decode` is known by name only. */
static const struct coding {
	struct str name;
	bool (*agrees)(struct str in); /* do the bytes look so? */
	enum codec_result (*decode)(struct str in, size_t bytes_max, struct arena *arena,
	                            struct str *out);
} codings[] = {
        {STR_INIT("chunked"), is_chunked, dechunk}, {STR_INIT("gzip"), is_gzip, gunzip},
        {STR_INIT("x-gzip"), is_gzip, gunzip},      {STR_INIT("deflate"), is_nonempty, undeflate},
        {STR_INIT("zstd"), is_zstd, unzstd},        {STR_INIT("br"), could_be_brotli, unbrotli},
        {STR_INIT("identity"), never, NULL},
};

static const struct coding *find_coding(struct str name)
{
	for (size_t i = 0; i < sizeof(codings) / sizeof(codings[0]); i++)
		if (str_equal_nocase(name, codings[i].name))
			return &codings[i];
	return NULL;
}

static const enum http_body_result body_results[] = {
        [CODEC_OK] = HTTP_BODY_OK,
        [CODEC_BAD] = HTTP_BODY_DAMAGED,
        [CODEC_SHORT] = HTTP_BODY_DAMAGED,
        [CODEC_OVER] = HTTP_BODY_TOO_LARGE,
};

/*
 * A bomb is told by its ratio before it has grown to the limit of a body. Deflate cannot pass 1032
 * to one, and pages that are mostly one repeated row come near it, so this is for br and zstd.
 */
static size_t bytes_max_of(struct str body, size_t bytes_max)
{
	enum { RATIO_MAX = 1500, ANY_RATIO_BYTES = 1 << 20 };
	size_t by_ratio = body.n * RATIO_MAX;
	if (by_ratio < ANY_RATIO_BYTES)
		by_ratio = ANY_RATIO_BYTES;
	return by_ratio < bytes_max ? by_ratio : bytes_max;
}

/* Names that are no coding ("utf-8", "none") stand before plain text, and mean nothing there. */
static enum http_body_result undo(struct str name, size_t bytes_max, struct arena *arena,
                                  struct str *body)
{
	const struct coding *coding = find_coding(name);
	bool agrees = coding ? coding->agrees(*body) : looks_binary(*body);
	if (!agrees)
		return HTTP_BODY_OK;
	if (coding == NULL || coding->decode == NULL)
		return HTTP_BODY_UNKNOWN;
	return body_results[coding->decode(*body, bytes_max_of(*body, bytes_max), arena, body)];
}

/* Cuts the last name off a comma-separated list; false when none is left. */
static bool take_last(struct str *list, struct str *name)
{
	while (list->n) {
		size_t start = list->n;
		while (start > 0 && list->p[start - 1] != ',')
			start--;
		*name = str_trim(str_slice(*list, start, list->n));
		*list = str_slice(*list, 0, start ? start - 1 : 0);
		if (name->n)
			return true;
	}
	return false;
}

enum http_body_result http_decode_body(const struct http_response *response, size_t body_bytes_max,
                                       struct arena *arena, struct str *body)
{
	struct str lists[] = {response->transfer_encoding, response->content_encoding}, name;
	enum http_body_result result = HTTP_BODY_OK;
	size_t undone = 0;
	*body = response->body;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		while (take_last(&lists[i], &name)) {
			enum http_body_result one = HTTP_BODY_UNKNOWN;
			if (undone++ < CODINGS_MAX)
				one = undo(name, body_bytes_max, arena, body);
			if (one != HTTP_BODY_OK)
				result = one;
			if (one == HTTP_BODY_UNKNOWN || one == HTTP_BODY_TOO_LARGE)
				goto out;
		}
	}
	if (body->n > body_bytes_max)
		result = HTTP_BODY_TOO_LARGE;
out:
	if (result == HTTP_BODY_TOO_LARGE)
		*body = STR("");
	return result;
}
