/* Which site a host belongs to, by the Public Suffix List (publicsuffix.org). */
#ifndef CORE_TEXT_DOMAIN_H
#define CORE_TEXT_DOMAIN_H

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/str.h"

enum {
	DOMAIN_BYTES_MAX = 253
}; /* of a host's name (RFC 1035, 2.3.4); longer ones are as they are */

/*
 * The registered domain, in lower case, in `arena`: "bbc.co.uk" of "News.BBC.co.uk", and
 * "me.github.io" of itself, for the list has what lets others register below it, too. An address,
 * and a host that is a public suffix itself, are as they are. Empty for an empty host.
 */
struct str domain_registered(struct str host, struct arena *arena);

/* "com", "uk": the name of a top-level domain, in lower case, as ICANN's part of the list has it.
 */
bool domain_is_top_level(struct str name);

#endif
