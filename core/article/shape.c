/*
 * Counts come from masks of sixteen bytes at a time. Four of them are counted in one step, side by
 * side in a word of 64 bits.
 */
#include "core/article/shape.h"

#include "core/text/bytes16.h"

static bool is_any_of(struct str text, size_t at, const struct str *marks, size_t count)
{
	struct str rest = str_slice(text, at, text.n);
	for (size_t i = 0; i < count; i++)
		if (str_starts(rest, marks[i]))
			return true;
	return false;
}

static bool is_currency(struct str text, size_t at)
{
	static const char firsts[] = "$zk\xc2\xe2\xef";
	static const struct str marks[] = {STR_INIT("$"),  STR_INIT("€"),  STR_INIT("£"),
	                                   STR_INIT("¥"),  STR_INIT("₹"),  STR_INIT("₽"),
	                                   STR_INIT("￥"), STR_INIT("zł"), STR_INIT("kr")};
	return text.p[at] != '\0' && strchr(firsts, text.p[at]) &&
	       is_any_of(text, at, marks, sizeof(marks) / sizeof(marks[0]));
}

/* A currency mark before the digit at `digit` or, with a space at most between, behind it. */
static bool price_is_at(struct str text, size_t digit)
{
	enum { MARK_BYTES_MAX = 3 };
	size_t before = digit;
	if (before > 0 && text.p[before - 1] == ' ')
		before--;
	for (size_t back = 1; back <= MARK_BYTES_MAX && back <= before; back++) {
		bool is_possible = text.p[before - back] == '$' ||
		                   (unsigned char)text.p[before - back] >= 0xc0;
		if (is_possible && is_currency(text, before - back))
			return true;
	}
	size_t after = digit + 1;
	if (after < text.n && text.p[after] == ' ')
		after++;
	return after < text.n && !ascii_is_digit((unsigned char)text.p[after]) &&
	       is_currency(text, after);
}

bool shape_has_price(struct str text)
{
	for (size_t at = 0; at < text.n; at += BYTES16) {
		unsigned digits = bytes16_between(bytes16_of(text, at), '0', '9');
		for (; digits; digits &= digits - 1)
			if (price_is_at(text, at + bytes16_first(digits)))
				return true;
	}
	return false;
}

bool shape_has_separator(struct str text)
{
	static const struct str marks[] = {STR_INIT("•"), STR_INIT("»"), STR_INIT("›"),
	                                   STR_INIT("·"), STR_INIT("→")};
	for (size_t at = 0; at < text.n; at += BYTES16) {
		struct bytes16 bytes = bytes16_of(text, at);
		unsigned leads = bytes16_equal(bytes, '\xc2') | bytes16_equal(bytes, '\xe2');
		if (bytes16_equal(bytes, '|'))
			return true;
		for (; leads; leads &= leads - 1)
			if (is_any_of(text, at + bytes16_first(leads), marks,
			              sizeof(marks) / sizeof(marks[0])))
				return true;
	}
	return false;
}

/* Those past ASCII among sixteen bytes. */
static unsigned count_wide_commas(struct str text, size_t at, struct bytes16 bytes)
{
	static const struct str commas[] = {STR_INIT("，"), STR_INIT("、"), STR_INIT("،")};
	unsigned count = 0;
	unsigned leads = bytes16_equal(bytes, '\xef') | bytes16_equal(bytes, '\xe3') |
	                 bytes16_equal(bytes, '\xd8');
	for (; leads; leads &= leads - 1)
		count += is_any_of(text, at + bytes16_first(leads), commas,
		                   sizeof(commas) / sizeof(commas[0]));
	return count;
}

struct shape shape_of(struct str text)
{
	uint64_t counts = 0, more = 0;
	unsigned inside = 0, wide_commas = 0; /* inside: the byte before is of a word */
	if (text.n > SHAPE_BYTES_MAX)
		text.n = SHAPE_BYTES_MAX;
	for (size_t at = 0; at < text.n; at += BYTES16) {
		struct bytes16 bytes = bytes16_of(text, at);
		unsigned high = bytes16_high(bytes), digits = bytes16_between(bytes, '0', '9');
		unsigned words = bytes16_alpha(bytes) | digits | high;
		unsigned joined = words | bytes16_equal(bytes, '\'');
		unsigned starts = words & ~(joined << 1 | inside);
		unsigned capitals = starts & bytes16_between(bytes, 'A', 'Z');
		inside = joined >> (BYTES16 - 1);
		counts += bytes16_counts((uint64_t)digits | (uint64_t)starts << 16 |
		                         (uint64_t)capitals << 32 |
		                         (uint64_t)bytes16_equal(bytes, ',') << 48);
		unsigned marks = bytes16_equal(bytes, '.') | bytes16_equal(bytes, '!') |
		                 bytes16_equal(bytes, '?');
		unsigned shown = bytes16_between(bytes, '!', '~');
		more += bytes16_counts((uint64_t)bytes16_between(bytes, 'A', 'Z') |
		                       (uint64_t)marks << 16 | (uint64_t)(shown & ~words) << 32);
		if (high)
			wide_commas += count_wide_commas(text, at, bytes);
	}
	return (struct shape){
	        .bytes = (uint32_t)text.n,
	        .digits = counts & 0xffff,
	        .words = counts >> 16 & 0xffff,
	        .capital_words = counts >> 32 & 0xffff,
	        .commas = (uint32_t)(counts >> 48) + wide_commas,
	        .uppers = more & 0xffff,
	        .marks = more >> 16 & 0xffff,
	        .others = more >> 32 & 0xffff,
	};
}

/* Of the mark that the text ends in; 0 if it is none of these. */
static size_t length_of_ending(struct str text, const struct str *marks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_ends(text, marks[i]))
			return marks[i].n;
	return 0;
}

/* . ! ? … and those of other scripts; a quote or bracket may follow. */
bool shape_ends_as_sentence(struct str text)
{
	static const char ascii_closing[] = "\"')]", ascii_marks[] = ".!?";
	static const struct str closing[] = {STR_INIT("”"),  STR_INIT("’"),  STR_INIT("»"),
	                                     STR_INIT("」"), STR_INIT("』"), STR_INIT("）")};
	static const struct str marks[] = {STR_INIT("…"),  STR_INIT("。"), STR_INIT("！"),
	                                   STR_INIT("？"), STR_INIT("।"),  STR_INIT("؟"),
	                                   STR_INIT("۔"),  STR_INIT("｡")};
	if (text.n && strchr(ascii_closing, text.p[text.n - 1]))
		text.n--;
	else if (text.n && (unsigned char)text.p[text.n - 1] >= 0x80)
		text.n -= length_of_ending(text, closing, sizeof(closing) / sizeof(closing[0]));
	if (text.n == 0)
		return false;
	if ((unsigned char)text.p[text.n - 1] < 0x80)
		return strchr(ascii_marks, text.p[text.n - 1]) != NULL;
	return length_of_ending(text, marks, sizeof(marks) / sizeof(marks[0])) > 0;
}
