/* The options that say what shape the corpus has: which share of it, and in which files. */
#ifndef CMD_SHAPE_VALUES_H
#define CMD_SHAPE_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "cmd/options.h"
#include "cmd/preset_values.h"
#include "cmd/route.h"
#include "core/base/status.h"
#include "core/sample.h"

struct shape_values {
	const char *sample; /* NULL: all */
	bool attributes;
	int route; /* enum route_field */
};

extern const char sample_help[], attributes_help[], route_help[];

/* Rows for the option table of a command whose values are a `type` with such a `member`. */
#define SHAPE_OPTIONS(type, member)                                                                \
	{"sample", 0, OPTION_TEXT, offsetof(type, member.sample), "FRACTION", sample_help,         \
	 0,        0, NULL},                                                                       \
	        {"route", 0, OPTION_CHOICE, offsetof(type, member.route), "FIELD", route_help,     \
	         0,       0, route_fields},                                                        \
	{                                                                                          \
		"dolma-attributes", 0, OPTION_FLAG, offsetof(type, member.attributes), NULL,       \
		        attributes_help, 0, 0, NULL                                                \
	}

/* What they come to. */
struct shape {
	struct sample sample;
	bool attributes; /* rows for Dolma's attributes; only where a preset is wanted */
	enum route_field route;
};

MUST_CHECK enum status shape_values_load(const struct shape_values *values,
                                         const struct preset_loaded *preset, struct shape *shape,
                                         struct error *error);

#endif
