/* Spans of any UTF-8 text are whole characters, in order, none over another, and the only change.
 */
#include "tests/fuzz/fuzz.h"

#include "core/base/bug.h"
#include "core/filter/personal_data.h"
#include "core/text/utf8.h"

/* `*rest` begins with `part`, which is cut off. */
static void take(struct str *rest, struct str part)
{
	BUG_UNLESS(str_starts(*rest, part));
	*rest = str_slice(*rest, part.n, rest->n);
}

/* What stands for a span. */
static void take_place(struct str *rest, enum pii_kind kind)
{
	take(rest, STR("["));
	take(rest, str_from(pii_kind_name(kind)));
	take(rest, STR("]"));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct pii_counts counts = {{0}}, again = {{0}}, counted = {{0}};
	struct pii_scan scan;
	struct pii_span span;
	struct arena arena;
	size_t at = 0;
	arena_init(&arena);
	struct str text = utf8_repair((struct str){(const char *)bytes, size}, &arena);
	struct str masked = pii_mask(text, &arena, &counts), rest = masked;
	BUG_UNLESS(utf8_valid_prefix(masked) == masked.n);
	pii_begin(&scan, text);
	while (pii_next(&scan, &span)) {
		BUG_UNLESS(at <= span.from && span.from < span.to && span.to <= text.n);
		take(&rest, str_slice(text, at, span.from));
		take_place(&rest, span.kind);
		counted.of[span.kind]++;
		at = span.to;
	}
	BUG_UNLESS(str_equal(rest, str_slice(text, at, text.n)));
	pii_count(text, &again);
	for (int i = 0; i < PII_KINDS; i++)
		BUG_UNLESS(counts.of[i] == counted.of[i] && again.of[i] == counted.of[i]);
	arena_free(&arena);
	return 0;
}
