/* What each rule did in a run, for the manifest and the summary. */
#ifndef CMD_RULE_COUNTS_H
#define CMD_RULE_COUNTS_H

#include "cmd/pipeline.h"
#include "core/base/buf.h"

/* A member "rules" into an open object: a list of the rules that did anything. */
void rule_counts_write_json(const struct run_report *report, const struct rule_set *rules,
                            struct buf *out);

#endif
