#include "cmd/charts.h"

#include <math.h>

#include "core/base/markup.h"

enum {
	LINE_CHARS_MAX = 50, /* what has room above a bar, for name and value */
	TITLE_CHARS_MAX = 200,
	LINE_HEIGHT = 16, /* of a bar's text */
	BAR_HEIGHT = 7,
	ROW_GAP = 6,
	PLOT_LEFT = 44, /* the ticks' numbers */
	PLOT_TOP = 8,
	PLOT_HEIGHT = 130,
	PLOT_BOTTOM = 18, /* the names */
};

static const double PLOT_WIDTH = CHART_WIDTH - PLOT_LEFT - 6;
static const double BAR_WIDTH_MIN = 1; /* what is there is seen */

static void put(struct buf *out, const char *markup)
{
	buf_append(out, str_from(markup));
}

struct chart_scale chart_scale(double most)
{
	static const double steps[] = {1, 2, 5, 10};
	if (!(most > 0) || isinf(most))
		return (struct chart_scale){1, 1};
	double power = pow(10, floor(log10(most / CHART_TICKS_MAX)));
	size_t i = 0;
	while (i < 3 && ceil(most / (steps[i] * power)) > CHART_TICKS_MAX)
		i++;
	double step = steps[i] * power;
	return (struct chart_scale){ceil(most / step) * step, step};
}

static void put_begin(struct buf *out, const char *title, unsigned height)
{
	buf_printf(out, "<svg viewBox=\"0 0 %d %u\" role=\"img\" aria-label=\"", CHART_WIDTH,
	           height);
	markup_text(out, str_from(title));
	put(out, "\">\n");
}

static double within(double x)
{
	return x > 0 ? (x < 1 ? x : 1) : 0; /* also of what is no number */
}

static void put_bar(struct buf *out, double from, double to, unsigned y, bool second)
{
	double x = within(from) * CHART_WIDTH, width = within(to) * CHART_WIDTH - x;
	if (width < BAR_WIDTH_MIN)
		width = to > from ? BAR_WIDTH_MIN : 0;
	if (x + width > CHART_WIDTH)
		x = CHART_WIDTH - width;
	buf_printf(out, "<rect class=\"track\" x=\"0\" y=\"%u\" width=\"%d\" height=\"%d\"/>", y,
	           CHART_WIDTH, BAR_HEIGHT - 1);
	if (width > 0)
		buf_printf(out,
		           "<rect class=\"bar%s\" x=\"%.1f\" y=\"%u\" width=\"%.1f\" "
		           "height=\"%d\"/>",
		           second ? " second" : "", x, y, width, BAR_HEIGHT - 1);
}

/* Letters beyond ASCII can be twice as wide. */
static size_t name_chars_max(const struct chart_bar *bar)
{
	size_t value = bar->value.n < LINE_CHARS_MAX / 2 ? bar->value.n : LINE_CHARS_MAX / 2;
	for (size_t i = 0; i < bar->name.n; i++)
		if ((unsigned char)bar->name.p[i] >= 0x80)
			return (LINE_CHARS_MAX - value) / 2;
	return LINE_CHARS_MAX - value;
}

void chart_bars(struct buf *out, const char *title, const struct chart_bar *bars, size_t count,
                int series)
{
	unsigned row = LINE_HEIGHT + BAR_HEIGHT * (unsigned)series + ROW_GAP;
	put_begin(out, title, row * (unsigned)count);
	for (size_t i = 0; i < count; i++) {
		unsigned y = row * (unsigned)i;
		put(out, "<g><title>");
		markup_text_cut(out, bars[i].name, TITLE_CHARS_MAX);
		buf_printf(out, "</title><text class=\"label\" x=\"0\" y=\"%u\">", y + 12);
		markup_text_cut(out, bars[i].name, name_chars_max(&bars[i]));
		buf_printf(out, "</text><text class=\"value\" x=\"%d\" y=\"%u\">", CHART_WIDTH,
		           y + 12);
		markup_text(out, bars[i].value);
		put(out, "</text>");
		for (int s = 0; s < series; s++)
			put_bar(out, bars[i].from[s], bars[i].to[s],
			        y + LINE_HEIGHT + BAR_HEIGHT * (unsigned)s, s == 1);
		put(out, "</g>\n");
	}
	put(out, "</svg>\n");
}

/* Numbers at the left, lines across. */
static void put_scale(struct buf *out, struct chart_scale scale, const char *unit)
{
	int ticks = (int)(scale.end / scale.step + 0.5);
	for (int i = 0; i <= ticks; i++) {
		double value = scale.step * i;
		double y = PLOT_TOP + PLOT_HEIGHT * (1 - value / scale.end);
		buf_printf(out,
		           "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text class=\"tick right\" "
		           "x=\"%d\" y=\"%.1f\">",
		           PLOT_LEFT, y, CHART_WIDTH - 6, PLOT_LEFT - 4, y + 4);
		if (value >= 1e6)
			buf_printf(out, "%gM%s", value / 1e6, unit);
		else if (value >= 1e4)
			buf_printf(out, "%gk%s", value / 1e3, unit);
		else
			buf_printf(out, "%g%s", value, unit);
		put(out, "</text>\n");
	}
}

static void put_name(struct buf *out, double x, const char *anchor, struct str name)
{
	buf_printf(out, "<text class=\"tick %s\" x=\"%.1f\" y=\"%d\">", anchor, x,
	           PLOT_TOP + PLOT_HEIGHT + 14);
	markup_text(out, name);
	put(out, "</text>\n");
}

void chart_columns(struct buf *out, const char *title, const struct chart_column *columns,
                   size_t count)
{
	double most = 0, width = PLOT_WIDTH / (double)(count ? count : 1);
	for (size_t i = 0; i < count; i++)
		most = columns[i].value > most ? columns[i].value : most;
	struct chart_scale scale = chart_scale(most);
	put_begin(out, title, PLOT_TOP + PLOT_HEIGHT + PLOT_BOTTOM);
	put_scale(out, scale, "");
	for (size_t i = 0; i < count; i++) {
		double x = PLOT_LEFT + width * (double)i;
		double height = PLOT_HEIGHT * within(columns[i].value / scale.end);
		if (columns[i].value > 0 && height < BAR_WIDTH_MIN)
			height = BAR_WIDTH_MIN;
		buf_printf(out,
		           "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
		           "height=\"%.1f\"/>\n",
		           x + width * 0.08, PLOT_TOP + PLOT_HEIGHT - height, width * 0.84, height);
		if (columns[i].name[0] != '\0')
			put_name(out, x + width / 2, "middle", str_from(columns[i].name));
	}
	put(out, "</svg>\n");
}

void chart_area(struct buf *out, const char *title, const double *values, size_t count,
                const char *value_unit, struct str first, struct str last)
{
	double most = 0;
	for (size_t i = 0; i < count; i++)
		most = values[i] > most ? values[i] : most;
	struct chart_scale scale = chart_scale(most);
	put_begin(out, title, PLOT_TOP + PLOT_HEIGHT + PLOT_BOTTOM);
	put_scale(out, scale, value_unit);
	buf_printf(out, "<path class=\"area\" d=\"M%d %d", PLOT_LEFT, PLOT_TOP + PLOT_HEIGHT);
	for (size_t i = 0; i < count; i++) {
		double y = PLOT_TOP + PLOT_HEIGHT * (1 - within(values[i] / scale.end));
		buf_printf(out, "V%.1fH%.1f", y,
		           PLOT_LEFT + PLOT_WIDTH * (double)(i + 1) / (double)count);
	}
	buf_printf(out, "V%dZ\"/>\n", PLOT_TOP + PLOT_HEIGHT);
	put_name(out, PLOT_LEFT, "left", first);
	put_name(out, CHART_WIDTH - 6, "right", last);
	put(out, "</svg>\n");
}
