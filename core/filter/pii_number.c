/*
 * Numbers of phones, cards and accounts. A number is read as groups of digits with what separates
 * them; a shape is a rule about groups and separators, narrow where only digits speak for it, wider
 * behind a "+" or a word such as "Tel". Precision comes before recall: a date, a price, an ISBN or
 * an order number that is taken for a phone number spoils a text for nothing.
 */
#include "core/filter/pii_shapes.h"

enum {
	GROUPS_MAX = 8,
	DIGITS_MAX = 24,
	SEPARATOR_CHARS_MAX = 3,
	AREA_DIGITS_MAX = 6, /* in parentheses */

	E164_DIGITS_MIN = 8, /* with the country's code; shorter ones are rare */
	E164_DIGITS_MAX = 15,
	NANP_DIGITS = 11, /* of those that begin with 1, always */
	CUED_DIGITS_MIN = 7,
	CARD_DIGITS_MIN = 13,
	CARD_DIGITS_MAX = 19,
	IBAN_CHARS_MAX = 34,
	IBAN_CHARS_MIN = 15,
};

struct group {
	size_t from, to;
	char separator; /* in front of it: one for several blanks, '(' or ')' where there is one */
	bool in_parentheses;
};

struct number {
	struct group groups[GROUPS_MAX];
	size_t count;
};

static size_t digits_of(const struct number *number, size_t i)
{
	return number->groups[i].to - number->groups[i].from;
}

static size_t digits_up_to(const struct number *number, size_t count)
{
	size_t sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += digits_of(number, i);
	return sum;
}

/* --- reading --- */

/* One character that may separate groups: as one of " -./()", and its bytes; 0 if it is none. */
static char separator_at(struct str text, size_t at, size_t *bytes)
{
	static const struct {
		struct str text;
		char as;
	} wide[] = {
	        {STR_INIT("\xc2\xa0"), ' '},     /* no-break space */
	        {STR_INIT("\xe2\x80\xaf"), ' '}, /* narrow no-break space */
	        {STR_INIT("\xe2\x80\x89"), ' '}, /* thin space */
	        {STR_INIT("\xe2\x80\x91"), '-'}, /* non-breaking hyphen */
	        {STR_INIT("\xe2\x80\x90"), '-'}, /* hyphen */
	        {STR_INIT("\xe2\x80\x93"), '-'}, /* en dash */
	};
	unsigned char c = pii_byte(text, at);
	*bytes = 1;
	if (c < 0x80)
		return c != 0 && strchr(" -./()", c) != NULL ? (char)c : 0;
	for (size_t i = 0; i < sizeof(wide) / sizeof(*wide); i++)
		if (str_starts(str_slice(text, at, text.n), wide[i].text)) {
			*bytes = wide[i].text.n;
			return wide[i].as;
		}
	return 0;
}

static size_t run_end(struct str text, size_t at)
{
	while (at < text.n && ascii_is_digit((unsigned char)text.p[at]))
		at++;
	return at;
}

/* What stands between two groups, as one character; 0 if they are of two numbers. */
static char read_separator(struct str text, size_t *at)
{
	char separator = 0;
	size_t bytes;
	for (size_t n = 0; n < SEPARATOR_CHARS_MAX && !ascii_is_digit(pii_byte(text, *at)); n++) {
		char c = separator_at(text, *at, &bytes);
		bool goes_with = separator == 0 || separator == ' ' || c == ' ' || c == '(' ||
		                 separator == ')';
		if (c == 0 || !goes_with)
			return 0;
		if (separator == 0 || c != ' ')
			separator = separator == ')' && c != '(' ? ')' : c;
		*at += bytes;
	}
	return ascii_is_digit(pii_byte(text, *at)) ? separator : 0;
}

/* The groups from `at`, the first of some digits, until there is something else or too much. */
static void read_number(struct str text, size_t at, struct number *number)
{
	char separator = pii_before(text, at) == '(' ? '(' : 0;
	number->count = 0;
	while (number->count < GROUPS_MAX) {
		struct group *group = &number->groups[number->count];
		*group = (struct group){at, run_end(text, at), separator, false};
		group->in_parentheses = separator == '(' && pii_byte(text, group->to) == ')';
		bool is_area = group->in_parentheses &&
		               digits_of(number, number->count) <= AREA_DIGITS_MAX;
		if (separator == '(' && (!is_area || number->count > 2))
			return;
		number->count++;
		at = group->to;
		separator = digits_up_to(number, number->count) > DIGITS_MAX
		                    ? 0
		                    : read_separator(text, &at);
		if (separator == 0 || (separator == ')') != group->in_parentheses)
			return;
	}
}

/* --- what may stand around --- */

/* Nothing that a number is a part of: a word, a path, another number, an amount. */
static bool begins_well(struct str text, size_t at)
{
	unsigned char c = pii_before(text, at);
	return !pii_is_word(c) && (c == 0 || strchr("./\\-+@#$%&=~*^,", c) == NULL) &&
	       !(c == ':' && at >= 2 && ascii_is_digit(pii_before(text, at - 1)));
}

static bool ends_well(struct str text, size_t at)
{
	unsigned char c = pii_byte(text, at), next = pii_byte(text, at + 1);
	if (pii_is_word(c) || c == '@' || c == '%' || c == '=' || (c == '-' && pii_is_word(next)))
		return false;
	return c == 0 || strchr(".,/:+", c) == NULL || !ascii_is_digit(next);
}

/* One of a row of numbers: of a table, or a list. */
static bool follows_number(struct str text, size_t at)
{
	return at > 1 && text.p[at - 1] == ' ' && ascii_is_digit((unsigned char)text.p[at - 2]);
}

static bool is_in_row(struct str text, size_t from, size_t to)
{
	return follows_number(text, from) ||
	       (pii_byte(text, to) == ' ' && ascii_is_digit(pii_byte(text, to + 1)));
}

/* --- phone numbers --- */

static const char *const phone_words[] = {
        "tel",
        "telephone",
        "phone",
        "ph",
        "phones",
        "fax",
        "telefax",
        "mobile",
        "mob",
        "cell",
        "cellphone",
        "whatsapp",
        "telefon",
        "telefono",
        "tel\xc3\xa9"
        "fono",
        "telefone",
        "t\xc3\xa9l\xc3\xa9phone",
        "t\xc3\xa9l",
        "handy",
        "mobil",
        "hotline",
        "m\xc3\xb3vil",
        "celular",
        "cellulare",
        "portable",
        "viber",
        "telefoon",
        "telefonnummer",
        "rufnummer",
        "puh",
        "puhelin",
        "tlf",
        "telegram",
        "tfn",
        "\xd1\x82\xd0\xb5\xd0\xbb",
        "\xd0\xa2\xd0\xb5\xd0\xbb",
        "\xd1\x82\xd0\xb5\xd0\xbb\xd0\xb5\xd1\x84\xd0\xbe\xd0\xbd",
        "\xd0\xa2\xd0\xb5\xd0\xbb\xd0\xb5\xd1\x84\xd0\xbe\xd0\xbd",
        "\xe7\x94\xb5\xe8\xaf\x9d",
        "\xe9\x9b\xbb\xe8\xa9\xb1",
        "\xe6\x89\x8b\xe6\x9c\xba",
        "\xe4\xbc\xa0\xe7\x9c\x9f",
        NULL};

/* "Phone number: …" */
static const char *const number_words[] = {"number", "numbers",   "no", "nr",
                                           "num",    "n\xc2\xba", NULL};

static bool is_cued(struct str text, size_t at)
{
	return pii_follows_word(text, at, phone_words, number_words);
}

static bool take_phone(struct str text, const struct number *number, size_t count, size_t from,
                       struct pii_span *span)
{
	size_t to = number->groups[count - 1].to;
	bool is_closed = number->groups[count - 1].in_parentheses;
	*span = (struct pii_span){from, to, PII_PHONE};
	return !is_closed && ends_well(text, to);
}

/* "10 000 000", or "12.345": written with a "+", but a quantity. */
static bool is_quantity(const struct number *number, size_t count)
{
	enum { QUANTITY_DIGITS_MAX = 9, THOUSAND = 3 };
	if (count == 2 && number->groups[1].separator == '.')
		return true;
	for (size_t i = 1; i < count; i++)
		if (digits_of(number, i) != THOUSAND || number->groups[i].in_parentheses)
			return false;
	return count > 1 && digits_up_to(number, count) <= QUANTITY_DIGITS_MAX;
}

/*
 * ITU-T E.164: a "+", the country's code, at most 15 digits. A number that goes on behind them is
 * cut where it is whole. Text that is glued to it does no harm: nothing else looks like it.
 */
static bool international(struct str text, size_t floor, const struct number *number,
                          struct pii_span *span)
{
	size_t from = number->groups[0].from, count = number->count;
	if (from == floor || pii_before(text, from) != '+' || text.p[from] == '0')
		return false;
	unsigned char before = pii_before(text, from - 1);
	bool is_glued = pii_is_word(before);
	if (ascii_is_digit(before) || before == '+' || before == '_' || before == '-')
		return false;
	bool is_american = text.p[from] == '1';
	size_t least = is_american ? NANP_DIGITS : E164_DIGITS_MIN;
	size_t most = is_american ? NANP_DIGITS : E164_DIGITS_MAX;
	while (count > 1 && digits_up_to(number, count) > most)
		count--;
	size_t digits = digits_up_to(number, count);
	if (digits < least || digits > most || is_quantity(number, count) ||
	    (is_glued && count < 2))
		return false;
	size_t to = number->groups[count - 1].to;
	unsigned char after = pii_byte(text, to);
	bool goes_on = after == '_' || after == '@' || after == '%' ||
	               (ascii_is_alpha(after) && ascii_lower((char)after) == (char)after) ||
	               number->groups[count - 1].in_parentheses;
	*span = (struct pii_span){from - 1, to, PII_PHONE};
	return !goes_on;
}

static bool starts_with(struct str text, const struct number *number, size_t i, const char *set)
{
	return strchr(set, text.p[number->groups[i].from]) != NULL;
}

/* North America: "(212) 555-0123", "212-555-0123", "212.555.0123", "1-212-555-0123". */
static bool north_american(struct str text, const struct number *number, size_t from,
                           struct pii_span *span)
{
	bool has_one = number->count > 3 && digits_of(number, 0) == 1 &&
	               text.p[number->groups[0].from] == '1';
	size_t area = has_one ? 1 : 0;
	const struct group *groups = number->groups + area;
	if (number->count < area + 3 || digits_of(number, area) != 3 ||
	    digits_of(number, area + 1) != 3 || digits_of(number, area + 2) != 4 ||
	    !starts_with(text, number, area, "23456789") ||
	    !starts_with(text, number, area + 1, "23456789"))
		return false;
	bool is_alike = groups[1].separator == groups[2].separator && groups[1].separator != ' ' &&
	                groups[1].separator != '/';
	bool is_mixed = groups[2].separator == '-' &&
	                (groups[1].separator == ')' || groups[1].separator == '/');
	bool is_bare = groups[0].in_parentheses &&
	               (groups[2].separator == ' ' || groups[2].separator == '.');
	return (is_alike || is_mixed || is_bare) && take_phone(text, number, area + 3, from, span);
}

/* "01 23 45 67 89", as in France; but not the numbers from 1 to 5. */
static bool by_pairs(struct str text, const struct number *number, size_t from,
                     struct pii_span *span)
{
	enum { PAIRS = 5 };
	unsigned steps = 0;
	if (number->count < PAIRS)
		return false;
	for (size_t i = 0; i < PAIRS; i++) {
		char separator = number->groups[i].separator;
		if (digits_of(number, i) != 2 ||
		    (i > 1 && separator != number->groups[1].separator))
			return false;
		const char *p = text.p + number->groups[i].from;
		const char *last = text.p + number->groups[i > 0 ? i - 1 : 0].from;
		steps += (p[0] - last[0]) * 10 + p[1] - last[1] == 1;
	}
	return steps < PAIRS - 1 && !is_in_row(text, from, number->groups[PAIRS - 1].to) &&
	       take_phone(text, number, PAIRS, from, span);
}

static bool is_year(struct str text, const struct group *group)
{
	struct str digits = str_slice(text, group->from, group->to);
	return digits.n == 4 && (str_starts(digits, STR("19")) || str_starts(digits, STR("20")));
}

/*
 * With the 0 in front that most of the world dials: an area code and a number, alike separated,
 * "030 1234567", "020 7946 0958", "0171-1234567", "(01632) 960 123", "03-1234-5678".
 */
static bool with_trunk_zero(struct str text, const struct number *number, size_t from,
                            struct pii_span *span)
{
	enum { DIGITS_MIN = 9, DIGITS_MAX_HERE = 12, AREA_MIN = 2, AREA_MAX = 5, PARTS_MAX = 4 };
	size_t area = digits_of(number, 0),
	       count = number->count < PARTS_MAX ? number->count : PARTS_MAX;
	const struct group *groups = number->groups;
	if (text.p[groups[0].from] != '0' || text.p[groups[0].from + 1] == '0' || area < AREA_MIN ||
	    area > AREA_MAX)
		return false;
	if (by_pairs(text, number, from, span))
		return true;
	while (count > 1 && digits_up_to(number, count) > DIGITS_MAX_HERE)
		count--;
	if (count < 2 || digits_up_to(number, count) < DIGITS_MIN)
		return false;
	/* two digits and a slash or a year are of a date; groups of two, of a date or a table */
	bool is_slash = groups[1].separator == '/';
	bool is_marked = groups[1].separator == ')' || is_slash, is_table = count == PARTS_MAX;
	if (area == AREA_MIN && (is_slash || is_year(text, &groups[1])))
		return false;
	for (size_t i = 1; i < count; i++) {
		bool is_second = i == 1;
		char separator = groups[i].separator;
		bool fits = separator == ' ' || separator == '-' ||
		            (is_second && (separator == '/' || separator == ')'));
		if (!fits || (digits_of(number, i) < 3 && !is_marked))
			return false;
		is_table = is_table && digits_of(number, i) == area;
	}
	return !is_table && !is_in_row(text, from, groups[count - 1].to) &&
	       take_phone(text, number, count, from, span);
}

/* "(11) 91234-5678", as in Brazil; "8 (495) 123-45-67", as in Russia. */
static bool with_area_in_parentheses(struct str text, const struct number *number, size_t from,
                                     struct pii_span *span)
{
	const struct group *groups = number->groups;
	if (groups[0].in_parentheses)
		return number->count >= 3 && digits_of(number, 0) == 2 &&
		       digits_of(number, 1) >= 4 && digits_of(number, 1) <= 5 &&
		       digits_of(number, 2) == 4 && groups[2].separator == '-' &&
		       take_phone(text, number, 3, from, span);
	return number->count >= 5 && digits_of(number, 0) == 1 && text.p[groups[0].from] == '8' &&
	       groups[1].in_parentheses && digits_of(number, 1) == 3 && digits_of(number, 2) == 3 &&
	       digits_of(number, 3) == 2 && digits_of(number, 4) == 2 &&
	       take_phone(text, number, 5, from, span);
}

/* "12.05.2024", "2023-2024" */
static bool is_date(struct str text, const struct number *number, size_t count)
{
	enum { DATE_DIGITS = 8 };
	bool has_year = false;
	for (size_t i = 0; i < count; i++)
		has_year |= is_year(text, &number->groups[i]);
	return has_year && count > 1 && digits_up_to(number, count) <= DATE_DIGITS;
}

/* Whatever stands behind "Tel:" and is as long as a number. */
static bool behind_a_word(struct str text, const struct number *number, size_t from,
                          struct pii_span *span)
{
	size_t count = number->count;
	if (!is_cued(text, from))
		return false;
	while (count > 1 && digits_up_to(number, count) > E164_DIGITS_MAX)
		count--;
	size_t digits = digits_up_to(number, count);
	return digits >= CUED_DIGITS_MIN && digits <= E164_DIGITS_MAX &&
	       !is_date(text, number, count) &&
	       !(digits_of(number, 0) < 3 && is_quantity(number, count)) &&
	       take_phone(text, number, count, from, span);
}

bool pii_phone(struct str text, size_t floor, size_t at, struct pii_span *span)
{
	struct number number;
	read_number(text, at, &number);
	if (number.count == 0)
		return false;
	if (international(text, floor, &number, span))
		return true;
	size_t from = number.groups[0].in_parentheses && at > floor ? at - 1 : at;
	if (!begins_well(text, from) || digits_up_to(&number, number.count) < CUED_DIGITS_MIN)
		return false;
	return north_american(text, &number, from, span) ||
	       with_trunk_zero(text, &number, from, span) ||
	       with_area_in_parentheses(text, &number, from, span) ||
	       behind_a_word(text, &number, from, span);
}

/* --- cards --- */

/* ISO/IEC 7812-1, annex B. */
static bool luhn_holds(const char *digits, size_t n)
{
	unsigned sum = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned digit = (unsigned)(digits[n - 1 - i] - '0') << (i & 1);
		sum += digit > 9 ? digit - 9 : digit;
	}
	return sum % 10 == 0;
}

/* Issuers by the first four digits, with the lengths that their numbers have, as bits. */
#define LENGTH(n) (1u << (n))
static const struct {
	unsigned short from, to;
	unsigned lengths;
} issuers[] = {
        {2200, 2204, LENGTH(16)},                                        /* Mir */
        {2221, 2720, LENGTH(16)},                                        /* Mastercard */
        {3000, 3059, LENGTH(14)},                                        /* Diners Club */
        {3400, 3499, LENGTH(15)},                                        /* American Express */
        {3528, 3589, LENGTH(16)},                                        /* JCB */
        {3600, 3699, LENGTH(14)},                                        /* Diners Club */
        {3700, 3799, LENGTH(15)},                                        /* American Express */
        {3800, 3999, LENGTH(14)},                                        /* Diners Club */
        {4000, 4999, LENGTH(13) | LENGTH(16) | LENGTH(19)},              /* Visa */
        {5018, 5018, LENGTH(16) | LENGTH(18) | LENGTH(19)},              /* Maestro */
        {5020, 5020, LENGTH(16) | LENGTH(18) | LENGTH(19)},              /* Maestro */
        {5038, 5038, LENGTH(16) | LENGTH(18) | LENGTH(19)},              /* Maestro */
        {5100, 5599, LENGTH(16)},                                        /* Mastercard */
        {6011, 6011, LENGTH(16) | LENGTH(19)},                           /* Discover */
        {6200, 6299, LENGTH(16) | LENGTH(17) | LENGTH(18) | LENGTH(19)}, /* UnionPay */
        {6304, 6304, LENGTH(16) | LENGTH(18) | LENGTH(19)},              /* Maestro */
        {6440, 6599, LENGTH(16) | LENGTH(19)},                           /* Discover */
        {6759, 6763, LENGTH(16) | LENGTH(18) | LENGTH(19)},              /* Maestro */
};

static bool is_issued(const char *digits, size_t n)
{
	unsigned first = 0;
	for (int i = 0; i < 4; i++)
		first = first * 10 + (unsigned)(digits[i] - '0');
	for (size_t i = 0; i < sizeof(issuers) / sizeof(*issuers); i++)
		if (first >= issuers[i].from && first <= issuers[i].to)
			return issuers[i].lengths >> n & 1;
	return false;
}

/* As cards have them printed: by four, or four, six and the rest; alike separated; or in one. */
static bool is_grouped_as_cards(const struct number *number, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		char separator = number->groups[i].separator;
		if ((separator != ' ' && separator != '-') ||
		    separator != number->groups[1].separator || number->groups[i].in_parentheses)
			return false;
	}
	if (count == 1)
		return true;
	bool by_four = count >= 4;
	for (size_t i = 0; i + 1 < count; i++)
		by_four = by_four && digits_of(number, i) == 4;
	bool by_six = count == 3 && digits_of(number, 0) == 4 && digits_of(number, 1) == 6;
	return by_four || by_six;
}

static bool is_card(struct str text, const struct number *number, size_t count)
{
	char digits[CARD_DIGITS_MAX];
	size_t n = 0, all = digits_up_to(number, count);
	if (all < CARD_DIGITS_MIN || all > CARD_DIGITS_MAX || !is_grouped_as_cards(number, count))
		return false;
	for (size_t i = 0; i < count; i++)
		for (size_t at = number->groups[i].from; at < number->groups[i].to; at++)
			digits[n++] = text.p[at];
	return is_issued(digits, n) && luhn_holds(digits, n) &&
	       ends_well(text, number->groups[count - 1].to);
}

bool pii_card(struct str text, size_t at, struct pii_span *span)
{
	struct number number;
	if (!begins_well(text, at) || follows_number(text, at) ||
	    !(text.p[at] >= '2' && text.p[at] <= '6'))
		return false;
	read_number(text, at, &number);
	for (size_t count = number.count; count > 0; count--) {
		if (!is_card(text, &number, count)) /* a date may stand behind it */
			continue;
		*span = (struct pii_span){at, number.groups[count - 1].to, PII_CARD};
		return true;
	}
	return false;
}

/* --- IBAN --- */

/* The SWIFT registry's countries and lengths. */
static const struct {
	char country[3];
	unsigned char length;
} iban_lengths[] = {
        {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16},
        {"BG", 22}, {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22},
        {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20},
        {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22},
        {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28},
        {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30},
        {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21},
        {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20}, {"MR", 27},
        {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
        {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33},
        {"SA", 24}, {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27},
        {"SO", 23}, {"ST", 25}, {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29},
        {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30},
};

static size_t iban_length(const char *country)
{
	for (size_t i = 0; i < sizeof(iban_lengths) / sizeof(*iban_lengths); i++)
		if (memcmp(country, iban_lengths[i].country, 2) == 0)
			return iban_lengths[i].length;
	return 0;
}

static bool is_upper(unsigned char c)
{
	return c >= 'A' && c <= 'Z';
}

/* ISO 7064, MOD 97-10, over the characters behind the first four and then those. */
static bool iban_checks(const char *iban, size_t n)
{
	unsigned rest = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)iban[(i + 4) % n];
		rest = is_upper(c) ? (rest * 100 + c - 'A' + 10u) % 97 : (rest * 10 + c - '0') % 97;
	}
	return rest == 1;
}

bool pii_iban(struct str text, size_t floor, size_t at, struct pii_span *span)
{
	char iban[IBAN_CHARS_MAX];
	size_t n = 0, bytes;
	if (at < floor + 2 || !is_upper((unsigned char)text.p[at - 1]) ||
	    !is_upper((unsigned char)text.p[at - 2]) || pii_is_word(pii_before(text, at - 2)))
		return false;
	size_t from = at - 2, length = iban_length(text.p + from);
	for (at = from; n < length && at < text.n; at++) {
		unsigned char c = (unsigned char)text.p[at];
		if (is_upper(c) || ascii_is_digit(c)) {
			iban[n++] = (char)c;
		} else if (n % 4 == 0 && separator_at(text, at, &bytes) == ' ') {
			at += bytes - 1; /* printed by four */
		} else {
			return false;
		}
	}
	if (length < IBAN_CHARS_MIN || n < length || pii_is_word(pii_byte(text, at)))
		return false;
	*span = (struct pii_span){from, at, PII_IBAN};
	return ascii_is_digit((unsigned char)iban[2]) && ascii_is_digit((unsigned char)iban[3]) &&
	       iban_checks(iban, n);
}
