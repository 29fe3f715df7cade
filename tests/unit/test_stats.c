/* What a report is made of: what is counted, its limits, and that JSON has all of it. */
#include "core/stats.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/test.h"

static struct stats_record record_of(enum outcome outcome, struct str url)
{
	return (struct stats_record){.outcome = outcome,
	                             .url = url,
	                             .language = STR("en"),
	                             .text_bytes = 1000,
	                             .similarity = 83,
	                             .place = {STR("crawl.warc.gz"), 7, 90}};
}

static void count(struct stats *stats, enum outcome outcome, const char *url)
{
	struct stats_record record = record_of(outcome, str_from(url));
	stats_count(stats, &record);
}

static struct buf json_of(const struct stats *stats)
{
	struct buf out;
	buf_init(&out, STATS_JSON_BYTES_MAX);
	stats_write_json(stats, &out);
	return out;
}

TEST(records_are_counted_by_host_language_length_and_similarity)
{
	struct stats *stats = stats_new();
	count(stats, OUTCOME_WRITTEN, "https://Example.ORG/a");
	count(stats, OUTCOME_DUPLICATE_NEAR, "https://example.org/b");
	count(stats, OUTCOME_BAD_DATA, "");
	const struct frequent_item *host = frequent_find(stats->hosts, STR("example.org"));
	const struct frequent_item *language = frequent_find(stats->languages, STR("en"));
	if (CHECK(host != NULL)) {
		CHECK_NUMBER(host->counts.records, 2);
		CHECK_NUMBER(host->counts.documents, 1);
	}
	if (CHECK(language != NULL))
		CHECK_NUMBER(language->counts.documents, 1);
	CHECK_NUMBER(stats->lengths[9], 1); /* 512 .. 1023 */
	CHECK_NUMBER(stats->similarities[83], 1);
	CHECK_NUMBER(stats->loss_count, 1);
	CHECK_STR(stats->losses[0].file, STR("crawl.warc.gz"));
	stats_free(stats);
}

TEST(json_of_stats_is_read_back_whole)
{
	struct stats *stats = stats_new(), *copy = stats_new();
	for (int i = 0; i < 2 * STATS_HOSTS_MAX; i++) { /* so that some were forgotten */
		char url[64];
		snprintf(url, sizeof(url), "http://h%d.example/", i % 7 ? i : 7);
		count(stats, i % 3 ? OUTCOME_WRITTEN : OUTCOME_DUPLICATE_NEAR, url);
	}
	count(stats, OUTCOME_GARBAGE, "http://\"<\\\x01\xFF/");
	stats_problem(stats, STR("in\xFFput"), STR("input: \"cannot\" read\n"));
	stats->exit_code = 1;
	stats->total.records[OUTCOME_WRITTEN] = stats->total.records_read = INT64_MAX;
	struct buf before = json_of(stats);
	CHECK(frequent_missed_max(stats->hosts) > 0);
	CHECK(stats_read_json(copy, buf_str(&before)));
	struct buf after = json_of(copy);
	CHECK(str_equal(buf_str(&after), buf_str(&before)));

	/* and what is added to both stays the same: a run can go on from it */
	count(stats, OUTCOME_WRITTEN, "http://new.example/");
	count(copy, OUTCOME_WRITTEN, "http://new.example/");
	buf_free(&before);
	buf_free(&after);
	before = json_of(stats);
	after = json_of(copy);
	CHECK(str_equal(buf_str(&after), buf_str(&before)));
	buf_free(&before);
	buf_free(&after);
	stats_free(stats);
	stats_free(copy);
}

TEST(stats_of_the_worst_names_can_be_read_back)
{
	struct stats *stats = stats_new(), *copy = stats_new();
	char url[400], file[2 * STATS_TEXT_BYTES_MAX];
	memset(file, '"', sizeof(file));
	for (int i = 0; i < STATS_HOSTS_MAX; i++) {
		memset(url, '"', sizeof(url));
		int n = snprintf(url, sizeof(url), "http://%d", i);
		url[n] = '"';
		url[sizeof(url) - 1] = '/';
		struct stats_record record =
		        record_of(OUTCOME_GARBAGE, (struct str){url, sizeof(url)});
		record.place = (struct row_place){{file, sizeof(file)}, INT64_MAX, INT64_MAX};
		stats_count(stats, &record);
		stats_problem(stats, record.place.file, record.place.file);
	}
	struct buf out = json_of(stats);
	CHECK(!out.over);
	CHECK_NUMBER(stats->loss_count, STATS_LOSSES_MAX);
	CHECK_NUMBER(stats->problem_count, STATS_PROBLEMS_MAX);
	CHECK_NUMBER(stats->problems_met, STATS_HOSTS_MAX);
	CHECK(stats_read_json(copy, buf_str(&out)));
	buf_free(&out);
	stats_free(stats);
	stats_free(copy);
}

TEST(what_is_no_stats_is_not_read)
{
	struct stats *stats = stats_new();
	count(stats, OUTCOME_WRITTEN, "https://example.org/a");
	struct buf out = json_of(stats);
	for (size_t n = 0; n < out.n; n++) {
		struct stats *copy = stats_new();
		if (stats_read_json(copy, (struct str){out.p, n}))
			CHECK_NUMBER(n, out.n); /* only the whole */
		stats_free(copy);
	}
	struct stats *copy = stats_new();
	CHECK(!stats_read_json(copy, STR("{\"stats\":2}")));
	CHECK(!stats_read_json(copy, STR("[1]")));
	stats_free(copy);
	buf_free(&out);
	stats_free(stats);
}
