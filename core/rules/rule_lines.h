/* Text as the lines that rules look at. */
#ifndef CORE_RULES_RULE_LINES_H
#define CORE_RULES_RULE_LINES_H

#include "core/rules/rule_run.h"

/* Valid UTF-8. */
bool rule_lines_are_text(struct str text);

/* Trimmed, without empty ones, in the arena. */
const struct rule_line *rule_lines_cut(struct str text, struct arena *arena, uint32_t *count);

#endif
