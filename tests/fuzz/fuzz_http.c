/* Any bytes are an HTTP response, and its body decodes within its limit. */
#include "tests/fuzz/fuzz.h"

#include "core/base/bug.h"
#include "core/text/http.h"

enum { BODY_BYTES_MAX = 64 << 10 };

/* Reads every byte of `s`, for the sanitizers to see. */
static void touch(struct str s)
{
	volatile char sink = 0;
	for (size_t i = 0; i < s.n; i++)
		sink = s.p[i];
	(void)sink;
}

static void check_mime(struct str mime)
{
	for (size_t i = 0; i < mime.n; i++)
		BUG_UNLESS(mime.p[i] > ' ' && mime.p[i] == ascii_lower(mime.p[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct str block = {(const char *)bytes, size}, body;
	struct http_response response;
	struct arena arena;
	arena_init(&arena);
	http_parse(block, &arena, &response);
	BUG_UNLESS(response.status >= 0 && response.status <= 999);
	BUG_UNLESS(response.body.n <= size);
	BUG_UNLESS(response.body.n == 0 || response.body.p + response.body.n == block.p + size);
	check_mime(response.mime);
	touch(response.mime);
	touch(response.charset);
	touch(response.language);
	touch(response.robots);
	enum http_body_result result = http_decode_body(&response, BODY_BYTES_MAX, &arena, &body);
	touch(body);
	BUG_UNLESS(body.n <= BODY_BYTES_MAX || result == HTTP_BODY_UNKNOWN);
	BUG_UNLESS(result != HTTP_BODY_TOO_LARGE || body.n == 0);
	arena_free(&arena);
	return 0;
}
