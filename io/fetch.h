/*
 * A stream of bytes from a URL: http, https, or an object in S3, as stored (nothing is inflated).
 *
 * A broken or stalled connection is taken up again where it broke, a server that is busy is asked
 * again later; the reader sees the one unbroken stream or an error. What is held of it stays below
 * a limit however slowly it is read. A struct fetch belongs to one thread at a time.
 */
#ifndef IO_FETCH_H
#define IO_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/status.h"

struct fetch;

struct fetch_options {
	long stall_seconds; /* with next to nothing received in that time, a connection is broken */
	int attempts;       /* in a row without progress; 1 is: nothing is tried again */
	long wait_ms_first; /* before the second attempt; doubled for each one after it */
};

extern const struct fetch_options fetch_defaults;

/* Does it begin with http://, https:// or s3://? */
bool fetch_is_url(const char *path);

/*
 * Waits until the first bytes have come, or the end. s3://BUCKET/KEY goes by the environment:
 * AWS_REGION or AWS_DEFAULT_REGION, AWS_ENDPOINT_URL (of another service than Amazon's),
 * AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; without keys it is not signed.
 * Servers are trusted by the certificates of CURL_CA_BUNDLE, else of SSL_CERT_FILE and
 * SSL_CERT_DIR, else by the system's. Proxies are libcurl's affair (https_proxy, http_proxy).
 *
 * Fails at once for what waiting does not mend (HTTP status 404, a certificate that is not
 * trusted), and when stop_asked().
 */
MUST_CHECK enum status fetch_open(const char *url, const struct fetch_options *options,
                                  struct fetch **fetch, struct error *error);
void fetch_close(struct fetch *fetch); /* NULL is fine */

/* Appends up to `most` bytes to `buf`; `*got` is 0 at the end only. A failed fetch keeps failing.
 */
MUST_CHECK enum status fetch_read(struct fetch *fetch, size_t most, struct buf *buf, size_t *got,
                                  struct error *error);

/* Bytes in all, if the server said so; else 0. */
uint64_t fetch_size(const struct fetch *fetch);

/*
 * Appends the URL as it may be shown: without user, password, query and fragment, which may hold
 * secrets (pre-signed URLs do); of a URL that cannot be parsed, its scheme only.
 */
bool fetch_printable(const char *url, struct buf *buf);

/*
 * The URL behind s3://BUCKET/KEY, appended to `target`; false if bucket, key or region are none, or
 * it is over the limit. `endpoint` is a URL that buckets are folders of, or NULL for Amazon's.
 */
bool fetch_s3_target(const char *url, const char *region, const char *endpoint, struct buf *target);

#endif
