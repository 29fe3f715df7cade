#include "core/article/page_facts.h"

#include "core/article/lexicon.h"
#include "core/text/url.h"

static const struct lexicon_word path_words[] = {
        {"article", PATH_ARTICLE, LEXICON_START},    {"blog", PATH_ARTICLE, LEXICON_START},
        {"news", PATH_ARTICLE, LEXICON_START},       {"story", PATH_ARTICLE, LEXICON_WHOLE},
        {"post", PATH_ARTICLE, LEXICON_WHOLE},       {"opinion", PATH_ARTICLE, LEXICON_START},
        {"recipe", PATH_ARTICLE, LEXICON_START},     {"press", PATH_ARTICLE, LEXICON_WHOLE},
        {"product", PATH_PRODUCT, LEXICON_START},    {"shop", PATH_PRODUCT, LEXICON_WHOLE},
        {"store", PATH_PRODUCT, LEXICON_WHOLE},      {"item", PATH_PRODUCT, LEXICON_WHOLE},
        {"dp", PATH_PRODUCT, LEXICON_WHOLE},         {"category", PATH_LISTING, LEXICON_START},
        {"categories", PATH_LISTING, LEXICON_START}, {"collection", PATH_LISTING, LEXICON_START},
        {"tag", PATH_LISTING, LEXICON_WHOLE},        {"topic", PATH_LISTING, LEXICON_WHOLE},
        {"archive", PATH_LISTING, LEXICON_START},    {"list", PATH_LISTING, LEXICON_WHOLE},
        {"search", PATH_LISTING, LEXICON_START},     {"browse", PATH_LISTING, LEXICON_START},
        {"author", PATH_LISTING, LEXICON_WHOLE},     {"best", PATH_LISTING, LEXICON_WHOLE},
        {"directory", PATH_LISTING, LEXICON_WHOLE},  {"forum", PATH_FORUM, LEXICON_START},
        {"thread", PATH_FORUM, LEXICON_START},       {"viewtopic", PATH_FORUM, LEXICON_START},
        {"showthread", PATH_FORUM, LEXICON_START},   {"question", PATH_FORUM, LEXICON_START},
        {"discuss", PATH_FORUM, LEXICON_START},      {"community", PATH_FORUM, LEXICON_WHOLE},
        {"comments", PATH_FORUM, LEXICON_WHOLE},     {"doc", PATH_DOCS, LEXICON_WHOLE},
        {"documentation", PATH_DOCS, LEXICON_START}, {"wiki", PATH_DOCS, LEXICON_START},
        {"reference", PATH_DOCS, LEXICON_START},     {"manual", PATH_DOCS, LEXICON_START},
        {"guide", PATH_DOCS, LEXICON_START},         {"tutorial", PATH_DOCS, LEXICON_START},
        {"api", PATH_DOCS, LEXICON_WHOLE},           {"learn", PATH_DOCS, LEXICON_WHOLE},
        {"help", PATH_DOCS, LEXICON_WHOLE},          {"about", PATH_SERVICE, LEXICON_START},
        {"service", PATH_SERVICE, LEXICON_START},    {"pricing", PATH_SERVICE, LEXICON_START},
        {"solution", PATH_SERVICE, LEXICON_START},   {"feature", PATH_SERVICE, LEXICON_START},
        {"contact", PATH_SERVICE, LEXICON_START},    {"home", PATH_SERVICE, LEXICON_WHOLE},
        {"platform", PATH_SERVICE, LEXICON_WHOLE},
};

/* Types of schema.org, in lower case. */
static const struct lexicon_word schema_words[] = {
        {"article", SCHEMA_ARTICLE, LEXICON_ANYWHERE},
        {"blogposting", SCHEMA_ARTICLE, LEXICON_WHOLE},
        {"recipe", SCHEMA_ARTICLE, LEXICON_WHOLE},
        {"product", SCHEMA_PRODUCT, LEXICON_START},
        {"offer", SCHEMA_PRODUCT, LEXICON_START},
        {"itemlist", SCHEMA_LIST, LEXICON_WHOLE},
        {"searchresultspage", SCHEMA_LIST, LEXICON_WHOLE},
        {"discussionforumposting", SCHEMA_FORUM, LEXICON_WHOLE},
        {"qapage", SCHEMA_FORUM, LEXICON_WHOLE},
        {"faqpage", SCHEMA_FAQ, LEXICON_WHOLE},
        {"collectionpage", SCHEMA_COLLECTION, LEXICON_WHOLE},
        {"service", SCHEMA_SERVICE, LEXICON_START},
        {"localbusiness", SCHEMA_SERVICE, LEXICON_WHOLE},
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

struct reader {
	const struct html_tree *tree;
	struct lexicon *schemas;
	struct page_facts *facts;
};

static void read_meta(struct reader *reader, uint32_t node)
{
	struct str property = html_attribute(reader->tree, node, STR("property"));
	struct str content = html_attribute(reader->tree, node, STR("content"));
	if (!str_equal_nocase(property, STR("og:type")))
		return;
	if (str_starts_nocase(content, STR("article")))
		reader->facts->types |= 1u << PAGE_TYPE_ARTICLE;
	if (str_find_nocase(content, STR("product"), 0) != STR_NONE)
		reader->facts->types |= 1u << PAGE_TYPE_PRODUCT;
	if (str_starts_nocase(content, STR("website")))
		reader->facts->types |= 1u << PAGE_TYPE_WEBSITE;
}

/* The types in linked data, without reading it as JSON: what follows each "@type". */
static void read_types(struct reader *reader, struct str script)
{
	enum { TYPE_BYTES_MAX = 64 };
	const struct str key = STR("\"@type\"");
	size_t at = 0;
	while ((at = str_find(script, key, at)) != STR_NONE) {
		at += key.n;
		size_t end = at;
		while (end < script.n && end - at < TYPE_BYTES_MAX && script.p[end] != ',' &&
		       script.p[end] != '}')
			end++;
		reader->facts->schemas |= lexicon_scan(reader->schemas, str_slice(script, at, end));
	}
}

static void read_script(struct reader *reader, uint32_t node)
{
	struct str type = html_attribute(reader->tree, node, STR("type"));
	if (!str_starts_nocase(str_trim(type), STR("application/ld+json")))
		return;
	for (uint32_t i = node + 1; i < reader->tree->nodes[node].end; i++)
		read_types(reader, reader->tree->nodes[i].text);
}

static void read_nodes(struct reader *reader)
{
	const struct html_node *nodes = reader->tree->nodes;
	for (uint32_t i = 1; i < reader->tree->node_count; i++) {
		if (nodes[i].kind != HTML_ELEMENT || nodes[i].ns != HTML_NS_HTML)
			continue;
		if (nodes[i].tag == HTML_TAG_META)
			read_meta(reader, i);
		else if (nodes[i].tag == HTML_TAG_SCRIPT)
			read_script(reader, i);
		else if (nodes[i].tag == HTML_TAG_TITLE && reader->facts->title.n == 0 &&
		         nodes[i].end > i + 1)
			reader->facts->title = nodes[i + 1].text;
	}
}

static void read_url(struct str text, struct arena *arena, struct page_facts *facts)
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
	const struct lexicon *words =
	        lexicon_new(path_words, COUNT_OF(path_words), UINT32_MAX, arena);
	facts->paths = lexicon_scan(words, url.path);
}

void page_facts_read(const struct html_tree *tree, struct str url, struct arena *arena,
                     struct page_facts *facts)
{
	struct reader reader = {.tree = tree, .facts = facts};
	*facts = (struct page_facts){0};
	reader.schemas = lexicon_new(schema_words, COUNT_OF(schema_words), UINT32_MAX, arena);
	read_nodes(&reader);
	read_url(url, arena, facts);
}
