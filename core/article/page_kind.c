#include "core/article/page_kind.h"

#include "core/article/kind_features.h"
#include "core/article/kind_table.h"
#include "core/article/page_context.h"

static const char *const names[PAGE_KIND_COUNT] = {
        [PAGE_KIND_NONE] = "",
        [PAGE_KIND_ARTICLE] = "article",
        [PAGE_KIND_FORUM] = "forum",
        [PAGE_KIND_PRODUCT] = "product",
        [PAGE_KIND_COLLECTION] = "collection",
        [PAGE_KIND_LISTING] = "listing",
        [PAGE_KIND_DOCUMENTATION] = "documentation",
        [PAGE_KIND_SERVICE] = "service",
};

const char *page_kind_name(enum page_kind kind)
{
	return names[kind];
}

enum page_kind page_kind_named(struct str name)
{
	for (int i = 0; i < PAGE_KIND_COUNT; i++)
		if (str_equal(name, str_from(names[i])))
			return (enum page_kind)i;
	return PAGE_KIND_NONE;
}

enum page_kind page_kind_of(const struct page_context *page, const struct article *article,
                            struct str url, struct arena *arena)
{
	int16_t features[KIND_FEATURE_COUNT];
	int best_sum = INT16_MIN;
	enum page_kind best = PAGE_KIND_NONE;
	if (page->all.words == 0)
		return PAGE_KIND_NONE;
	kind_features(page, article, url, arena, features);
	for (int kind = PAGE_KIND_ARTICLE; kind < PAGE_KIND_COUNT; kind++) {
		int sum = forest_walk(&kind_forests[kind], features);
		if (sum > best_sum) {
			best_sum = sum;
			best = (enum page_kind)kind;
		}
	}
	return best;
}
