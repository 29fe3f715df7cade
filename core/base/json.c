#include "core/base/json.h"

#include <stdint.h>

/* What stands behind the backslash; 'u' for \u00XX, 0 for bytes that stay as they are. */
static const char escapes[256] = {
        ['"'] = '"',  ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r',
        ['\t'] = 't', [0x00] = 'u',  [0x01] = 'u', [0x02] = 'u', [0x03] = 'u', [0x04] = 'u',
        [0x05] = 'u', [0x06] = 'u',  [0x07] = 'u', [0x0b] = 'u', [0x0e] = 'u', [0x0f] = 'u',
        [0x10] = 'u', [0x11] = 'u',  [0x12] = 'u', [0x13] = 'u', [0x14] = 'u', [0x15] = 'u',
        [0x16] = 'u', [0x17] = 'u',  [0x18] = 'u', [0x19] = 'u', [0x1a] = 'u', [0x1b] = 'u',
        [0x1c] = 'u', [0x1d] = 'u',  [0x1e] = 'u', [0x1f] = 'u',
};

static void separate(struct buf *out)
{
	if (out->n == 0)
		return;
	char last = out->p[out->n - 1];
	if (last != '{' && last != '[' && last != ':' && last != '\n')
		buf_append_byte(out, ',');
}

void json_open(struct buf *out, char bracket)
{
	separate(out);
	buf_append_byte(out, bracket);
}

void json_close(struct buf *out, char bracket)
{
	buf_append_byte(out, bracket);
}

void json_name(struct buf *out, const char *name)
{
	separate(out);
	buf_append_byte(out, '"');
	buf_append(out, str_from(name));
	buf_append(out, STR("\":"));
}

/* True if none of 8 bytes needs an escape: each is >= 0x20 and neither '"' nor '\\'. */
static bool eight_are_plain(const char *p)
{
	const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
	uint64_t x;
	memcpy(&x, p, sizeof(x));
	uint64_t control = (x - ones * 0x20) & ~x;
	uint64_t quote = x ^ (ones * '"'), slash = x ^ (ones * '\\');
	uint64_t is_quote = (quote - ones) & ~quote, is_slash = (slash - ones) & ~slash;
	return ((control | is_quote | is_slash) & highs) == 0;
}

static size_t plain_length(struct str s, size_t from)
{
	size_t i = from;
	while (i + 8 <= s.n && eight_are_plain(s.p + i))
		i += 8;
	while (i < s.n && escapes[(unsigned char)s.p[i]] == 0)
		i++;
	return i - from;
}

void json_string(struct buf *out, struct str s)
{
	separate(out);
	buf_append_byte(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		size_t plain = plain_length(s, i);
		buf_append(out, str_slice(s, i, i + plain));
		i += plain;
		if (i == s.n)
			break;
		unsigned char c = (unsigned char)s.p[i];
		char escape[6] = {'\\', escapes[c],       '0',
		                  '0',  "01"[c >> 4 & 1], "0123456789abcdef"[c & 15]};
		buf_append(out, (struct str){escape, escapes[c] == 'u' ? 6 : 2});
	}
	buf_append_byte(out, '"');
}

void json_number(struct buf *out, unsigned long long number)
{
	separate(out);
	buf_append_number(out, number);
}

void json_bool(struct buf *out, bool value)
{
	separate(out);
	buf_append(out, value ? STR("true") : STR("false"));
}

void json_member_string(struct buf *out, const char *name, struct str s)
{
	json_name(out, name);
	json_string(out, s);
}

void json_member_number(struct buf *out, const char *name, unsigned long long number)
{
	json_name(out, name);
	json_number(out, number);
}

void json_member_hundredths(struct buf *out, const char *name, unsigned hundredths)
{
	json_name(out, name);
	buf_printf(out, "%u.%02u", hundredths / 100, hundredths % 100);
}
