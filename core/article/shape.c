#include "core/article/shape.h"

enum byte_class {
	BYTE_OTHER,
	BYTE_SMALL, /* letters */
	BYTE_CAPITAL,
	BYTE_DIGIT,
	BYTE_COMMA,
	BYTE_APOSTROPHE,
	BYTE_SEPARATOR,
	BYTE_LEAD,  /* the first of a character past ASCII */
	BYTE_TRAIL, /* the others */
};

#define BYTES_4(class) (class), (class), (class), (class)
#define BYTES_16(class) BYTES_4(class), BYTES_4(class), BYTES_4(class), BYTES_4(class)
#define BYTES_10(class) BYTES_4(class), BYTES_4(class), (class), (class)
#define BYTES_26(class) BYTES_10(class), BYTES_16(class)

/* clang-format off */
static const uint8_t byte_classes[256] = {
	BYTES_16(0), BYTES_16(0),
	0, 0, 0, 0, 0, 0, 0, BYTE_APOSTROPHE, 0, 0, 0, 0, BYTE_COMMA, 0, 0, 0,
	BYTES_10(BYTE_DIGIT), 0, 0, 0, 0, 0, 0,
	0, BYTES_26(BYTE_CAPITAL), 0, 0, 0, 0, 0,
	0, BYTES_26(BYTE_SMALL), 0, BYTE_SEPARATOR, 0, 0, 0,
	BYTES_16(BYTE_TRAIL), BYTES_16(BYTE_TRAIL), BYTES_16(BYTE_TRAIL), BYTES_16(BYTE_TRAIL),
	BYTES_16(BYTE_LEAD), BYTES_16(BYTE_LEAD), BYTES_16(BYTE_LEAD), BYTES_16(BYTE_LEAD),
};
/* clang-format on */

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
	static const struct str marks[] = {STR_INIT("$"),  STR_INIT("€"),  STR_INIT("£"),
	                                   STR_INIT("¥"),  STR_INIT("₹"),  STR_INIT("₽"),
	                                   STR_INIT("￥"), STR_INIT("zł"), STR_INIT("kr")};
	return is_any_of(text, at, marks, sizeof(marks) / sizeof(marks[0]));
}

/* A currency mark before the digit at `digit` or, with a space at most between, behind it. */
static bool price_is_at(struct str text, size_t digit)
{
	enum { MARK_BYTES_MAX = 3 };
	size_t before = digit;
	if (before > 0 && text.p[before - 1] == ' ')
		before--;
	for (size_t back = 1; back <= MARK_BYTES_MAX && back <= before; back++) {
		bool is_possible =
		    text.p[before - back] == '$' || (unsigned char)text.p[before - back] >= 0xc0;
		if (is_possible && is_currency(text, before - back))
			return true;
	}
	size_t after = digit + 1;
	if (after < text.n && text.p[after] == ' ')
		after++;
	return after < text.n && !ascii_is_digit((unsigned char)text.p[after]) &&
	       is_currency(text, after);
}

/* Commas and separators past ASCII. */
static void count_mark(struct str text, size_t at, struct shape *shape)
{
	static const struct str commas[] = {STR_INIT("，"), STR_INIT("、"), STR_INIT("،")};
	static const struct str separators[] = {STR_INIT("•"), STR_INIT("»"), STR_INIT("›"),
	                                        STR_INIT("·"), STR_INIT("→")};
	unsigned char c = (unsigned char)text.p[at];
	if (c != 0xc2 && c != 0xd8 && c != 0xe2 && c != 0xe3 && c != 0xef)
		return;
	shape->commas += is_any_of(text, at, commas, sizeof(commas) / sizeof(commas[0]));
	shape->has_separator =
	    shape->has_separator ||
	    is_any_of(text, at, separators, sizeof(separators) / sizeof(separators[0]));
}

/* Bytes of one word have a class of its own kind: small, capital, digit, lead or trail. */
static bool is_word_byte(uint8_t class)
{
	return class == BYTE_SMALL || class == BYTE_CAPITAL || class == BYTE_DIGIT ||
	       class >= BYTE_LEAD;
}

struct shape shape_of(struct str text)
{
	uint32_t by_class[BYTE_TRAIL + 1] = {0};
	struct shape shape = {0};
	bool inside = false, is_short = text.n <= SHAPE_SHORT_BYTES;
	if (text.n > SHAPE_BYTES_MAX)
		text.n = SHAPE_BYTES_MAX;
	for (size_t i = 0; i < text.n; i++) {
		uint8_t class = byte_classes[(unsigned char)text.p[i]];
		bool is_word = is_word_byte(class);
		by_class[class]++;
		shape.words += is_word && !inside;
		shape.capital_words += class == BYTE_CAPITAL && !inside;
		inside = is_word || class == BYTE_APOSTROPHE;
		if (class == BYTE_LEAD)
			count_mark(text, i, &shape);
		else if (class == BYTE_DIGIT && is_short && !shape.has_price)
			shape.has_price = price_is_at(text, i);
	}
	shape.bytes = (uint32_t)text.n;
	shape.digits = by_class[BYTE_DIGIT];
	shape.capitals = by_class[BYTE_CAPITAL];
	shape.letters = by_class[BYTE_SMALL] + by_class[BYTE_CAPITAL] + by_class[BYTE_LEAD];
	shape.commas += by_class[BYTE_COMMA];
	shape.has_separator = is_short && (shape.has_separator || by_class[BYTE_SEPARATOR] > 0);
	return shape;
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
