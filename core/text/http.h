/*
 * An HTTP response as archives store it: head and body (RFC 9112, parsed tolerantly: bare LF line
 * ends, missing reason, no status line, folded lines, illegal bytes).
 */
#ifndef CORE_TEXT_HTTP_H
#define CORE_TEXT_HTTP_H

#include "core/base/arena.h"
#include "core/base/str.h"

struct http_response {
	int status;           /* 0 if there was none to read */
	struct str mime;      /* of Content-Type: lower case, no parameters; may be empty */
	struct str charset;   /* the charset parameter as it stands, unquoted; may be empty */
	struct str language;  /* Content-Language; may be empty */
	struct str transfer_encoding, content_encoding; /* as they stand; may be empty */
	struct str robots;    /* X-Robots-Tag; may be empty */
	struct str body;      /* as stored, encodings not undone */
};

/* Slices point into `block` (or, lower-cased, into `arena`). Any bytes are a response. */
void http_parse(struct str block, struct arena *arena, struct http_response *response);

enum http_body_result {
	HTTP_BODY_OK,
	HTTP_BODY_DAMAGED,   /* an encoding's data ended early or was wrong; `body` is what came out */
	HTTP_BODY_TOO_LARGE, /* `body_bytes_max` was reached; `body` is empty */
	HTTP_BODY_UNKNOWN,   /* an encoding that is not known here; `body` as stored */
};

/*
 * Undoes transfer-encoding chunked and content-encoding gzip, x-gzip and deflate (zlib and raw),
 * stacked in any order; each only where the bytes agree, since many crawlers store bodies already decoded and
 * leave the headers. `body` is response->body or in `arena`.
 */
enum http_body_result http_decode_body(const struct http_response *response, size_t body_bytes_max,
                                       struct arena *arena, struct str *body);

#endif
