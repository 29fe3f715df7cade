/*
 * Sixteen bytes at a time are asked for the few that give a shape away: '@', the first of some
 * digits, and a byte of each key's beginning. All else of ordinary text is passed over.
 */
#include "core/filter/personal_data.h"

#include "core/base/str_writer.h"
#include "core/filter/pii_shapes.h"
#include "core/text/bytes16.h"

enum {
	PLACE_BYTES_MAX = 16, /* of "[secret]" and the like */
	SPAN_BYTES_MIN = 6,   /* of "a@b.cd", the shortest of all */
	VERSION_GAP_MAX = 8,  /* between the versions of a list: " and " */
};

static const struct {
	const char *name;
	struct str place;
} kinds[PII_KINDS] = {
        [PII_EMAIL] = {"email", STR_INIT("[email]")},
        [PII_IP] = {"ip", STR_INIT("[ip]")},
        [PII_PHONE] = {"phone", STR_INIT("[phone]")},
        [PII_CARD] = {"card", STR_INIT("[card]")},
        [PII_IBAN] = {"iban", STR_INIT("[iban]")},
        [PII_SECRET] = {"secret", STR_INIT("[secret]")},
};

const char *pii_kind_name(enum pii_kind kind)
{
	return kinds[kind].name;
}

void pii_begin(struct pii_scan *scan, struct str text)
{
	*scan = (struct pii_scan){.text = text};
}

/* What the block before ended with. */
struct carry {
	unsigned digit, a, i, y;
};

/* The bytes of a block at which something may be, as a mask. */
static unsigned triggers(struct bytes16 bytes, struct carry *carry)
{
	unsigned digits = bytes16_between(bytes, '0', '9');
	unsigned a = bytes16_equal(bytes, 'A'), i = bytes16_equal(bytes, 'I');
	unsigned y = bytes16_equal(bytes, 'y');
	unsigned marks =
	        bytes16_equal(bytes, '@') | bytes16_equal(bytes, '_') | bytes16_equal(bytes, '-');
	unsigned keys =
	        ((bytes16_equal(bytes, 'K') | bytes16_equal(bytes, 'S')) & (a << 1 | carry->a)) |
	        (bytes16_equal(bytes, 'z') & (i << 1 | carry->i)) |
	        (bytes16_equal(bytes, 'J') & (y << 1 | carry->y));
	unsigned found = marks | keys | (digits & ~(digits << 1 | carry->digit));
	*carry = (struct carry){digits >> (BYTES16 - 1), a >> (BYTES16 - 1), i >> (BYTES16 - 1),
	                        y >> (BYTES16 - 1)};
	return found;
}

/* A list of versions goes on with others: "versions 1.2.3.4 and 1.2.4.0". */
static bool goes_on_with_version(const struct pii_scan *scan, size_t at)
{
	return scan->version_to > 0 && at >= scan->version_to &&
	       at - scan->version_to <= VERSION_GAP_MAX &&
	       memchr(scan->text.p + scan->version_to, '\n', at - scan->version_to) == NULL;
}

static bool look_at_address(struct pii_scan *scan, size_t at, struct pii_span *span,
                            bool *is_dotted)
{
	size_t behind = 0;
	bool is_version = false;
	bool found = pii_ip4(scan->text, at, span, &behind, &is_version);
	*is_dotted = behind > 0;
	is_version |= found && goes_on_with_version(scan, at);
	if (is_version)
		scan->version_to = behind;
	return found && !is_version;
}

static bool look_at_digits(struct pii_scan *scan, size_t at, struct pii_span *span)
{
	bool is_dotted = false;
	if (pii_iban(scan->text, scan->at, at, span))
		return true;
	if (pii_is_word(pii_before(scan->text, at)) && pii_before(scan->text, at) != 'v' &&
	    pii_before(scan->text, at) != 'V')
		return false;
	return pii_ip6(scan->text, at, span) || look_at_address(scan, at, span, &is_dotted) ||
	       (!is_dotted &&
	        (pii_card(scan->text, at, span) || pii_phone(scan->text, scan->at, at, span)));
}

static bool look_at(struct pii_scan *scan, size_t at, struct pii_span *span)
{
	unsigned char c = (unsigned char)scan->text.p[at];
	if (ascii_is_digit(c))
		return !ascii_is_digit(pii_before(scan->text, at)) &&
		       look_at_digits(scan, at, span);
	return c == '@' ? pii_email(scan->text, scan->at, at, span)
	                : pii_secret(scan->text, scan->at, at, span);
}

bool pii_next(struct pii_scan *scan, struct pii_span *span)
{
	struct str text = scan->text;
	struct carry carry = {0};
	for (size_t at = scan->at; at < text.n; at += BYTES16) {
		unsigned found = triggers(bytes16_of(text, at), &carry);
		for (; found; found &= found - 1) {
			if (!look_at(scan, at + bytes16_first(found), span))
				continue;
			scan->at = span->to;
			return true;
		}
	}
	scan->at = text.n;
	return false;
}

struct str pii_mask(struct str text, struct arena *arena, struct pii_counts *counts)
{
	struct pii_scan scan;
	struct pii_span span;
	size_t room = text.n + text.n / SPAN_BYTES_MIN * 2 + PLACE_BYTES_MAX, at = 0;
	struct str_writer to = {NULL, 0};
	pii_begin(&scan, text);
	while (pii_next(&scan, &span)) {
		if (to.p == NULL)
			to.p = arena_bytes(arena, room);
		str_writer_put(&to, str_slice(text, at, span.from));
		str_writer_put(&to, kinds[span.kind].place);
		at = span.to;
		counts->of[span.kind]++;
	}
	if (to.p == NULL)
		return text;
	str_writer_put(&to, str_slice(text, at, text.n));
	arena_shrink(arena, to.p, room, to.n);
	return (struct str){to.p, to.n};
}

void pii_count(struct str text, struct pii_counts *counts)
{
	struct pii_scan scan;
	struct pii_span span;
	pii_begin(&scan, text);
	while (pii_next(&scan, &span))
		counts->of[span.kind]++;
}

uint32_t pii_sum(const struct pii_counts *counts)
{
	uint32_t sum = 0;
	for (int i = 0; i < PII_KINDS; i++)
		sum += counts->of[i];
	return sum;
}
