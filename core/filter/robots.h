/*
 * What a page asks of robots, in <meta name=robots> and X-Robots-Tag, as far as it is about being
 * kept: noindex, none (noindex and nofollow), noai and noimageai.
 */
#ifndef CORE_FILTER_ROBOTS_H
#define CORE_FILTER_ROBOTS_H

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/str.h"

enum {
	ROBOTS_NOINDEX = 1 << 0,
	ROBOTS_NONE = 1 << 1,
	ROBOTS_NOAI = 1 << 2,
	ROBOTS_NOIMAGEAI = 1 << 3, /* of its images alone */

	ROBOTS_NOT_KEPT =
	        ROBOTS_NOINDEX | ROBOTS_NONE | ROBOTS_NOAI, /* any of them: not its text */
};

/*
 * The directives of a header's value, those of all agents that robots_is_agent names: "noindex",
 * "googlebot: noai, noimageai".
 */
unsigned robots_of_header(struct str value);

/* Those of a <meta>; 0 if it is for no such agent. */
unsigned robots_of_meta(struct str name, struct str content);

/* "robots", and crawlers of search engines and for training; in any case. */
bool robots_is_agent(struct str name);

/* "noindex noai", in this order whatever theirs is; in `arena`. */
struct str robots_text(unsigned directives, struct arena *arena);

#endif
