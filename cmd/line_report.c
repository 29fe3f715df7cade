#include "cmd/line_report.h"

#include <stdio.h>

#include "core/base/json.h"

void line_report_write_json(const struct run_report *report, struct buf *out)
{
	struct dropped_totals totals = dropped_lines_totals(report->dropped_lines);
	json_name(out, "repeated_lines");
	json_open(out, '{');
	json_member_number(out, "dropped", totals.lines);
	json_member_number(out, "documents", totals.documents);
	json_member_number(out, "forgotten", report->lines_forgotten);
	json_member_number(out, "unlisted", totals.unlisted);
	json_name(out, "sites");
	dropped_lines_write_json(report->dropped_lines, out);
	json_close(out, '}');
}

void line_report_print(const struct run_report *report)
{
	struct dropped_totals totals = dropped_lines_totals(report->dropped_lines);
	if (totals.lines > 0)
		fprintf(stderr, "%-24s %11llu in %llu documents\n", "repeated lines dropped",
		        (unsigned long long)totals.lines, (unsigned long long)totals.documents);
}
