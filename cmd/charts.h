/*
 * Charts as inline SVG: they need no script, take their colours from the page's style sheet, and
 * are as wide as a phone, in units of its pixels, so that text is as large as that around it.
 * Classes: "bar" and "bar second", "area", "grid"; text is "label", "value" or "tick".
 */
#ifndef CMD_CHARTS_H
#define CMD_CHARTS_H

#include <stddef.h>

#include "core/base/buf.h"

enum { CHART_WIDTH = 360, CHART_TICKS_MAX = 6 };

/*
 * Where a scale from 0 that has room for `most` ends, and the distance between its ticks: 1, 2 or
 * 5 times a power of ten, at most CHART_TICKS_MAX ticks above 0. Of nothing it is 1.
 */
struct chart_scale {
	double end, step;
};

struct chart_scale chart_scale(double most);

/* One row of a bar chart: a line of text, and below it one bar or two, each from..to of 0..1. */
struct chart_bar {
	struct str name;  /* any text; cut where it is long */
	struct str value; /* what is said of it at the right end */
	double from[2], to[2];
};

/* `series` is 1 or 2. */
void chart_bars(struct buf *out, const char *title, const struct chart_bar *bars, size_t count,
                int series);

/* A histogram. Each column may have a name below; those without stand between the others. */
struct chart_column {
	const char *name; /* short, or "" */
	double value;
};

void chart_columns(struct buf *out, const char *title, const struct chart_column *columns,
                   size_t count);

/* Values at equal distances, `value_unit` behind the ticks; `first` and `last` stand below. */
void chart_area(struct buf *out, const char *title, const double *values, size_t count,
                const char *value_unit, struct str first, struct str last);

#endif
