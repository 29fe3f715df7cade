/*
 * A small reader over the text that tries, wherever a number or a word begins, the few orders in
 * which the world writes dates. Month names are one line of text for each month: adding a language
 * is adding a word to each line.
 *
 * Calendar arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
#include "core/text/date.h"

#include "core/text/utf8.h"
#include "core/text/words.h"

/* Lower case; in text the names may begin with a capital. "may" is a month only beside a day. */
static const char *const month_names[12] = {
        "january jan januar jänner jaenner januari janvier janv jan enero ene gennaio gen janeiro "
        "stycznia sty ledna január ianuarie ian ocak oca tammikuuta января янв січня ιανουαρίου",
        "february feb februar feber februari février fevrier févr fév febrero febbraio fevereiro fev "
        "lutego lut února február februarie şubat şub helmikuuta февраля фев лютого φεβρουαρίου",
        "march mar märz maerz mrz maart mrt mars marzo março marco marca března március márc martie "
        "mart maaliskuuta марта мар березня μαρτίου maret",
        "april apr avril avr abril abr aprile aprilie kwietnia kwi dubna április ápr nisan nis "
        "huhtikuuta апреля апр квітня απριλίου",
        "may mai mei mayo maggio mag maio maja května május máj mayıs toukokuuta мая май травня "
        "μαΐου maj",
        "june jun juni juin junio giugno giu junho czerwca cze června június jún iunie haziran haz "
        "kesäkuuta июня июн червня ιουνίου",
        "july jul juli juillet juil julio luglio lug julho lipca lip července július júl iulie "
        "temmuz tem heinäkuuta июля июл липня ιουλίου",
        "august aug augustus août aout agosto ago sierpnia sie srpna augusztus ağustos ağu elokuuta "
        "augusti августа авг серпня αυγούστου agustus",
        "september sept sep septembre septiembre settembre set setembro września wrz září szeptember "
        "szept septembrie eylül eyl syyskuuta сентября сен вересня σεπτεμβρίου",
        "october oct oktober okt octobre octubre ottobre ott outubro out października paź října "
        "október octombrie ekim eki lokakuuta октября окт жовтня οκτωβρίου",
        "november nov novembre noviembre novembro listopada lis listopadu noiembrie kasım kas "
        "marraskuuta ноября ноя листопада νοεμβρίου",
        "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro grudnia gru "
        "prosince decembrie aralık ara joulukuuta desember des декабря дек грудня δεκεμβρίου",
};

/* Words and marks that may stand between the parts of a date, or between it and its time. */
static const char between_parts[] = "de of del el the st nd rd th º er ordinal";
static const char before_time[] = "t at um à a às kl om o alle в on heures";

struct date {
	unsigned year, month, day;
};

struct reader {
	struct str text;
	size_t at;
};

/* Capitals of Latin-1, Greek and Cyrillic to small letters, besides ASCII. */
static uint32_t fold(uint32_t c)
{
	if (c < 0x80)
		return (uint32_t)(unsigned char)ascii_lower((char)c);
	if ((c >= 0xc0 && c <= 0xde) || (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return c + 0x20;
	return c == 0x15e ? 0x15f : c;
}

static bool same_folded(struct str a, struct str b)
{
	size_t i = 0, k = 0;
	while (i < a.n && k < b.n)
		if (fold(utf8_next(a, &i)) != fold(utf8_next(b, &k)))
			return false;
	return i == a.n && k == b.n;
}

static bool is_in_list(struct str word, const char *list)
{
	struct str rest = str_from(list), name;
	while (str_next(&rest, ' ', &name))
		if (name.n == word.n && same_folded(name, word))
			return true;
	return false;
}

/* 1 to 12, or 0. */
static unsigned month_of(struct str word)
{
	if (word.n < 3)
		return 0;
	for (unsigned i = 0; i < 12; i++)
		if (is_in_list(word, month_names[i]))
			return i + 1;
	return 0;
}

static bool starts_with_digit(const struct reader *reader)
{
	return reader->at < reader->text.n &&
	       ascii_is_digit((unsigned char)reader->text.p[reader->at]);
}

/* A run of 1 to 4 digits with no further digit behind; returns how many, or 0. */
static unsigned read_number(struct reader *reader, unsigned *number)
{
	unsigned digits = 0, value = 0;
	size_t at = reader->at;
	while (at < reader->text.n && ascii_is_digit((unsigned char)reader->text.p[at])) {
		if (++digits > 4)
			return 0;
		value = value * 10 + (unsigned)(reader->text.p[at++] - '0');
	}
	if (digits) {
		reader->at = at;
		*number = value;
	}
	return digits;
}

static bool read_literal(struct reader *reader, const char *literal)
{
	struct str rest = str_slice(reader->text, reader->at, reader->text.n);
	if (!str_starts(rest, str_from(literal)))
		return false;
	reader->at += strlen(literal);
	return true;
}

/* Inline elements join without white space: "HealthMay 1, 2024". */
static bool is_joint(struct str text, size_t at)
{
	unsigned char before = (unsigned char)text.p[at - 1], after = (unsigned char)text.p[at];
	return before >= 'a' && before <= 'z' && after >= 'A' && after <= 'Z';
}

static size_t word_end(struct str text, size_t at)
{
	size_t start = at;
	while (at < text.n && (at == start || !is_joint(text, at))) {
		size_t next = at;
		uint32_t c = utf8_next(text, &next);
		if (!words_has_char(c) || (c < 0x80 && ascii_is_digit((unsigned char)c)))
			break;
		at = next;
	}
	return at;
}

static struct str read_word(struct reader *reader)
{
	size_t end = word_end(reader->text, reader->at);
	struct str word = str_slice(reader->text, reader->at, end);
	reader->at = end;
	return word;
}

/* Skips white space, the marks in `marks` and the words in `list`, at most a handful of them. */
static void skip_between(struct reader *reader, const char *marks, const char *list)
{
	enum { SKIPPED_MAX = 6 };
	for (int i = 0; i < SKIPPED_MAX && reader->at < reader->text.n; i++) {
		char c = reader->text.p[reader->at];
		if (ascii_is_space((unsigned char)c) || (c != '\0' && strchr(marks, c))) {
			reader->at++;
			continue;
		}
		struct reader ahead = *reader;
		struct str word = read_word(&ahead);
		if (word.n == 0 || !is_in_list(word, list))
			return;
		*reader = ahead;
	}
}

static bool is_leap(unsigned year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static bool is_valid(const struct date *date)
{
	static const unsigned char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (date->year < DATE_YEAR_MIN || date->year > DATE_YEAR_MAX)
		return false;
	if (date->month < 1 || date->month > 12 || date->day < 1)
		return false;
	return date->day <=
	       days[date->month - 1] + (unsigned)(date->month == 2 && is_leap(date->year));
}

static bool read_year(struct reader *reader, struct date *date)
{
	return read_number(reader, &date->year) == 4;
}

static bool read_day(struct reader *reader, struct date *date)
{
	unsigned digits = read_number(reader, &date->day);
	return digits == 1 || digits == 2;
}

/* In every order a number follows the month; asking for it first spares most words the list. */
static bool read_month_name(struct reader *reader, struct date *date)
{
	struct str word = read_word(reader);
	skip_between(reader, ".-/,'", between_parts);
	date->month = word.n && starts_with_digit(reader) ? month_of(word) : 0;
	return date->month != 0;
}

/* 20240501, with nothing but a "T" behind the digits. */
static bool read_compact(struct reader *reader, struct date *date)
{
	enum { DIGITS = 8 };
	unsigned long long number;
	if (reader->text.n - reader->at < DIGITS)
		return false;
	struct str digits = str_slice(reader->text, reader->at, reader->at + DIGITS);
	if (!str_to_number(digits, 99999999, &number))
		return false;
	reader->at += DIGITS;
	if (starts_with_digit(reader))
		return false;
	*date = (struct date){(unsigned)(number / 10000), (unsigned)(number / 100 % 100),
	                      (unsigned)(number % 100)};
	return true;
}

/* 2024-05-01 and the like, 2024年5月1日, 2024년 5월 1일. */
static bool read_year_first(struct reader *reader, struct date *date)
{
	if (!read_year(reader, date))
		return false;
	if (read_literal(reader, "年") || read_literal(reader, "년")) {
		skip_between(reader, "", "");
		if (!read_number(reader, &date->month) ||
		    !(read_literal(reader, "月") || read_literal(reader, "월")))
			return false;
		skip_between(reader, "", "");
		return read_day(reader, date) &&
		       (read_literal(reader, "日") || read_literal(reader, "일"));
	}
	if (reader->at >= reader->text.n || !strchr("-/.", reader->text.p[reader->at]))
		return false;
	char mark[2] = {reader->text.p[reader->at++], '\0'};
	skip_between(reader, "", "");
	unsigned digits = read_number(reader, &date->month);
	return (digits == 1 || digits == 2) && read_literal(reader, mark) &&
	       (skip_between(reader, "", ""), read_day(reader, date));
}

/* 25/12/2024, 12/25/2024, 1.5.2024. Dots are always day first; else one reading must be impossible.
 */
static bool read_year_last(struct reader *reader, struct date *date)
{
	unsigned a = 0, b = 0;
	unsigned digits = read_number(reader, &a);
	if (digits == 0 || digits > 2 || reader->at >= reader->text.n ||
	    !strchr("-/.", reader->text.p[reader->at]))
		return false;
	char mark[2] = {reader->text.p[reader->at++], '\0'};
	digits = read_number(reader, &b);
	if (digits == 0 || digits > 2 || !read_literal(reader, mark) || !read_year(reader, date))
		return false;
	bool day_first = mark[0] == '.' || a > 12 || a == b;
	if (!day_first && b <= 12)
		return false;
	date->day = day_first ? a : b;
	date->month = day_first ? b : a;
	return true;
}

/* 1 May 2024, 1. Mai 2024, 1 de mayo de 2024, 01-May-2024. */
static bool read_day_month_year(struct reader *reader, struct date *date)
{
	if (!read_day(reader, date))
		return false;
	skip_between(reader, ".-/,", between_parts);
	return read_month_name(reader, date) && read_year(reader, date);
}

/* May 1st, 2024. */
static bool read_month_day_year(struct reader *reader, struct date *date)
{
	if (!read_month_name(reader, date) || !read_day(reader, date))
		return false;
	skip_between(reader, ",.-/", between_parts);
	return read_year(reader, date);
}

/* 2024. május 1., 2024 May 1. */
static bool read_year_month_day(struct reader *reader, struct date *date)
{
	if (!read_year(reader, date))
		return false;
	skip_between(reader, ".-/,", between_parts);
	return read_month_name(reader, date) && read_day(reader, date);
}

typedef bool reader_function(struct reader *, struct date *);

static bool read_date(struct reader *reader, struct date *date)
{
	static reader_function *const number_first[] = {read_year_first, read_compact,
	                                                read_year_last, read_day_month_year,
	                                                read_year_month_day};
	size_t start = reader->at;
	if (!starts_with_digit(reader))
		return read_month_day_year(reader, date) && is_valid(date);
	for (size_t i = 0; i < sizeof(number_first) / sizeof(number_first[0]); i++) {
		reader->at = start;
		if (number_first[i](reader, date) && !starts_with_digit(reader) && is_valid(date))
			return true;
	}
	return false;
}

static void put_number(char *out, size_t *n, unsigned number, unsigned digits)
{
	for (unsigned i = digits; i-- > 0; number /= 10)
		out[*n + i] = (char)('0' + number % 10);
	*n += digits;
}

/* am, pm and their relatives turn 12-hour time into 24-hour time. */
static bool read_half_day(struct reader *reader, unsigned *hour)
{
	struct reader ahead = *reader;
	skip_between(&ahead, "", "");
	struct str word = read_word(&ahead);
	if (str_equal_nocase(word, STR("a")) || str_equal_nocase(word, STR("p"))) {
		skip_between(&ahead, ".", "");
		read_word(&ahead);
	} else if (!str_equal_nocase(word, STR("am")) && !str_equal_nocase(word, STR("pm"))) {
		return true;
	}
	if (*hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (ascii_lower(word.p[0]) == 'p' ? 12 : 0);
	*reader = ahead;
	return true;
}

static void read_zone(struct reader *reader, char *out, size_t *n)
{
	unsigned hour = 0, minute = 0;
	struct reader ahead = *reader;
	skip_between(&ahead, "", "");
	struct str word = read_word(&ahead);
	bool is_utc = str_equal_nocase(word, STR("z")) || str_equal_nocase(word, STR("utc")) ||
	              str_equal_nocase(word, STR("gmt"));
	if (word.n && !is_utc)
		return;
	char sign = ahead.at < ahead.text.n ? ahead.text.p[ahead.at] : '\0';
	if (sign == '+' || sign == '-') {
		ahead.at++;
		unsigned digits = read_number(&ahead, &hour);
		if (digits == 4) {
			minute = hour % 100;
			hour /= 100;
		} else if (digits != 2 ||
		           (read_literal(&ahead, ":") && read_number(&ahead, &minute) != 2)) {
			return;
		}
	} else if (!is_utc) {
		return;
	}
	if (hour > 14 || minute > 59)
		return;
	*reader = ahead;
	if (hour == 0 && minute == 0) {
		out[(*n)++] = 'Z';
		return;
	}
	out[(*n)++] = sign;
	put_number(out, n, hour, 2);
	out[(*n)++] = ':';
	put_number(out, n, minute, 2);
}

/* The time of day behind a date, if there is one: appended to `out`. */
static void read_time(struct reader *reader, char *out, size_t *n)
{
	unsigned hour, minute, second = 0;
	struct reader ahead = *reader;
	skip_between(&ahead, ",|-.", before_time);
	unsigned digits = read_number(&ahead, &hour);
	if (digits == 0 || digits > 2 || !read_literal(&ahead, ":") ||
	    read_number(&ahead, &minute) != 2)
		return;
	if (read_literal(&ahead, ":") && read_number(&ahead, &second) != 2)
		return;
	if (read_literal(&ahead, "."))
		while (starts_with_digit(&ahead))
			ahead.at++;
	if (!read_half_day(&ahead, &hour) || hour > 23 || minute > 59 || second > 59)
		return;
	*reader = ahead;
	out[(*n)++] = 'T';
	put_number(out, n, hour, 2);
	out[(*n)++] = ':';
	put_number(out, n, minute, 2);
	out[(*n)++] = ':';
	put_number(out, n, second, 2);
	read_zone(reader, out, n);
}

static void put_date(char *out, size_t *n, const struct date *date)
{
	put_number(out, n, date->year, 4);
	out[(*n)++] = '-';
	put_number(out, n, date->month, 2);
	out[(*n)++] = '-';
	put_number(out, n, date->day, 2);
}

/* The offset of the next number or word at or behind `at`. */
static size_t next_start(struct str text, size_t at)
{
	while (at < text.n) {
		size_t next = at;
		if (words_has_char(utf8_next(text, &next)))
			break;
		at = next;
	}
	return at;
}

/* Behind the number or the word at `at`. */
static size_t skip_token(struct str text, size_t at)
{
	size_t end = at;
	while (end < text.n && ascii_is_digit((unsigned char)text.p[end]))
		end++;
	return end > at ? end : word_end(text, at);
}

/*
 * Whether the digits of a year stand anywhere: most texts that are asked about have none. Four in a
 * row take in one of every fourth byte.
 */
static bool has_year(struct str text)
{
	enum { DIGITS = 4 };
	for (size_t at = DIGITS - 1; at < text.n; at += DIGITS) {
		size_t first = at, end = at;
		while (end < text.n && ascii_is_digit((unsigned char)text.p[end]))
			end++;
		while (end > at && first > 0 && ascii_is_digit((unsigned char)text.p[first - 1]))
			first--;
		if (end - first >= DIGITS)
			return true;
	}
	return false;
}

struct str date_find(struct str text, struct arena *arena, size_t *end)
{
	if (!has_year(text))
		return (struct str){0};
	for (size_t at = next_start(text, 0); at < text.n;
	     at = next_start(text, skip_token(text, at))) {
		struct reader reader = {text, at};
		struct date date = {0};
		if (!read_date(&reader, &date))
			continue;
		char out[DATE_CHARS_MAX];
		size_t n = 0;
		put_date(out, &n, &date);
		read_time(&reader, out, &n);
		if (end)
			*end = reader.at;
		return arena_copy(arena, (struct str){out, n});
	}
	return (struct str){0};
}

static struct str from_seconds(unsigned long long seconds, struct arena *arena)
{
	unsigned long long days = seconds / 86400 + 719468; /* since 0000-03-01 */
	unsigned era_day = (unsigned)(days % 146097);
	unsigned era_year = (era_day - era_day / 1460 + era_day / 36524 - era_day / 146096) / 365;
	unsigned year_day = era_day - (365 * era_year + era_year / 4 - era_year / 100);
	unsigned shifted_month = (5 * year_day + 2) / 153; /* 0 is March */
	unsigned month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
	struct date date = {(unsigned)(days / 146097 * 400) + era_year + (month <= 2), month,
	                    year_day - (153 * shifted_month + 2) / 5 + 1};
	char out[DATE_CHARS_MAX];
	size_t n = 0;
	if (!is_valid(&date))
		return (struct str){0};
	put_date(out, &n, &date);
	static const struct {
		unsigned divisor, modulus;
		char before;
	} parts[] = {{3600, 24, 'T'}, {60, 60, ':'}, {1, 60, ':'}};
	for (size_t i = 0; i < 3; i++) {
		out[n++] = parts[i].before;
		put_number(out, &n, (unsigned)(seconds / parts[i].divisor % parts[i].modulus), 2);
	}
	out[n++] = 'Z';
	return arena_copy(arena, (struct str){out, n});
}

struct str date_parse(struct str text, struct arena *arena)
{
	const unsigned long long milliseconds_min = 100000000000, max = 9999999999999;
	unsigned long long number;
	text = str_trim(text);
	if (text.n > DATE_FIELD_BYTES_MAX)
		return (struct str){0};
	if ((text.n == 10 || text.n == 13) && str_to_number(text, max, &number))
		return from_seconds(number >= milliseconds_min ? number / 1000 : number, arena);
	return date_find(text, arena, NULL);
}

struct str date_from_path(struct str path, struct arena *arena)
{
	for (size_t i = 0; i + 1 < path.n; i++) {
		bool starts = ascii_is_digit((unsigned char)path.p[i]) &&
		              (i == 0 || !words_has_char((unsigned char)path.p[i - 1]));
		struct reader reader = {path, i};
		struct date date = {0};
		if (!starts)
			continue;
		static reader_function *const forms[] = {read_year_first, read_compact,
		                                         read_year_month_day};
		bool found = false;
		for (size_t k = 0; k < sizeof(forms) / sizeof(forms[0]) && !found; k++) {
			reader.at = i;
			found = forms[k](&reader, &date);
		}
		if (found && !starts_with_digit(&reader) && is_valid(&date)) {
			char out[DATE_CHARS_MAX];
			size_t n = 0;
			put_date(out, &n, &date);
			return arena_copy(arena, (struct str){out, n});
		}
	}
	return (struct str){0};
}
