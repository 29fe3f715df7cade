/*
 * The shapes that core/filter/personal_data.c looks for, each asked at the byte that gives it away.
 * A span is within `text`, holds that byte or begins behind it, and does not begin before `floor`.
 */
#ifndef CORE_FILTER_PII_SHAPES_H
#define CORE_FILTER_PII_SHAPES_H

#include <stdbool.h>

#include "core/base/str.h"
#include "core/filter/personal_data.h"

static inline bool pii_is_word(unsigned char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '_';
}

/* The byte at `at`, or before it; 0 where the text, or what may be looked at, ends. */
static inline unsigned char pii_byte(struct str text, size_t at)
{
	return at < text.n ? (unsigned char)text.p[at] : 0;
}

static inline unsigned char pii_before(struct str text, size_t at)
{
	return at > 0 ? (unsigned char)text.p[at - 1] : 0;
}

/*
 * Is the word in front of `at`, behind blanks and marks of punctuation, one of a list (NULL-ended,
 * lower case)? A word of `over` in between is passed over once.
 */
bool pii_follows_word(struct str text, size_t at, const char *const *words,
                      const char *const *over);

/* `at` is an '@'. */
bool pii_email(struct str text, size_t floor, size_t at, struct pii_span *span);

/* `at` is the first of a run of digits. A dotted number that is no public address moves `*behind`
 * behind it, and `*is_version` says that it is no address at all. */
bool pii_ip4(struct str text, size_t at, struct pii_span *span, size_t *behind, bool *is_version);
bool pii_ip6(struct str text, size_t at, struct pii_span *span);

/* `at` is the first of a run of digits. */
bool pii_iban(struct str text, size_t floor, size_t at, struct pii_span *span);
bool pii_card(struct str text, size_t at, struct pii_span *span);
bool pii_phone(struct str text, size_t floor, size_t at, struct pii_span *span);

/* `at` is a byte that pii_secret_trigger is true of, with the byte before it. */
bool pii_secret(struct str text, size_t floor, size_t at, struct pii_span *span);

#endif
