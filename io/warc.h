/*
 * One WARC record in memory (ISO 28500, versions 0.17 to 1.1), parsed tolerantly: bare LF line
 * ends, folded lines, lines without a colon (passed over), any number of line ends behind a record.
 */
#ifndef IO_WARC_H
#define IO_WARC_H

#include <stdint.h>

#include "core/base/str.h"

enum { WARC_HEAD_BYTES_MAX = 64 << 10 };

/* Slices of the bytes parsed; what the head does not say is empty. */
struct warc_record {
	struct str type, record_id, target_uri, date, content_type, truncated;
	struct str block;
	uint64_t content_length;
	size_t head_length;  /* up to the block */
	uint64_t length;     /* head, block and the line ends behind it */
	bool ends_cleanly;   /* the two line ends were there, or the bytes end with the block */
};

enum warc_result {
	WARC_OK,
	WARC_SHORT, /* the bytes end within the record; with head_length > 0 the head is complete, and
	               all but `block` is set, `length` to head and block together */
	WARC_BAD,   /* no record begins here */
};

enum warc_result warc_parse(struct str bytes, struct warc_record *record);

/* A version line begins here. */
bool warc_starts(struct str bytes);

/* Where the next version line stands at the beginning of a line, at or after `from`; or STR_NONE. */
size_t warc_find(struct str bytes, size_t from);

/* The same behind damage: anywhere in a line, but with a sound head behind it. */
size_t warc_find_sure(struct str bytes, size_t from);

#endif
