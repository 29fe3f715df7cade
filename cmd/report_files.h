/*
 * The files beside the manifest that tell of a run: stats.json, the same for the same inputs and
 * options, and of the clock times.json and what is made of both, report.html and metrics.prom.
 * `thresh report` makes the page again from the first two.
 */
#ifndef CMD_REPORT_FILES_H
#define CMD_REPORT_FILES_H

#include "cmd/times.h"
#include "core/base/status.h"
#include "core/stats.h"

void report_files_remove(const char *folder);
MUST_CHECK enum status report_files_write(const char *folder, const struct stats *stats,
                                          const struct times *times, struct error *error);

/* `*stats` is the caller's to free when that went well. */
MUST_CHECK enum status report_files_read_stats(const char *folder, struct stats **stats,
                                               struct error *error);
MUST_CHECK enum status report_files_read_times(const char *folder, struct times *times,
                                               struct error *error);

/* The page at `path`, or where it belongs in `folder` if that is NULL. */
MUST_CHECK enum status report_files_write_page(const char *folder, const char *path,
                                               const struct stats *stats, const struct times *times,
                                               struct error *error);

#endif
