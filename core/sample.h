/*
 * A sample of documents by their ids, which are hashes of what was read: the same documents on
 * every run, and those of a smaller sample are in every larger one.
 */
#ifndef CORE_SAMPLE_H
#define CORE_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/hash.h"
#include "core/base/status.h"
#include "core/base/str.h"

enum {
	SAMPLE_DECIMALS_MAX = 18,                    /* so that all is done in 128 bits */
	SAMPLE_TEXT_BYTES = SAMPLE_DECIMALS_MAX + 4, /* "0." before them, and a NUL */
};

struct sample {
	bool is_part;                 /* false: all documents, whatever stands below */
	uint64_t below;               /* those whose id's high half is less */
	char text[SAMPLE_TEXT_BYTES]; /* the fraction without zeros that say nothing, as "0.01" */
};

/* All documents. */
struct sample sample_of_all(void);

/* A decimal over 0 and at most 1; the error says what is wrong with another one. */
MUST_CHECK enum status sample_parse(const char *decimal, struct sample *sample,
                                    struct error *error);

bool sample_has(const struct sample *sample, struct hash128 id);

/* Are all documents of the sample in `other`? */
bool sample_is_within(const struct sample *sample, const struct sample *other);

#endif
