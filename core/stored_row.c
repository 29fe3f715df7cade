#include "core/stored_row.h"

#include <string.h>

#include "core/base/json.h"
#include "core/base/json_scan.h"
#include "core/text/utf8.h"

static unsigned hex_digit(char c)
{
	return ascii_is_digit((unsigned char)c) ? (unsigned)(c - '0')
	                                        : (unsigned)(ascii_lower(c) - 'a' + 10);
}

static uint32_t unit_at(struct str s, size_t at)
{
	uint32_t unit = 0;
	for (size_t i = at; i < at + 4 && i < s.n; i++)
		unit = unit << 4 | hex_digit(s.p[i]);
	return unit;
}

/* Behind "\u" at `at`: the code point, of two units if the first needs another. */
static uint32_t code_point_at(struct str s, size_t *at)
{
	uint32_t first = unit_at(s, *at), second;
	*at += 4;
	if (first < 0xd800 || first > 0xdbff || *at + 6 > s.n || s.p[*at] != '\\' ||
	    s.p[*at + 1] != 'u')
		return first;
	second = unit_at(s, *at + 2);
	if (second < 0xdc00 || second > 0xdfff)
		return first;
	*at += 6;
	return 0x10000 + ((first - 0xd800) << 10 | (second - 0xdc00));
}

/* What an escaped string means; it is never longer than it was. */
static struct str unescaped(struct str s, struct arena *arena)
{
	static const char marks[] = "bfnrt", bytes[] = "\b\f\n\r\t";
	char *out = arena_bytes(arena, s.n);
	size_t n = 0, at = 0;
	while (at < s.n) {
		if (s.p[at] != '\\' || at + 1 == s.n) {
			out[n++] = s.p[at++];
			continue;
		}
		char c = s.p[at + 1];
		const char *mark = strchr(marks, c);
		at += 2;
		if (c == 'u')
			n += utf8_put(out + n, code_point_at(s, &at));
		else
			out[n++] = mark ? bytes[mark - marks] : c;
	}
	return (struct str){out, n};
}

static bool text_of(struct str object, struct str name, struct arena *arena, struct str *text)
{
	struct str value;
	if (!json_scan_member(object, name, &value) || !json_scan_text(value, text))
		return false;
	*text = unescaped(*text, arena);
	return true;
}

/* "" where it is not there. */
static struct str known_text_of(struct str object, struct str name, struct arena *arena)
{
	struct str text;
	return text_of(object, name, arena, &text) ? text : STR("");
}

static bool number_of(struct str object, struct str name, uint64_t *number)
{
	struct str value;
	unsigned long long found;
	if (!json_scan_member(object, name, &value) || !json_scan_number(value, &found))
		return false;
	*number = found;
	return true;
}

static bool place_of(struct str object, struct arena *arena, struct row_place *place)
{
	return text_of(object, STR("warc_file"), arena, &place->file) &&
	       number_of(object, STR("warc_offset"), &place->offset) &&
	       number_of(object, STR("warc_length"), &place->length);
}

bool stored_row_read_place(struct str line, struct arena *arena, struct row_place *place)
{
	return json_is_valid(line) && place_of(line, arena, place);
}

bool stored_row_read(struct str line, struct arena *arena, struct stored_row *row)
{
	struct str text, metadata, signals;
	*row = (struct stored_row){.line = line};
	if (!json_is_valid(line) || !json_scan_member(line, STR("text"), &text) ||
	    !json_scan_member(line, STR("metadata"), &metadata) ||
	    !text_of(line, STR("id"), arena, &row->id) ||
	    !text_of(line, STR("text"), arena, &row->text) ||
	    !text_of(line, STR("source"), arena, &row->source) ||
	    !text_of(metadata, STR("url"), arena, &row->url) ||
	    !place_of(metadata, arena, &row->place))
		return false;
	row->lang = known_text_of(metadata, STR("lang"), arena);
	row->kind = known_text_of(metadata, STR("kind"), arena);
	row->license = known_text_of(metadata, STR("license"), arena);
	row->date = known_text_of(metadata, STR("date"), arena);
	row->metadata = metadata;
	row->text_begin = (size_t)(text.p - line.p);
	row->text_end = row->text_begin + text.n;
	row->kept_end = (size_t)(metadata.p - line.p) + metadata.n - 1;
	if (json_scan_member(metadata, STR("signals"), &signals))
		row->kept_end = (size_t)(signals.p - line.p) - (sizeof(",\"signals\":") - 1);
	return row->text_begin < row->kept_end;
}

void stored_row_write(const struct stored_row *row, const struct page_verdict *verdict,
                      struct buf *out)
{
	buf_append(out, str_slice(row->line, 0, row->text_begin));
	json_string(out, verdict ? verdict->text : row->text);
	buf_append(out, str_slice(row->line, row->text_end, row->kept_end));
	if (verdict)
		page_filter_write(verdict, out);
	json_close(out, '}');
	json_close(out, '}');
	buf_append_byte(out, '\n');
}

void stored_row_write_reject(const struct stored_row *row, enum outcome reason, struct str detail,
                             struct buf *out)
{
	const struct row_reject reject = {
	        .id = row->id, .url = row->url, .reason = reason, .detail = detail};
	row_write_reject(&reject, &row->place, out);
}
