/* The options that say how an article is wanted, for the commands that extract. */
#ifndef CMD_ARTICLE_VALUES_H
#define CMD_ARTICLE_VALUES_H

#include <stddef.h>

#include "cmd/options.h"
#include "core/page.h"

struct article_values {
	int format, favor;
	bool comments;
};

extern const char *const article_formats[]; /* by enum article_format; NULL-terminated */
extern const char *const article_favors[];  /* by enum article_favor; NULL-terminated */

/* Rows of the option table of a command whose values are a `type` with such a `member`. */
#define ARTICLE_OPTIONS(type, member)                                                              \
	{                                                                                          \
		"favor", 0, OPTION_CHOICE, offsetof(type, member.favor), "WHAT",                   \
		        "Where it is doubtful what belongs to the article: precision leaves it "   \
		        "out, recall keeps it, balance (default) weighs both alike.",              \
		        0, 0, article_favors                                                       \
	}

struct article_options article_values_options(const struct article_values *values);

#endif
