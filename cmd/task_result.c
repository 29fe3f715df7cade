#include "cmd/task_result.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/input_record.h"
#include "cmd/journal_kinds.h"
#include "core/base/bug.h"
#include "io/file.h"
#include "io/journal.h"
#include "io/machine.h"

enum { RESULT_BYTES_MAX = 1 << 30 };

/* The first record; the others stand behind it. */
struct task_record {
	struct hash128 plan;
	uint64_t documents, cpu_us, wall_us, peak_rss_bytes;
	uint32_t rules, record_bytes; /* the latter tells builds apart */
};

struct shard_record {
	uint64_t series;
	struct shard shard;
};

void task_result_init(struct task_result *result, size_t inputs, uint32_t rules)
{
	size_t counts_bytes = (rules + (size_t)1) * sizeof(struct rule_count);
	*result = (struct task_result){.report = {.inputs = reading_reports_new(inputs),
	                                          .rule_counts = memory_resize(NULL, counts_bytes),
	                                          .stats = stats_new(),
	                                          .dropped_lines = dropped_lines_new()}};
	memset(result->report.rule_counts, 0, counts_bytes);
	times_init(&result->report.times);
}

void task_result_free(struct task_result *result, size_t inputs)
{
	reading_reports_free(result->report.inputs, inputs);
	free(result->report.rule_counts);
	stats_free(result->report.stats);
	dropped_lines_free(result->report.dropped_lines);
	for (int s = 0; s < SERIES_COUNT; s++)
		free(result->shards[s]);
}

void task_result_add_shard(struct task_result *result, enum series series,
                           const struct shard *shard)
{
	size_t count = result->shard_counts[series]++;
	result->shards[series] = memory_resize(result->shards[series],
	                                       (count + 1) * sizeof(*result->shards[series]));
	result->shards[series][count] = *shard;
}

void task_result_measure(struct task_result *result, double begun)
{
	struct times *times = &result->report.times;
	uint64_t peak_rss_bytes = machine_peak_rss_bytes();
	times->cpu_us += (uint64_t)(machine_cpu_seconds() * 1e6);
	if (times->peak_rss_bytes < peak_rss_bytes)
		times->peak_rss_bytes = peak_rss_bytes;
	result->wall_us = (uint64_t)((machine_seconds() - begun) * 1e6);
}

/* --- writing --- */

static void put(struct buf *records, enum journal_kind kind, const void *bytes, size_t n)
{
	size_t begun = journal_begin(records, kind);
	buf_append(records, (struct str){bytes, n});
	journal_end(records, begun);
}

static void put_shards(const struct task_result *result, struct buf *records)
{
	for (uint64_t s = 0; s < SERIES_COUNT; s++)
		for (size_t i = 0; i < result->shard_counts[s]; i++) {
			struct shard_record record;
			memset(&record, 0, sizeof(record)); /* padding is written too */
			record.series = s;
			record.shard = result->shards[s][i];
			put(records, JOURNAL_SHARD, &record, sizeof(record));
		}
}

static void put_inputs(const struct task_result *result, size_t inputs, struct buf *records)
{
	for (size_t i = 0; i < inputs; i++) {
		const struct input_report *input = &result->report.inputs[i];
		if (input->container[0] || input->problem || input->passed_over)
			input_record_write(i, input, records);
	}
}

enum status task_result_write(const char *path, const struct task_result *result,
                              struct hash128 plan, size_t inputs, uint32_t rules,
                              struct error *error)
{
	const struct run_report *report = &result->report;
	const struct task_record record = {.plan = plan,
	                                   .documents = result->documents,
	                                   .cpu_us = report->times.cpu_us,
	                                   .wall_us = result->wall_us,
	                                   .peak_rss_bytes = report->times.peak_rss_bytes,
	                                   .rules = rules,
	                                   .record_bytes = sizeof(struct input_report)};
	struct buf records, json;
	buf_init(&records, RESULT_BYTES_MAX);
	buf_init(&json, STATS_JSON_BYTES_MAX);
	stats_write_json(report->stats, &json);
	put(&records, JOURNAL_TASK, &record, sizeof(record));
	put(&records, JOURNAL_RULE_COUNTS, report->rule_counts,
	    rules * sizeof(*report->rule_counts));
	put(&records, JOURNAL_STATS, json.p, json.n);
	put_inputs(result, inputs, &records);
	put_shards(result, &records);
	enum status status = records.over || json.over
	                             ? error_set(error, "%s: over its limit", path)
	                             : file_write_whole(path, buf_str(&records), error);
	buf_free(&json);
	buf_free(&records);
	return status;
}

/* --- reading --- */

struct taking {
	const char *path;
	struct task_result *result;
	struct hash128 plan;
	size_t inputs;
	uint32_t rules;
};

static enum status take_task(const struct taking *taking, struct str bytes, struct error *error)
{
	struct task_record record;
	struct times *times = &taking->result->report.times;
	if (bytes.n != sizeof(record))
		return error_set(error, "%s: of another build", taking->path);
	memcpy(&record, bytes.p, sizeof(record));
	if (record.record_bytes != sizeof(struct input_report) || record.rules != taking->rules)
		return error_set(error, "%s: of another build", taking->path);
	if (record.plan.high != taking->plan.high || record.plan.low != taking->plan.low)
		return error_set(error, "%s: of another plan", taking->path);
	taking->result->documents += record.documents;
	times->cpu_us += record.cpu_us;
	taking->result->wall_us += record.wall_us;
	if (times->peak_rss_bytes < record.peak_rss_bytes)
		times->peak_rss_bytes = record.peak_rss_bytes;
	return STATUS_OK;
}

static void take_rule_counts(const struct taking *taking, struct str bytes)
{
	BUG_UNLESS(bytes.n == taking->rules * sizeof(struct rule_count));
	for (uint32_t i = 0; i < taking->rules; i++) {
		struct rule_count count;
		memcpy(&count, bytes.p + i * sizeof(count), sizeof(count));
		taking->result->report.rule_counts[i].lines += count.lines;
		taking->result->report.rule_counts[i].aborted += count.aborted;
	}
}

static enum status take_stats(const struct taking *taking, struct str bytes, struct error *error)
{
	struct stats *part = stats_new();
	bool is_whole = stats_read_json(part, bytes);
	if (is_whole)
		stats_add(taking->result->report.stats, part);
	stats_free(part);
	return is_whole ? STATUS_OK : error_set(error, "%s: damaged", taking->path);
}

/* An input that several tasks have read parts of is the sum of these. */
static void take_input(const struct taking *taking, struct str bytes)
{
	struct input_report part;
	uint64_t number = input_record_read(bytes, &part);
	BUG_UNLESS(number < taking->inputs);
	struct input_report *input = &taking->result->report.inputs[number];
	memcpy(input->container, part.container, sizeof(input->container));
	input->passed_over = part.passed_over;
	input->file_bytes += part.file_bytes;
	tally_add(&input->tally, &part.tally);
	tally_add(&taking->result->report.total, &part.tally);
	if (input->problem == NULL)
		input->problem = part.problem;
	else
		free(part.problem);
}

static enum status take(void *context, uint32_t kind, struct str bytes, struct error *error)
{
	const struct taking *taking = context;
	struct shard_record shard;
	switch ((enum journal_kind)kind) {
	case JOURNAL_TASK:
		return take_task(taking, bytes, error);
	case JOURNAL_RULE_COUNTS:
		take_rule_counts(taking, bytes);
		return STATUS_OK;
	case JOURNAL_STATS:
		return take_stats(taking, bytes, error);
	case JOURNAL_INPUT:
		take_input(taking, bytes);
		return STATUS_OK;
	case JOURNAL_SHARD:
		BUG_UNLESS(bytes.n == sizeof(shard));
		memcpy(&shard, bytes.p, sizeof(shard));
		BUG_UNLESS(shard.series < SERIES_COUNT);
		task_result_add_shard(taking->result, (enum series)shard.series, &shard.shard);
		return STATUS_OK;
	default:
		return error_set(error, "%s: damaged", taking->path);
	}
}

enum status task_result_read(const char *path, struct task_result *result, struct hash128 plan,
                             size_t inputs, uint32_t rules, struct error *error)
{
	struct taking taking = {path, result, plan, inputs, rules};
	return journal_replay(path, file_size(path), take, &taking, error);
}

/* Of the first record; the others are passed over by what looks like a failure. */
static enum status take_wall(void *context, uint32_t kind, struct str bytes, struct error *error)
{
	struct task_record record;
	uint64_t *wall_us = context;
	if (kind == JOURNAL_TASK && bytes.n == sizeof(record)) {
		memcpy(&record, bytes.p, sizeof(record));
		*wall_us = record.wall_us;
	}
	return error_set(error, "read as far as is needed");
}

bool task_result_wall(const char *path, uint64_t *wall_us)
{
	struct error error;
	*wall_us = 0;
	(void)!journal_replay(path, file_size(path), take_wall, wall_us, &error);
	return *wall_us > 0;
}
