/*
 * All places that speak of the same thing lay a claim to it (claims.h); how far each is believed
 * was measured on pages whose title, author and date are known.
 */
#include "core/article/metadata.h"

#include "core/article/byline.h"
#include "core/article/claims.h"
#include "core/article/families.h"
#include "core/article/linked_data.h"
#include "core/article/title.h"
#include "core/text/date.h"
#include "core/text/url.h"

/* Ranks of claims; those of linked_data.c go from 1 to 9. */
enum {
	RANK_META_EXACT = 2, /* made for machines and of one meaning */
	RANK_META = 4,
	RANK_META_LOOSE = 6,
	RANK_MICRODATA = 6, /* itemprop */
	RANK_TIME = 7,      /* <time> by the heading */
	RANK_VISIBLE = 7,
	RANK_ADDRESS = 7, /* in the URL */
	RANK_ELEMENT = 5, /* <html lang>, <link> */
	RANK_GUESS = 10,
};

/* <meta name>, property or itemprop, lower case. */
static const struct {
	struct str name;
	uint8_t field, rank;
} metas[] = {
        {STR_INIT("og:title"), FIELD_TITLE, RANK_META_EXACT},
        {STR_INIT("twitter:title"), FIELD_TITLE, RANK_META_LOOSE},
        {STR_INIT("citation_title"), FIELD_TITLE, RANK_BEST},
        {STR_INIT("dc.title"), FIELD_TITLE, RANK_META_LOOSE},
        {STR_INIT("author"), FIELD_AUTHOR, RANK_META},
        {STR_INIT("article:author"), FIELD_AUTHOR, RANK_META_LOOSE},
        {STR_INIT("article:author_name"), FIELD_AUTHOR, RANK_META},
        {STR_INIT("parsely-author"), FIELD_AUTHOR, RANK_META_EXACT},
        {STR_INIT("sailthru.author"), FIELD_AUTHOR, RANK_META_EXACT},
        {STR_INIT("citation_author"), FIELD_AUTHOR, RANK_META_EXACT},
        {STR_INIT("dc.creator"), FIELD_AUTHOR, RANK_META},
        {STR_INIT("dcterms.creator"), FIELD_AUTHOR, RANK_META},
        {STR_INIT("byl"), FIELD_AUTHOR, RANK_META_EXACT},
        {STR_INIT("article:published_time"), FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("og:article:published_time"), FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("og:published_time"), FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("og:publish_date"), FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("datepublished"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("sailthru.date"), FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("parsely-pub-date"), FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("cxenseparse:publishtime"), FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("citation_publication_date"), FIELD_PUBLISHED, RANK_META_EXACT},
        {STR_INIT("citation_online_date"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("citation_date"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("dc.date.issued"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("dcterms.issued"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("dcterms.created"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("dc.date"), FIELD_PUBLISHED, RANK_META_LOOSE},
        {STR_INIT("date"), FIELD_PUBLISHED, RANK_META_LOOSE},
        {STR_INIT("pubdate"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("publishdate"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("publish-date"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("publish_date"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("publication_date"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("published"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("date-pub"), FIELD_PUBLISHED, RANK_META},
        {STR_INIT("article:modified_time"), FIELD_MODIFIED, RANK_META_EXACT},
        {STR_INIT("og:updated_time"), FIELD_MODIFIED, RANK_META},
        {STR_INIT("datemodified"), FIELD_MODIFIED, RANK_META},
        {STR_INIT("last-modified"), FIELD_MODIFIED, RANK_META_LOOSE},
        {STR_INIT("dcterms.modified"), FIELD_MODIFIED, RANK_META},
        {STR_INIT("og:site_name"), FIELD_SITE, RANK_BEST},
        {STR_INIT("application-name"), FIELD_SITE, RANK_META_LOOSE},
        {STR_INIT("citation_journal_title"), FIELD_SITE, RANK_META_LOOSE},
        {STR_INIT("og:url"), FIELD_CANONICAL, RANK_META_LOOSE},
        {STR_INIT("og:locale"), FIELD_LANGUAGE, RANK_META_LOOSE},
        {STR_INIT("content-language"), FIELD_LANGUAGE, RANK_META_LOOSE},
        {STR_INIT("og:description"), FIELD_DESCRIPTION, RANK_META_EXACT},
        {STR_INIT("description"), FIELD_DESCRIPTION, RANK_BEST},
        {STR_INIT("twitter:description"), FIELD_DESCRIPTION, RANK_META},
        {STR_INIT("article:section"), FIELD_SECTION, RANK_BEST},
        {STR_INIT("parsely-section"), FIELD_SECTION, RANK_META},
        {STR_INIT("og:image"), FIELD_IMAGE, RANK_BEST},
        {STR_INIT("og:image:url"), FIELD_IMAGE, RANK_BEST},
        {STR_INIT("twitter:image"), FIELD_IMAGE, RANK_META},
        {STR_INIT("dc.rights"), FIELD_LICENSE, RANK_META_LOOSE},
        {STR_INIT("dcterms.license"), FIELD_LICENSE, RANK_META},
        {STR_INIT("article:tag"), FIELD_TAG, RANK_BEST},
        {STR_INIT("parsely-tags"), FIELD_TAG, RANK_META},
        {STR_INIT("news_keywords"), FIELD_TAG, RANK_META},
        {STR_INIT("keywords"), FIELD_TAG, RANK_GUESS},
};

struct reader {
	const struct html_tree *tree;
	const struct blocks *blocks;
	struct claims claims;
	struct str title_element;
};

static void claim_list(struct claims *claims, enum field field, uint8_t rank, struct str value)
{
	struct str tag;
	if (field != FIELD_TAG) {
		claim(claims, field, rank, field == FIELD_AUTHOR ? byline_name(value) : value);
		return;
	}
	while (str_next(&value, ',', &tag))
		claim(claims, field, rank, tag);
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
				claim_list(&reader->claims, (enum field)metas[i].field,
				           metas[i].rank, content);
	}
}

static void read_link(struct reader *reader, uint32_t node)
{
	struct str rel = html_attribute(reader->tree, node, STR("rel"));
	struct str href = html_attribute(reader->tree, node, STR("href"));
	if (str_equal_nocase(rel, STR("canonical")))
		claim(&reader->claims, FIELD_CANONICAL, RANK_BEST, href);
	if (str_equal_nocase(rel, STR("license")))
		claim(&reader->claims, FIELD_LICENSE, RANK_BEST, href);
}

/* All text in a subtree, in the arena. */
static struct str text_of(const struct reader *reader, uint32_t node)
{
	const struct html_node *nodes = reader->tree->nodes;
	size_t n = 0, bytes = 0;
	for (uint32_t i = node; i < nodes[node].end; i++)
		bytes += nodes[i].kind == HTML_TEXT ? nodes[i].text.n : 0;
	char *out = arena_bytes(reader->claims.arena, bytes);
	for (uint32_t i = node; i < nodes[node].end; i++)
		if (nodes[i].kind == HTML_TEXT) {
			memcpy(out + n, nodes[i].text.p, nodes[i].text.n);
			n += nodes[i].text.n;
		}
	return (struct str){out, n};
}

static void read_script(struct reader *reader, uint32_t node)
{
	struct str type = html_attribute(reader->tree, node, STR("type"));
	if (!str_starts_nocase(str_trim(type), STR("application/ld+json")))
		return;
	for (uint32_t i = node + 1; i < reader->tree->nodes[node].end; i++)
		if (reader->tree->nodes[i].kind == HTML_TEXT)
			linked_data_claims(reader->tree->nodes[i].text, &reader->claims);
}

static void read_time(struct reader *reader, uint32_t node)
{
	struct str datetime = html_attribute(reader->tree, node, STR("datetime"));
	struct str property = html_attribute(reader->tree, node, STR("itemprop"));
	if (datetime.n == 0)
		return;
	if (str_equal_nocase(property, STR("datePublished")))
		claim(&reader->claims, FIELD_PUBLISHED, RANK_MICRODATA, datetime);
	else if (str_equal_nocase(property, STR("dateModified")))
		claim(&reader->claims, FIELD_MODIFIED, RANK_MICRODATA, datetime);
	else
		claim(&reader->claims, FIELD_PUBLISHED, RANK_TIME, datetime);
}

static void read_anchor(struct reader *reader, uint32_t node)
{
	struct str rel = html_attribute(reader->tree, node, STR("rel"));
	if (rel.n == 0)
		return;
	if (str_equal_nocase(rel, STR("author")))
		claim(&reader->claims, FIELD_AUTHOR, RANK_MICRODATA,
		      byline_name(text_of(reader, node)));
	else if (str_equal_nocase(rel, STR("license")))
		claim(&reader->claims, FIELD_LICENSE, RANK_ELEMENT,
		      html_attribute(reader->tree, node, STR("href")));
	else if (str_find_nocase(rel, STR("tag"), 0) != STR_NONE)
		claim(&reader->claims, FIELD_TAG, RANK_ELEMENT, text_of(reader, node));
}

static void read_nodes(struct reader *reader)
{
	for (uint32_t i = 1; i < reader->tree->node_count; i++) {
		const struct html_node *node = &reader->tree->nodes[i];
		if (node->kind != HTML_ELEMENT || node->ns != HTML_NS_HTML)
			continue;
		switch (node->tag) {
		case HTML_TAG_HTML:
			claim(&reader->claims, FIELD_LANGUAGE, RANK_BEST,
			      html_attribute(reader->tree, i, STR("lang")));
			break;
		case HTML_TAG_TITLE:
			if (reader->title_element.p == NULL)
				reader->title_element = text_of(reader, i);
			break;
		case HTML_TAG_META:
			read_meta(reader, i);
			break;
		case HTML_TAG_LINK:
			read_link(reader, i);
			break;
		case HTML_TAG_SCRIPT:
			read_script(reader, i);
			break;
		case HTML_TAG_TIME:
			read_time(reader, i);
			break;
		case HTML_TAG_A:
			read_anchor(reader, i);
			break;
		default:
			break;
		}
	}
}

/* ---- what stands around the heading ---- */

enum { BLOCKS_BEFORE_HEADING = 6, BLOCKS_AFTER_HEADING = 14, BYLINE_WORDS_MAX = 30 };

/* The blocks in which an author or date of the page itself may stand. */
static void range_of_byline(const struct reader *reader, uint32_t heading, uint32_t *from,
                            uint32_t *to)
{
	uint32_t count = reader->blocks->block_count;
	*from = heading > BLOCKS_BEFORE_HEADING ? heading - BLOCKS_BEFORE_HEADING : 0;
	*to = count - heading > BLOCKS_AFTER_HEADING ? heading + BLOCKS_AFTER_HEADING : count;
}

static uint32_t families_near(const struct reader *reader, const struct block *block)
{
	const struct box *boxes = reader->blocks->boxes, *box = &boxes[block->box];
	return block->families | box->own_families | boxes[box->parent].own_families;
}

static void read_visible_author(struct reader *reader, const struct block *block)
{
	bool is_marked = families_near(reader, block) & FAMILY_BIT(FAMILY_AUTHOR);
	struct str name = byline_author(block->text, is_marked);
	claim(&reader->claims, FIELD_AUTHOR, is_marked ? RANK_VISIBLE : RANK_VISIBLE + 1, name);
}

static void read_visible_date(struct reader *reader, const struct block *block)
{
	if (block->text.n > 2 * DATE_FIELD_BYTES_MAX)
		return;
	struct str date = date_find(block->text, reader->claims.arena, NULL);
	if (date.n == 0)
		return;
	enum field field = byline_is_update(block->text) ? FIELD_MODIFIED : FIELD_PUBLISHED;
	bool is_marked = families_near(reader, block) & FAMILY_BIT(FAMILY_BYLINE);
	claim(&reader->claims, field, is_marked ? RANK_VISIBLE : RANK_VISIBLE + 2, date);
}

static void read_byline(struct reader *reader, uint32_t heading)
{
	uint32_t from, to;
	range_of_byline(reader, heading, &from, &to);
	for (uint32_t b = from; b < to; b++) {
		const struct block *block = &reader->blocks->blocks[b];
		if (block->words > BYLINE_WORDS_MAX)
			continue;
		read_visible_author(reader, block);
		read_visible_date(reader, block);
	}
}

/* ---- together ---- */

static struct str absolute(struct str base, struct str reference, struct arena *arena)
{
	return reference.n ? url_resolve(base, reference, arena) : (struct str){0};
}

static struct str choose_title(struct reader *reader, struct str host, struct str *site,
                               uint32_t *heading)
{
	struct claims *claims = &reader->claims;
	struct title_sources sources = {
	        .element = claim_folded(reader->title_element, claims->arena),
	        .claimed = claims->value[FIELD_TITLE],
	        .site = claims->value[FIELD_SITE],
	        .host = host,
	};
	uint32_t blocks[TITLE_HEADINGS_MAX];
	for (uint32_t b = 0; b < reader->blocks->block_count; b++) {
		const struct block *block = &reader->blocks->blocks[b];
		if (block->kind != BLOCK_HEADING || block->level != 1 ||
		    sources.heading_count == TITLE_HEADINGS_MAX)
			continue;
		blocks[sources.heading_count] = b;
		sources.headings[sources.heading_count++] =
		        claim_folded(block->text, claims->arena);
	}
	struct str title = title_choose(&sources, claims->arena, site);
	*heading = sources.heading_count ? blocks[0] : 0;
	for (uint32_t i = 0; i < sources.heading_count; i++)
		if (sources.headings[i].p == title.p)
			*heading = blocks[i];
	return title;
}

void metadata_from_tree(const struct html_tree *tree, const struct blocks *blocks, struct str url,
                        struct arena *arena, struct article *article)
{
	struct reader reader = {.tree = tree, .blocks = blocks};
	struct claims *claims = &reader.claims;
	struct url parts = url_split(url);
	uint32_t heading = 0;
	claims_init(claims, arena);
	read_nodes(&reader);
	claim(claims, FIELD_PUBLISHED, RANK_ADDRESS, date_from_path(parts.path, arena));
	article->title = choose_title(&reader, parts.host, &article->site, &heading);
	read_byline(&reader, heading);
	article->author = claims->value[FIELD_AUTHOR];
	article->published = claims->value[FIELD_PUBLISHED];
	article->modified = claims->value[FIELD_MODIFIED];
	article->canonical = absolute(url, claims->value[FIELD_CANONICAL], arena);
	article->language = claims->value[FIELD_LANGUAGE];
	article->description = claims->value[FIELD_DESCRIPTION];
	article->section = claims->value[FIELD_SECTION];
	article->license = absolute(url, claims->value[FIELD_LICENSE], arena);
	article->image = absolute(url, claims->value[FIELD_IMAGE], arena);
	article->tag_count = claims->tag_count;
	memcpy(article->tags, claims->tags, sizeof(claims->tags));
}
