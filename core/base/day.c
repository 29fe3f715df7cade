/* Years begin in March, so that the day that only some have is their last one (E. G. Richards,
   "Mapping Time", 1998). */
#include "core/base/day.h"

enum {
	DAYS_OF_400_YEARS = 146097,
	DAYS_OF_5_MONTHS = 153, /* from March and from August */
	SECONDS_OF_DAY = 86400,
	DAYS_BEFORE_1970 = 719468, /* since 0000-03-01 */
};

static bool digits(struct str date, size_t from, size_t to, unsigned *number)
{
	unsigned long long value;
	if (date.n < to || !str_to_number(str_slice(date, from, to), 9999, &value))
		return false;
	*number = (unsigned)value;
	return true;
}

uint32_t day_from_date(struct str date)
{
	unsigned year, month, day;
	if (!digits(date, 0, 4, &year) || !digits(date, 5, 7, &month) ||
	    !digits(date, 8, DAY_CHARS, &day) || date.p[4] != '-' || date.p[7] != '-' ||
	    year < 1970 || month < 1 || month > 12 || day < 1 || day > 31)
		return 0;
	year -= month < 3;
	unsigned months = (month + 9) % 12; /* since March */
	unsigned days = 365 * year + year / 4 - year / 100 + year / 400 +
	                (DAYS_OF_5_MONTHS * months + 2) / 5 + day - 1;
	return days > DAYS_BEFORE_1970 ? days - DAYS_BEFORE_1970 : 0;
}

uint64_t day_seconds_from_date(struct str date)
{
	unsigned hour, minute, second;
	uint64_t day = (uint64_t)day_from_date(date) * SECONDS_OF_DAY;
	bool has_time = digits(date, 11, 13, &hour) && digits(date, 14, 16, &minute) &&
	                digits(date, 17, 19, &second) && hour < 24 && minute < 60 && second <= 60;
	return day > 0 && has_time ? day + (hour * 60 + minute) * 60 + second : day;
}

static void write_digits(char *to, unsigned number, int count)
{
	while (count-- > 0) {
		to[count] = (char)('0' + number % 10);
		number /= 10;
	}
}

void day_write(uint32_t day, char date[DAY_CHARS])
{
	unsigned days = day + DAYS_BEFORE_1970;
	unsigned era = days / DAYS_OF_400_YEARS, of_era = days % DAYS_OF_400_YEARS;
	unsigned year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	unsigned of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	unsigned months = (5 * of_year + 2) / DAYS_OF_5_MONTHS;
	unsigned month = months < 10 ? months + 3 : months - 9;
	write_digits(date, 400 * era + year_of_era + (month < 3), 4);
	write_digits(date + 5, month, 2);
	write_digits(date + 8, of_year - (DAYS_OF_5_MONTHS * months + 2) / 5 + 1, 2);
	date[4] = date[7] = '-';
}
