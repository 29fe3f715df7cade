/* What a run has done, for people (standard error) and machines (JSON on standard output). */
#ifndef CMD_SUMMARY_H
#define CMD_SUMMARY_H

#include "cmd/pipeline.h"

void summary_print(const struct run_report *report, const struct rule_set *rules);
void summary_print_json(const struct run_report *report, const struct rule_set *rules,
                        int exit_code);

#endif
