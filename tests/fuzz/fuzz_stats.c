/*
 * Any text is stats.json or is not. What was read is written as text that is read again, and then
 * written the same; and it can be counted on.
 */
#include "tests/fuzz/fuzz.h"

#include "core/base/bug.h"
#include "core/stats.h"

static struct buf json_of(const struct stats *stats)
{
	struct buf out;
	buf_init(&out, STATS_JSON_BYTES_MAX);
	stats_write_json(stats, &out);
	BUG_UNLESS(!out.over);
	return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stats *stats = stats_new(), *copy = stats_new();
	const struct stats_record record = {.outcome = OUTCOME_WRITTEN,
	                                    .url = STR("http://example.org/"),
	                                    .language = STR("en"),
	                                    .text_bytes = size};
	if (stats_read_json(stats, (struct str){(const char *)data, size})) {
		struct buf once = json_of(stats);
		BUG_UNLESS(stats_read_json(copy, buf_str(&once)));
		struct buf twice = json_of(copy);
		BUG_UNLESS(str_equal(buf_str(&once), buf_str(&twice)));
		stats_count(stats, &record);
		buf_free(&once);
		buf_free(&twice);
	}
	stats_free(stats);
	stats_free(copy);
	return 0;
}
