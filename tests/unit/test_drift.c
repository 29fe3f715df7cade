/* When a rate has drifted, and how numbers are shown. cmd is no library: its sources are included.
 */
#include "cmd/drift.c"
#include "cmd/quantity.c"

#include "tests/test.h"

static bool share_drifts(uint64_t before, uint64_t after, unsigned percent)
{
	return drift_of_share((struct drift_rate){before, 10000}, (struct drift_rate){after, 10000},
	                      percent);
}

TEST(a_share_drifts_past_the_percentage_only)
{
	CHECK(!share_drifts(1000, 1200, 20));
	CHECK(share_drifts(1000, 1201, 20));
	CHECK(!share_drifts(1000, 800, 20));
	CHECK(share_drifts(1000, 799, 20));
	CHECK(!share_drifts(1000, 1999, 100));
	CHECK(share_drifts(0, 200, 20)); /* new */
	CHECK(share_drifts(200, 0, 20)); /* gone */
	CHECK(!share_drifts(0, 0, 20));
}

TEST(small_numbers_do_not_drift)
{
	CHECK(!drift_of_share((struct drift_rate){50, 100}, (struct drift_rate){99, 100}, 20));
	CHECK(drift_of_share((struct drift_rate){50, 100}, (struct drift_rate){100, 100}, 20));
	CHECK(!share_drifts(101, 149, 20)); /* less than half a point */
	CHECK(share_drifts(101, 151, 20));
	CHECK(!drift_of_share((struct drift_rate){0, 0}, (struct drift_rate){0, 0}, 20));
}

TEST(a_mean_drifts_if_both_have_enough)
{
	const struct drift_mean few = {99 * 5000, 99}, many = {100 * 5000, 100};
	const struct drift_mean thousands = {1000 * 1000, 1000};
	CHECK(!drift_of_mean(thousands, few, 20));
	CHECK(drift_of_mean(thousands, many, 20));
	CHECK(!drift_of_mean(many, many, 20));
}

static void check_table(const struct stats *a, const struct stats *b, unsigned drifted,
                        const char *line)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	CHECK_NUMBER(drift_compare(a, b, 20, &out), drifted);
	CHECK(str_find(buf_str(&out), str_from(line), 0) != STR_NONE);
	buf_free(&out);
}

static void write_documents(struct stats *stats, const char *url, uint64_t count)
{
	struct stats_record record = {
	        .outcome = OUTCOME_WRITTEN, .url = str_from(url), .text_bytes = 500};
	for (uint64_t i = 0; i < count; i++) {
		stats_count(stats, &record);
		tally_count(&stats->total, OUTCOME_WRITTEN, 100);
		stats->total.records_read++;
		stats->total.text_bytes += record.text_bytes;
	}
}

TEST(names_of_either_night_are_compared_once)
{
	struct stats *a = stats_new(), *b = stats_new();
	write_documents(a, "http://stays.example/", 200);
	write_documents(b, "http://stays.example/", 200);
	check_table(a, b, 0, "stays.example");
	write_documents(b, "http://new.example/", 200);
	check_table(a, b, 2, "new.example"); /* and the half that is left of the other */
	check_table(b, a, 2, "new.example");
	stats_free(a);
	stats_free(b);
}

static void check_quantity(struct buf *out, const char *want)
{
	CHECK_STR(buf_str(out), str_from(want));
	buf_reset(out);
}

TEST(quantities_are_readable)
{
	struct buf out;
	buf_init(&out, 64);
	quantity_count(&out, 0);
	check_quantity(&out, "0");
	quantity_count(&out, 999);
	check_quantity(&out, "999");
	quantity_count(&out, 1234567);
	check_quantity(&out, "1,234,567");
	quantity_bytes(&out, 999);
	check_quantity(&out, "999 B");
	quantity_bytes(&out, 999960);
	check_quantity(&out, "1.0 MB");
	quantity_bytes(&out, 66600000);
	check_quantity(&out, "66.6 MB");
	quantity_bytes(&out, 2.3e11);
	check_quantity(&out, "230 GB");
	quantity_micros(&out, 62);
	check_quantity(&out, "62 \xC2\xB5s");
	quantity_micros(&out, 3600);
	check_quantity(&out, "3.6 ms");
	quantity_micros(&out, 2000000);
	check_quantity(&out, "2.0 s");
	quantity_micros(&out, 200000000);
	check_quantity(&out, "3 min 20 s");
	quantity_micros(&out, 7500000000);
	check_quantity(&out, "2 h 5 min");
	quantity_percent(&out, 1, 3);
	check_quantity(&out, "33.3 %");
	quantity_percent(&out, 1, 100000);
	check_quantity(&out, "<0.1 %");
	quantity_percent(&out, 0, 0);
	check_quantity(&out, "0.0 %");
	buf_free(&out);
}
