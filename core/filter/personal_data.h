/*
 * Personal data and secrets in text: e-mail addresses, public IP addresses, phone numbers, card
 * numbers, IBANs, keys and tokens of well-known shapes. By shape and checksum alone, in one scan;
 * what the shapes are, and what is left alone on purpose, stands in docs/safety.md.
 */
#ifndef CORE_FILTER_PERSONAL_DATA_H
#define CORE_FILTER_PERSONAL_DATA_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"

enum pii_kind { PII_EMAIL, PII_IP, PII_PHONE, PII_CARD, PII_IBAN, PII_SECRET, PII_KINDS };

const char *pii_kind_name(enum pii_kind kind); /* "email" */

struct pii_counts {
	uint32_t of[PII_KINDS];
};

struct pii_span {
	size_t from, to;
	enum pii_kind kind;
};

struct pii_scan {
	struct str text;
	size_t at;         /* behind the last span */
	size_t version_to; /* behind the last number that was no address but a version */
};

/* `text` is valid UTF-8 and stays there. */
void pii_begin(struct pii_scan *scan, struct str text);

/* The next span, in order, none over another; false if there is none. */
bool pii_next(struct pii_scan *scan, struct pii_span *span);

/*
 * The text with "[email]" and the like for each span, in `arena`, or `text` itself if there is
 * none. `counts` are added to.
 */
struct str pii_mask(struct str text, struct arena *arena, struct pii_counts *counts);

/* The same, without a text. */
void pii_count(struct str text, struct pii_counts *counts);

uint32_t pii_sum(const struct pii_counts *counts);

#endif
