/* What holds for every tree, whatever the page; shared by the unit tests and the fuzz target. */
#ifndef TESTS_UNIT_TEST_HTML_H
#define TESTS_UNIT_TEST_HTML_H

#include "core/html/tree.h"

/* NULL, or what is wrong with the tree. */
static inline const char *tree_fault(const struct html_tree *tree)
{
	uint32_t ends[HTML_DEPTH_MAX], path[HTML_DEPTH_MAX], depth = 0;
	if (tree->node_count == 0 || tree->nodes[0].kind != HTML_DOCUMENT ||
	    tree->nodes[0].end != tree->node_count)
		return "node 0 is not a document over all nodes";
	path[0] = 0;
	ends[0] = tree->node_count;
	for (uint32_t i = 1; i < tree->node_count; i++) {
		const struct html_node *node = &tree->nodes[i];
		while (i >= ends[depth])
			depth--;
		if (node->parent != path[depth])
			return "the parent is not the node whose subtree this is in";
		if (node->end <= i || node->end > ends[depth])
			return "a subtree does not end inside its parent's";
		if (node->kind != HTML_ELEMENT && node->end != i + 1)
			return "only elements have children";
		if (node->kind == HTML_TEXT && node->text.n == 0)
			return "an empty text";
		if (node->first_attribute + node->attribute_count > tree->attribute_count)
			return "attributes past the end";
		if (node->attribute_count > HTML_ATTRIBUTES_PER_ELEMENT_MAX)
			return "more attributes than an element may have";
		if (node->tag >= HTML_TAG_COUNT)
			return "no such tag";
		if (node->end > i + 1) {
			if (++depth == HTML_DEPTH_MAX)
				return "too deep";
			path[depth] = i;
			ends[depth] = node->end;
		}
	}
	return NULL;
}

#endif
