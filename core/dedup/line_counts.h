/*
 * How many documents of a run had a line, and so which lines are to be dropped. Documents come in
 * input order; used by a serial stage. Lines are known by their keys (site_lines.h).
 *
 * When as many lines are held as may be, the rarest are forgotten until half remain, as in lossy
 * counting (G. Manku, R. Motwani, "Approximate frequency counts over data streams", 2002): so what
 * a site says on every page is held however long the run is. It depends on the input alone.
 */
#ifndef CORE_DEDUP_LINE_COUNTS_H
#define CORE_DEDUP_LINE_COUNTS_H

#include <stddef.h>
#include <stdint.h>

#include "core/dedup/site_lines.h"

/* As many as fit into a table of 256 MiB; twice that is held while the rarest are forgotten. */
enum { LINE_COUNTS_MAX = 12 << 20 };

struct line_counts;

/* Lines that `documents_min` documents had are dropped from those behind them. At least
   2 * SITE_LINES_PER_TEXT_MAX lines are held. */
struct line_counts *line_counts_new(uint32_t documents_min, size_t lines_max);
void line_counts_free(struct line_counts *counts);

/* The next document. Of `lines` only those stay in the list that are to be dropped from it. */
void line_counts_add(struct line_counts *counts, struct site_lines *lines);

/* Lines that were held and are no more; one may be among them several times. */
uint64_t line_counts_forgotten(const struct line_counts *counts);

#endif
