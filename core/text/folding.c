/*
 * ASCII letters go sixteen at a time; digits and everything past ASCII one by one, by a two-stage
 * table. Borders are not collapsed: who cuts words out of the stretch passes over runs of spaces at
 * no cost.
 */
#include "core/text/folding.h"

#include "core/base/bug.h"
#include "core/text/folding_table.h"
#include "core/text/bytes16.h"
#include "core/text/utf8.h"

_Static_assert(FOLDING_TEXT_BYTES_MAX + 2 * FOLDING_TEXT_BYTES_MAX / 3 <= FOLDING_CHAR_BYTES_MAX,
               "a space on both sides of each three bytes");

void folding_begin(struct folding *folding, struct str text)
{
	folding->rest = text;
	folding->kept_at = folding->kept = 0;
	folding->bytes[0] = ' '; /* so that there is always a last byte */
}

static unsigned value_of(uint32_t code_point)
{
	size_t block = code_point / FOLDING_BLOCK;
	if (block >= sizeof(folding_index))
		block = sizeof(folding_index) - 1;
	return folding_blocks[folding_index[block]][code_point % FOLDING_BLOCK];
}

/* A run of them is one. */
static char *put_digit(char *to)
{
	*to = '0';
	return to + (to[-1] != '0');
}

/* Writes one character, which `bytes` is in UTF-8, by what the table says of it. */
static char *put_by_value(char *to, unsigned value, struct str bytes)
{
	switch (value) {
	case FOLDING_NOTHING:
		return to;
	case FOLDING_DIGIT:
		return put_digit(to);
	case FOLDING_BORDER:
		*to++ = ' ';
		return to;
	case FOLDING_ALONE:
		*to++ = ' ';
		memcpy(to, bytes.p, bytes.n);
		to += bytes.n;
		*to++ = ' ';
		return to;
	default:
		memcpy(to, bytes.p, bytes.n);
		return to + bytes.n;
	}
}

static char *put_text(char *to, unsigned value)
{
	const unsigned char *text = folding_texts + (value - FOLDING_FIRST_TEXT);
	struct str s = {(const char *)text + 1, text[0]};
	for (size_t at = 0; at < s.n;) {
		size_t start = at;
		uint32_t code_point = utf8_next(s, &at);
		to = put_by_value(to, value_of(code_point), str_slice(s, start, at));
	}
	return to;
}

/* A syllable as the letters it is made of (Unicode, 3.12): the same as if they had been written. */
static char *put_hangul(char *to, uint32_t code_point)
{
	enum { L_BASE = 0x1100, V_BASE = 0x1161, T_BASE = 0x11a7, V_COUNT = 21, T_COUNT = 28 };
	uint32_t number = code_point - 0xac00;
	uint32_t trailing = number % T_COUNT;
	to += utf8_put(to, L_BASE + number / (V_COUNT * T_COUNT));
	to += utf8_put(to, V_BASE + number / T_COUNT % V_COUNT);
	if (trailing > 0)
		to += utf8_put(to, T_BASE + trailing);
	return to;
}

/* As utf8_next, for the two and three bytes that most characters past ASCII have. */
static inline uint32_t next_character(struct str text, size_t *at)
{
	const unsigned char *p = (const unsigned char *)text.p + *at;
	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if (p[0] < 0xe0) {
		*at += 2;
		return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	}
	if (p[0] < 0xf0) {
		*at += 3;
		return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
	}
	return utf8_next(text, at);
}

/* The character at `*at` of `text`, at `to`; FOLDING_CHAR_BYTES_MAX can be written there. */
static char *put_character(char *to, struct str text, size_t *at)
{
	size_t start = *at;
	uint32_t code_point = next_character(text, at);
	if (code_point >= 0xac00 && code_point <= 0xd7a3)
		return put_hangul(to, code_point);
	unsigned value = value_of(code_point);
	if (value == FOLDING_ITSELF && text.n - start >= sizeof(code_point)) {
		memcpy(to, text.p + start, sizeof(code_point)); /* of a fixed size: no call */
		return to + (*at - start);
	}
	if (value == FOLDING_BORDER) {
		*to = ' ';
		return to + 1;
	}
	if (value >= FOLDING_FIRST_TEXT)
		return put_text(to, value);
	return put_by_value(to, value, str_slice(text, start, *at));
}

/* Digits and characters past ASCII, up to the next other one. */
static char *fold_hard(struct str text, size_t *at, char *to, const char *end)
{
	while (*at < text.n && to < end) {
		unsigned char c = (unsigned char)text.p[*at];
		if (c >= 0x80) {
			to = put_character(to, text, at);
		} else if (ascii_is_digit(c)) {
			to = put_digit(to);
			++*at;
		} else {
			break;
		}
	}
	return to;
}

/* Folds from the front of `*rest` until it is empty or `to` is at `end` or little behind it. */
static char *fold(struct str *rest, char *to, const char *end)
{
	struct str text = *rest;
	size_t at = 0;
	while (at < text.n && to < end) {
		struct bytes16 bytes = bytes16_of(text, at);
		unsigned hard = bytes16_high(bytes) | bytes16_between(bytes, '0', '9');
		size_t left = text.n - at;
		bytes16_store_letters(bytes, to);
		if (hard == 0) {
			size_t easy = left < BYTES16 ? left : BYTES16;
			to += easy;
			at += easy;
			continue;
		}
		to += bytes16_first(hard);
		at += bytes16_first(hard);
		to = fold_hard(text, &at, to, end);
	}
	*rest = str_slice(text, at, text.n);
	return to;
}

bool folding_next(struct folding *folding, struct str *stretch)
{
	char *start = folding->bytes + 1, *limit = start + FOLDING_BYTES_MAX;
	if (folding->rest.n == 0 && folding->kept == 0)
		return false;
	memmove(start, folding->bytes + folding->kept_at, folding->kept);
	char *end = fold(&folding->rest, start + folding->kept, limit), *cut = end;
	while (cut > start && cut[-1] != ' ')
		cut--;
	if (folding->rest.n == 0 || cut == start) { /* the end, or one endless word */
		*end++ = ' ';
		cut = end;
	}
	BUG_UNLESS(end <= limit + FOLDING_CHAR_BYTES_MAX);
	*stretch = (struct str){start, (size_t)(cut - start)};
	folding->kept = (size_t)(end - cut);
	folding->kept_at = (size_t)(cut - folding->bytes);
	return true;
}
