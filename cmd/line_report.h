/* What --dedup-lines has done, for manifest and summary. */
#ifndef CMD_LINE_REPORT_H
#define CMD_LINE_REPORT_H

#include "cmd/pipeline.h"
#include "core/base/buf.h"

/* Member "repeated_lines" of an open JSON object. */
void line_report_write_json(const struct run_report *report, struct buf *out);

/* A line on standard error, if anything was dropped. */
void line_report_print(const struct run_report *report);

#endif
