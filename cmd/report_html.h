/*
 * A run's report: one HTML page that needs nothing else, no script and no network. What the clock
 * has said stands in sections of the class "timed"; all other bytes are the same for the same
 * inputs and options.
 */
#ifndef CMD_REPORT_HTML_H
#define CMD_REPORT_HTML_H

#include "cmd/times.h"
#include "core/stats.h"

void report_html(const struct stats *stats, const struct times *times, struct buf *out);

#endif
