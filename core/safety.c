#include "core/safety.h"

#include "core/page.h"

enum outcome safety_step_url(struct page *page, const struct page_limits *limits,
                             struct arena *arena)
{
	const struct url_list *urls = limits->safety.urls;
	return urls && url_list_blocks(urls, page->record.url, arena, &page->detail)
	               ? OUTCOME_URL_BLOCKED
	               : OUTCOME_WRITTEN;
}
