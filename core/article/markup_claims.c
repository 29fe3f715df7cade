/*
 * A walk over the tree, in which each element that says something of the page lays a claim to it.
 * How far each is believed was measured on pages whose title, author and date are known.
 */
#include "core/article/markup_claims.h"

#include "core/article/byline.h"
#include "core/article/linked_data.h"
#include "core/article/page_types.h"

/* Ranks of claims; those of linked_data.c go from 1 to 9. */
enum {
	RANK_META_EXACT = 2, /* made for machines and of one meaning */
	RANK_META = 4,
	RANK_META_LOOSE = 6,
	RANK_MICRODATA = 6, /* itemprop */
	RANK_REL = 6,       /* <a rel> */
	RANK_ELEMENT = 5,   /* <html lang>, <link> */
	RANK_LINKED = 10,   /* a licence, linked from anywhere */
	RANK_KEYWORDS = 10, /* made for search engines of old */
};

/* <meta name>, property or itemprop, lower case. */
static const struct {
	struct str name;
	uint8_t source, field, rank;
} metas[] = {
        {STR_INIT("og:title"), SOURCE_OPEN_GRAPH, FIELD_TITLE, RANK_META_EXACT},
        {STR_INIT("twitter:title"), SOURCE_META, FIELD_TITLE, RANK_META_LOOSE},
        {STR_INIT("citation_title"), SOURCE_META, FIELD_TITLE, RANK_BEST},
        {STR_INIT("dc.title"), SOURCE_META, FIELD_TITLE, RANK_META_LOOSE},
        {STR_INIT("parsely-title"), SOURCE_META, FIELD_TITLE, RANK_META_EXACT},
        {STR_INIT("sailthru.title"), SOURCE_META, FIELD_TITLE, RANK_META_EXACT},
        {STR_INIT("author"), SOURCE_META, FIELD_AUTHOR, RANK_META},
        {STR_INIT("article:author"), SOURCE_OPEN_GRAPH, FIELD_AUTHOR, RANK_META_LOOSE},
        {STR_INIT("article:author_name"), SOURCE_OPEN_GRAPH, FIELD_AUTHOR, RANK_META},
        {STR_INIT("parsely-author"), SOURCE_META, FIELD_AUTHOR, RANK_META_EXACT},
        {STR_INIT("sailthru.author"), SOURCE_META, FIELD_AUTHOR, RANK_META_EXACT},
        {STR_INIT("citation_author"), SOURCE_META, FIELD_AUTHOR, RANK_META_EXACT},
        {STR_INIT("dc.creator"), SOURCE_META, FIELD_AUTHOR, RANK_META},
        {STR_INIT("dcterms.creator"), SOURCE_META, FIELD_AUTHOR, RANK_META},
        {STR_INIT("byl"), SOURCE_META, FIELD_AUTHOR, RANK_META_EXACT},
        {STR_INIT("article:published_time"), SOURCE_OPEN_GRAPH, FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("og:article:published_time"), SOURCE_OPEN_GRAPH, FIELD_PUBLISHED,
         RANK_META_EXACT},
        {STR_INIT("og:published_time"), SOURCE_OPEN_GRAPH, FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("og:publish_date"), SOURCE_OPEN_GRAPH, FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("datepublished"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("sailthru.date"), SOURCE_META, FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("parsely-pub-date"), SOURCE_META, FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("cxenseparse:publishtime"), SOURCE_META, FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("citation_publication_date"), SOURCE_META, FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("citation_online_date"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("citation_date"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("dc.date.issued"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("dcterms.issued"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("dcterms.created"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("dcterms.date"), SOURCE_META, FIELD_PUBLISHED, RANK_META_LOOSE},
        {STR_INIT("dc.date"), SOURCE_META, FIELD_PUBLISHED, RANK_META_LOOSE},
        {STR_INIT("date"), SOURCE_META, FIELD_PUBLISHED, RANK_META_LOOSE},
        {STR_INIT("pubdate"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("publishdate"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("publish-date"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("publish_date"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("published-date"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("publication_date"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("published"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("date-pub"), SOURCE_META, FIELD_PUBLISHED, RANK_META},
        {STR_INIT("article:modified_time"), SOURCE_OPEN_GRAPH, FIELD_MODIFIED, RANK_META_EXACT},
        {STR_INIT("og:updated_time"), SOURCE_OPEN_GRAPH, FIELD_MODIFIED, RANK_META},
        {STR_INIT("datemodified"), SOURCE_META, FIELD_MODIFIED, RANK_META},
        {STR_INIT("last-modified"), SOURCE_META, FIELD_MODIFIED, RANK_META_LOOSE},
        {STR_INIT("modified-date"), SOURCE_META, FIELD_MODIFIED, RANK_META},
        {STR_INIT("dcterms.modified"), SOURCE_META, FIELD_MODIFIED, RANK_META},
        {STR_INIT("og:site_name"), SOURCE_OPEN_GRAPH, FIELD_SITE, RANK_BEST},
        {STR_INIT("application-name"), SOURCE_META, FIELD_SITE, RANK_META_LOOSE},
        {STR_INIT("citation_journal_title"), SOURCE_META, FIELD_SITE, RANK_META_LOOSE},
        {STR_INIT("og:url"), SOURCE_OPEN_GRAPH, FIELD_CANONICAL, RANK_META_LOOSE},
        {STR_INIT("og:locale"), SOURCE_OPEN_GRAPH, FIELD_LANGUAGE, RANK_META_LOOSE},
        {STR_INIT("content-language"), SOURCE_META, FIELD_LANGUAGE, RANK_META_LOOSE},
        {STR_INIT("og:description"), SOURCE_OPEN_GRAPH, FIELD_DESCRIPTION, RANK_META_EXACT},
        {STR_INIT("description"), SOURCE_META, FIELD_DESCRIPTION, RANK_BEST},
        {STR_INIT("twitter:description"), SOURCE_META, FIELD_DESCRIPTION, RANK_META},
        {STR_INIT("article:section"), SOURCE_OPEN_GRAPH, FIELD_SECTION, RANK_BEST},
        {STR_INIT("parsely-section"), SOURCE_META, FIELD_SECTION, RANK_META},
        {STR_INIT("og:image"), SOURCE_OPEN_GRAPH, FIELD_IMAGE, RANK_BEST},
        {STR_INIT("og:image:url"), SOURCE_OPEN_GRAPH, FIELD_IMAGE, RANK_BEST},
        {STR_INIT("twitter:image"), SOURCE_META, FIELD_IMAGE, RANK_META},
        {STR_INIT("dc.rights"), SOURCE_META, FIELD_LICENSE, RANK_META_LOOSE},
        {STR_INIT("dcterms.license"), SOURCE_META, FIELD_LICENSE, RANK_META},
        {STR_INIT("article:tag"), SOURCE_OPEN_GRAPH, FIELD_TAG, RANK_BEST},
        {STR_INIT("parsely-tags"), SOURCE_META, FIELD_TAG, RANK_META},
        {STR_INIT("news_keywords"), SOURCE_META, FIELD_TAG, RANK_META},
        {STR_INIT("keywords"), SOURCE_META, FIELD_TAG, RANK_KEYWORDS},
};

struct reader {
	const struct html_tree *tree;
	struct claims *claims;
	struct markup *markup;
	bool is_author_next; /* the next twitter:data1 is who wrote it */
	struct str license;  /* the last link to one of Creative Commons */
	bool has_licenses;   /* more than one */
};

static void claim_listed(struct claims *claims, enum source source, enum field field, uint8_t rank,
                         struct str value)
{
	struct str tag;
	if (field == FIELD_AUTHOR) {
		claim_author(claims, source, rank, byline_name(value));
	} else if (field == FIELD_TAG) {
		while (str_next(&value, ',', &tag))
			claim(claims, source, field, rank, tag);
	} else {
		claim(claims, source, field, rank, value);
	}
}

/* "Written by" in twitter:label1 says what twitter:data1 is; both are shown to readers. */
static void read_labelled(struct reader *reader, struct str name, struct str content)
{
	static const struct str labels[] = {
	        STR_INIT("written by"),   STR_INIT("author"),          STR_INIT("by"),
	        STR_INIT("verfasst von"), STR_INIT("geschrieben von"), STR_INIT("écrit par"),
	        STR_INIT("escrito por"),  STR_INIT("scritto da"),      STR_INIT("geschreven door")};
	if (str_equal_nocase(name, STR("twitter:data1")) && reader->is_author_next)
		claim(reader->claims, SOURCE_META, FIELD_AUTHOR, RANK_META_LOOSE,
		      byline_name(content));
	if (!str_equal_nocase(name, STR("twitter:label1")))
		return;
	reader->is_author_next = false;
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		reader->is_author_next |= str_equal_nocase(str_trim(content), labels[i]);
}

static void read_meta(struct reader *reader, uint32_t node)
{
	static const struct str keys[] = {STR_INIT("property"), STR_INIT("name"),
	                                  STR_INIT("itemprop"), STR_INIT("http-equiv")};
	struct str content = html_attribute(reader->tree, node, STR("content"));
	for (size_t k = 0; content.n && k < sizeof(keys) / sizeof(keys[0]); k++) {
		struct str name = html_attribute(reader->tree, node, keys[k]);
		for (size_t i = 0; name.n && i < sizeof(metas) / sizeof(metas[0]); i++)
			if (name.n == metas[i].name.n && str_equal_nocase(name, metas[i].name))
				claim_listed(reader->claims, (enum source)metas[i].source,
				             (enum field)metas[i].field, metas[i].rank, content);
		if (str_equal_nocase(name, STR("og:type")))
			reader->claims->types |= page_type_of_open_graph(content);
		if (str_starts_nocase(name, STR("twitter:")))
			read_labelled(reader, name, content);
	}
}

static void read_link(struct reader *reader, uint32_t node)
{
	struct str rel = html_attribute(reader->tree, node, STR("rel"));
	struct str href = html_attribute(reader->tree, node, STR("href"));
	if (str_equal_nocase(rel, STR("canonical")))
		claim(reader->claims, SOURCE_LINK, FIELD_CANONICAL, RANK_BEST, href);
	if (str_equal_nocase(rel, STR("license")))
		claim(reader->claims, SOURCE_LINK, FIELD_LICENSE, RANK_BEST, href);
}

/*
 * The text at the beginning of a subtree, in the arena. Only so much of it that elements in one
 * another, each read for itself, cost no more than a page does.
 */
static struct str text_of(const struct reader *reader, uint32_t node)
{
	enum { NODES_MAX = 64, BYTES_MAX = 1024 };
	const struct html_node *nodes = reader->tree->nodes;
	uint32_t end = nodes[node].end - node > NODES_MAX ? node + NODES_MAX : nodes[node].end;
	char out[BYTES_MAX];
	size_t n = 0;
	for (uint32_t i = node; i < end; i++) {
		size_t room = BYTES_MAX - n;
		if (nodes[i].kind != HTML_TEXT || nodes[i].text.n > room)
			continue;
		memcpy(out + n, nodes[i].text.p, nodes[i].text.n);
		n += nodes[i].text.n;
	}
	return arena_copy(reader->claims->arena, (struct str){out, n});
}

static void read_script(struct reader *reader, uint32_t node)
{
	struct str type = html_attribute(reader->tree, node, STR("type"));
	if (!str_starts_nocase(str_trim(type), STR("application/ld+json")))
		return;
	for (uint32_t i = node + 1; i < reader->tree->nodes[node].end; i++)
		if (reader->tree->nodes[i].kind == HTML_TEXT)
			linked_data_claims(reader->tree->nodes[i].text, reader->claims);
}

static void read_anchor(struct reader *reader, uint32_t node)
{
	struct str rel = html_attribute(reader->tree, node, STR("rel"));
	if (rel.n == 0)
		return;
	struct str href = html_attribute(reader->tree, node, STR("href"));
	if (str_equal_nocase(rel, STR("author")))
		claim(reader->claims, SOURCE_LINK, FIELD_AUTHOR, RANK_REL,
		      byline_name(text_of(reader, node)));
	else if (str_find_nocase(rel, STR("license"), 0) != STR_NONE)
		claim(reader->claims, SOURCE_LINK, FIELD_LICENSE, RANK_ELEMENT, href);
	else if (str_find_nocase(rel, STR("tag"), 0) != STR_NONE)
		claim(reader->claims, SOURCE_LINK, FIELD_TAG, RANK_ELEMENT, text_of(reader, node));
}

static inline struct str without(struct str s, struct str prefix)
{
	return str_starts(s, prefix) ? str_slice(s, prefix.n, s.n) : s;
}

static bool is_license(struct str address)
{
	address = without(without(address, STR("https:")), STR("http:"));
	address = without(without(address, STR("//")), STR("www."));
	return str_starts(address, STR("creativecommons.org/licenses/")) ||
	       str_starts(address, STR("creativecommons.org/publicdomain/"));
}

/* A link to a Creative Commons licence is the page's if it is the only one: pictures have theirs.
 */
static void note_license(struct reader *reader, uint32_t node)
{
	struct str href = html_attribute(reader->tree, node, STR("href"));
	if (!is_license(href))
		return;
	reader->has_licenses |= reader->license.n > 0 && !str_equal(href, reader->license);
	reader->license = href;
}

/* The element that says what a thing is called, in one that is the thing. */
static uint32_t name_within(const struct reader *reader, uint32_t node)
{
	enum { NODES_MAX = 64 };
	const struct html_node *nodes = reader->tree->nodes;
	for (uint32_t i = node + 1; i < nodes[node].end && i < node + NODES_MAX; i++)
		if (nodes[i].kind == HTML_ELEMENT &&
		    str_equal_nocase(html_attribute(reader->tree, i, STR("itemprop")), STR("name")))
			return i;
	return node;
}

/* <span itemprop="datePublished" content="2024-05-01">May 1</span> and the like. */
static void read_microdata(struct reader *reader, uint32_t node)
{
	static const struct {
		struct str property;
		enum field field;
	} properties[] = {{STR_INIT("datePublished"), FIELD_PUBLISHED},
	                  {STR_INIT("dateCreated"), FIELD_PUBLISHED},
	                  {STR_INIT("dateModified"), FIELD_MODIFIED},
	                  {STR_INIT("author"), FIELD_AUTHOR}};
	struct str property = html_attribute(reader->tree, node, STR("itemprop"));
	for (size_t i = 0; property.n && i < sizeof(properties) / sizeof(properties[0]); i++) {
		enum field field = properties[i].field;
		if (!str_equal_nocase(property, properties[i].property) ||
		    RANK_MICRODATA >= reader->claims->rank[field])
			continue;
		bool is_author = field == FIELD_AUTHOR;
		uint32_t from = is_author ? name_within(reader, node) : node;
		struct str value = html_attribute(reader->tree, from, STR("content"));
		if (value.n == 0 && !is_author)
			value = html_attribute(reader->tree, node, STR("datetime"));
		if (value.n == 0)
			value = text_of(reader, from);
		claim(reader->claims, SOURCE_MICRODATA, field, RANK_MICRODATA,
		      is_author ? byline_name(value) : value);
	}
}

static void note_time(struct reader *reader, uint32_t node)
{
	struct markup *markup = reader->markup;
	if (markup->time_count < MARKUP_TIMES_MAX)
		markup->times[markup->time_count++] = node;
}

static void read_element(struct reader *reader, uint32_t node)
{
	switch (reader->tree->nodes[node].tag) {
	case HTML_TAG_HTML:
		claim(reader->claims, SOURCE_HTML, FIELD_LANGUAGE, RANK_BEST,
		      html_attribute(reader->tree, node, STR("lang")));
		break;
	case HTML_TAG_TITLE:
		if (reader->markup->title.p == NULL)
			reader->markup->title = text_of(reader, node);
		break;
	case HTML_TAG_META:
		read_meta(reader, node);
		break;
	case HTML_TAG_LINK:
		read_link(reader, node);
		break;
	case HTML_TAG_SCRIPT:
		read_script(reader, node);
		break;
	case HTML_TAG_TIME:
		note_time(reader, node);
		read_microdata(reader, node);
		break;
	case HTML_TAG_A:
		read_anchor(reader, node);
		note_license(reader, node);
		read_microdata(reader, node);
		break;
	default:
		read_microdata(reader, node);
		break;
	}
}

void markup_claims(const struct html_tree *tree, struct claims *claims, struct markup *markup)
{
	struct reader reader = {.tree = tree, .claims = claims, .markup = markup};
	*markup = (struct markup){0};
	for (uint32_t i = 1; i < tree->node_count; i++) {
		const struct html_node *node = &tree->nodes[i];
		bool says_something = node->attribute_count > 0 || node->tag == HTML_TAG_TITLE ||
		                      node->tag == HTML_TAG_TIME;
		if (node->kind == HTML_ELEMENT && node->ns == HTML_NS_HTML && says_something)
			read_element(&reader, i);
	}
	if (!reader.has_licenses)
		claim(claims, SOURCE_LINK, FIELD_LICENSE, RANK_LINKED, reader.license);
}
