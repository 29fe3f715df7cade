/*
 * One WARC record in memory (ISO 28500, versions 0.17 to 1.1), parsed tolerantly: bare LF line
 * ends, folded lines, lines without a colon (passed over), any number of line ends behind a record.
 */
#ifndef IO_WARC_H
#define IO_WARC_H

#include "io/record.h"

enum record_result warc_parse(struct str bytes, struct record *record);

/* A version line begins here. */
bool warc_starts(struct str bytes);

/* Where the next version line stands at the beginning of a line, at or after `from`; or STR_NONE.
 */
size_t warc_find(struct str bytes, size_t from);

/* The same behind damage: anywhere in a line, but with a sound head behind it. */
size_t warc_find_sure(struct str bytes, size_t from);

extern const struct record_format warc_format;

#endif
