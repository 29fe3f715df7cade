/*
 * Element names as numbers. The same name has the same number in every namespace: an SVG <title>
 * is HTML_TAG_TITLE too, told apart by html_node.ns.
 */
#ifndef CORE_HTML_TAG_H
#define CORE_HTML_TAG_H

#include "core/base/str.h"

enum html_tag {
	HTML_TAG_UNKNOWN, /* any name not in tag_list.def */
#define TAG(identifier, name, groups) HTML_TAG_##identifier,
#include "core/html/tag_list.def"
#undef TAG
	HTML_TAG_COUNT
};

/* The name in lower case; static memory. Empty for HTML_TAG_UNKNOWN. */
struct str html_tag_name(enum html_tag tag);

/* The tag of a name in lower case; HTML_TAG_UNKNOWN if it has none. */
enum html_tag html_tag_find(struct str name);

#endif
