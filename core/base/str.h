/*
 * A slice of bytes: pointer and length, never owned, not NUL-terminated.
 * All functions are pure; "ASCII" ones touch only A-Z and a-z, whatever the locale.
 */
#ifndef CORE_BASE_STR_H
#define CORE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

/* A string literal as a slice; STR_INIT where C wants a constant initialiser. */
#define STR_INIT(literal)                                                                          \
	{                                                                                          \
		(literal), sizeof(literal) - 1                                                     \
	}
#define STR(literal) ((struct str)STR_INIT(literal))

/* For printf: "%.*s", STR_ARG(s). Slices printed so are short (paths, names). */
#define STR_ARG(s) (int)(s).n, (s).p

#define STR_NONE ((size_t)-1) /* "not found" of the str_find functions */

static inline struct str str_from(const char *c_string)
{
	return (struct str){c_string, strlen(c_string)};
}

/* The part from `from` up to `to` (exclusive); 0 <= from <= to <= s.n. */
static inline struct str str_slice(struct str s, size_t from, size_t to)
{
	return (struct str){from ? s.p + from : s.p, to - from}; /* NULL + 0 is undefined */
}

static inline bool ascii_is_space(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool ascii_is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_alpha(unsigned char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static inline bool str_equal(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_equal(str_slice(s, 0, prefix.n), prefix);
}

bool str_equal_nocase(struct str a, struct str b);       /* ASCII */
bool str_starts_nocase(struct str s, struct str prefix); /* ASCII */
bool str_ends(struct str s, struct str suffix);

/* Offset of the first occurrence at or after `from`, or STR_NONE. */
size_t str_find(struct str s, struct str needle, size_t from);
size_t str_find_nocase(struct str s, struct str needle, size_t from); /* ASCII */
size_t str_find_byte(struct str s, char byte, size_t from);

/* Where a piece ends: offset of the first byte at or after `from` that is one of `set`, or s.n. */
size_t str_until(struct str s, const char *set, size_t from);

/* Without leading and trailing ASCII white space. */
struct str str_trim(struct str s);

/*
 * Cuts the next piece off `*rest`, up to `separator` or the end; false when nothing is left.
 * "a,,b" gives "a", "", "b"; an empty string gives nothing.
 */
bool str_next(struct str *rest, char separator, struct str *piece);

/* The whole of `s` as a decimal number; false if it is empty, no number, or over `max`. */
bool str_to_number(struct str s, unsigned long long max, unsigned long long *number);

#endif
