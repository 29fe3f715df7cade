/*
 * From the bytes of a page to valid UTF-8.
 *
 * What decides, in this order: byte order mark, HTTP Content-Type, <meta> in the first bytes (HTML
 * standard, "prescan a byte stream to determine its encoding"), whether the bytes are valid UTF-8,
 * what their letters look like (detect.h), and last windows-1252. A label is one of the WHATWG
 * Encoding standard; an unknown one counts as none. No page is dropped for its charset. UTF-8 that
 * the end of the page cuts short is valid.
 */
#ifndef CORE_TEXT_CHARSET_H
#define CORE_TEXT_CHARSET_H

#include "core/base/arena.h"
#include "core/base/str.h"

enum charset_source {
	CHARSET_FROM_BOM,
	CHARSET_FROM_HTTP,
	CHARSET_FROM_META,
	CHARSET_FROM_UTF8,      /* nothing declared; the bytes are valid UTF-8 */
	CHARSET_FROM_DETECTION, /* nothing declared, no valid UTF-8; told by its letters */
	CHARSET_FROM_FALLBACK,  /* nor by those: windows-1252 */
};

struct charset {
	struct str name; /* the standard's name, lower case, as "windows-1252"; static */
	enum charset_source source;
};

/* "bom", "http", "meta", "utf-8", "detected", "fallback": as rows have it. */
struct str charset_source_name(enum charset_source source);

/* The standard's name of a label ("latin1" gives "windows-1252"); p is NULL if there is none. */
struct str charset_from_label(struct str label);

/*
 * The standard's name of what a <meta> or an XML declaration among the first `bytes_max` bytes
 * declares ("utf-8" for UTF-16, since it could be read); p is NULL if nothing known is declared.
 */
struct str charset_prescan(struct str page, size_t bytes_max);

enum {
	CHARSET_PRESCAN_BYTES = 4096, /* the HTML standard has 1024; heads have grown since */
	/* Browsers obey a <meta> further down as well (HTML, "changing the encoding while
	   parsing"). Here it counts only where nothing else tells, before the fallback. */
	CHARSET_LATE_META_BYTES = 64 << 10,
	CHARSET_DECODE_SLACK = 8, /* see charset_decode */
};

/*
 * Decides on a charset and decodes. `http_label` (may be empty) is the charset parameter of the
 * Content-Type; `is_html` allows <meta>. The result is valid UTF-8 without a byte order mark, with
 * U+FFFD for what could not be decoded; it is `bytes` itself, or a slice, where that is valid
 * already, else it is in `arena`, at most 3 * bytes.n + CHARSET_DECODE_SLACK long.
 *
 * As the standard has it, the encodings that only attacks still use ("replacement": ISO-2022-KR,
 * ISO-2022-CN, HZ) give a single U+FFFD, and bytes 80..9F that a Windows code page leaves open are
 * C1 controls. On a system whose iconv lacks an East Asian encoding, its pages keep only ASCII.
 */
struct str charset_decode(struct str bytes, struct str http_label, bool is_html,
                          struct arena *arena, struct charset *charset);

/*
 * While these are open, charset_decode opens none of the files that iconv reads its tables from,
 * which a sandbox would not let it do; nor does who else asks iconv for UTF-16 (libarchive does,
 * for the names in a 7z).
 */
struct charset_converters;
struct charset_converters *charset_open_all(void);
void charset_close_all(struct charset_converters *converters);

#endif
