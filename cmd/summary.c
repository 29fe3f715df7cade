#include "cmd/summary.h"
#include "cmd/line_report.h"
#include "cmd/rule_counts.h"

#include <stdio.h>

#include "core/base/buf.h"
#include "core/base/json.h"
#include "io/machine.h"

enum { SUMMARY_BYTES_MAX = 1 << 20 };

static void print_line(const char *label, uint64_t records, uint64_t bytes)
{
	fprintf(stderr, "%-24s %11llu %11.1f MB\n", label, (unsigned long long)records,
	        (double)bytes / 1e6);
}

static void print_kind(const struct tally *tally, enum outcome_kind kind, const char *label)
{
	print_line(label, tally_records_of_kind(tally, kind), tally_bytes_of_kind(tally, kind));
	for (int i = 0; i < OUTCOME_COUNT; i++) {
		char name[32];
		if (outcome_kind((enum outcome)i) != kind || tally->records[i] == 0)
			continue;
		snprintf(name, sizeof(name), "  %s", outcome_name((enum outcome)i));
		print_line(name, tally->records[i], tally->bytes[i]);
	}
}

static uint64_t pages_of(const struct tally *tally)
{
	return tally->records[OUTCOME_WRITTEN] + tally->records[OUTCOME_DUPLICATE_URL] +
	       tally->records[OUTCOME_DUPLICATE_EXACT] + tally->records[OUTCOME_DUPLICATE_NEAR] +
	       tally->records[OUTCOME_REPEATED_LINES] + tally->records[OUTCOME_NO_TEXT] +
	       tally->records[OUTCOME_RULE] + tally->records[OUTCOME_FILTER];
}

/* What went over its limit is said by name; the manifest has all counts. */
static void print_aborted(const struct run_report *report, const struct rule_set *rules)
{
	for (uint32_t r = 0; r < rules->count; r++)
		if (report->rule_counts[r].aborted > 0)
			fprintf(stderr, "rule aborted: %.*s, on pages: %llu\n",
			        STR_ARG(rules->entries[r].rule->name),
			        (unsigned long long)report->rule_counts[r].aborted);
}

void summary_print(const struct run_report *report, const struct rule_set *rules)
{
	const struct tally *total = &report->total;
	double seconds = report->seconds > 0 ? report->seconds : 1e-9;
	print_line("records read", total->records_read, total->bytes_read);
	print_line("kept", total->records[OUTCOME_WRITTEN], total->bytes[OUTCOME_WRITTEN]);
	print_kind(total, OUTCOME_KIND_REJECTED, "rejected");
	print_kind(total, OUTCOME_KIND_DAMAGED, "damaged");
	print_kind(total, OUTCOME_KIND_SKIPPED, "not pages");
	fprintf(stderr, "%-24s %11llu %11.1f MB\n", "tokens, about, and text",
	        (unsigned long long)total->tokens, (double)total->text_bytes / 1e6);
	line_report_print(report);
	print_aborted(report, rules);
	fprintf(stderr, "%.1f s, %.1f MB/s of pages, %.0f pages/s, peak %.0f MB\n", report->seconds,
	        (double)total->page_bytes / 1e6 / seconds, (double)pages_of(total) / seconds,
	        (double)machine_peak_rss_bytes() / 1e6);
}

static void member_micros(struct buf *out, const char *name, double seconds)
{
	json_member_number(out, name, (unsigned long long)(seconds * 1e6));
}

void summary_print_json(const struct run_report *report, const struct rule_set *rules,
                        int exit_code)
{
	struct buf out;
	buf_init(&out, SUMMARY_BYTES_MAX);
	json_open(&out, '{');
	json_member_number(&out, "exit_code", (unsigned)exit_code);
	json_name(&out, "stopped");
	json_bool(&out, report->stopped);
	tally_write_json(&report->total, &out);
	json_member_number(&out, "pages", pages_of(&report->total));
	rule_counts_write_json(report, rules, &out);
	line_report_write_json(report, &out);
	member_micros(&out, "wall_us", report->seconds);
	member_micros(&out, "cpu_us", report->cpu_seconds);
	json_member_number(&out, "peak_rss_bytes", machine_peak_rss_bytes());
	json_name(&out, "stage_cpu_us");
	json_open(&out, '{');
	for (int i = 0; i < RUN_STAGES; i++)
		member_micros(&out, report->stage_names[i], (double)report->stage_cpu_ns[i] / 1e9);
	json_close(&out, '}');
	json_close(&out, '}');
	buf_append_byte(&out, '\n');
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
}
