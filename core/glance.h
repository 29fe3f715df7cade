/* What can be told of a record without extracting its page: for listing and checking. */
#ifndef CORE_GLANCE_H
#define CORE_GLANCE_H

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/str.h"
#include "core/page.h"

struct glance {
	int status;           /* of HTTP; 0 if there is no HTTP head */
	struct str mime;      /* of what the record holds; lower case, may be empty */
	struct str http_head; /* of a response or request */
	struct str payload;   /* the body as it is stored, else the block */
};

/* Slices point into the record or `arena`. */
void glance_at(const struct page_record *record, struct arena *arena, struct glance *glance);

/* The payload with its transfer and content codings undone, as far as they can be. */
struct str glance_body(const struct page_record *record, size_t body_bytes_max,
                       struct arena *arena);

/* Text that an archive had, as valid UTF-8 without control characters: `text` itself or in `arena`.
 */
struct str glance_printable(struct str text, struct arena *arena);

/* The key of a URL in a CDX index (core/text/surt.h). */
struct str glance_surt(struct str url, struct arena *arena);

/* WARC-Block-Digest and WARC-Payload-Digest against the bytes; a payload may be digested with or
   without its transfer coding. False if one is there, can be read, and differs. */
bool glance_digests_hold(const struct page_record *record, struct arena *arena);

#endif
