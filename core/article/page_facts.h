/* What the head of a page and its URL say of the kind of page it is. */
#ifndef CORE_ARTICLE_PAGE_FACTS_H
#define CORE_ARTICLE_PAGE_FACTS_H

#include <stdint.h>

#include "core/html/tree.h"

/* og:type */
enum page_type { PAGE_TYPE_ARTICLE, PAGE_TYPE_PRODUCT, PAGE_TYPE_WEBSITE };

/* "@type" in linked data, or itemtype: types of schema.org, as far as they tell kinds apart */
enum page_schema {
	SCHEMA_ARTICLE,
	SCHEMA_PRODUCT,
	SCHEMA_LIST,
	SCHEMA_FORUM,
	SCHEMA_FAQ,
	SCHEMA_COLLECTION,
	SCHEMA_SERVICE
};

/* Words of the URL's path. */
enum page_path { PATH_ARTICLE, PATH_PRODUCT, PATH_LISTING, PATH_FORUM, PATH_DOCS, PATH_SERVICE };

struct page_facts {
	struct str title;               /* as it stands, or empty */
	uint32_t types, schemas, paths; /* sets of the above */
	uint32_t url_depth;             /* segments of the URL's path */
	uint32_t url_hyphens;           /* in the last one */
	uint32_t url_digits;            /* in the path and query */
};

void page_facts_read(const struct html_tree *tree, struct str url, struct arena *arena,
                     struct page_facts *facts);

#endif
