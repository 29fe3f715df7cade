/*
 * A record of an archive, whatever its format: WARC (warc.h), ARC (arc.h), a line of JSON
 * (jsonl.h). Slices point into the bytes parsed; what a record does not say is empty.
 */
#ifndef IO_RECORD_H
#define IO_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/str.h"

enum {
	RECORD_HEAD_BYTES_MAX = 64 << 10,
	RECORD_LOOK_BYTES = 4096, /* what a page or a line of JSON is told by */
};

struct record {
	struct str type; /* of WARC: "response", "conversion", … */
	struct str record_id, target_uri, date, content_type, truncated;
	struct str block_digest, payload_digest; /* "sha1:…" */
	struct str segment_number;               /* of a record in pieces: 1, 2, … */
	struct str block;
	bool is_bare;            /* the block is the page itself, without an HTTP head */
	uint64_t content_length; /* of the block */
	size_t head_length;      /* up to the block */
	uint64_t length;         /* head, block and the line ends behind it */
	bool ends_cleanly;       /* what must stand behind a block did */
	char date_text[32]; /* what `date` points to where it had to be rewritten: not to be copied
	                     */
};

enum record_result {
	RECORD_OK,
	RECORD_SHORT, /* the bytes end within the record; with head_length > 0 the head is complete,
	                 and all but `block` is set, `length` to head and block together. Where the
	                 end of an input ends its last record (open_end), all is set, to what there
	                 is. */
	RECORD_BAD,   /* no record begins here */
};

/* How records are told and parsed in one format. */
struct record_format {
	const char *name;
	bool open_end; /* the end of the input may end the last record */
	/* A record begins here, by its first bytes: no more of them than start_bytes_max. */
	size_t start_bytes_max;
	bool (*starts)(struct str bytes);
	/* Where the next one could begin at or after `from` (cheap, may be wrong), or STR_NONE. */
	size_t (*find)(struct str bytes, size_t from);
	/* The same behind damage: it must look sound. */
	size_t (*find_sure)(struct str bytes, size_t from);
	enum record_result (*parse)(struct str bytes, struct record *record);
};

#endif
