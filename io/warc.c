#include "io/warc.h"

#include <stddef.h>

static const struct str version_prefix = STR_INIT("WARC/");

enum { VERSION_LINE_BYTES_MAX = 32 }; /* "WARC/0.18" and some white space */

/* WARC/D.D and some digits more ("0.18"), to the end of the line. Its length, or 0. */
static size_t version_line_length(struct str bytes)
{
	size_t i = version_prefix.n;
	if (bytes.n > VERSION_LINE_BYTES_MAX)
		bytes.n = VERSION_LINE_BYTES_MAX;
	if (!str_starts(bytes, version_prefix) || bytes.n < i + 4)
		return 0;
	if (!ascii_is_digit((unsigned char)bytes.p[i]) || bytes.p[i + 1] != '.' ||
	    !ascii_is_digit((unsigned char)bytes.p[i + 2]))
		return 0;
	for (i += 3; i < bytes.n && ascii_is_digit((unsigned char)bytes.p[i]); i++)
		;
	while (i < bytes.n && (bytes.p[i] == ' ' || bytes.p[i] == '\r'))
		i++;
	return i < bytes.n && bytes.p[i] == '\n' ? i + 1 : 0;
}

bool warc_starts(struct str bytes)
{
	return version_line_length(bytes) > 0;
}

size_t warc_find(struct str bytes, size_t from)
{
	for (size_t at = str_find(bytes, version_prefix, from); at != STR_NONE;
	     at = str_find(bytes, version_prefix, at + 1))
		if ((at == 0 || bytes.p[at - 1] == '\n') &&
		    warc_starts(str_slice(bytes, at, bytes.n)))
			return at;
	return STR_NONE;
}

/* Writers disagree on whether the URI stands in angle brackets (WARC 1.0 has them, 1.1 not). */
static struct str without_brackets(struct str uri)
{
	return uri.n >= 2 && uri.p[0] == '<' && uri.p[uri.n - 1] == '>'
	               ? str_slice(uri, 1, uri.n - 1)
	               : uri;
}

static const struct {
	struct str name;
	size_t offset; /* of a struct str in struct record */
} fields[] = {
        {STR_INIT("WARC-Type"), offsetof(struct record, type)},
        {STR_INIT("WARC-Record-ID"), offsetof(struct record, record_id)},
        {STR_INIT("WARC-Target-URI"), offsetof(struct record, target_uri)},
        {STR_INIT("WARC-Date"), offsetof(struct record, date)},
        {STR_INIT("Content-Type"), offsetof(struct record, content_type)},
        {STR_INIT("WARC-Truncated"), offsetof(struct record, truncated)},
        {STR_INIT("WARC-Block-Digest"), offsetof(struct record, block_digest)},
        {STR_INIT("WARC-Payload-Digest"), offsetof(struct record, payload_digest)},
        {STR_INIT("WARC-Segment-Number"), offsetof(struct record, segment_number)},
};

/* False if the line is a Content-Length that is no number. */
static bool read_field(struct str line, struct record *record, bool *has_length)
{
	size_t colon = str_find_byte(line, ':', 0);
	if (colon == STR_NONE)
		return true;
	struct str name = str_trim(str_slice(line, 0, colon));
	struct str value = str_trim(str_slice(line, colon + 1, line.n));
	if (str_equal_nocase(name, STR("Content-Length"))) {
		unsigned long long length;
		*has_length = str_to_number(value, INT64_MAX, &length);
		record->content_length = length;
		return *has_length;
	}
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (str_equal_nocase(name, fields[i].name))
			*(struct str *)((char *)record + fields[i].offset) = value;
	return true;
}

/*
 * The end of the logical line at `from`, or STR_NONE if more bytes could be in it: lines that begin
 * with white space continue it, but not an empty one, which ends the head, and a block may begin
 * so.
 */
static size_t line_end(struct str bytes, size_t from)
{
	size_t end = str_find_byte(bytes, '\n', from);
	if (end == STR_NONE || str_trim(str_slice(bytes, from, end)).n == 0)
		return end;
	while (end != STR_NONE && end + 1 < bytes.n &&
	       (bytes.p[end + 1] == ' ' || bytes.p[end + 1] == '\t'))
		end = str_find_byte(bytes, '\n', end + 1);
	return end != STR_NONE && end + 1 < bytes.n ? end : STR_NONE;
}

/* The bytes end within what may become a version line. */
static bool is_cut_version_line(struct str bytes)
{
	const struct str behind_prefix = STR("0123456789. \r");
	size_t n = bytes.n < version_prefix.n ? bytes.n : version_prefix.n;
	if (bytes.n >= VERSION_LINE_BYTES_MAX ||
	    !str_equal(str_slice(bytes, 0, n), str_slice(version_prefix, 0, n)))
		return false;
	for (size_t i = n; i < bytes.n; i++)
		if (str_find_byte(behind_prefix, bytes.p[i], 0) == STR_NONE)
			return false;
	return true;
}

/* Where it is bad, no other head begins in its first `*bad_bytes`, for the same reason. */
static enum record_result parse_head(struct str bytes, struct record *record, size_t *bad_bytes)
{
	struct str head = bytes;
	if (head.n > RECORD_HEAD_BYTES_MAX)
		head.n = RECORD_HEAD_BYTES_MAX;
	size_t at = version_line_length(head);
	bool has_length = false;
	*bad_bytes = 1;
	if (at == 0)
		return is_cut_version_line(bytes) ? RECORD_SHORT : RECORD_BAD;
	for (;;) {
		size_t end = line_end(head, at);
		*bad_bytes = at;
		if (end == STR_NONE) {
			*bad_bytes = RECORD_HEAD_BYTES_MAX /
			             2; /* but for heads that are longer than that */
			return head.n < RECORD_HEAD_BYTES_MAX ? RECORD_SHORT : RECORD_BAD;
		}
		struct str line = str_trim(str_slice(head, at, end));
		if (warc_starts(str_slice(head, at, head.n)))
			return RECORD_BAD; /* this head was cut off, and another record begins */
		at = end + 1;
		if (line.n == 0)
			break;
		if (!read_field(line, record, &has_length))
			return RECORD_BAD;
	}
	record->target_uri = without_brackets(record->target_uri);
	record->head_length = at;
	return has_length ? RECORD_OK : RECORD_BAD;
}

enum record_result warc_parse(struct str bytes, struct record *record)
{
	*record = (struct record){0};
	size_t bad_bytes;
	enum record_result result = parse_head(bytes, record, &bad_bytes);
	if (result != RECORD_OK)
		return result;
	record->length = record->head_length + record->content_length;
	if (record->length > bytes.n)
		return RECORD_SHORT;
	record->block = str_slice(bytes, record->head_length, (size_t)record->length);
	size_t end = (size_t)record->length, line_ends = 0;
	for (; end < bytes.n && (bytes.p[end] == '\r' || bytes.p[end] == '\n'); end++)
		line_ends += bytes.p[end] == '\n';
	record->ends_cleanly = line_ends >= 2 || end == bytes.n;
	record->length = end;
	return RECORD_OK;
}

size_t warc_find_sure(struct str bytes, size_t from)
{
	size_t bad_bytes;
	for (size_t at = str_find(bytes, version_prefix, from); at != STR_NONE;
	     at = str_find(bytes, version_prefix, at + bad_bytes)) {
		struct record record = {0};
		if (parse_head(str_slice(bytes, at, bytes.n), &record, &bad_bytes) != RECORD_BAD &&
		    warc_starts(str_slice(bytes, at, bytes.n)))
			return at;
	}
	return STR_NONE;
}

const struct record_format warc_format = {
        .name = "warc",
        .start_bytes_max = VERSION_LINE_BYTES_MAX,
        .starts = warc_starts,
        .find = warc_find,
        .find_sure = warc_find_sure,
        .parse = warc_parse,
};
