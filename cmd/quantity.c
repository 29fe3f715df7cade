#include "cmd/quantity.h"

#include <stdio.h>

void quantity_count(struct buf *out, uint64_t count)
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)count);
	for (int i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			buf_append_byte(out, ',');
		buf_append_byte(out, digits[i]);
	}
}

void quantity_bytes(struct buf *out, double bytes)
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
	enum { UNITS = sizeof(units) / sizeof(*units) };
	int unit = 0;
	/* 999.95 would be shown as 1000.0 */
	for (; bytes >= 999.95 && unit < UNITS - 1; unit++)
		bytes /= 1000;
	buf_printf(out, unit > 0 && bytes < 99.95 ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
}

void quantity_micros(struct buf *out, uint64_t micros)
{
	enum { SECOND = 1000000 };
	uint64_t seconds = (micros + SECOND / 2) / SECOND;
	if (micros < 100)
		buf_printf(out, "%u \xC2\xB5s", (unsigned)micros);
	else if (micros < 10000)
		buf_printf(out, "%.1f ms", (double)micros / 1e3);
	else if (micros < SECOND)
		buf_printf(out, "%.0f ms", (double)micros / 1e3);
	else if (micros < 60ull * SECOND)
		buf_printf(out, "%.1f s", (double)micros / 1e6);
	else if (seconds < 3600)
		buf_printf(out, "%u min %u s", (unsigned)(seconds / 60), (unsigned)(seconds % 60));
	else
		buf_printf(out, "%llu h %u min", (unsigned long long)(seconds / 3600),
		           (unsigned)(seconds / 60 % 60));
}

void quantity_percent(struct buf *out, uint64_t part, uint64_t whole)
{
	double percent = whole > 0 ? 100 * (double)part / (double)whole : 0;
	if (part > 0 && percent < 0.1)
		buf_append(out, STR("<0.1 %"));
	else
		buf_printf(out, "%.1f %%", percent);
}
