/*
 * Any bytes give a sound tree, as a page and as a fragment. The first byte says which element the
 * fragment stands in.
 */
#include "tests/fuzz/fuzz.h"

#include "core/base/bug.h"
#include "core/html/dump.h"
#include "core/html/tree.h"
#include "tests/unit/test_html.h"

static const struct {
	struct str name;
	enum html_namespace ns;
} contexts[] = {
        {STR_INIT("body"), HTML_NS_HTML},     {STR_INIT("table"), HTML_NS_HTML},
        {STR_INIT("tr"), HTML_NS_HTML},       {STR_INIT("template"), HTML_NS_HTML},
        {STR_INIT("textarea"), HTML_NS_HTML}, {STR_INIT("script"), HTML_NS_HTML},
        {STR_INIT("select"), HTML_NS_HTML},   {STR_INIT("html"), HTML_NS_HTML},
        {STR_INIT("svg"), HTML_NS_SVG},       {STR_INIT("foreignObject"), HTML_NS_SVG},
        {STR_INIT("math"), HTML_NS_MATHML},   {STR_INIT("annotation-xml"), HTML_NS_MATHML},
};

static void check(const struct html_tree *tree)
{
	struct buf dump;
	const char *fault = tree_fault(tree);
	if (fault)
		BUG(fault);
	buf_init(&dump, 1 << 20);
	html_dump(tree, &dump);
	buf_free(&dump);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena arena;
	struct html_tree tree;
	struct str page = {(const char *)bytes, size};
	arena_init(&arena);
	html_parse(page, &arena, &tree);
	check(&tree);
	if (size) {
		size_t i = bytes[0] % (sizeof(contexts) / sizeof(*contexts));
		html_parse_fragment(str_slice(page, 1, size), contexts[i].name, contexts[i].ns,
		                    &arena, &tree);
		check(&tree);
	}
	arena_free(&arena);
	return 0;
}
