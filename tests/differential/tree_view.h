/*
 * What the tests against other parsers compare of a tree, in a form that any of them can be written
 * in:
 *
 *     html(head()body(p class="x"('text'br())))
 *
 * All elements, nested, with their attributes, and the text, where it stands. Left out are
 * comments, doctypes, and the text below <script>, <style> and <template>. What <noscript> holds is
 * in: the parsers compared parse with scripting off.
 */
#ifndef TESTS_DIFFERENTIAL_TREE_VIEW_H
#define TESTS_DIFFERENTIAL_TREE_VIEW_H

#include "core/base/buf.h"
#include "core/html/tree.h"

enum { VIEW_BYTES_MAX = 256 << 20 };

struct tree_view {
	struct buf text; /* all text, one piece after another */
	struct buf tree;
};

static inline void view_init(struct tree_view *view)
{
	buf_init(&view->text, VIEW_BYTES_MAX);
	buf_init(&view->tree, VIEW_BYTES_MAX);
}

static inline void view_reset(struct tree_view *view)
{
	buf_reset(&view->text);
	buf_reset(&view->tree);
}

static inline void view_free(struct tree_view *view)
{
	buf_free(&view->text);
	buf_free(&view->tree);
}

static inline bool view_hides(struct str element)
{
	return str_equal(element, STR("script")) || str_equal(element, STR("style")) ||
	       str_equal(element, STR("template"));
}

/* Text nodes beside each other are one: into how many a text is cut says nothing of the page. */
static inline void view_text(struct tree_view *view, struct str text)
{
	if (text.n == 0)
		return;
	buf_append(&view->text, text);
	if (view->tree.n > 0 && view->tree.p[view->tree.n - 1] == '\'')
		view->tree.n--;
	else
		buf_append_byte(&view->tree, '\'');
	buf_append(&view->tree, text);
	buf_append_byte(&view->tree, '\'');
}

/* Names of SVG have upper case, which not every parser gives back. */
static inline void view_name(struct tree_view *view, struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		buf_append_byte(&view->tree, ascii_lower(name.p[i]));
}

static inline void view_begin_element(struct tree_view *view, enum html_namespace ns,
                                      struct str name)
{
	static const struct str prefixes[] = {STR_INIT(""), STR_INIT("svg:"), STR_INIT("math:")};
	buf_append(&view->tree, prefixes[ns]);
	view_name(view, name);
}

static inline void view_attribute(struct tree_view *view, struct str name, struct str value)
{
	buf_append_byte(&view->tree, ' ');
	view_name(view, name);
	buf_append(&view->tree, STR("=\""));
	buf_append(&view->tree, value);
	buf_append_byte(&view->tree, '"');
}

static inline void view_begin_children(struct tree_view *view)
{
	buf_append_byte(&view->tree, '(');
}

static inline void view_end_element(struct tree_view *view)
{
	buf_append_byte(&view->tree, ')');
}

/* Of this project's trees: what is below node `parent`. */
static inline void view_below(struct tree_view *view, const struct html_tree *tree, uint32_t parent,
                              bool hidden)
{
	for (uint32_t i = parent + 1; i < tree->nodes[parent].end; i = tree->nodes[i].end) {
		const struct html_node *node = &tree->nodes[i];
		if (node->kind == HTML_TEXT && !hidden)
			view_text(view, node->text);
		if (node->kind != HTML_ELEMENT)
			continue;
		view_begin_element(view, (enum html_namespace)node->ns, node->text);
		for (uint32_t k = 0; k < node->attribute_count; k++) {
			const struct html_attribute *attribute =
			        &tree->attributes[node->first_attribute + k];
			view_attribute(view, attribute->name, attribute->value);
		}
		view_begin_children(view);
		view_below(view, tree, i, hidden || view_hides(node->text));
		view_end_element(view);
	}
}

static inline void view_tree(struct tree_view *view, const struct html_tree *tree)
{
	view_reset(view);
	view_below(view, tree, 0, false);
}

#endif
