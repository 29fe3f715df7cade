/* What a document is compared by. */
#ifndef CORE_DEDUP_FINGERPRINT_H
#define CORE_DEDUP_FINGERPRINT_H

#include "core/base/arena.h"
#include "core/base/hash.h"
#include "core/base/str.h"

/*
 * The exact key: a hash of the text with every run of ASCII white space folded to one space, and
 * none at the ends. Two pages that set the same text in other paragraphs have the same key.
 * `scratch` is used for the folded copy and left as it was.
 */
struct hash128 fingerprint_exact(struct str text, struct arena *scratch);

#endif
