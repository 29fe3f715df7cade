/*
 * ASCII by a table of 128 bits, the rest by binary search in ranges made from the Unicode
 * character database. The large blocks of Han and Hangul are asked first: they hold nearly all
 * non-alphabetic text; then the block of dashes and quotation marks, which are in most texts.
 */
#include "core/text/words.h"

#include "core/text/bytes16.h"
#include "core/text/utf8.h"
#include "core/text/words_table.h"

/* Bit c of two words: 0-9, A-Z, "_", a-z. */
static const uint64_t ascii_word_bits[2] = {0x03ff000000000000, 0x07fffffe87fffffe};

static bool ascii_has_char(unsigned char c)
{
	return ascii_word_bits[c >> 6] >> (c & 63) & 1;
}

static bool in_ranges(uint32_t code_point)
{
	size_t low = 0, high = sizeof(word_ranges) / sizeof(word_ranges[0]);
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (code_point > word_ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof(word_ranges) / sizeof(word_ranges[0]) &&
	       code_point >= word_ranges[low].first;
}

bool words_has_char(uint32_t code_point)
{
	if (code_point < 0x80)
		return ascii_has_char((unsigned char)code_point);
	if ((code_point >= 0x4e00 && code_point <= 0x9fff) ||
	    (code_point >= 0xac00 && code_point <= 0xd7a3))
		return true;
	if (code_point >= 0x2000 && code_point < 0x2070)
		return false;
	return in_ranges(code_point);
}

bool words_is_unspaced(uint32_t code_point)
{
	static const struct word_range unspaced[] = {
	        {0x0e00, 0x0eff},   /* Thai, Lao */
	        {0x1000, 0x109f},   /* Myanmar */
	        {0x1780, 0x17ff},   /* Khmer */
	        {0x3040, 0x30ff},   /* Hiragana, Katakana */
	        {0x3400, 0x9fff},   /* Han */
	        {0xf900, 0xfaff},   /* Han, compatibility */
	        {0x20000, 0x3ffff}, /* Han, supplementary planes */
	};
	for (size_t i = 0; i < sizeof(unspaced) / sizeof(unspaced[0]); i++)
		if (code_point <= unspaced[i].last)
			return code_point >= unspaced[i].first;
	return false;
}

/* Which of sixteen bytes are of ASCII words. */
static unsigned ascii_word_bytes(struct bytes16 bytes)
{
	return bytes16_alpha(bytes) | bytes16_between(bytes, '0', '9') | bytes16_equal(bytes, '_');
}

/* The offset behind the characters at `at` that are all of words (`inside`), or all are not. */
static size_t end_of_run(struct str text, size_t at, bool inside)
{
	while (at < text.n) {
		struct bytes16 bytes = bytes16_of(text, at);
		unsigned words = ascii_word_bytes(bytes);
		unsigned stops = inside ? ~words & BYTES16_ALL : words | bytes16_high(bytes);
		at += stops ? bytes16_first(stops) : BYTES16;
		if (stops == 0)
			continue;
		if (at >= text.n || (unsigned char)text.p[at] < 0x80)
			break;
		size_t next = at;
		if (words_has_char(utf8_next(text, &next)) != inside)
			break;
		at = next;
	}
	return at < text.n ? at : text.n;
}

bool words_next(struct str *rest, struct str *word)
{
	size_t start = end_of_run(*rest, 0, false);
	if (start == rest->n)
		return false;
	size_t end = end_of_run(*rest, start, true);
	*word = str_slice(*rest, start, end);
	*rest = str_slice(*rest, end, rest->n);
	return true;
}

size_t words_count(struct str text)
{
	struct str word;
	size_t count = 0;
	while (words_next(&text, &word))
		count++;
	return count;
}

/*
 * Adds the bytes of word characters that begin at the bits `leads` to the mask `*words`, which is
 * wide enough for the end of a character in the next bytes; returns how many are of a script
 * without spaces. Such are no part of a word here.
 */
static size_t add_wide_characters(struct str text, size_t at, unsigned leads, uint32_t *words)
{
	size_t unspaced = 0;
	for (; leads; leads &= leads - 1) {
		unsigned first = bytes16_first(leads);
		size_t start = at + first, end = start;
		uint32_t code_point = utf8_next(text, &end);
		bool is_unspaced = words_is_unspaced(code_point);
		unspaced += is_unspaced;
		if (!is_unspaced && words_has_char(code_point))
			*words |= (((uint32_t)1 << (end - start)) - 1) << first;
	}
	return unspaced;
}

size_t words_measure(struct str text)
{
	size_t count = 0, unspaced = 0;
	uint32_t words = 0, inside = 0; /* inside: the byte before is of a word */
	for (size_t at = 0; at < text.n; at += BYTES16) {
		struct bytes16 bytes = bytes16_of(text, at);
		words = words >> BYTES16 | ascii_word_bytes(bytes);
		if (bytes16_high(bytes))
			unspaced += add_wide_characters(text, at,
			                                bytes16_between(bytes, 0xc0, 0xff), &words);
		count += bytes16_counts(words & ~(words << 1 | inside) & BYTES16_ALL);
		inside = words >> (BYTES16 - 1) & 1;
	}
	return count + (unspaced + WORDS_CHARS_UNSPACED - 1) / WORDS_CHARS_UNSPACED;
}
