/*
 * A document is in the sample x if the high half of its id is less than x * 2^64. With x as a whole
 * number over a power of ten that is a comparison of whole numbers, the same on every machine.
 */
#include "core/sample.h"

#include <string.h>

struct sample sample_of_all(void)
{
	return (struct sample){.is_part = false, .text = "1"};
}

static struct str without_zeros_behind(struct str digits)
{
	while (digits.n > 0 && digits.p[digits.n - 1] == '0')
		digits.n--;
	return digits;
}

/* Up to SAMPLE_DECIMALS_MAX digits behind the point as the number of `*parts`-ths that they are. */
static bool read_decimals(struct str digits, uint64_t *number, uint64_t *parts)
{
	*number = 0;
	*parts = 1;
	for (size_t i = 0; i < digits.n; i++) {
		if (!ascii_is_digit((unsigned char)digits.p[i]) || i >= SAMPLE_DECIMALS_MAX)
			return false;
		*number = *number * 10 + (uint64_t)(digits.p[i] - '0');
		*parts *= 10;
	}
	return true;
}

enum status sample_parse(const char *text, struct sample *sample, struct error *error)
{
	struct str decimal = str_from(text);
	size_t point = str_find_byte(decimal, '.', 0);
	bool has_point = point != STR_NONE;
	struct str whole = has_point ? str_slice(decimal, 0, point) : decimal;
	struct str rest = has_point ? str_slice(decimal, point + 1, decimal.n) : STR("");
	struct str digits = without_zeros_behind(rest);
	uint64_t number, parts;
	unsigned long long units = 0;
	bool is_whole = whole.n == 0 ? rest.n > 0 : str_to_number(whole, 1, &units);
	bool is_read = is_whole && read_decimals(digits, &number, &parts);
	if (!is_read || (units == 0) == (number == 0))
		return error_set(error,
		                 "a decimal over 0 and at most 1 is wanted, with up to %d digits "
		                 "behind the point, not \"%.60s\"",
		                 SAMPLE_DECIMALS_MAX, text);
	*sample = sample_of_all();
	if (units == 1)
		return STATUS_OK;
	sample->is_part = true;
	/* rounded up: less than a fraction is less than the whole number above it */
	sample->below = (uint64_t)((((unsigned __int128)number << 64) + parts - 1) / parts);
	memcpy(sample->text, "0.", 2);
	memcpy(sample->text + 2, digits.p, digits.n); /* then NULs */
	return STATUS_OK;
}

bool sample_has(const struct sample *sample, struct hash128 id)
{
	return !sample->is_part || id.high < sample->below;
}

bool sample_is_within(const struct sample *sample, const struct sample *other)
{
	return !other->is_part || (sample->is_part && sample->below <= other->below);
}
