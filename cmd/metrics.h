/*
 * OUT/metrics.prom: a run's counts and times in the text format of Prometheus, for the node
 * exporter's textfile collector.
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
#ifndef CMD_METRICS_H
#define CMD_METRICS_H

#include "cmd/times.h"
#include "core/stats.h"

void metrics_write(const struct stats *stats, const struct times *times, struct buf *out);

#endif
