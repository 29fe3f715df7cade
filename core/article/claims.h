/*
 * What the parts of a page claim about it. Many parts speak of the same thing and some are more to
 * be trusted than others: of each field the claim with the best rank stands, of equal ranks the
 * first one.
 */
#ifndef CORE_ARTICLE_CLAIMS_H
#define CORE_ARTICLE_CLAIMS_H

#include <stdint.h>

#include "core/article/article.h"
#include "core/base/arena.h"

enum field {
	FIELD_NONE, /* a claim about it is let go */
	FIELD_TITLE,
	FIELD_AUTHOR,
	FIELD_PUBLISHED,
	FIELD_MODIFIED,
	FIELD_SITE,
	FIELD_CANONICAL,
	FIELD_LANGUAGE,
	FIELD_DESCRIPTION,
	FIELD_SECTION,
	FIELD_LICENSE,
	FIELD_IMAGE,
	FIELD_TAG,
	FIELD_COUNT
};

enum { RANK_BEST = 0, RANK_NONE = 255, CLAIM_BYTES_MAX = 4096 };

struct claims {
	struct arena *arena;
	struct str value[FIELD_COUNT];
	uint8_t rank[FIELD_COUNT];
	struct str tags[ARTICLE_TAGS_MAX];
	uint32_t tag_count;
	uint8_t tag_rank;
};

void claims_init(struct claims *claims, struct arena *arena);

/*
 * The value is cleaned first: white space folded and trimmed, character references that are still
 * in it resolved, dates brought to ISO 8601. An empty or impossible one is no claim.
 */
void claim(struct claims *claims, enum field field, uint8_t rank, struct str value);

/* Text with white space folded to single spaces and trimmed; in the arena where it had to change.
 */
struct str claim_folded(struct str text, struct arena *arena);

#endif
