#include "core/base/budget.h"

#include "core/page.h"
#include "tests/test.h"

TEST(a_budget_is_over_for_good_with_the_first_thing_that_is_too_dear)
{
	struct budget budget = {.steps_left = 100};
	CHECK(budget_spend(&budget, 10, 10));
	CHECK(budget_spend(&budget, 0, 10));
	CHECK(!budget_spend(&budget, 1, 1));
	CHECK(!budget_spend(&budget, 0, 1));
	budget = (struct budget){.steps_left = UINT64_MAX};
	CHECK(!budget_spend(&budget, UINT64_MAX, 2));
	CHECK(budget_spend(NULL, UINT64_MAX, UINT64_MAX));
}

static enum outcome outcome_of(struct str html, const struct page_limits *limits, struct str detail)
{
	const struct page_record record = {.type = STR("resource"),
	                                   .content_type = STR("text/html"),
	                                   .block = html,
	                                   .is_bare = true};
	struct page page;
	struct arena arena;
	arena_init(&arena);
	enum outcome outcome = page_extract(&page, &record, limits, &arena);
	CHECK_STR(page.detail, detail);
	arena_free(&arena);
	return outcome;
}

TEST(a_page_over_its_budget_is_rejected_by_the_step_where_it_was_over)
{
	const struct str html = STR(
	        "<title>A page</title><body><h1>A page</h1><p>It has one line of text, and no more than "
	        "that; it has a second sentence.</p>");
	struct page_limits limits = {.body_bytes_max = 1 << 20, .steps = 1000000};
	CHECK_NUMBER(outcome_of(html, &limits, STR("")), OUTCOME_WRITTEN);
	limits.steps = 1;
	CHECK_NUMBER(outcome_of(html, &limits, STR("charset")), OUTCOME_BUDGET);
	limits.steps = html.n * 2;
	CHECK_NUMBER(outcome_of(html, &limits, STR("tree")), OUTCOME_BUDGET);
	limits.steps = html.n * 4 + 2000;
	CHECK_NUMBER(outcome_of(html, &limits, STR("article")), OUTCOME_BUDGET);
	limits.steps = 0;
	limits.nodes_max = 6;
	CHECK_NUMBER(outcome_of(html, &limits, STR("nodes")), OUTCOME_BUDGET);
	limits.nodes_max = 0;
	limits.body_bytes_max = html.n - 1;
	CHECK_NUMBER(outcome_of(html, &limits, STR("")), OUTCOME_BODY_TOO_LARGE);
}
