#include "core/base/json_scan.h"

#include <limits.h>

struct scan {
	struct str text;
	size_t at;
};

static int peek(const struct scan *scan)
{
	return scan->at < scan->text.n ? (unsigned char)scan->text.p[scan->at] : -1;
}

static bool take(struct scan *scan, int byte)
{
	bool is_there = peek(scan) == byte;
	scan->at += is_there;
	return is_there;
}

static void pass_space(struct scan *scan)
{
	while (peek(scan) == ' ' || peek(scan) == '\t' || peek(scan) == '\n' || peek(scan) == '\r')
		scan->at++;
}

static bool pass_digits(struct scan *scan)
{
	size_t begun = scan->at;
	while (peek(scan) >= '0' && peek(scan) <= '9')
		scan->at++;
	return scan->at > begun;
}

static bool pass_number(struct scan *scan)
{
	(void)take(scan, '-');
	if (!take(scan, '0') && !pass_digits(scan))
		return false;
	if (take(scan, '.') && !pass_digits(scan))
		return false;
	if (!take(scan, 'e') && !take(scan, 'E'))
		return true;
	if (!take(scan, '+'))
		(void)take(scan, '-');
	return pass_digits(scan);
}

static bool is_hex(int c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static bool pass_escape(struct scan *scan)
{
	int c = peek(scan);
	scan->at++;
	if (c != 'u')
		return c > 0 && strchr("\"\\/bfnrt", c) != NULL;
	for (int i = 0; i < 4; i++, scan->at++)
		if (!is_hex(peek(scan)))
			return false;
	return true;
}

static bool pass_string(struct scan *scan)
{
	if (!take(scan, '"'))
		return false;
	while (peek(scan) >= ' ') {
		if (take(scan, '"'))
			return true;
		if (!take(scan, '\\'))
			scan->at++;
		else if (!pass_escape(scan))
			return false;
	}
	return false;
}

static bool pass_word(struct scan *scan, struct str word)
{
	bool is_there = str_starts(str_slice(scan->text, scan->at, scan->text.n), word);
	scan->at += is_there ? word.n : 0;
	return is_there;
}

static bool pass_name(struct scan *scan)
{
	pass_space(scan);
	if (!pass_string(scan))
		return false;
	pass_space(scan);
	return take(scan, ':');
}

static bool pass_value(struct scan *scan, int depth);

/* Behind the opening bracket. */
static bool pass_parts(struct scan *scan, int closing, int depth)
{
	pass_space(scan);
	if (take(scan, closing))
		return true;
	do {
		if (closing == '}' && !pass_name(scan))
			return false;
		if (!pass_value(scan, depth + 1))
			return false;
		pass_space(scan);
	} while (take(scan, ','));
	return take(scan, closing);
}

static bool pass_value(struct scan *scan, int depth)
{
	pass_space(scan);
	if (depth > JSON_SCAN_DEPTH_MAX)
		return false;
	if (take(scan, '{'))
		return pass_parts(scan, '}', depth);
	if (take(scan, '['))
		return pass_parts(scan, ']', depth);
	if (peek(scan) == '"')
		return pass_string(scan);
	return pass_word(scan, STR("true")) || pass_word(scan, STR("false")) ||
	       pass_word(scan, STR("null")) || pass_number(scan);
}

bool json_scan(struct str *rest, struct str *value)
{
	struct scan scan = {*rest, 0};
	pass_space(&scan);
	size_t begun = scan.at;
	if (!pass_value(&scan, 1))
		return false;
	*value = str_slice(*rest, begun, scan.at);
	pass_space(&scan);
	*rest = str_slice(*rest, scan.at, rest->n);
	return true;
}

bool json_is_valid(struct str text)
{
	struct str value;
	return json_scan(&text, &value) && text.n == 0;
}

bool json_scan_part(struct str *rest, struct str *name, struct str *value)
{
	struct scan scan = {*rest, 0};
	*name = STR("");
	pass_space(&scan);
	bool is_first = take(&scan, '{') || take(&scan, '[');
	if (!is_first && !take(&scan, ','))
		return false;
	pass_space(&scan);
	size_t begun = scan.at;
	if (!pass_value(&scan, 1))
		return false; /* an empty one */
	*value = str_slice(*rest, begun, scan.at);
	pass_space(&scan);
	if (take(&scan, ':')) {
		*name = str_slice(*value, 1, value->n - 1);
		pass_space(&scan);
		begun = scan.at;
		if (!pass_value(&scan, 1))
			return false;
		*value = str_slice(*rest, begun, scan.at);
	}
	*rest = str_slice(*rest, scan.at, rest->n);
	return true;
}

bool json_scan_member(struct str object, struct str name, struct str *value)
{
	struct str found;
	while (json_scan_part(&object, &found, value))
		if (str_equal(found, name))
			return true;
	return false;
}

bool json_scan_text(struct str value, struct str *text)
{
	if (value.n < 2 || value.p[0] != '"')
		return false;
	*text = str_slice(value, 1, value.n - 1);
	return true;
}

bool json_scan_number(struct str value, unsigned long long *number)
{
	return str_to_number(value, ULLONG_MAX, number);
}
