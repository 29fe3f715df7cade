/* The options that say which quality filters a document goes through. */
#ifndef CMD_PRESET_VALUES_H
#define CMD_PRESET_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/options.h"
#include "core/base/arena.h"
#include "core/base/digest.h"
#include "core/base/status.h"
#include "core/page_filter.h"

struct preset_values {
	const char *preset; /* NULL: none */
	bool annotate;
};

extern const char preset_help[], annotate_help[];

/* Rows for the option table of a command whose values are a `type` with such a `member`. */
#define PRESET_OPTION(type, member)                                                                \
	{                                                                                          \
		"preset", 0, OPTION_TEXT, offsetof(type, member.preset), "NAME", preset_help, 0,   \
		        0, NULL                                                                    \
	}
#define ANNOTATE_OPTION(type, member)                                                              \
	{                                                                                          \
		"annotate", 0, OPTION_FLAG, offsetof(type, member.annotate), NULL, annotate_help,  \
		        0, 0, NULL                                                                 \
	}

/* A preset in memory, with all that it points to. */
struct preset_loaded {
	bool is_wanted; /* false: nothing is to be measured, and rows are as without a preset */
	struct page_filter filter;
	struct preset preset;
	struct str text;
	char sha256[SHA256_HEX_CHARS + 1]; /* of the text */
	struct arena arena;
};

/* By its name, or from the file that the name is. */
MUST_CHECK enum status preset_values_load(const struct preset_values *values,
                                          struct preset_loaded *loaded, struct error *error);
void preset_loaded_free(struct preset_loaded *loaded);

#endif
