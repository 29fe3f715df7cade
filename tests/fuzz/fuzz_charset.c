/*
 * Any bytes in any charset decode to valid UTF-8 within the bound. The first byte chooses the HTTP
 * label, the rest is the page. URLs and references are cut from the same bytes.
 */
#include "tests/fuzz/fuzz.h"

#include "core/base/bug.h"
#include "core/text/charset.h"
#include "core/text/charset_table.h"
#include "core/text/url.h"
#include "core/text/utf8.h"

static void check_charset(struct str page, struct str label, bool is_html)
{
	struct arena arena;
	struct charset charset;
	arena_init(&arena);
	struct str text = charset_decode(page, label, is_html, &arena, &charset);
	BUG_UNLESS(text.n <= 3 * page.n + CHARSET_DECODE_SLACK);
	BUG_UNLESS(utf8_valid_prefix(text) == text.n);
	BUG_UNLESS(str_equal(charset_from_label(charset.name), charset.name));
	arena_free(&arena);
}

/* Reading code points and writing them again gives the same bytes. */
static void check_repair(struct str page)
{
	struct arena arena;
	arena_init(&arena);
	struct str text = utf8_repair(page, &arena);
	BUG_UNLESS((text.p == page.p) == (utf8_valid_prefix(page) == page.n) || page.n == 0);
	for (size_t at = 0; at < text.n;) {
		char again[4];
		size_t from = at;
		size_t n = utf8_put(again, utf8_next(text, &at));
		BUG_UNLESS(str_equal((struct str){again, n}, str_slice(text, from, at)));
	}
	arena_free(&arena);
}

/* What was resolved once resolves to itself. */
static void check_url(struct str page)
{
	struct arena arena;
	arena_init(&arena);
	size_t half = page.n / 2;
	struct str base = str_slice(page, 0, half), reference = str_slice(page, half, page.n);
	struct str url = url_resolve(base, reference, &arena);
	if (url.n <= URL_BYTES_MAX)
		BUG_UNLESS(str_equal(url, url_resolve(STR(""), url, &arena)));
	struct url parts = url_split(url);
	BUG_UNLESS(url.n == 0 || (parts.host.n && parts.path.n));
	url_split(page);
	arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size == 0)
		return 0;
	struct str page = {(const char *)bytes + 1, size - 1};
	if (bytes[0] < ENCODING_COUNT)
		check_charset(page, encodings[bytes[0]].name, true);
	check_charset(page, STR(""), bytes[0] % 2);
	check_repair(page);
	check_url(page);
	return 0;
}
