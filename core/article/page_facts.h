/* What the title of a page and its URL say of it. */
#ifndef CORE_ARTICLE_PAGE_FACTS_H
#define CORE_ARTICLE_PAGE_FACTS_H

#include <stdint.h>

#include "core/html/tree.h"

struct page_facts {
	struct str title;     /* as it stands, or empty */
	uint32_t url_depth;   /* segments of the URL's path */
	uint32_t url_hyphens; /* in the last one */
	uint32_t url_digits;  /* in the path */
};

void page_facts_read(const struct html_tree *tree, struct str url, struct page_facts *facts);

#endif
