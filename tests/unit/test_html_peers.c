/* Pages of which another parser makes another tree than the standard: ours is the standard's. */
#include "tests/differential/tree_view.h"
#include "tests/test.h"

static void check_tree(struct str page, struct str want)
{
	struct arena arena;
	struct html_tree tree;
	struct tree_view view;
	arena_init(&arena);
	view_init(&view);
	html_parse(page, &arena, &tree);
	view_tree(&view, &tree);
	CHECK_STR(buf_str(&view.tree), want);
	view_free(&view);
	arena_free(&arena);
}

TEST(where_gumbo_departs_from_the_standard_ours_does_not)
{
#define CAUSE(name, page, tree) check_tree(STR(page), STR(tree));
#include "tests/differential/gumbo_causes.def"
#undef CAUSE
}
