/* Which lines were dropped from documents, and how often: for manifest and summary. */
#ifndef CORE_DEDUP_DROPPED_LINES_H
#define CORE_DEDUP_DROPPED_LINES_H

#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/str.h"
#include "core/dedup/site_lines.h"

enum {
	DROPPED_SITES_MAX = 64 << 10,  /* that are counted one by one, */
	DROPPED_LINES_MAX = 256 << 10, /* and their lines; */
	DROPPED_SITE_LINES_MAX = 1024, /* of one site. The others are counted together */
	DROPPED_TEXT_BYTES_MAX = 120,  /* of a line or a name that are kept */
	DROPPED_SITES_LISTED = 100,    /* those with the most, */
	DROPPED_LINES_LISTED = 10,     /* and of each the most frequent */
};

struct dropped_lines;

struct dropped_lines *dropped_lines_new(void);
void dropped_lines_free(struct dropped_lines *dropped);

/* What is remembered of a line's text; of that, again, all. */
struct str dropped_lines_text(struct str text);

/* Lines that a document of `site` loses; nothing happens if there are none. */
void dropped_lines_add(struct dropped_lines *dropped, struct str site, struct str text,
                       const struct site_lines *lines);

struct dropped_totals {
	uint64_t lines, documents;
	uint64_t unlisted; /* of the lines: those over a limit above */
};

struct dropped_totals dropped_lines_totals(const struct dropped_lines *dropped);

/* A list of the sites that lost most, each with the lines it lost most often. */
void dropped_lines_write_json(const struct dropped_lines *dropped, struct buf *out);

#endif
