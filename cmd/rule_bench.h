/* How fast rules are, over text in memory. */
#ifndef CMD_RULE_BENCH_H
#define CMD_RULE_BENCH_H

#include "core/base/buf.h"
#include "core/rules/rule_set.h"

struct rule_bench {
	uint64_t bytes, lines, lines_matched; /* of the text, once */
	double seconds;                       /* of CPU, the best of the runs */
};

/*
 * All rules over all lines of `text` (valid UTF-8), in pages of BENCH_PAGE_LINES; cutting the lines
 * and counting their words is not in the time. The best of BENCH_RUNS runs counts: others are
 * slowed by what else the machine does.
 */
enum { BENCH_PAGE_LINES = 100, BENCH_RUNS = 5 };
void rule_bench_run(const struct rule_set *set, struct str text, struct rule_bench *bench);

/* Text as web pages have it, with short lines among long ones; always the same. */
void rule_bench_text(struct buf *text);

#endif
