/*
 * Counts of records and bytes by outcome. Records and bytes read are counted where they are read,
 * outcomes where they are decided, so that the identity between them is a real check.
 */
#ifndef CORE_TALLY_H
#define CORE_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/json_read.h"
#include "core/filter/personal_data.h"
#include "core/outcome.h"

struct tally {
	uint64_t records_read, bytes_read; /* by the reader */
	uint64_t records[OUTCOME_COUNT];   /* by outcome */
	uint64_t bytes[OUTCOME_COUNT];
	uint64_t page_bytes;     /* HTML or text that went through extraction, as UTF-8 */
	uint64_t text_bytes;     /* of the rows written */
	uint64_t tokens;         /* likewise, about (core/tokens.h) */
	uint64_t pii[PII_KINDS]; /* spans found in all articles that were looked at */
};

/* One record (or, for an overhead outcome, none) with its length in the input. */
void tally_count(struct tally *tally, enum outcome outcome, uint64_t bytes);
void tally_add(struct tally *sum, const struct tally *part);

uint64_t tally_records_of_kind(const struct tally *tally, enum outcome_kind kind);
uint64_t tally_bytes_of_kind(const struct tally *tally, enum outcome_kind kind);

/* Every record and every byte that was read has one outcome. */
bool tally_identity_holds(const struct tally *tally);

void tally_count_pii(struct tally *tally, const struct pii_counts *counts);

/* Members "records", "bytes", and one object each for the kinds, into an open JSON object. */
void tally_write_json(const struct tally *tally, struct buf *out);

/* The other way round; false if the object has not all of them. */
bool tally_read_json(const struct json *json, uint32_t object, struct tally *tally);

#endif
