/*
 * A head has no mark of its own, so it is told by its fields, from the right, for the URL at its
 * left may hold spaces: a length, some fields, a date that is all digits, an IP address, and all
 * before them a URL with a scheme.
 *
 *     version 1: URL IP-address Archive-date Content-type Archive-length
 *     version 2: URL IP-address Archive-date Content-type Result-code Checksum Location Offset
 *                Filename Archive-length
 *
 * https://archive.org/web/researcher/ArcFileFormat.php
 */
#include "io/arc.h"

#include <stdio.h>

enum {
	FIELDS_V2 = 6, /* from the content type up to the length */
	SCHEME_BYTES_MAX = 32,
	ADDRESS_BYTES_MAX = 45, /* an IPv6 address with an IPv4 address in it */
	BLANK_BYTES_MAX = 4,    /* some members begin with the line end of the record before */
	DATE_DIGITS_MIN = 12,   /* to the minute; with 14 to the second */
	DATE_DIGITS = 14,
	DATE_DIGITS_MAX = 18, /* with a fraction of a second */
};

struct header {
	struct str url, date, content_type, length;
	size_t bytes; /* with the line end */
};

/* --- fields --- */

/* Cuts the last field off `*line`, with the space before it; false if there is none. */
static bool cut_last(struct str *line, struct str *field)
{
	const char *space = line->n ? memrchr(line->p, ' ', line->n) : NULL;
	if (space == NULL)
		return false;
	size_t at = (size_t)(space - line->p);
	*field = str_slice(*line, at + 1, line->n);
	line->n = at;
	return true;
}

static bool is_date(struct str field)
{
	if (field.n < DATE_DIGITS_MIN || field.n > DATE_DIGITS_MAX)
		return false;
	for (size_t i = 0; i < field.n; i++)
		if (!ascii_is_digit((unsigned char)field.p[i]))
			return false;
	return true;
}

static bool is_ipv4(struct str field)
{
	enum { PARTS = 4, PART_MAX = 255 };
	struct str part;
	unsigned long long value;
	int parts = 0;
	if (field.n == 0 || field.p[field.n - 1] == '.')
		return false;
	for (; str_next(&field, '.', &part); parts++)
		if (parts == PARTS || part.n > 3 || !str_to_number(part, PART_MAX, &value))
			return false;
	return parts == PARTS;
}

static bool is_ipv6(struct str field)
{
	int colons = 0;
	for (size_t i = 0; i < field.n; i++) {
		unsigned char c = (unsigned char)field.p[i];
		colons += c == ':';
		if (!ascii_is_digit(c) && c != ':' && c != '.' && !(c >= 'a' && c <= 'f') &&
		    !(c >= 'A' && c <= 'F'))
			return false;
	}
	return colons >= 2;
}

static bool is_address(struct str field)
{
	return field.n <= ADDRESS_BYTES_MAX && (is_ipv4(field) || is_ipv6(field));
}

static bool is_filedesc(struct str url)
{
	return str_starts_nocase(url, STR("filedesc://"));
}

/* How many bytes `s` begins with that can be in a scheme (RFC 3986, 3.1). */
static size_t scheme_bytes(struct str s)
{
	size_t i = 0;
	while (i < s.n && i <= SCHEME_BYTES_MAX &&
	       (ascii_is_alpha((unsigned char)s.p[i]) ||
	        (i > 0 && (ascii_is_digit((unsigned char)s.p[i]) || memchr("+-.", s.p[i], 3)))))
		i++;
	return i;
}

static bool has_scheme(struct str s)
{
	size_t n = scheme_bytes(s);
	return n > 0 && n <= SCHEME_BYTES_MAX && n < s.n && s.p[n] == ':';
}

static bool is_printable(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == '\x7f')
			return false;
	return true;
}

/* --- a head --- */

static size_t count_fields(struct str s)
{
	size_t count = 1;
	for (size_t i = 0; i < s.n; i++)
		count += s.p[i] == ' ';
	return count;
}

static struct str without_cr(struct str line)
{
	return line.n && line.p[line.n - 1] == '\r' ? str_slice(line, 0, line.n - 1) : line;
}

/* The fields of a line; its URL is all that stands before the others, whatever that is. */
static bool split_fields(struct str line, struct header *header)
{
	struct str date, address;
	line = without_cr(line);
	if (!cut_last(&line, &header->length) || header->length.n == 0)
		return false;
	for (struct str before = line; cut_last(&before, &date);) {
		struct str url = before;
		if (!is_date(date) || before.n + 1 + date.n == line.n ||
		    !cut_last(&url, &address) || url.n == 0)
			continue;
		/* the record that describes the file may have "0" for an address */
		if (!is_address(address) && !is_filedesc(url))
			continue;
		header->url = url;
		header->date = date;
		header->content_type = str_slice(line, before.n + 1 + date.n + 1, line.n);
		if (count_fields(header->content_type) == FIELDS_V2)
			header->content_type.n = str_find_byte(header->content_type, ' ', 0);
		return true;
	}
	return false;
}

/* The end of the line that begins at `from`: its '\n', or STR_NONE if none is within the limit. */
static size_t line_end(struct str bytes, size_t from)
{
	if (bytes.n - from > ARC_LINE_BYTES_MAX)
		bytes.n = from + ARC_LINE_BYTES_MAX;
	return str_find_byte(bytes, '\n', from);
}

static bool read_header(struct str bytes, struct header *header)
{
	if (!has_scheme(bytes)) /* first, as it is quick, and true of few lines */
		return false;
	size_t end = line_end(bytes, 0);
	if (end == STR_NONE)
		return false;
	struct str line = str_slice(bytes, 0, end);
	header->bytes = end + 1;
	return split_fields(line, header) && is_printable(without_cr(line));
}

static size_t blank_bytes(struct str bytes)
{
	size_t n = 0;
	while (n < bytes.n && n < BLANK_BYTES_MAX && (bytes.p[n] == '\n' || bytes.p[n] == '\r'))
		n++;
	return n;
}

bool arc_starts(struct str bytes)
{
	struct header header;
	return read_header(str_slice(bytes, blank_bytes(bytes), bytes.n), &header);
}

/* The bytes end within what may become a head. */
static bool is_cut_header(struct str bytes)
{
	if (bytes.n >= ARC_LINE_BYTES_MAX || str_find_byte(bytes, '\n', 0) != STR_NONE)
		return false;
	bytes = without_cr(bytes);
	size_t n = scheme_bytes(bytes);
	return n == bytes.n ? n <= SCHEME_BYTES_MAX : has_scheme(bytes) && is_printable(bytes);
}

/* --- finding one --- */

/* The beginning of the line behind the one that `at` is in, or the end of `bytes`. */
static size_t next_line(struct str bytes, size_t at)
{
	size_t end = str_find_byte(bytes, '\n', at);
	return end == STR_NONE ? bytes.n : end + 1;
}

size_t arc_find(struct str bytes, size_t from)
{
	struct header header;
	size_t at = from == 0 ? 0 : next_line(bytes, from - 1);
	for (; at < bytes.n; at = next_line(bytes, at))
		if (read_header(str_slice(bytes, at, bytes.n), &header))
			return at;
	return STR_NONE;
}

/* The length of the scheme of common kind that `s` ends in, or 0. */
static size_t common_scheme(struct str s)
{
	static const struct str schemes[] = {STR_INIT("https"), STR_INIT("http"), STR_INIT("ftp"),
	                                     STR_INIT("filedesc")};
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (str_ends(s, schemes[i]))
			return schemes[i].n;
	return 0;
}

/*
 * Where the URL begins that `s` ends in, perhaps behind bytes that are not its own. Nothing parts
 * the two, so it must be of a common kind and the only one.
 */
static size_t find_url(struct str s, bool begins_a_line)
{
	const struct str mark = STR("://");
	size_t first = str_find(s, mark, 0);
	if (begins_a_line && first != STR_NONE && common_scheme(str_slice(s, 0, first)) == first)
		return 0;
	const char *space = s.n ? memrchr(s.p, ' ', s.n) : NULL;
	size_t word = space ? (size_t)(space - s.p) + 1 : 0;
	size_t at = str_find(s, mark, word);
	if (at == STR_NONE || str_find(s, mark, at + 1) != STR_NONE)
		return STR_NONE;
	size_t scheme = common_scheme(str_slice(s, word, at));
	return scheme ? at - scheme : STR_NONE;
}

/* Where in the line from `line` up to `end` a head begins, or STR_NONE. */
static size_t find_in_line(struct str bytes, size_t line, size_t end)
{
	bool whole = end - line < ARC_LINE_BYTES_MAX;
	size_t from = whole ? line : end - ARC_LINE_BYTES_MAX + 1;
	/* the bytes themselves may begin within a line, at a place that looks like a rare scheme */
	bool begins = whole && line > 0 && bytes.p[line - 1] == '\n';
	struct header header;
	if (!split_fields(str_slice(bytes, from, end), &header))
		return STR_NONE;
	size_t url = find_url(header.url, begins || line == 0);
	if (url == STR_NONE && begins)
		url = 0;
	if (url == STR_NONE || !read_header(str_slice(bytes, from + url, bytes.n), &header))
		return STR_NONE;
	return from + url;
}

/* The beginning of the line that `at` is in, or what is left of it within the limit. */
static size_t line_start(struct str bytes, size_t at)
{
	size_t bound = at > ARC_LINE_BYTES_MAX ? at - ARC_LINE_BYTES_MAX : 0;
	while (at > bound && bytes.p[at - 1] != '\n')
		at--;
	return at;
}

size_t arc_find_sure(struct str bytes, size_t from)
{
	if (from >= bytes.n)
		return STR_NONE;
	for (size_t line = line_start(bytes, from); line < bytes.n;) {
		size_t end = str_find_byte(bytes, '\n', line);
		if (end == STR_NONE)
			break;
		size_t at = find_in_line(bytes, line, end);
		if (at != STR_NONE && at >= from)
			return at;
		line = end + 1;
	}
	return STR_NONE;
}

/* --- a record --- */

static bool is_in_range(const char *digits, size_t count, unsigned least, unsigned most)
{
	unsigned value = 0;
	for (size_t i = 0; i < count; i++)
		value = value * 10 + (unsigned)(digits[i] - '0');
	return value >= least && value <= most;
}

/* In the form that WARC has; a date that there cannot be is none. */
static void set_date(struct record *record, struct str digits)
{
	char d[DATE_DIGITS];
	memset(d, '0', sizeof(d));
	memcpy(d, digits.p, digits.n < sizeof(d) ? digits.n : sizeof(d));
	if (!is_in_range(d + 4, 2, 1, 12) || !is_in_range(d + 6, 2, 1, 31) ||
	    !is_in_range(d + 8, 2, 0, 23) || !is_in_range(d + 10, 2, 0, 59) ||
	    !is_in_range(d + 12, 2, 0, 60))
		return;
	snprintf(record->date_text, sizeof(record->date_text), "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", d,
	         d + 4, d + 6, d + 8, d + 10, d + 12);
	record->date = str_from(record->date_text);
}

static bool is_http(struct str url)
{
	return str_starts_nocase(url, STR("http://")) || str_starts_nocase(url, STR("https://"));
}

static void set_fields(struct record *record, const struct header *header)
{
	bool describes_file = is_filedesc(header->url);
	record->type = describes_file ? STR("warcinfo") : STR("response");
	record->target_uri = header->url;
	record->content_type =
	        is_http(header->url) ? STR("application/http") : header->content_type;
	set_date(record, header->date);
}

/* The block has the length that the head says. */
static enum record_result take_length(struct str bytes, uint64_t length, struct record *record)
{
	record->content_length = length;
	record->length = record->head_length + length;
	if (record->length > bytes.n)
		return RECORD_SHORT;
	size_t end = (size_t)record->length;
	bool line_ends = false;
	record->block = str_slice(bytes, record->head_length, end);
	for (; end < bytes.n && (bytes.p[end] == '\n' || bytes.p[end] == '\r'); end++)
		line_ends |= bytes.p[end] == '\n';
	record->ends_cleanly = line_ends || end == bytes.n;
	record->length = end;
	return RECORD_OK;
}

/* The block goes up to the next head, or to the end of the input. */
static enum record_result take_rest(struct str bytes, struct record *record)
{
	size_t next = arc_find(bytes, record->head_length);
	record->length = next == STR_NONE ? bytes.n : next;
	record->block = str_slice(bytes, record->head_length, (size_t)record->length);
	if (record->block.n && record->block.p[record->block.n - 1] == '\n')
		record->block.n--; /* parts the records */
	record->content_length = record->block.n;
	record->ends_cleanly = true;
	return next == STR_NONE ? RECORD_SHORT : RECORD_OK;
}

enum record_result arc_parse(struct str bytes, struct record *record)
{
	size_t blank = blank_bytes(bytes);
	struct str rest = str_slice(bytes, blank, bytes.n);
	struct header header;
	unsigned long long length;
	*record = (struct record){0};
	if (!read_header(rest, &header))
		return is_cut_header(rest) ? RECORD_SHORT : RECORD_BAD;
	set_fields(record, &header);
	record->head_length = blank + header.bytes;
	return str_to_number(header.length, INT64_MAX, &length) ? take_length(bytes, length, record)
	                                                        : take_rest(bytes, record);
}

const struct record_format arc_format = {
        .name = "arc",
        .open_end = true,
        .start_bytes_max = BLANK_BYTES_MAX + ARC_LINE_BYTES_MAX,
        .starts = arc_starts,
        .find = arc_find,
        .find_sure = arc_find_sure,
        .parse = arc_parse,
};
