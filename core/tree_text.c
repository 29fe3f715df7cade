#include "core/tree_text.h"

#include "core/html/dump.h"
#include "core/html/tree.h"
#include "core/text/charset.h"

static enum html_namespace take_namespace(struct str *context)
{
	static const struct {
		struct str prefix;
		enum html_namespace ns;
	} prefixes[] = {{STR_INIT("svg "), HTML_NS_SVG}, {STR_INIT("math "), HTML_NS_MATHML}};
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (str_starts(*context, prefixes[i].prefix)) {
			*context = str_slice(*context, prefixes[i].prefix.n, context->n);
			return prefixes[i].ns;
		}
	return HTML_NS_HTML;
}

void tree_text(struct str page, struct str context, struct buf *out)
{
	struct charset charset;
	struct html_tree tree;
	struct arena arena;
	arena_init(&arena);
	page = charset_decode(page, STR(""), true, &arena, &charset);
	if (context.n == 0) {
		html_parse(page, &arena, &tree);
	} else {
		enum html_namespace ns = take_namespace(&context);
		html_parse_fragment(page, context, ns, &arena, &tree);
	}
	html_dump(&tree, out);
	arena_free(&arena);
}
