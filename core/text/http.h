/*
 * An HTTP response as archives store it: head and body (RFC 9112, parsed tolerantly: bare LF line
 * ends, missing reason, no status line, folded lines, illegal bytes, interim 1xx responses before
 * the real one).
 */
#ifndef CORE_TEXT_HTTP_H
#define CORE_TEXT_HTTP_H

#include "core/base/arena.h"
#include "core/base/str.h"

struct http_response {
	int status;                   /* 0 if there was none to read */
	struct str mime;              /* of Content-Type: lower case, no parameters */
	struct str charset;           /* its charset parameter as it stands, unquoted */
	struct str language;          /* Content-Language */
	struct str transfer_encoding; /* as it stands */
	struct str content_encoding;  /* as it stands */
	struct str robots;            /* X-Robots-Tag */
	struct str body;              /* as stored, encodings not undone */
};

/*
 * Slices point into `block` or are in `arena`. Any bytes are a response: those without a status
 * line or at least one known field before an empty line are all body. Values are bytes as they
 * stand, not always UTF-8. Of several Content-Type fields the last one that is a media type counts
 * (Fetch, "extract a MIME type"); the other fields are lists, and several are joined with ", ".
 * What is not there is empty.
 */
void http_parse(struct str block, struct arena *arena, struct http_response *response);

enum http_body_result {
	HTTP_BODY_OK,
	HTTP_BODY_DAMAGED,   /* data that ended early or was wrong; `body` is what came out */
	HTTP_BODY_TOO_LARGE, /* over body_bytes_max; `body` is empty */
	HTTP_BODY_UNKNOWN,   /* an encoding not known here; `body` is as that one left it */
};

/*
 * Undoes transfer-encoding chunked and content-encoding gzip, x-gzip, deflate (zlib and raw), br
 * and zstd, stacked in any order; each only where the bytes agree, since many crawlers store bodies
 * already decoded and leave the headers. `body` is response->body or in `arena`.
 */
enum http_body_result http_decode_body(const struct http_response *response, size_t body_bytes_max,
                                       struct arena *arena, struct str *body);

#endif
