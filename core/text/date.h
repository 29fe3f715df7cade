/*
 * Dates as pages write them, to ISO 8601. Wrong is worse than missing: what can be read in two
 * ways (03/04/2024) is not read, nor is a date outside DATE_YEAR_MIN..DATE_YEAR_MAX.
 */
#ifndef CORE_TEXT_DATE_H
#define CORE_TEXT_DATE_H

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/str.h"

enum {
	DATE_YEAR_MIN = 1980,
	DATE_YEAR_MAX = 2100,
	DATE_CHARS_MAX = 32, /* the longest result: 2024-05-01T10:00:00+02:00 */
};

/*
 * The first date in `text`, with the time of day and zone that stand behind it:
 * "2024-05-01" or "2024-05-01T10:00:00Z" or "2024-05-01T10:00:00+02:00" or, where no zone is given,
 * "2024-05-01T10:00:00". Empty if there is none. `*end` (may be NULL) is the offset behind it.
 *
 * Reads ISO 8601 and its relatives (2024/05/01, 2024.05.01, 20240501T100000), mail dates, day,
 * month name and year in any order, with the month names of some twenty languages, 2024年5月1日,
 * and 25/12/2024 where only one reading is possible.
 */
struct str date_find(struct str text, struct arena *arena, size_t *end);

/* The same where `text` should be little else than a date: up to DATE_FIELD_BYTES_MAX long. Also
   takes seconds or milliseconds since 1970. For attributes and metadata. */
enum { DATE_FIELD_BYTES_MAX = 80 };
struct str date_parse(struct str text, struct arena *arena);

/* /2024/05/01/, /2024/may/01/, 2024-05-01 or 20240501 between other characters of a URL's path. */
struct str date_from_path(struct str path, struct arena *arena);

#endif
