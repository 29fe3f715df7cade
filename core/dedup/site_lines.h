/*
 * The lines of a text by what they say, so that those that a site repeats can be found by hashes
 * and dropped. Two lines are alike if they are so when folded (folding.h). A line without a word is
 * none of them, nor is a part of a markdown text that cannot be taken out of it by itself.
 */
#ifndef CORE_DEDUP_SITE_LINES_H
#define CORE_DEDUP_SITE_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"

struct site_line {
	uint64_t key;      /* of its site and its words */
	uint32_t from, to; /* in the text, without the line's end */
};

struct site_lines {
	struct site_line *list; /* in the order of the text */
	uint32_t count;
	bool has_others; /* the text has words that are not in these lines */
};

enum { SITE_LINES_PER_TEXT_MAX = 64 << 10 }; /* those behind are others */

/* Of valid UTF-8 text of at most 4 GiB, in `arena`. Lines of different sites are never alike. */
struct site_lines site_lines_of(struct str text, bool is_markdown, struct str site,
                                struct arena *arena);

/*
 * The text without `count` of its lines, in their order, in `arena`; of the blank lines around them
 * one run stays.
 */
struct str site_lines_drop(struct str text, const struct site_line *dropped, uint32_t count,
                           struct arena *arena);

#endif
