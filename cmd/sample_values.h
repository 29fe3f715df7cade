/* The option that says which share of the documents is kept. */
#ifndef CMD_SAMPLE_VALUES_H
#define CMD_SAMPLE_VALUES_H

#include <stddef.h>

#include "cmd/options.h"
#include "core/base/status.h"
#include "core/sample.h"

extern const char sample_help[];

/* A row for the option table of a command whose values are a `type` with such a `member`. */
#define SAMPLE_OPTION(type, member)                                                                \
	{                                                                                          \
		"sample", 0, OPTION_TEXT, offsetof(type, member), "FRACTION", sample_help, 0, 0,   \
		        NULL                                                                       \
	}

/* `fraction` as it was given; NULL for all documents. */
MUST_CHECK enum status sample_values_load(const char *fraction, struct sample *sample,
                                          struct error *error);

#endif
