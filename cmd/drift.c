#include "cmd/drift.h"

#include <math.h>

#include "cmd/quantity.h"

enum { NAME_CHARS = 34, VALUE_CHARS = 11 };

static double share_of(struct drift_rate rate)
{
	return rate.of > 0 ? (double)rate.records / (double)rate.of : 0;
}

/* Of nothing to something is more than any percentage; just the percentage is not more. */
static bool moved(double before, double after, unsigned percent)
{
	const double rounding = 1e-9;
	return fabs(after - before) > before * percent / 100 * (1 + rounding);
}

bool drift_of_share(struct drift_rate before, struct drift_rate after, unsigned percent)
{
	double a = share_of(before), b = share_of(after);
	bool enough = before.records >= DRIFT_RECORDS_MIN || after.records >= DRIFT_RECORDS_MIN;
	return enough && fabs(b - a) * 1000 >= DRIFT_SHARE_MIN_PERMILLE && moved(a, b, percent);
}

static double mean_of(struct drift_mean mean)
{
	return mean.count > 0 ? (double)mean.amount / (double)mean.count : 0;
}

bool drift_of_mean(struct drift_mean before, struct drift_mean after, unsigned percent)
{
	return before.count >= DRIFT_RECORDS_MIN && after.count >= DRIFT_RECORDS_MIN &&
	       moved(mean_of(before), mean_of(after), percent);
}

/* --- the table --- */

struct table {
	struct buf *out;
	unsigned percent, drifted;
};

/* Cut or filled up to `chars` code points. */
static void put_padded(struct buf *out, struct str text, size_t chars)
{
	size_t n = 0, at = 0;
	while (at < text.n && n < chars) {
		at++;
		while (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
			at++;
		n++;
	}
	buf_append(out, str_slice(text, 0, at));
	for (; n < chars; n++)
		buf_append_byte(out, ' ');
}

static void put_value(struct buf *out, struct str value)
{
	for (size_t n = value.n; n < VALUE_CHARS; n++)
		buf_append_byte(out, ' ');
	buf_append(out, value);
}

static void put_change(struct table *table, double before, double after, bool drifted)
{
	if (before > 0)
		buf_printf(table->out, " %+9.1f %%", 100 * (after - before) / before);
	else
		put_value(table->out, after > 0 ? STR("new") : STR(""));
	buf_append(table->out, drifted ? STR("  drift\n") : STR("\n"));
	table->drifted += drifted;
}

static void put_share(struct buf *out, struct drift_rate rate)
{
	struct buf text;
	buf_init(&text, 64);
	quantity_percent(&text, rate.records, rate.of);
	put_value(out, buf_str(&text));
	buf_free(&text);
}

static void row_share(struct table *table, struct str name, struct drift_rate before,
                      struct drift_rate after)
{
	if (before.records + after.records == 0)
		return;
	buf_append(table->out, STR("  "));
	put_padded(table->out, name, NAME_CHARS - 2);
	put_share(table->out, before);
	put_share(table->out, after);
	put_change(table, share_of(before), share_of(after),
	           drift_of_share(before, after, table->percent));
}

static void put_mean(struct buf *out, struct drift_mean mean)
{
	struct buf text;
	buf_init(&text, 64);
	quantity_bytes(&text, mean_of(mean));
	put_value(out, buf_str(&text));
	buf_free(&text);
}

static void row_mean(struct table *table, const char *name, struct drift_mean before,
                     struct drift_mean after)
{
	buf_append(table->out, STR("  "));
	put_padded(table->out, str_from(name), NAME_CHARS - 2);
	put_mean(table->out, before);
	put_mean(table->out, after);
	put_change(table, mean_of(before), mean_of(after),
	           drift_of_mean(before, after, table->percent));
}

static void head(struct table *table, const char *name)
{
	buf_printf(table->out, "%s\n", name);
}

/* What shares are of: records that are pages or could have been. */
static uint64_t pages_of(const struct tally *tally)
{
	return tally->records_read - tally_records_of_kind(tally, OUTCOME_KIND_SKIPPED);
}

static void rows_of_kind(struct table *table, const struct tally *a, const struct tally *b,
                         enum outcome_kind kind)
{
	for (int i = 0; i < OUTCOME_COUNT; i++)
		if (outcome_kind((enum outcome)i) == kind)
			row_share(table, str_from(outcome_name((enum outcome)i)),
			          (struct drift_rate){a->records[i], pages_of(a)},
			          (struct drift_rate){b->records[i], pages_of(b)});
}

static uint64_t records_of(const struct frequent *names, struct str name)
{
	const struct frequent_item *item = frequent_find(names, name);
	return item ? item->counts.records : 0;
}

/* The most frequent names of the first night, then those of the second that are not among them. */
static void rows_of_names(struct table *table, const struct frequent *a, uint64_t of_a,
                          const struct frequent *b, uint64_t of_b)
{
	const struct frequent_item *top[2 * DRIFT_NAMES_MAX];
	uint32_t first = frequent_top(a, DRIFT_NAMES_MAX, top);
	uint32_t count = first + frequent_top(b, DRIFT_NAMES_MAX, top + first);
	for (uint32_t i = 0; i < count; i++) {
		struct str name = frequent_name(top[i]);
		bool shown = false;
		for (uint32_t k = 0; i >= first && k < first; k++)
			shown |= str_equal(frequent_name(top[k]), name);
		if (!shown)
			row_share(table, name.n ? name : STR("(none)"),
			          (struct drift_rate){records_of(a, name), of_a},
			          (struct drift_rate){records_of(b, name), of_b});
	}
}

unsigned drift_compare(const struct stats *before, const struct stats *after, unsigned percent,
                       struct buf *out)
{
	struct table table = {.out = out, .percent = percent};
	const struct tally *a = &before->total, *b = &after->total;
	uint64_t documents_a = a->records[OUTCOME_WRITTEN],
	         documents_b = b->records[OUTCOME_WRITTEN];
	head(&table, "share of the pages");
	rows_of_kind(&table, a, b, OUTCOME_KIND_WRITTEN);
	rows_of_kind(&table, a, b, OUTCOME_KIND_REJECTED);
	rows_of_kind(&table, a, b, OUTCOME_KIND_DAMAGED);
	head(&table, "means");
	row_mean(&table, "text a document", (struct drift_mean){a->text_bytes, documents_a},
	         (struct drift_mean){b->text_bytes, documents_b});
	row_mean(&table, "input bytes a document",
	         (struct drift_mean){a->bytes[OUTCOME_WRITTEN], documents_a},
	         (struct drift_mean){b->bytes[OUTCOME_WRITTEN], documents_b});
	head(&table, "languages, share of the documents");
	rows_of_names(&table, before->languages, documents_a, after->languages, documents_b);
	head(&table, "hosts, share of the pages");
	rows_of_names(&table, before->hosts, pages_of(a), after->hosts, pages_of(b));
	return table.drifted;
}
