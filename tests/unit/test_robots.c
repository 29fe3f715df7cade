#include "core/filter/robots.h"

#include "tests/test.h"

TEST(directives_of_a_header_are_those_of_known_agents)
{
	static const struct {
		const char *value;
		unsigned found;
	} cases[] = {
	        {"", 0},
	        {"all", 0},
	        {"noindex", ROBOTS_NOINDEX},
	        {"NoIndex, nofollow", ROBOTS_NOINDEX},
	        {"noai, noimageai", ROBOTS_NOAI | ROBOTS_NOIMAGEAI},
	        {"nofollow,none", ROBOTS_NONE},
	        {"googlebot: noindex, nofollow", ROBOTS_NOINDEX},
	        {"somebot: noindex, noai", 0},
	        {"somebot: noindex, GPTBot: noai", ROBOTS_NOAI},
	        {"unavailable_after: 25 Jun 2010 15:00:00 PST, noindex", ROBOTS_NOINDEX},
	        {"max-snippet:-1, noai", ROBOTS_NOAI},
	        {"index, noindexing, xnoindex", 0},
	        {":,: noindex", ROBOTS_NOINDEX},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_NUMBER(robots_of_header(str_from(cases[i].value)), cases[i].found);
}

TEST(directives_of_a_meta_are_those_of_known_agents)
{
	CHECK_NUMBER(robots_of_meta(STR("ROBOTS"), STR("noindex,nofollow")), ROBOTS_NOINDEX);
	CHECK_NUMBER(robots_of_meta(STR("robots"), STR("noai noimageai")),
	             ROBOTS_NOAI | ROBOTS_NOIMAGEAI);
	CHECK_NUMBER(robots_of_meta(STR("Googlebot"), STR(" none ")), ROBOTS_NONE);
	CHECK_NUMBER(robots_of_meta(STR("somebot"), STR("noindex")), 0);
	CHECK_NUMBER(robots_of_meta(STR("description"), STR("noindex")), 0);
	CHECK_NUMBER(robots_of_meta(STR(""), STR("noindex")), 0);
}

TEST(directives_are_told_in_one_order)
{
	struct arena arena;
	arena_init(&arena);
	CHECK_STR(robots_text(0, &arena), STR(""));
	CHECK_STR(robots_text(ROBOTS_NOAI | ROBOTS_NOINDEX, &arena), STR("noindex noai"));
	CHECK_STR(robots_text(~0u, &arena), STR("noindex none noai noimageai"));
	arena_free(&arena);
}
