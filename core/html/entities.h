/*
 * Character references: "&amp;", "&eacute" and "&#x2014;" (HTML standard, 13.2.5.72 to .80).
 */
#ifndef CORE_HTML_ENTITIES_H
#define CORE_HTML_ENTITIES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/str.h"

enum { HTML_REFERENCE_BYTES_MAX = 8 }; /* what one reference can stand for, in UTF-8 */

/*
 * What n bytes of text with references can come to. Only "&nGt;" and "&nLt;" are shorter, by one
 * byte, than what they stand for.
 */
static inline size_t html_references_bytes_max(size_t n)
{
	return n + n / 5 + HTML_REFERENCE_BYTES_MAX;
}

/*
 * The reference that begins with the '&' at the front of `*rest`: writes what it stands for, takes
 * it off `*rest` and returns the number of bytes written. 0, and `*rest` as it was, if the '&' is
 * just that. In attribute values names without ';' count only if no letter, digit or '=' follows.
 */
size_t html_reference(struct str *rest, bool in_attribute, char out[HTML_REFERENCE_BYTES_MAX]);

#endif
