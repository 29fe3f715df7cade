/*
 * The document tree of an HTML page, as flat nodes in document order (preorder).
 *
 * Node i's subtree is the nodes i .. nodes[i].end-1, so a walk is a loop, "skip this subtree" is
 * i = nodes[i].end, the first child of i is i + 1 if i + 1 < nodes[i].end, and the next sibling of
 * i is nodes[i].end if that is < nodes[parent].end. Node 0 is the document.
 *
 * What a <template> holds are its children. A doctype's identifiers are its attributes "public" and
 * "system".
 *
 * Follows the WHATWG HTML standard, "Parsing HTML documents", with scripting off.
 */
#ifndef CORE_HTML_TREE_H
#define CORE_HTML_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"
#include "core/html/tag.h"

enum html_kind {
	HTML_DOCUMENT,
	HTML_DOCTYPE,
	HTML_ELEMENT,
	HTML_TEXT,
	HTML_COMMENT,
};

enum html_namespace { HTML_NS_HTML, HTML_NS_SVG, HTML_NS_MATHML };

struct html_attribute {
	struct str name;  /* lower case */
	struct str value; /* character references resolved */
};

struct html_node {
	uint32_t parent;          /* of node 0: 0 */
	uint32_t end;             /* one past the last node of the subtree */
	uint16_t tag;             /* enum html_tag; HTML_TAG_UNKNOWN: see `text` */
	uint8_t kind;             /* enum html_kind */
	uint8_t ns;               /* enum html_namespace */
	uint32_t first_attribute; /* into html_tree.attributes */
	uint32_t attribute_count;
	struct str text; /* text, comment: the content; doctype and element: the name */
};

struct html_tree {
	const struct html_node *nodes;
	uint32_t node_count;
	const struct html_attribute *attributes;
	uint32_t attribute_count;
	uint32_t limits_hit; /* how often a limit below made the tree flatter than the page */
	bool is_cut;         /* it ends before the page does: there were too many nodes */
};

enum {
	HTML_DEPTH_MAX = 512, /* as browsers have it: a node has fewer ancestors than that */
	HTML_NODES_MAX = 4 << 20,
	HTML_ATTRIBUTES_MAX = 4 << 20,
	HTML_ATTRIBUTES_PER_ELEMENT_MAX = 512,
};

/*
 * Parses a page. `page` is valid UTF-8 (core/text/charset.h). The tree's slices point into `page`
 * or into `arena`; both must outlive it. Any bytes give a tree; time is linear in page.n.
 */
void html_parse(struct str page, struct arena *arena, struct html_tree *tree);

/*
 * The same with at most `nodes_max` nodes, itself at most HTML_NODES_MAX, and as many attributes.
 * What is behind them is left out, and the tree is cut.
 */
void html_parse_within(struct str page, uint32_t nodes_max, struct arena *arena,
                       struct html_tree *tree);

/*
 * Parses what would stand inside an element of this name and namespace ("td", "foreignObject"), as
 * innerHTML does. Node 0 is a document that has the element's children.
 */
void html_parse_fragment(struct str page, struct str context, enum html_namespace ns,
                         struct arena *arena, struct html_tree *tree);

/* The value of an attribute of an element by its lower-case name; p is NULL if it has none. */
static inline struct str html_attribute(const struct html_tree *tree, uint32_t element,
                                        struct str name)
{
	const struct html_node *node = &tree->nodes[element];
	const struct html_attribute *attribute = tree->attributes + node->first_attribute;
	for (uint32_t i = 0; i < node->attribute_count; i++)
		if (str_equal(attribute[i].name, name))
			return attribute[i].value;
	return (struct str){NULL, 0};
}

#endif
