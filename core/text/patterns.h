/*
 * Regular expressions over UTF-8 text, by PCRE2's compiler to machine code. A pattern is compiled
 * once and then only read, by all threads; what a match needs is in a scratch, one for each thread.
 *
 * A match takes a limited number of steps and of stack. One that would take more is ABORTED, which
 * is not "no match": whoever asked must not take it for one. Steps are counted by the compiled code
 * and not by the clock, so that the outcome is the same on every machine. PCRE2's interpreter
 * counts them differently; so nothing is ever interpreted, and where there is no machine code there
 * is no pattern (docs/decisions/0008-rules.md).
 */
#ifndef CORE_TEXT_PATTERNS_H
#define CORE_TEXT_PATTERNS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/base/str.h"

enum {
	PATTERN_BYTES_MAX = 4096,  /* of its text */
	PATTERN_GROUPS_MAX = 16,   /* capturing ones */
	PATTERN_STEPS_MAX = 20000, /* from where a match begins: a line is done in some tens */
	PATTERN_STEPS_MIN = 1000,  /* the same in long subjects, where there are many beginnings: */
	PATTERN_STEPS_ALL = 8000000,   /* this much, divided by the subject's bytes */
	PATTERN_STACK_BYTES = 1 << 20, /* of one match */
};

struct pattern;
struct pattern_scratch;

enum pattern_result { PATTERN_NO_MATCH, PATTERN_MATCH, PATTERN_ABORTED };

struct pattern_options {
	bool ignore_case;
	bool any_bytes; /* the subject need not be UTF-8: a URL */
};

/*
 * ^ and $ are the ends of the text, not of a line in it; \w, \d, \b and the like know all of
 * Unicode. Fails for text that is no pattern or over a limit; the error is the cause alone.
 */
MUST_CHECK enum status pattern_new(struct str text, struct pattern_options options,
                                   struct pattern **pattern, struct error *error);
void pattern_free(struct pattern *pattern);

struct pattern_scratch *pattern_scratch_new(void);
void pattern_scratch_free(struct pattern_scratch *scratch);

/* The first match at or after `from`. Subjects are valid UTF-8 but for patterns of any_bytes. */
enum pattern_result pattern_find(const struct pattern *pattern, struct pattern_scratch *scratch,
                                 struct str subject, size_t from);

/* Of the last match: where a group stands (0: all of it); false if it took no part. */
bool pattern_group(const struct pattern_scratch *scratch, uint32_t group, size_t *begin,
                   size_t *end);

uint32_t pattern_group_count(const struct pattern *pattern); /* without group 0 */

/* The name of a group, or empty. */
struct str pattern_group_name(const struct pattern *pattern, uint32_t group);

/* A match can only begin where the subject begins. */
bool pattern_is_anchored(const struct pattern *pattern);

/* False if no match can begin with this byte. Matches of no bytes may begin anywhere. */
bool pattern_may_begin(const struct pattern *pattern, unsigned char byte);

/* False if a subject of no bytes cannot match. */
bool pattern_may_be_empty(const struct pattern *pattern);

#endif
