/* The examples of rules, run. */
#ifndef CORE_RULES_RULE_TEST_H
#define CORE_RULES_RULE_TEST_H

#include "core/rules/rule_run.h"

/*
 * One example of rule `r`: as the only line of a page, with that rule alone. Host, URL, language
 * and kind of page are taken to fit. Fails with "FILE:LINE: cause" where the rule does not do what
 * the example says.
 */
MUST_CHECK enum status rule_test_example(struct rule_run *run, uint32_t r,
                                         const struct rule_example *example, struct error *error);

#endif
