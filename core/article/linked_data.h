/* What a page says about itself in JSON-LD (schema.org). */
#ifndef CORE_ARTICLE_LINKED_DATA_H
#define CORE_ARTICLE_LINKED_DATA_H

#include "core/article/claims.h"

/* The content of a <script type="application/ld+json">. */
void linked_data_claims(struct str script, struct claims *claims);

#endif
