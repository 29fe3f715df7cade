/*
 * One record of an ARC archive in memory (Internet Archive, ARC file format, versions 1 and 2), the
 * format of crawls before WARC. A record is a line, a block, and a line end:
 *
 *     http://a.example/ 192.0.2.1 20260102030405 text/html 1234
 *
 * The block of a page is its HTTP response. The first record describes the file (filedesc://…):
 * type "warcinfo"; all others have the type "response". Read tolerantly: spaces within URLs, dates
 * of 12 to 18 digits, CRLF, and lengths that are no number: then the record ends before the next
 * line that is a record's head, or with its input.
 */
#ifndef IO_ARC_H
#define IO_ARC_H

#include "io/record.h"

enum {
	ARC_LINE_BYTES_MAX = 16 << 10
}; /* a longer line is no head; crawlers stop at URLs of 2 to 8 KiB */

enum record_result arc_parse(struct str bytes, struct record *record);

/* A record's head, up to its line end, begins here; line ends before it are passed over. */
bool arc_starts(struct str bytes);

/* Where the next head stands at the beginning of a line, at or after `from`; or STR_NONE. */
size_t arc_find(struct str bytes, size_t from);

/*
 * The same behind damage: also within a line that a cut-off block ends in, if there is one URL only
 * that could be the record's.
 */
size_t arc_find_sure(struct str bytes, size_t from);

extern const struct record_format arc_format;

#endif
