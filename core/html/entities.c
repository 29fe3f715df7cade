/*
 * A named reference is looked up as a whole first: its letters and digits up to the ';', one probe
 * of a hash table. Only the few old names count without ';'; none is longer than six characters, so
 * trying them from the longest down finds the longest match that the standard asks for.
 */
#include "core/html/entities.h"

#include "core/html/entity_table.h"
#include "core/text/utf8.h"

enum {
	CODE_POINT_MAX = 0x10FFFF,
	REPLACEMENT = 0xFFFD,
	WINDOWS_1252_FIRST = 0x80,
	WINDOWS_1252_LAST = 0x9F,
};

_Static_assert(ENTITY_COUNT < UINT16_MAX, "slots hold 16 bits");

/* What numbers of C1 control characters stand for; 0: themselves. */
static const uint16_t windows_1252[WINDOWS_1252_LAST - WINDOWS_1252_FIRST + 1] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static bool is_alphanumeric(unsigned char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c);
}

/* The value of a digit, or 16. */
static unsigned digit_value(unsigned char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10u : 16;
}

static uint32_t meant_code_point(uint32_t number)
{
	if (number == 0 || number > CODE_POINT_MAX || (number >= 0xD800 && number <= 0xDFFF))
		return REPLACEMENT;
	if (number >= WINDOWS_1252_FIRST && number <= WINDOWS_1252_LAST &&
	    windows_1252[number - WINDOWS_1252_FIRST])
		return windows_1252[number - WINDOWS_1252_FIRST];
	return number;
}

/* "&#" is at the front of `*rest`. */
static size_t numeric_reference(struct str *rest, char *out)
{
	size_t at = 2;
	bool hex = at < rest->n && (rest->p[at] | 0x20) == 'x';
	at += hex;
	size_t first_digit = at;
	unsigned base = hex ? 16 : 10, digit;
	uint32_t number = 0;
	while (at < rest->n && (digit = digit_value((unsigned char)rest->p[at])) < base) {
		if (number <= CODE_POINT_MAX)
			number = number * base + digit;
		at++;
	}
	if (at == first_digit)
		return 0;
	if (at < rest->n && rest->p[at] == ';')
		at++;
	*rest = str_slice(*rest, at, rest->n);
	return utf8_put(out, meant_code_point(number));
}

static const struct entity *find_entity(const char *name, unsigned length)
{
	for (uint32_t i = entity_hash(name, length); entity_slots[i];
	     i = (i + 1) % ENTITY_HASH_SLOTS) {
		const struct entity *entity = &entities[entity_slots[i] - 1];
		if (entity->name_bytes == length && memcmp(entity->name, name, length) == 0)
			return entity;
	}
	return NULL;
}

static const struct entity *find_bare_entity(const char *name, unsigned length)
{
	for (; length >= 2; length--) {
		const struct entity *entity = find_entity(name, length);
		if (entity && entity->bare)
			return entity;
	}
	return NULL;
}

static size_t named_reference(struct str *rest, bool in_attribute, char *out)
{
	const char *name = rest->p + 1, *end = rest->p + rest->n;
	unsigned length = 0;
	while (length <= ENTITY_NAME_CHARS_MAX && name + length < end &&
	       is_alphanumeric((unsigned char)name[length]))
		length++;
	const struct entity *entity = NULL;
	const char *after = name + length;
	if (length <= ENTITY_NAME_CHARS_MAX && after < end && *after == ';') {
		entity = find_entity(name, length);
		after++;
	}
	if (entity == NULL) {
		entity = find_bare_entity(name, length < ENTITY_BARE_NAME_CHARS_MAX
		                                        ? length
		                                        : ENTITY_BARE_NAME_CHARS_MAX);
		if (entity == NULL)
			return 0;
		after = name + entity->name_bytes;
		if (in_attribute && after < end &&
		    (*after == '=' || is_alphanumeric((unsigned char)*after)))
			return 0;
	}
	*rest = (struct str){after, (size_t)(end - after)};
	memcpy(out, entity->value, entity->value_bytes);
	return entity->value_bytes;
}

size_t html_reference(struct str *rest, bool in_attribute, char out[HTML_REFERENCE_BYTES_MAX])
{
	if (rest->n >= 2 && rest->p[1] == '#')
		return numeric_reference(rest, out);
	return named_reference(rest, in_attribute, out);
}
