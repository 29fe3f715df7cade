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
extern const char article_format_help[], article_favor_help[], article_comments_help[];

/* Rows for the option table of a command whose values are a `type` with such a `member`. */
#define FORMAT_OPTION(type, member)                                                                \
	{                                                                                          \
		"format", 0, OPTION_CHOICE, offsetof(type, member.format), "FORMAT",               \
		        article_format_help, 0, 0, article_formats                                 \
	}
#define FAVOR_OPTION(type, member)                                                                 \
	{                                                                                          \
		"favor", 0, OPTION_CHOICE, offsetof(type, member.favor), "WHAT",                   \
		        article_favor_help, 0, 0, article_favors                                   \
	}
#define COMMENTS_OPTION(type, member)                                                              \
	{                                                                                          \
		"comments", 0, OPTION_FLAG, offsetof(type, member.comments), NULL,                 \
		        article_comments_help, 0, 0, NULL                                          \
	}

struct article_options article_values_options(const struct article_values *values);

#endif
