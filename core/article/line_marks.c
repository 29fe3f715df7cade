#include "core/article/line_marks.h"

#include "core/base/hash.h"

enum {
	GOOD_WORDS_MIN = 25,
	SENTENCE_WORDS_MIN = 6, /* with an end mark, fewer words are good as well */
	SHORT_WORDS_MAX = 8,
	SHORT_BYTES = 400, /* prices, separators and the like are looked for in lines that short */
	FOLDED_BYTES_MAX = 160,
};

static bool begins_with_any(struct str text, const struct str *marks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts(text, marks[i]))
			return true;
	return false;
}

static bool is_item(struct str text)
{
	static const struct str marks[] = {
	        STR_INIT("- "), STR_INIT("* "), STR_INIT("+ "), STR_INIT("•"),  STR_INIT("· "),
	        STR_INIT("– "), STR_INIT("— "), STR_INIT("▪"),  STR_INIT("■"),  STR_INIT("●"),
	        STR_INIT("○"),  STR_INIT("◦"),  STR_INIT("►"),  STR_INIT("▸"),  STR_INIT("‣"),
	        STR_INIT("✓"),  STR_INIT("✔"),  STR_INIT("・"), STR_INIT("» "), STR_INIT("› ")};
	return begins_with_any(text, marks, sizeof(marks) / sizeof(marks[0]));
}

/* "1. ", "12) " */
static bool is_numbered(struct str text)
{
	enum { DIGITS_MAX = 3 };
	size_t at = 0;
	while (at < text.n && at < DIGITS_MAX && ascii_is_digit((unsigned char)text.p[at]))
		at++;
	return at > 0 && at + 1 < text.n && strchr(".)", text.p[at]) && text.p[at + 1] == ' ';
}

/* A number of four digits that ends at `at`, 19.. or 20.. */
static bool is_year_before(struct str text, size_t at, size_t digits)
{
	struct str number = str_slice(text, at - digits, at);
	return digits == 4 && (str_starts(number, STR("19")) || str_starts(number, STR("20")));
}

static bool has_year(struct str text)
{
	size_t digits = 0;
	for (size_t at = 0; at < text.n; at++) {
		if (ascii_is_digit((unsigned char)text.p[at])) {
			digits++;
			continue;
		}
		if (digits && is_year_before(text, at, digits))
			return true;
		digits = 0;
	}
	return is_year_before(text, text.n, digits);
}

static uint32_t marks_of_ends(struct str text)
{
	uint32_t marks = 0;
	bool is_word = ascii_is_alpha((unsigned char)text.p[0]); /* as most lines begin */
	if (!is_word && (is_item(text) || is_numbered(text)))
		marks |= MARK_BIT(ITEM);
	if (str_ends(text, STR(":")) || str_ends(text, STR("：")))
		marks |= MARK_BIT(COLON);
	if (str_ends(text, STR("...")) || str_ends(text, STR("…")))
		marks |= MARK_BIT(CUT);
	return marks;
}

static uint32_t marks_of_short(struct str text)
{
	uint32_t marks = 0;
	if (shape_has_price(text))
		marks |= MARK_BIT(PRICE);
	if (shape_has_separator(text))
		marks |= MARK_BIT(SEPARATOR);
	if (has_year(text))
		marks |= MARK_BIT(YEAR);
	return marks;
}

uint32_t line_marks(struct str text, uint32_t words)
{
	bool is_sentence = shape_ends_as_sentence(text);
	uint32_t marks = marks_of_ends(text);
	if (is_sentence)
		marks |= MARK_BIT(SENTENCE);
	if (words >= (is_sentence ? SENTENCE_WORDS_MIN : GOOD_WORDS_MIN))
		marks |= MARK_BIT(GOOD);
	if (words <= SHORT_WORDS_MAX && !is_sentence)
		marks |= MARK_BIT(SHORT);
	return text.n <= SHORT_BYTES ? marks | marks_of_short(text) : marks;
}

/* 0, 1, 2, 3-4, 5-8, 9-16, 17-32, more */
static uint32_t length_class(uint32_t words)
{
	enum { CLASSES = 8 };
	uint32_t at = 0;
	for (uint32_t most = 0; words > most && at + 1 < CLASSES; at++)
		most = most ? 2 * most : 1;
	return at;
}

uint32_t line_kind(uint32_t marks, uint32_t words, const struct shape *shape)
{
	uint32_t kind = length_class(words);
	kind = kind * 2 + ((marks & MARK_BIT(SENTENCE)) != 0);
	kind = kind * 2 + ((marks & MARK_BIT(ITEM)) != 0);
	kind = kind * 2 + ((marks & MARK_BIT(PRICE)) != 0);
	kind = kind * 2 + (shape->digits > 0);
	kind = kind * 2 + (shape->commas > 0);
	return kind * 4 + (shape->words ? shape->capital_words * 3 / shape->words : 0);
}

uint64_t line_hash_without_digits(struct str text)
{
	char folded[FOLDED_BYTES_MAX];
	size_t n = 0;
	if (text.n > FOLDED_BYTES_MAX)
		return hash64(text);
	for (size_t i = 0; i < text.n; i++) {
		bool is_digit = ascii_is_digit((unsigned char)text.p[i]);
		if (is_digit && n > 0 && folded[n - 1] == '0')
			continue;
		folded[n++] = is_digit ? '0' : ascii_lower(text.p[i]);
	}
	return hash64((struct str){folded, n});
}

uint64_t line_hash_of_start(struct str text)
{
	return hash64(str_slice(text, 0, str_until(text, " :", 0)));
}
