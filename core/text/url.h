/* URLs as far as a corpus needs them (WHATWG URL, the parts of special schemes). */
#ifndef CORE_TEXT_URL_H
#define CORE_TEXT_URL_H

#include "core/base/arena.h"
#include "core/base/str.h"

struct url {
	struct str scheme; /* lower case in valid URLs; as it stands */
	struct str host;   /* without user, port and brackets; as it stands */
	struct str path;   /* begins with '/' or is empty */
	struct str query;  /* without '?' */
};

/* Slices of `text`; parts that are not there are empty. */
struct url url_split(struct str text);

/*
 * A reference against the absolute URL it was found on (RFC 3986, 5.2), cleaned as browsers clean
 * it, scheme and host in lower case, fragment dropped; in `arena`. Empty if the result is not http
 * or https with a host, or if either is longer than URL_BYTES_MAX.
 */
enum { URL_BYTES_MAX = 16 << 10 }; /* twice what servers commonly accept; keeps out data: pages */
struct str url_resolve(struct str base, struct str reference, struct arena *arena);

#endif
