/*
 * The rule files of share/thresh/rules, as they were when the program was built: the same version
 * always has the same rules, wherever it stands. Written by scripts/gen-rules at build time.
 */
#ifndef CORE_RULES_DEFAULT_RULES_H
#define CORE_RULES_DEFAULT_RULES_H

#include <stdint.h>

#include "core/rules/rule_set.h"

extern const struct rule_source default_rules[]; /* by file name */
extern const uint32_t default_rules_count;

#endif
