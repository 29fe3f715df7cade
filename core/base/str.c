#include "core/base/str.h"

#include <stdint.h>

bool str_equal_nocase(struct str a, struct str b)
{
	return a.n == b.n && str_starts_nocase(a, b);
}

bool str_starts_nocase(struct str s, struct str prefix)
{
	if (s.n < prefix.n)
		return false;
	for (size_t i = 0; i < prefix.n; i++)
		if (ascii_lower(s.p[i]) != ascii_lower(prefix.p[i]))
			return false;
	return true;
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_equal(str_slice(s, s.n - suffix.n, s.n), suffix);
}

size_t str_find(struct str s, struct str needle, size_t from)
{
	if (from > s.n || needle.n > s.n - from)
		return STR_NONE;
	if (needle.n == 0)
		return from;
	const char *at = memmem(s.p + from, s.n - from, needle.p, needle.n);
	return at ? (size_t)(at - s.p) : STR_NONE;
}

size_t str_find_nocase(struct str s, struct str needle, size_t from)
{
	for (size_t i = from; i <= s.n && needle.n <= s.n - i; i++)
		if (str_starts_nocase(str_slice(s, i, s.n), needle))
			return i;
	return STR_NONE;
}

size_t str_find_byte(struct str s, char byte, size_t from)
{
	if (from >= s.n)
		return STR_NONE;
	const char *at = memchr(s.p + from, byte, s.n - from);
	return at ? (size_t)(at - s.p) : STR_NONE;
}

size_t str_until(struct str s, const char *set, size_t from)
{
	for (; from < s.n; from++)
		for (const char *c = set; *c; c++)
			if (s.p[from] == *c)
				return from;
	return s.n;
}

struct str str_trim(struct str s)
{
	while (s.n && ascii_is_space((unsigned char)s.p[0]))
		s = str_slice(s, 1, s.n);
	while (s.n && ascii_is_space((unsigned char)s.p[s.n - 1]))
		s.n--;
	return s;
}

bool str_next(struct str *rest, char separator, struct str *piece)
{
	if (rest->p == NULL || rest->n == 0)
		return false;
	size_t end = str_find_byte(*rest, separator, 0);
	if (end == STR_NONE) {
		*piece = *rest;
		*rest = (struct str){0};
		return true;
	}
	*piece = str_slice(*rest, 0, end);
	*rest = str_slice(*rest, end + 1, rest->n);
	return true;
}

bool str_to_number(struct str s, unsigned long long max, unsigned long long *number)
{
	unsigned long long value = 0;
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_is_digit((unsigned char)s.p[i]))
			return false;
		unsigned digit = (unsigned)(s.p[i] - '0');
		if (value > (max - digit) / 10 || max < digit)
			return false;
		value = value * 10 + digit;
	}
	*number = value;
	return true;
}
