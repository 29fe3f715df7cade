/* A document's lines in a run's journal, for --dedup-lines: which they are, and which were dropped.
 */
#ifndef CMD_LINES_RECORD_H
#define CMD_LINES_RECORD_H

#include "core/base/buf.h"
#include "core/dedup/dropped_lines.h"
#include "core/dedup/line_counts.h"

/* Before and after line_counts_add, which leaves only the dropped ones of `text` in the list. */
size_t lines_record_begin(struct buf *journal, const struct site_lines *lines);
void lines_record_end(struct buf *journal, size_t begun, struct str site, struct str text,
                      const struct site_lines *dropped);

/* Counts the lines again. */
void lines_record_replay(struct str record, struct line_counts *counts,
                         struct dropped_lines *dropped);

#endif
