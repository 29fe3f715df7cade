/* Days since 1970-01-01, as small numbers that dates can be compared by. */
#ifndef CORE_BASE_DAY_H
#define CORE_BASE_DAY_H

#include <stdint.h>

#include "core/base/str.h"

enum { DAY_CHARS = 10 }; /* 2026-11-24 */

/* Of a text that begins with YYYY-MM-DD; 0 if it does not, or the day is not after 1970-01-01. */
uint32_t day_from_date(struct str date);

/* Seconds since 1970 of a text that begins with YYYY-MM-DDTHH:MM:SS, as WARC-Date does, in UTC; the
   beginning of the day if there is no such time behind it; 0 where there is no such day. */
uint64_t day_seconds_from_date(struct str date);

/* The other way round of day_from_date; no NUL. Years above 9999 are not written right. */
void day_write(uint32_t day, char date[DAY_CHARS]);

#endif
