#include "core/article/page_facts.h"

#include "core/text/url.h"

static struct str find_title(const struct html_tree *tree)
{
	const struct html_node *nodes = tree->nodes;
	for (uint32_t i = 1; i < tree->node_count; i++)
		if (nodes[i].kind == HTML_ELEMENT && nodes[i].ns == HTML_NS_HTML &&
		    nodes[i].tag == HTML_TAG_TITLE && nodes[i].end > i + 1)
			return nodes[i + 1].text;
	return (struct str){0};
}

static void read_url(struct str text, struct page_facts *facts)
{
	struct url url = url_split(text);
	if (!str_equal_nocase(url.scheme, STR("http")) &&
	    !str_equal_nocase(url.scheme, STR("https")))
		return; /* a file's name says nothing of the page */
	struct str rest = url.path, segment, last = {0};
	while (str_next(&rest, '/', &segment))
		if (segment.n > 0) {
			facts->url_depth++;
			last = segment;
		}
	for (size_t i = 0; i < last.n; i++)
		facts->url_hyphens += last.p[i] == '-' || last.p[i] == '_';
	for (size_t i = 0; i < url.path.n; i++)
		facts->url_digits += ascii_is_digit((unsigned char)url.path.p[i]);
}

void page_facts_read(const struct html_tree *tree, struct str url, struct page_facts *facts)
{
	*facts = (struct page_facts){.title = find_title(tree)};
	read_url(url, facts);
}
