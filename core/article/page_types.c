#include "core/article/page_types.h"

_Static_assert(PAGE_TYPE_COUNT <= 32, "types are bits of 32");

struct type_name {
	struct str ending; /* of the type's name */
	uint8_t type;
};

/* The first that fits counts. */
static const struct type_name schema_types[] = {
        {STR_INIT("TechArticle"), PAGE_TYPE_TECHNICAL},
        {STR_INIT("APIReference"), PAGE_TYPE_TECHNICAL},
        {STR_INIT("HowTo"), PAGE_TYPE_TECHNICAL},
        {STR_INIT("SoftwareSourceCode"), PAGE_TYPE_TECHNICAL},
        {STR_INIT("Article"), PAGE_TYPE_ARTICLE},
        {STR_INIT("BlogPosting"), PAGE_TYPE_ARTICLE},
        {STR_INIT("Report"), PAGE_TYPE_ARTICLE},
        {STR_INIT("Recipe"), PAGE_TYPE_RECIPE},
        {STR_INIT("JobPosting"), PAGE_TYPE_JOB},
        {STR_INIT("Posting"), PAGE_TYPE_FORUM},
        {STR_INIT("QAPage"), PAGE_TYPE_FORUM},
        {STR_INIT("FAQPage"), PAGE_TYPE_QUESTIONS},
        {STR_INIT("AboutPage"), PAGE_TYPE_ABOUT},
        {STR_INIT("ContactPage"), PAGE_TYPE_ABOUT},
        {STR_INIT("CollectionPage"), PAGE_TYPE_COLLECTION},
        {STR_INIT("SearchResultsPage"), PAGE_TYPE_SEARCH},
        {STR_INIT("ProfilePage"), PAGE_TYPE_PERSON},
        {STR_INIT("Person"), PAGE_TYPE_PERSON},
        {STR_INIT("Page"), PAGE_TYPE_PAGE},
        {STR_INIT("WebSite"), PAGE_TYPE_SITE},
        {STR_INIT("Product"), PAGE_TYPE_PRODUCT},
        {STR_INIT("ProductModel"), PAGE_TYPE_PRODUCT},
        {STR_INIT("Book"), PAGE_TYPE_PRODUCT},
        {STR_INIT("ProductGroup"), PAGE_TYPE_PRODUCTS},
        {STR_INIT("OfferCatalog"), PAGE_TYPE_PRODUCTS},
        {STR_INIT("Offer"), PAGE_TYPE_OFFER},
        {STR_INIT("Review"), PAGE_TYPE_REVIEW},
        {STR_INIT("Rating"), PAGE_TYPE_REVIEW},
        {STR_INIT("ItemList"), PAGE_TYPE_LIST},
        {STR_INIT("BreadcrumbList"), PAGE_TYPE_CRUMBS},
        {STR_INIT("Service"), PAGE_TYPE_SERVICE},
        {STR_INIT("Business"), PAGE_TYPE_BUSINESS},
        {STR_INIT("PostalAddress"), PAGE_TYPE_BUSINESS},
        {STR_INIT("Blog"), PAGE_TYPE_BLOG},
        {STR_INIT("Event"), PAGE_TYPE_EVENT},
        {STR_INIT("SoftwareApplication"), PAGE_TYPE_SOFTWARE},
        {STR_INIT("VideoObject"), PAGE_TYPE_VIDEO},
};

uint32_t page_type_of_schema(struct str type)
{
	for (size_t i = 0; i < sizeof(schema_types) / sizeof(schema_types[0]); i++)
		if (str_ends(type, schema_types[i].ending))
			return UINT32_C(1) << schema_types[i].type;
	return 0;
}

uint32_t page_type_of_open_graph(struct str type)
{
	type = str_trim(type);
	if (type.n == 0)
		return 0;
	if (str_starts_nocase(type, STR("article")))
		return UINT32_C(1) << PAGE_OG_ARTICLE;
	if (str_starts_nocase(type, STR("website")))
		return UINT32_C(1) << PAGE_OG_WEBSITE;
	bool is_product = str_find_nocase(type, STR("product"), 0) != STR_NONE;
	return UINT32_C(1) << (is_product ? PAGE_OG_PRODUCT : PAGE_OG_OTHER);
}
