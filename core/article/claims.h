/*
 * What the parts of a page claim about it. Many parts speak of the same thing and some are more to
 * be trusted than others: of each field the claim with the best rank stands, of equal ranks the
 * first one; of the title one of each source.
 */
#ifndef CORE_ARTICLE_CLAIMS_H
#define CORE_ARTICLE_CLAIMS_H

#include <stdint.h>

#include "core/article/article.h"
#include "core/base/arena.h"

enum { RANK_BEST = 0, RANK_NONE = 255, CLAIM_BYTES_MAX = 4096, AUTHOR_BYTES_MAX = 400 };

struct claims {
	struct arena *arena;
	struct str value[FIELD_COUNT];
	uint8_t rank[FIELD_COUNT];
	uint8_t source[FIELD_COUNT];
	struct str titles[SOURCE_COUNT]; /* of each source: title.h chooses among them */
	uint8_t title_rank[SOURCE_COUNT];
	struct str tags[ARTICLE_TAGS_MAX];
	uint32_t tag_count;
	uint32_t types; /* a set of enum page_type */
};

void claims_init(struct claims *claims, struct arena *arena);

/*
 * The value is cleaned first: white space folded and trimmed, character references that are still
 * in it resolved, dates brought to ISO 8601. An empty or impossible one is no claim.
 */
void claim(struct claims *claims, enum source source, enum field field, uint8_t rank,
           struct str value);

/*
 * One of several authors, each of whom is named for himself: joins the claim that stands where that
 * has the same source and rank, up to AUTHOR_BYTES_MAX. Else as claim.
 */
void claim_author(struct claims *claims, enum source source, uint8_t rank, struct str name);

/* Text with white space folded to single spaces and trimmed; in the arena where it had to change.
 */
struct str claim_folded(struct str text, struct arena *arena);

#endif
