/*
 * From the bytes of a page to valid UTF-8.
 *
 * What decides, in this order: byte order mark, HTTP Content-Type, <meta> in the first bytes (HTML
 * standard, "prescan a byte stream to determine its encoding"), whether the bytes are valid UTF-8,
 * and last windows-1252. A label is one of the WHATWG Encoding standard; an unknown one counts as
 * none. No page is dropped for its charset.
 */
#ifndef CORE_TEXT_CHARSET_H
#define CORE_TEXT_CHARSET_H

#include "core/base/arena.h"
#include "core/base/str.h"

enum charset_source {
	CHARSET_FROM_BOM,
	CHARSET_FROM_HTTP,
	CHARSET_FROM_META,
	CHARSET_FROM_UTF8,     /* nothing declared; the bytes are valid UTF-8 */
	CHARSET_FROM_FALLBACK, /* nothing declared, no valid UTF-8: windows-1252 */
};

struct charset {
	struct str name; /* the standard's name, lower case, as "windows-1252"; static */
	enum charset_source source;
};

/* "bom", "http", "meta", "utf-8", "fallback": as rows have it. */
struct str charset_source_name(enum charset_source source);

/* The standard's name of a label ("latin1" gives "windows-1252"); p is NULL if there is none. */
struct str charset_from_label(struct str label);

/* The charset label in a <meta> among the first CHARSET_PRESCAN_BYTES; p is NULL if there is none. */
enum { CHARSET_PRESCAN_BYTES = 4096 };
struct str charset_prescan(struct str page);

/*
 * Decides on a charset and decodes. `http_label` (may be empty) is the charset parameter of the
 * Content-Type; `is_html` allows <meta>. The result is valid UTF-8 without a byte order mark, with
 * U+FFFD for what could not be decoded; it is `bytes` itself where that is valid already, else it
 * is in `arena`.
 */
struct str charset_decode(struct str bytes, struct str http_label, bool is_html,
                          struct arena *arena, struct charset *charset);

#endif
