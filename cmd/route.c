#include "cmd/route.h"

#include <stddef.h>

#include "cmd/series.h"

const char *const route_fields[] = {
        [ROUTE_NONE] = "none", [ROUTE_LANG] = "lang", [ROUTE_KIND] = "kind", NULL};

unsigned route_count_max(enum route_field field)
{
	/* 79 languages (core/text/lang.h), 7 kinds (core/article/page_kind.h), "und", "other" */
	static const unsigned counts[] = {[ROUTE_NONE] = 0, [ROUTE_LANG] = 81, [ROUTE_KIND] = 8};
	return counts[field];
}

struct str route_of(enum route_field field, struct str lang, struct str kind)
{
	struct str value = field == ROUTE_LANG ? lang : kind;
	if (field == ROUTE_NONE)
		return STR("");
	return series_is_route(value) ? value : STR("other");
}
