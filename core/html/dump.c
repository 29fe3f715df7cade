/*
 * The format: https://github.com/html5lib/html5lib-tests, tree-construction/README. What a
 * <template> holds is one level deeper, below a line "content".
 */
#include "core/html/dump.h"

enum { INDENT = 2 };

static void begin_line(struct buf *out, unsigned depth)
{
	buf_append(out, STR("| "));
	for (unsigned i = 0; i < depth * INDENT; i++)
		buf_append_byte(out, ' ');
}

static void append_quoted(struct buf *out, struct str text)
{
	buf_append_byte(out, '"');
	buf_append(out, text);
	buf_append_byte(out, '"');
}

/* The attributes that have a namespace when on an SVG or MathML element. */
static bool has_namespace(struct str name)
{
	static const struct str names[] = {
	        STR_INIT("xlink:actuate"), STR_INIT("xlink:arcrole"), STR_INIT("xlink:href"),
	        STR_INIT("xlink:role"),    STR_INIT("xlink:show"),    STR_INIT("xlink:title"),
	        STR_INIT("xlink:type"),    STR_INIT("xml:lang"),      STR_INIT("xml:space"),
	        STR_INIT("xmlns:xlink"),
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_equal(names[i], name))
			return true;
	return false;
}

/* Where the colon is that parts namespace and name; STR_NONE if there is no namespace. */
static size_t namespace_length(const struct html_node *node, struct str name)
{
	bool foreign = node->ns != HTML_NS_HTML;
	return foreign && has_namespace(name) ? str_find_byte(name, ':', 0) : STR_NONE;
}

static void dump_attribute(struct buf *out, const struct html_node *node,
                           const struct html_attribute *attribute, unsigned depth)
{
	struct str name = attribute->name;
	size_t colon = namespace_length(node, name);
	begin_line(out, depth);
	if (colon != STR_NONE) {
		buf_append(out, str_slice(name, 0, colon));
		buf_append_byte(out, ' ');
		name = str_slice(name, colon + 1, name.n);
	}
	buf_append(out, name);
	buf_append_byte(out, '=');
	append_quoted(out, attribute->value);
	buf_append_byte(out, '\n');
}

/* As the names are written: "xml lang" is before "xml:base". */
static int compare_names(const struct html_node *node, struct str a, struct str b)
{
	size_t colon_a = namespace_length(node, a), colon_b = namespace_length(node, b);
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		int byte_a = i == colon_a ? ' ' : (unsigned char)a.p[i];
		int byte_b = i == colon_b ? ' ' : (unsigned char)b.p[i];
		if (byte_a != byte_b)
			return byte_a - byte_b;
	}
	return (a.n > b.n) - (a.n < b.n);
}

/* In the order of their names: the next one is the least of those behind the last one written. */
static void dump_attributes(const struct html_tree *tree, const struct html_node *node,
                            struct buf *out, unsigned depth)
{
	const struct html_attribute *all = tree->attributes + node->first_attribute;
	const struct html_attribute *last = NULL;
	for (uint32_t written = 0; written < node->attribute_count; written++) {
		const struct html_attribute *next = NULL;
		for (uint32_t i = 0; i < node->attribute_count; i++)
			if ((last == NULL || compare_names(node, all[i].name, last->name) > 0) &&
			    (next == NULL || compare_names(node, all[i].name, next->name) < 0))
				next = &all[i];
		if (next == NULL)
			return;
		dump_attribute(out, node, next, depth);
		last = next;
	}
}

static void dump_doctype(const struct html_tree *tree, uint32_t index, struct buf *out)
{
	struct str public_id = html_attribute(tree, index, STR("public"));
	struct str system_id = html_attribute(tree, index, STR("system"));
	buf_append(out, STR("<!DOCTYPE "));
	buf_append(out, tree->nodes[index].text);
	if (public_id.p || system_id.p) {
		buf_append_byte(out, ' ');
		append_quoted(out, public_id);
		buf_append_byte(out, ' ');
		append_quoted(out, system_id);
	}
	buf_append_byte(out, '>');
}

static void dump_node(const struct html_tree *tree, uint32_t index, struct buf *out, unsigned depth)
{
	static const struct str prefixes[] = {STR_INIT(""), STR_INIT("svg "), STR_INIT("math ")};
	const struct html_node *node = &tree->nodes[index];
	begin_line(out, depth);
	switch ((enum html_kind)node->kind) {
	case HTML_ELEMENT:
		buf_append_byte(out, '<');
		buf_append(out, prefixes[node->ns]);
		buf_append(out, node->text);
		buf_append_byte(out, '>');
		break;
	case HTML_TEXT:
		append_quoted(out, node->text);
		break;
	case HTML_COMMENT:
		buf_append(out, STR("<!-- "));
		buf_append(out, node->text);
		buf_append(out, STR(" -->"));
		break;
	case HTML_DOCTYPE:
		dump_doctype(tree, index, out);
		break;
	case HTML_DOCUMENT:
		break;
	}
	buf_append_byte(out, '\n');
}

static bool is_template(const struct html_node *node)
{
	return node->kind == HTML_ELEMENT && node->tag == HTML_TAG_TEMPLATE &&
	       node->ns == HTML_NS_HTML;
}

void html_dump(const struct html_tree *tree, struct buf *out)
{
	unsigned depths[HTML_DEPTH_MAX]; /* at which the children stand of the node at each level */
	uint32_t path[HTML_DEPTH_MAX];   /* the ancestors of the node in hand */
	unsigned level = 0;
	path[0] = 0;
	depths[0] = 0;
	for (uint32_t i = 1; i < tree->node_count; i++) {
		const struct html_node *node = &tree->nodes[i];
		while (path[level] != node->parent)
			level--;
		unsigned depth = depths[level];
		dump_node(tree, i, out, depth);
		if (node->kind == HTML_ELEMENT)
			dump_attributes(tree, node, out, depth + 1);
		if (is_template(node)) {
			begin_line(out, ++depth);
			buf_append(out, STR("content\n"));
		}
		if (node->end > i + 1) {
			path[++level] = i;
			depths[level] = depth + 1;
		}
	}
}
