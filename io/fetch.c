/*
 * One transfer by libcurl's multi interface, driven from fetch_read alone: no thread, no callback
 * that blocks. Each step of it is one outside of the sandbox (flow.h), and short. The transfer is
 * paused while `ahead` is full and goes on when it has been read.
 *
 * A transfer may take several attempts. The second and later ones ask for the rest only (RFC 9110:
 * Range in 14.2, Content-Range in 14.4), on condition that the resource is still the same (If-Range
 * in 13.1.5). A server may ignore Range and send all: then what is there already is skipped. Each
 * answer must agree with the first one in length and validators, so that no stream is ever put
 * together from two versions of a file.
 *
 * HTTP/1.1 only: for one stream HTTP/2 wins nothing, and its window would be memory without a limit
 * of ours.
 */
#include "io/fetch.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/bug.h"
#include "core/base/str.h"
#include "io/flow.h"
#include "io/machine.h"
#include "io/stop.h"

#if LIBCURL_VERSION_NUM < 0x075700
#error "libcurl 7.87 or later: older ones do not sign all headers that S3 wants signed"
#endif

enum {
	AHEAD_BYTES_MAX = 1 << 20,
	RECEIVE_BYTES = 256 << 10,
	URL_BYTES_MAX = 16 << 10,
	NAME_BYTES_MAX = 700, /* leaves room for the cause in a message */
	HEADER_VALUE_BYTES = 256,
	REDIRECTS_MAX = 8,

	WAIT_FACTOR = 2,
	WAIT_MS_MAX = 60 * 1000,
	PROGRESS_BYTES = 64 << 10, /* after which attempts are counted afresh */
	STALL_BYTES_PER_SECOND = 1024,
	POLL_MS = 100, /* how late stop_asked() may be noticed */

	HTTP_OK = 200,
	HTTP_PARTIAL_CONTENT = 206,
};

/* 1 + 2 + 4 + … + 60 seconds: two minutes, the time a service needs to come back after a restart.
 */
const struct fetch_options fetch_defaults = {
        .stall_seconds = 60,
        .attempts = 8,
        .wait_ms_first = 1000,
};

/* The header fields of an answer that matter here. */
enum header {
	HEADER_ETAG,
	HEADER_LAST_MODIFIED,
	HEADER_DATE,
	HEADER_CONTENT_RANGE,
	HEADER_BUCKET_REGION,
	HEADERS
};

static const struct str header_names[HEADERS] = {
        [HEADER_ETAG] = STR_INIT("ETag"),
        [HEADER_LAST_MODIFIED] = STR_INIT("Last-Modified"),
        [HEADER_DATE] = STR_INIT("Date"),
        [HEADER_CONTENT_RANGE] = STR_INIT("Content-Range"),
        [HEADER_BUCKET_REGION] = STR_INIT("x-amz-bucket-region"),
};

struct answer {
	char headers[HEADERS][HEADER_VALUE_BYTES]; /* "" where there was none */
};

struct fetch {
	char *name; /* of the URL, in messages: without secrets */
	struct fetch_options options;
	CURLM *multi;
	CURL *easy;
	struct curl_slist *headers; /* of the attempt's request */
	const char *token;          /* of an S3 session, or NULL; the environment's */
	bool is_signed;

	struct buf ahead; /* received, not yet read */
	size_t ahead_at;
	uint64_t at;   /* bytes received of the resource */
	uint64_t size; /* of the resource */
	bool size_known;
	struct answer first; /* what later answers must agree with */
	bool ended, failed;
	struct error failure;

	/* the attempt in hand */
	char detail[CURL_ERROR_SIZE]; /* libcurl's words for what failed; or "" */
	bool running, paused;
	bool accepted; /* its answer is the resource, or the rest of it */
	uint64_t skip; /* bytes that it repeats */
	struct answer answer;

	/* attempts, since the last progress */
	int attempts;
	uint64_t attempts_at;
	long wait_ms; /* before the next one */

	/* stalls: time spent in waiting, and what came in it */
	double waited_seconds;
	uint64_t waited_bytes;
};

/* --- URLs --- */

static const struct str http_scheme = STR_INIT("http://"), https_scheme = STR_INIT("https://"),
                        s3_scheme = STR_INIT("s3://");

static bool is_s3(const char *url)
{
	return str_starts_nocase(str_from(url), s3_scheme);
}

static bool is_http(const char *url)
{
	return str_starts_nocase(str_from(url), http_scheme) ||
	       str_starts_nocase(str_from(url), https_scheme);
}

bool fetch_is_url(const char *path)
{
	return is_http(path) || is_s3(path);
}

static bool is_alnum(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c);
}

/* Letters, digits, and those of `more`; at least one character. */
static bool is_made_of(struct str s, const char *more)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!is_alnum(s.p[i]) && (s.p[i] == '\0' || strchr(more, s.p[i]) == NULL))
			return false;
	}
	return s.n > 0;
}

/* Cuts s3://BUCKET/KEY; false if it is none. */
static bool cut_s3(const char *url, struct str *bucket, struct str *key)
{
	struct str rest = str_from(url);
	rest = str_slice(rest, s3_scheme.n, rest.n);
	size_t slash = str_find_byte(rest, '/', 0);
	if (slash == STR_NONE)
		return false;
	*bucket = str_slice(rest, 0, slash);
	*key = str_slice(rest, slash + 1, rest.n);
	return is_made_of(*bucket, "-._") && key->n > 0;
}

/* A key is bytes, no part of a URL: all but RFC 3986's unreserved ones and '/' are encoded. */
static void append_key(struct buf *target, struct str key)
{
	for (size_t i = 0; i < key.n; i++) {
		if (is_made_of(str_slice(key, i, i + 1), "-._~/")) {
			buf_append_byte(target, key.p[i]);
			continue;
		}
		static const char digits[] = "0123456789ABCDEF";
		unsigned char c = (unsigned char)key.p[i];
		char code[] = {'%', digits[c >> 4], digits[c & 15]};
		buf_append(target, (struct str){code, sizeof(code)});
	}
}

bool fetch_s3_target(const char *url, const char *region, const char *endpoint, struct buf *target)
{
	struct str bucket, key;
	if (!cut_s3(url, &bucket, &key) || !is_made_of(str_from(region), "-"))
		return false;
	if (endpoint) {
		struct str base = str_from(endpoint);
		while (str_ends(base, STR("/")))
			base.n--;
		buf_append(target, base);
		buf_append_byte(target, '/');
		buf_append(target, bucket);
	} else if (str_find_byte(bucket, '.', 0) == STR_NONE) {
		buf_append(target, https_scheme);
		buf_append(target, bucket);
		buf_printf(target, ".s3.%s.amazonaws.com", region);
	} else { /* no certificate is good for a host name with the bucket's dots in it */
		buf_printf(target, "https://s3.%s.amazonaws.com/", region);
		buf_append(target, bucket);
	}
	buf_append_byte(target, '/');
	append_key(target, key);
	return !target->over;
}

static bool append_visible(struct buf *buf, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		buf_append_byte(buf, c < ' ' || c == 0x7f ? '?' : s.p[i]);
	}
	return !buf->over;
}

/* Without what may be secret; NULL if it cannot be parsed. To be freed by curl_free. */
static char *without_secrets(const char *url)
{
	static const CURLUPart secrets[] = {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS,
	                                    CURLUPART_QUERY, CURLUPART_FRAGMENT};
	char *shown = NULL;
	CURLU *parts = curl_url();
	if (parts && curl_url_set(parts, CURLUPART_URL, url, CURLU_PATH_AS_IS) == CURLUE_OK) {
		for (size_t i = 0; i < sizeof(secrets) / sizeof(*secrets); i++)
			curl_url_set(parts, secrets[i], NULL, 0);
		if (curl_url_get(parts, CURLUPART_URL, &shown, 0) != CURLUE_OK)
			shown = NULL;
	}
	curl_url_cleanup(parts);
	return shown;
}

bool fetch_printable(const char *url, struct buf *buf)
{
	struct str whole = str_from(url), bucket, key;
	if (is_s3(url) && cut_s3(url, &bucket, &key))
		return append_visible(buf, whole);
	char *shown = is_http(url) ? without_secrets(url) : NULL;
	if (shown) {
		append_visible(buf, str_from(shown));
		curl_free(shown);
		return !buf->over;
	}
	size_t colon = str_find_byte(whole, ':', 0);
	append_visible(buf, str_slice(whole, 0, colon == STR_NONE ? 0 : colon));
	return buf_append(buf, STR("://..."));
}

/* --- failing --- */

/* The end of it; the reader gets what was received before. */
static void fail(struct fetch *fetch, const char *why)
{
	error_set(&fetch->failure, "%s: %s", fetch->name, why);
	fetch->failed = true;
}

static bool refuse(struct fetch *fetch, const char *why)
{
	fail(fetch, why);
	return false;
}

static const char changed[] = "changed while it was read";

/* --- the answer --- */

static long http_status(const struct fetch *fetch)
{
	long status = 0;
	curl_easy_getinfo(fetch->easy, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static bool has_content(long status)
{
	return status == HTTP_OK || status == HTTP_PARTIAL_CONTENT;
}

static size_t on_header(char *bytes, size_t size, size_t n, void *context)
{
	struct fetch *fetch = context;
	struct str line = {bytes, size * n};
	size_t colon = str_find_byte(line, ':', 0);
	if (str_starts(line, STR("HTTP/")))
		fetch->answer =
		        (struct answer){0}; /* what came before was a redirect's, or a 100 */
	else if (colon != STR_NONE) {
		struct str name = str_slice(line, 0, colon);
		struct str value = str_trim(str_slice(line, colon + 1, line.n));
		for (size_t i = 0; i < HEADERS; i++) {
			if (!str_equal_nocase(name, header_names[i]) ||
			    value.n >= HEADER_VALUE_BYTES)
				continue;
			memcpy(fetch->answer.headers[i], value.p, value.n);
			fetch->answer.headers[i][value.n] = '\0';
		}
	}
	return size * n;
}

/* What part of the resource an answer holds. */
struct extent {
	uint64_t first, total;
	bool total_known;
};

/* "bytes FIRST-LAST/TOTAL", where TOTAL may be "*". */
static bool parse_content_range(struct str value, struct extent *extent)
{
	static const struct str unit = STR_INIT("bytes ");
	unsigned long long first, last, total = 0;
	struct str from;
	if (!str_starts_nocase(value, unit))
		return false;
	value = str_slice(value, unit.n, value.n);
	if (!str_next(&value, '-', &from) || !str_to_number(from, INT64_MAX, &first))
		return false;
	if (!str_next(&value, '/', &from) || !str_to_number(from, INT64_MAX, &last) || last < first)
		return false;
	extent->total_known = str_to_number(value, INT64_MAX, &total);
	extent->first = first;
	extent->total = total;
	return extent->total_known ? last < total : str_equal(value, STR("*"));
}

static bool extent_of_answer(struct fetch *fetch, struct extent *extent)
{
	curl_off_t length = -1;
	if (http_status(fetch) == HTTP_PARTIAL_CONTENT)
		return parse_content_range(str_from(fetch->answer.headers[HEADER_CONTENT_RANGE]),
		                           extent);
	curl_easy_getinfo(fetch->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	*extent = (struct extent){.total = length < 0 ? 0 : (uint64_t)length,
	                          .total_known = length >= 0};
	return true;
}

/* Both answers have the field, and it differs. */
static bool differs(const struct fetch *fetch, enum header header)
{
	const char *a = fetch->first.headers[header], *b = fetch->answer.headers[header];
	return a[0] && b[0] && strcmp(a, b) != 0;
}

/*
 * Is this answer the resource, or the rest of the one begun? An ETag says more than a date: where
 * both answers have one, the date is not looked at (servers behind one name may differ in it).
 */
static bool accept_answer(struct fetch *fetch)
{
	struct extent extent;
	bool tagged = fetch->first.headers[HEADER_ETAG][0] && fetch->answer.headers[HEADER_ETAG][0];
	if (!extent_of_answer(fetch, &extent))
		return refuse(fetch, "no usable Content-Range in the answer");
	if (extent.first != (http_status(fetch) == HTTP_OK ? 0 : fetch->at))
		return refuse(fetch, "the server sent another range than it was asked for");
	if (fetch->at == 0) {
		fetch->first = fetch->answer;
		fetch->size_known = false;
	} else if (differs(fetch, tagged ? HEADER_ETAG : HEADER_LAST_MODIFIED)) {
		return refuse(fetch, changed);
	}
	if (extent.total_known && fetch->size_known && extent.total != fetch->size)
		return refuse(fetch, changed);
	if (extent.total_known && extent.total < fetch->at)
		return refuse(fetch, changed);
	if (extent.total_known) {
		fetch->size = extent.total;
		fetch->size_known = true;
	}
	fetch->skip = http_status(fetch) == HTTP_OK ? fetch->at : 0;
	fetch->accepted = true;
	return true;
}

static size_t on_body(char *bytes, size_t size, size_t n, void *context)
{
	struct fetch *fetch = context;
	struct str body = {bytes, size * n};
	if (!fetch->accepted && (!has_content(http_status(fetch)) || !accept_answer(fetch)))
		return CURL_WRITEFUNC_ERROR;
	size_t skip = fetch->skip < body.n ? (size_t)fetch->skip : body.n;
	if (fetch->ahead.n + body.n - skip > AHEAD_BYTES_MAX) {
		BUG_UNLESS(fetch->ahead.n > 0);
		fetch->paused = true;
		return CURL_WRITEFUNC_PAUSE;
	}
	fetch->skip -= skip;
	fetch->waited_bytes += body.n;
	body = str_slice(body, skip, body.n);
	if (fetch->size_known && body.n > fetch->size - fetch->at) {
		fail(fetch, changed);
		return CURL_WRITEFUNC_ERROR;
	}
	buf_append(&fetch->ahead, body);
	fetch->at += body.n;
	return size * n;
}

/* --- attempts --- */

/* A weak ETag or a date within the second of its Date must not be used in If-Range (RFC 9110). */
static const char *strong_validator(const struct answer *answer)
{
	const char *tag = answer->headers[HEADER_ETAG];
	const char *modified = answer->headers[HEADER_LAST_MODIFIED];
	if (tag[0])
		return tag[0] == '"' ? tag : NULL;
	time_t then = curl_getdate(modified, NULL);
	time_t date = curl_getdate(answer->headers[HEADER_DATE], NULL);
	return then != -1 && date != -1 && date > then ? modified : NULL;
}

static void add_header(struct fetch *fetch, const char *name, const char *value)
{
	struct buf line;
	buf_init(&line, URL_BYTES_MAX);
	buf_printf(&line, "%s: %s", name, value);
	buf_append_byte(&line, '\0');
	struct curl_slist *longer = line.over ? NULL : curl_slist_append(fetch->headers, line.p);
	buf_free(&line);
	if (longer)
		fetch->headers = longer;
	else
		fail(fetch, "the request has a header that is too long");
}

static void set_request(struct fetch *fetch)
{
	static const char nothing_sha256[] =
	        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
	struct buf range;
	const char *validator = strong_validator(&fetch->first);
	curl_slist_free_all(fetch->headers);
	fetch->headers = NULL;
	buf_init(&range, URL_BYTES_MAX);
	buf_printf(&range, "%llu-", (unsigned long long)fetch->at);
	buf_append_byte(&range, '\0');
	add_header(fetch, "Accept-Encoding", "identity");
	if (fetch->is_signed)
		add_header(fetch, "x-amz-content-sha256", nothing_sha256);
	if (fetch->token)
		add_header(fetch, "x-amz-security-token", fetch->token);
	if (fetch->at > 0 && validator)
		add_header(fetch, "If-Range", validator);
	curl_easy_setopt(fetch->easy, CURLOPT_HTTPHEADER, fetch->headers);
	if (curl_easy_setopt(fetch->easy, CURLOPT_RANGE, fetch->at > 0 ? range.p : NULL) !=
	    CURLE_OK)
		fail(fetch, "cannot set the range");
	buf_free(&range);
}

/* Less than asked for when the run is to stop. */
static void sleep_ms(long wait_ms)
{
	while (wait_ms > 0 && !stop_asked()) {
		long slice = wait_ms < POLL_MS ? wait_ms : POLL_MS;
		struct timespec time = {.tv_nsec = slice * 1000000};
		nanosleep(&time, NULL);
		wait_ms -= slice;
	}
}

static void begin_attempt(struct fetch *fetch)
{
	fetch->paused = fetch->accepted = false;
	fetch->skip = 0;
	fetch->answer = (struct answer){0};
	fetch->detail[0] = '\0';
	fetch->waited_seconds = 0;
	fetch->waited_bytes = 0;
	set_request(fetch);
	if (fetch->failed)
		return;
	CURLMcode code = curl_multi_add_handle(fetch->multi, fetch->easy);
	if (code != CURLM_OK)
		fail(fetch, curl_multi_strerror(code));
	fetch->running = code == CURLM_OK;
}

static bool is_transient_status(long status)
{
	static const long transient[] = {429, 500, 502, 503, 504};
	for (size_t i = 0; i < sizeof(transient) / sizeof(*transient); i++) {
		if (transient[i] == status)
			return true;
	}
	return false;
}

static bool is_transient_result(CURLcode result)
{
	static const CURLcode transient[] = {
	        CURLE_OK, /* but the answer was a part of what is there */
	        CURLE_PARTIAL_FILE,
	        CURLE_RECV_ERROR,
	        CURLE_SEND_ERROR,
	        CURLE_GOT_NOTHING,
	        CURLE_OPERATION_TIMEDOUT,
	        CURLE_COULDNT_CONNECT,
	        CURLE_COULDNT_RESOLVE_HOST,
	        CURLE_COULDNT_RESOLVE_PROXY,
	        CURLE_SSL_CONNECT_ERROR,
	};
	for (size_t i = 0; i < sizeof(transient) / sizeof(*transient); i++) {
		if (transient[i] == result)
			return true;
	}
	return false;
}

static long wait_before_next(const struct fetch *fetch)
{
	curl_off_t asked_seconds = 0;
	long wait_ms = fetch->options.wait_ms_first;
	for (int i = 1; i < fetch->attempts && wait_ms < WAIT_MS_MAX; i++)
		wait_ms *= WAIT_FACTOR;
	curl_easy_getinfo(fetch->easy, CURLINFO_RETRY_AFTER, &asked_seconds);
	if (asked_seconds >= WAIT_MS_MAX / 1000 || wait_ms > WAIT_MS_MAX)
		return WAIT_MS_MAX;
	return asked_seconds * 1000 > wait_ms ? (long)asked_seconds * 1000 : wait_ms;
}

/* Another attempt, if it may help; else the end. */
static void try_again(struct fetch *fetch, bool transient, struct str cause)
{
	if (fetch->at - fetch->attempts_at >= PROGRESS_BYTES) {
		fetch->attempts = 0;
		fetch->attempts_at = fetch->at;
	}
	fetch->attempts++;
	if (transient && fetch->attempts < fetch->options.attempts) {
		fetch->wait_ms = wait_before_next(fetch);
		return;
	}
	error_set(&fetch->failure, fetch->attempts > 1 ? "%s: %.*s, after %d attempts" : "%s: %.*s",
	          fetch->name, STR_ARG(cause), fetch->attempts);
	fetch->failed = true;
}

/* S3 refuses a request of another region's with a status that does not tell why. */
static void try_again_by_status(struct fetch *fetch, long status)
{
	struct buf cause;
	struct str region = str_from(fetch->answer.headers[HEADER_BUCKET_REGION]);
	buf_init(&cause, 2 * HEADER_VALUE_BYTES);
	buf_printf(&cause, "HTTP status %ld", status);
	if (is_made_of(region, "-"))
		buf_printf(&cause, " (the bucket is in region %.*s)", STR_ARG(region));
	try_again(fetch, is_transient_status(status), buf_str(&cause));
	buf_free(&cause);
}

/* Of what is wrong with a certificate, the result alone does not say what. */
static struct str cause_of(struct fetch *fetch, CURLcode result)
{
	if (result == CURLE_OK)
		return STR("the answer ends early");
	for (char *c = fetch->detail; *c; c++) /* names in it are the server's */
		if ((unsigned char)*c < ' ' || *c == '\x7f')
			*c = '?';
	bool about_tls = result == CURLE_PEER_FAILED_VERIFICATION ||
	                 result == CURLE_SSL_CACERT_BADFILE || result == CURLE_SSL_CONNECT_ERROR;
	return str_from(about_tls && fetch->detail[0] ? fetch->detail : curl_easy_strerror(result));
}

static void end_attempt(struct fetch *fetch, CURLcode result)
{
	long status = http_status(fetch);
	curl_multi_remove_handle(fetch->multi, fetch->easy);
	fetch->running = false;
	if (result == CURLE_OK && !fetch->failed && !fetch->accepted && has_content(status))
		accept_answer(fetch); /* it had no body to do so */
	if (fetch->failed)
		return;
	if (fetch->accepted && result == CURLE_OK && fetch->skip > 0) {
		fail(fetch, changed);
	} else if (fetch->accepted &&
	           (fetch->size_known ? fetch->at == fetch->size : result == CURLE_OK)) {
		fetch->ended = true;
	} else if (has_content(status) || (result != CURLE_OK && result != CURLE_WRITE_ERROR)) {
		try_again(fetch, is_transient_result(result), cause_of(fetch, result));
	} else {
		try_again_by_status(fetch, status);
	}
}

/*
 * Only time spent here counts for a stall: a reader that is busy elsewhere is no fault of the
 * server's.
 */
static void wait_for_bytes(struct fetch *fetch)
{
	double begun = machine_seconds();
	CURLMcode code = curl_multi_poll(fetch->multi, NULL, 0, POLL_MS, NULL);
	if (code != CURLM_OK)
		fail(fetch, curl_multi_strerror(code));
	fetch->waited_seconds += machine_seconds() - begun;
	if (fetch->waited_seconds < (double)fetch->options.stall_seconds)
		return;
	bool stalled = fetch->waited_bytes / STALL_BYTES_PER_SECOND <
	               (uint64_t)fetch->options.stall_seconds;
	fetch->waited_seconds = 0;
	fetch->waited_bytes = 0;
	if (stalled)
		end_attempt(fetch, CURLE_OPERATION_TIMEDOUT);
}

static void drive(struct fetch *fetch)
{
	int running, left;
	CURLcode result = CURLE_OK;
	if (fetch->paused) {
		fetch->paused = false;
		result = curl_easy_pause(fetch->easy, CURLPAUSE_CONT);
	}
	if (result != CURLE_OK) {
		end_attempt(fetch, result);
		return;
	}
	CURLMcode code = curl_multi_perform(fetch->multi, &running);
	if (code != CURLM_OK) {
		fail(fetch, curl_multi_strerror(code));
		return;
	}
	const CURLMsg *message = curl_multi_info_read(fetch->multi, &left);
	if (message && message->msg == CURLMSG_DONE)
		end_attempt(fetch, message->data.result);
	else if (fetch->ahead.n == 0)
		wait_for_bytes(fetch);
}

static void step(void *context)
{
	struct fetch *fetch = context;
	if (fetch->running)
		drive(fetch);
	else
		begin_attempt(fetch);
}

/* Some bytes in `ahead`, which has been read, or the end of it. */
static void fill(struct fetch *fetch)
{
	buf_reset(&fetch->ahead);
	fetch->ahead_at = 0;
	while (fetch->ahead.n == 0 && !fetch->ended && !fetch->failed) {
		sleep_ms(fetch->wait_ms);
		fetch->wait_ms = 0;
		if (stop_asked())
			fail(fetch, "stopped");
		else
			flow_outside(step, fetch);
	}
}

/* --- opening --- */

/* NULL where it is not set, or set to nothing. */
static const char *environment(const char *name)
{
	const char *value = getenv(name);
	return value && value[0] ? value : NULL;
}

struct text_setting {
	CURLoption option;
	const char *value;
};

static CURLcode set_texts(CURL *easy, const struct text_setting *settings, size_t count)
{
	CURLcode result = CURLE_OK;
	for (size_t i = 0; i < count && result == CURLE_OK; i++)
		result = curl_easy_setopt(easy, settings[i].option, settings[i].value);
	return result;
}

/* Certificates to trust instead of the system's: as the curl program, since libcurl reads none. */
static CURLcode set_certificates(CURL *easy)
{
	const char *bundle = environment("CURL_CA_BUNDLE");
	const struct text_setting texts[] = {
	        {CURLOPT_CAINFO, bundle ? bundle : environment("SSL_CERT_FILE")},
	        {CURLOPT_CAPATH, bundle ? NULL : environment("SSL_CERT_DIR")},
	};
	CURLcode result = CURLE_OK;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts) && result == CURLE_OK; i++)
		if (texts[i].value)
			result = set_texts(easy, &texts[i], 1);
	return result;
}

static CURLcode set_up(struct fetch *fetch, const char *target)
{
	static const struct {
		CURLoption option;
		long value;
	} numbers[] = {
	        {CURLOPT_BUFFERSIZE, RECEIVE_BYTES},
	        {CURLOPT_FOLLOWLOCATION, 1},
	        {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1},
	        {CURLOPT_MAXREDIRS, REDIRECTS_MAX},
	        {CURLOPT_NOPROGRESS, 1},
	        {CURLOPT_NOSIGNAL, 1},
	        {CURLOPT_PATH_AS_IS, 1},
	        {CURLOPT_QUICK_EXIT, 1}, /* closing does not wait for a name server */
	        {CURLOPT_TCP_KEEPALIVE, 1},
	};
	const struct text_setting texts[] = {
	        {CURLOPT_URL, target},
	        {CURLOPT_PROTOCOLS_STR, "http,https"},
	        {CURLOPT_REDIR_PROTOCOLS_STR, "http,https"},
	        {CURLOPT_USERAGENT, "thresh"},
	};
	CURLcode result = set_texts(fetch->easy, texts, sizeof(texts) / sizeof(*texts));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers) && result == CURLE_OK; i++)
		result = curl_easy_setopt(fetch->easy, numbers[i].option, numbers[i].value);
	if (result == CURLE_OK)
		result = set_certificates(fetch->easy);
	curl_easy_setopt(fetch->easy, CURLOPT_ERRORBUFFER, fetch->detail);
	curl_easy_setopt(fetch->easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(fetch->easy, CURLOPT_HEADERDATA, fetch);
	curl_easy_setopt(fetch->easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(fetch->easy, CURLOPT_WRITEDATA, fetch);
	return result;
}

/* By the keys of the environment, if there are any. */
static CURLcode set_signature(struct fetch *fetch, const char *region)
{
	char provider[HEADER_VALUE_BYTES];
	const struct text_setting texts[] = {
	        {CURLOPT_AWS_SIGV4, provider},
	        {CURLOPT_USERNAME, environment("AWS_ACCESS_KEY_ID")},
	        {CURLOPT_PASSWORD, environment("AWS_SECRET_ACCESS_KEY")},
	};
	if (texts[1].value == NULL || texts[2].value == NULL)
		return CURLE_OK;
	int n = snprintf(provider, sizeof(provider), "aws:amz:%s:s3", region);
	if (n < 0 || n >= (int)sizeof(provider))
		return CURLE_BAD_FUNCTION_ARGUMENT;
	fetch->is_signed = true;
	fetch->token = environment("AWS_SESSION_TOKEN");
	/* a signature is good for one host, and the token nobody else's business */
	curl_easy_setopt(fetch->easy, CURLOPT_FOLLOWLOCATION, 0L);
	return set_texts(fetch->easy, texts, sizeof(texts) / sizeof(*texts));
}

/* All but the first bytes. */
static void open_transfer(struct fetch *fetch, const char *url)
{
	const char *region = environment("AWS_REGION");
	const char *endpoint = environment("AWS_ENDPOINT_URL");
	struct buf target;
	buf_init(&target, URL_BYTES_MAX);
	if (region == NULL)
		region = environment("AWS_DEFAULT_REGION");
	if (region == NULL)
		region = "us-east-1";
	bool good = is_s3(url) ? fetch_s3_target(url, region, endpoint, &target)
	                       : buf_append(&target, str_from(url));
	if (!good || !buf_append_byte(&target, '\0')) {
		fail(fetch, is_s3(url) ? "not s3://BUCKET/KEY, or AWS_REGION is no region"
		                       : "URL too long");
	} else if (fetch->easy == NULL || fetch->multi == NULL) {
		fail(fetch, "libcurl does not start");
	} else {
		CURLcode result = set_up(fetch, target.p);
		if (result == CURLE_OK && is_s3(url))
			result = set_signature(fetch, region);
		if (result != CURLE_OK)
			fail(fetch, curl_easy_strerror(result));
	}
	buf_free(&target);
}

static char *name_of(const char *url)
{
	struct buf name;
	buf_init(&name, URL_BYTES_MAX);
	fetch_printable(url, &name);
	if (name.n > NAME_BYTES_MAX)
		name.n = NAME_BYTES_MAX;
	buf_append_byte(&name, '\0');
	return name.p;
}

struct opening {
	const char *url;
	const struct fetch_options *options;
	struct fetch *fetch; /* out; NULL if libcurl does not start */
};

static void begin(void *context)
{
	struct opening *opening = context;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return;
	struct fetch *fetch = opening->fetch = memory_resize(NULL, sizeof(*fetch));
	*fetch = (struct fetch){
	        .name = name_of(opening->url),
	        .options = *opening->options,
	        .multi = curl_multi_init(),
	        .easy = curl_easy_init(),
	};
	buf_init(&fetch->ahead, AHEAD_BYTES_MAX);
	open_transfer(fetch, opening->url);
}

enum status fetch_open(const char *url, const struct fetch_options *options, struct fetch **opened,
                       struct error *error)
{
	struct opening opening = {url, options, NULL};
	BUG_UNLESS(fetch_is_url(url));
	*opened = NULL;
	flow_outside(begin, &opening);
	struct fetch *fetch = opening.fetch;
	if (fetch == NULL)
		return error_set(error, "libcurl does not start");
	fill(fetch);
	if (fetch->failed && fetch->ahead.n == 0) {
		*error = fetch->failure;
		fetch_close(fetch);
		return STATUS_FAILED;
	}
	*opened = fetch;
	return STATUS_OK;
}

enum status fetch_read(struct fetch *fetch, size_t most, struct buf *buf, size_t *got,
                       struct error *error)
{
	*got = 0;
	if (fetch->ahead_at == fetch->ahead.n)
		fill(fetch);
	struct str ready = str_slice(buf_str(&fetch->ahead), fetch->ahead_at, fetch->ahead.n);
	if (ready.n == 0 && fetch->failed) {
		*error = fetch->failure;
		return STATUS_FAILED;
	}
	if (ready.n > most)
		ready.n = most;
	if (!buf_append(buf, ready))
		return error_set(error, "%s: read buffer over its limit", fetch->name);
	fetch->ahead_at += ready.n;
	*got = ready.n;
	return STATUS_OK;
}

uint64_t fetch_size(const struct fetch *fetch)
{
	return fetch->size_known ? fetch->size : 0;
}

static void end(void *context)
{
	struct fetch *fetch = context;
	if (fetch->running)
		curl_multi_remove_handle(fetch->multi, fetch->easy);
	curl_easy_cleanup(fetch->easy);
	curl_multi_cleanup(fetch->multi);
	curl_slist_free_all(fetch->headers);
	buf_free(&fetch->ahead);
	free(fetch->name);
	free(fetch);
	curl_global_cleanup();
}

void fetch_close(struct fetch *fetch)
{
	if (fetch)
		flow_outside(end, fetch);
}
