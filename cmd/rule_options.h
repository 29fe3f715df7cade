/* The options that say which rules a page goes through, for the commands that extract. */
#ifndef CMD_RULE_OPTIONS_H
#define CMD_RULE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/options.h"
#include "core/base/status.h"
#include "core/rules/rule_set.h"

struct rule_options {
	struct option_texts files;
	bool no_default;
};

extern const char rules_help[], no_default_rules_help[];

/* Rows for the option table of a command whose values are a `type` with such a `member`. */
#define RULES_OPTION(type, member)                                                                 \
	{                                                                                          \
		"rules", 0, OPTION_TEXTS, offsetof(type, member.files), "FILE", rules_help, 0, 0,  \
		        NULL                                                                       \
	}
#define NO_DEFAULT_RULES_OPTION(type, member)                                                      \
	{                                                                                          \
		"no-default-rules", 0, OPTION_FLAG, offsetof(type, member.no_default), NULL,       \
		        no_default_rules_help, 0, 0, NULL                                          \
	}

/* The rules of the files, in their order, and behind them those that the program has. */
MUST_CHECK enum status rule_options_load(const struct rule_options *values, struct rule_set **set,
                                         struct error *error);

#endif
