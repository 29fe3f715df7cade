/*
 * Rules at work on the lines of a page, by one worker. What a page's lines are is the caller's
 * business: the lines of a text page, the blocks of an HTML page.
 *
 * A rule whose pattern goes over its limit on a line is aborted: that is counted under its name,
 * and it is not tried any more on that page, so that no page can cost more than a limit for each
 * rule.
 */
#ifndef CORE_RULES_RULE_RUN_H
#define CORE_RULES_RULE_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/str.h"
#include "core/rules/rule_set.h"

struct rule_run;

struct rule_page {
	struct str url;
	struct str language;   /* the page's claim, as "de-AT"; may be empty */
	uint32_t kinds;        /* a set of enum rule_page_kind */
	struct budget *budget; /* where it is over, nothing matches any more; may be NULL */
};

struct rule_line {
	struct str text; /* valid UTF-8 */
	uint32_t words;
};

/* What became of a line. */
struct rule_verdict {
	uint32_t rule; /* the one that matched, or by which it was cut off; or RULE_NONE */
	bool is_out;
};

/* By rule. */
struct rule_count {
	uint64_t lines;   /* that it matched or cut off */
	uint64_t aborted; /* pages on which it was */
};

/* What a field's first match gave. */
struct rule_found {
	struct str value; /* a part of the line; empty: none was found */
	uint32_t rule;
};

struct rule_run *rule_run_new(const struct rule_set *set);
void rule_run_free(struct rule_run *run);

const struct rule_set *rule_run_set(const struct rule_run *run);

/* Where to count from now on: as many as rules, or NULL to count nothing. */
void rule_run_count(struct rule_run *run, struct rule_count *counts);

/* Begins a page: settles which rules apply to it. */
void rule_run_begin(struct rule_run *run, const struct rule_page *page);

/* The same of a page to which one rule applies and no other, whatever its scope. */
void rule_run_begin_only(struct rule_run *run, uint32_t rule);

/* Drops and cuts: sets verdicts[0 .. count-1]. */
void rule_run_lines(struct rule_run *run, const struct rule_line *lines, uint32_t count,
                    struct rule_verdict *verdicts);

/* The first line that a "drop page" matches: its rule, and `*line`; or RULE_NONE. */
uint32_t rule_run_page(struct rule_run *run, const struct rule_line *lines, uint32_t count,
                       uint32_t *line);

/* Looks for the values of all fields. */
void rule_run_fields(struct rule_run *run, const struct rule_line *lines, uint32_t count);

/* What was found on the page, as many as the set has targets. */
const struct rule_found *rule_run_found(const struct rule_run *run);

/*
 * Patterns can take the square of a line's length without going over their limit. So no rule is
 * tried on a longer line, but for "replace with", which takes it in pieces, cut at spaces.
 */
enum { RULE_LINE_BYTES_MAX = 16 << 10 };

/*
 * What line `i` of `count` is with all replacements done; false if nothing was. `*rule` is the
 * first that did something. A replacement that would make a line, or a piece of a long one, longer
 * than RULE_REPLACED_BYTES_MAX is not done; its rule is aborted.
 */
enum { RULE_REPLACED_BYTES_MAX = 4 * RULE_LINE_BYTES_MAX };
bool rule_run_replace(struct rule_run *run, const struct rule_line *line, uint32_t i,
                      uint32_t count, struct arena *arena, struct str *text, uint32_t *rule);

/* Whether any rule of the set, of any host, is of the group. */
bool rule_run_has(const struct rule_run *run, enum rule_group group);

#endif
