/*
 * All places that speak of the same thing lay a claim to it (claims.h): what is in the page for
 * machines, what is there for its readers, and its address.
 */
#include "core/article/metadata.h"

#include "core/article/claims.h"
#include "core/article/markup_claims.h"
#include "core/article/title.h"
#include "core/article/visible_claims.h"
#include "core/text/date.h"
#include "core/text/url.h"

enum {
	RANK_ADDRESS = 7,        /* a date in the URL */
	RANK_LINKED_ARTICLE = 1, /* see linked_data.c */
	RANK_DOUBTED_AUTHOR = 9,
	RANK_DOUBTED_DATE = 10,
};

#define BLOCK_NONE UINT32_MAX

static struct str absolute(struct str base, struct str reference, struct arena *arena)
{
	return reference.n ? url_resolve(base, reference, arena) : (struct str){0};
}

/* Without the mark of a link to the heading itself. */
static struct str without_mark(struct str heading)
{
	static const struct str marks[] = {STR_INIT("¶"), STR_INIT("#")};
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		while (str_ends(heading, marks[i]))
			heading = str_trim(str_slice(heading, 0, heading.n - marks[i].n));
	return heading;
}

/* The first headings of level 1, and in which blocks they are. */
static void find_headings(const struct blocks *blocks, struct title_sources *sources,
                          uint32_t at[TITLE_HEADINGS_MAX], struct arena *arena)
{
	for (uint32_t b = 0; b < blocks->block_count; b++) {
		const struct block *block = &blocks->blocks[b];
		if (block->kind != BLOCK_HEADING || block->level != 1)
			continue;
		struct str text = without_mark(claim_folded(block->text, arena));
		if (text.n == 0)
			continue;
		if (sources->heading_count == TITLE_HEADINGS_MAX)
			return;
		at[sources->heading_count] = b;
		sources->headings[sources->heading_count++] = text;
	}
}

static bool is_heading(const struct block *block)
{
	enum { LEVEL_MAX = 3 };
	return block->kind == BLOCK_HEADING && block->level <= LEVEL_MAX;
}

/* The first block that says what the title says: a heading, or one that is none. */
static uint32_t find_title(const struct blocks *blocks, const struct title_words *title,
                           bool wants_heading)
{
	enum { WORDS_MAX = 40, BLOCKS_SEEN_MAX = 2048 };
	uint32_t end =
	        blocks->block_count < BLOCKS_SEEN_MAX ? blocks->block_count : BLOCKS_SEEN_MAX;
	for (uint32_t b = 0; b < end; b++) {
		const struct block *block = &blocks->blocks[b];
		if (is_heading(block) == wants_heading && block->words <= WORDS_MAX &&
		    title_agrees(block->text, title))
			return b;
	}
	return BLOCK_NONE;
}

/* The block that the byline stands around. */
static uint32_t find_heading(const struct blocks *blocks, struct str title, uint32_t first_h1)
{
	struct title_words words;
	title_words_read(&words, title);
	uint32_t heading = find_title(blocks, &words, true);
	if (heading == BLOCK_NONE)
		heading = first_h1;
	if (heading == BLOCK_NONE)
		heading = find_title(blocks, &words, false);
	return heading == BLOCK_NONE ? 0 : heading;
}

static void read_title_sources(const struct blocks *blocks, const struct markup *markup,
                               const struct claims *claims, struct url url,
                               uint32_t at[TITLE_HEADINGS_MAX], struct title_sources *sources)
{
	*sources = (struct title_sources){
	        .element = claim_folded(markup->title, claims->arena),
	        .open_graph = claims->titles[SOURCE_OPEN_GRAPH],
	        .meta = claims->titles[SOURCE_META],
	        .linked_data = claims->titles[SOURCE_JSON_LD],
	        .is_linked_article = claims->title_rank[SOURCE_JSON_LD] <= RANK_LINKED_ARTICLE,
	        .site = claims->value[FIELD_SITE],
	        .host = url.host,
	        .path = url.path,
	};
	find_headings(blocks, sources, at, claims->arena);
}

/* Sets title and site; returns the block of the heading. */
static uint32_t choose_title(const struct blocks *blocks, const struct markup *markup,
                             struct url url, struct claims *claims, struct article *article)
{
	struct title_sources sources;
	struct title title;
	uint32_t at[TITLE_HEADINGS_MAX];
	read_title_sources(blocks, markup, claims, url, at, &sources);
	title_choose(&sources, claims->arena, &title);
	article->title = title.text;
	article->site = claims->value[FIELD_SITE];
	claims->source[FIELD_TITLE] = (uint8_t)title.source;
	if (article->site.n == 0 && title.site.n > 0) {
		article->site = title.site;
		claims->source[FIELD_SITE] = SOURCE_TITLE;
	}
	if (title.heading < TITLE_HEADINGS_MAX)
		return at[title.heading];
	return find_heading(blocks, article->title, sources.heading_count ? at[0] : BLOCK_NONE);
}

void metadata_title_sources(const struct html_tree *tree, const struct blocks *blocks,
                            struct str url, struct arena *arena, struct title_sources *sources)
{
	struct claims claims;
	struct markup markup;
	uint32_t at[TITLE_HEADINGS_MAX];
	claims_init(&claims, arena);
	markup_claims(tree, &claims, &markup);
	read_title_sources(blocks, &markup, &claims, url_split(url), at, sources);
}

/* What was claimed as a URL and is none came from nowhere. */
static void drop_source(struct article *article, enum field field, struct str url)
{
	if (url.n == 0)
		article->sources[field] = SOURCE_NONE;
}

static void take_claims(const struct claims *claims, struct str url, struct article *article)
{
	const struct str *value = claims->value;
	article->author = value[FIELD_AUTHOR];
	article->published = value[FIELD_PUBLISHED];
	article->modified = value[FIELD_MODIFIED];
	article->canonical = absolute(url, value[FIELD_CANONICAL], claims->arena);
	article->language = value[FIELD_LANGUAGE];
	article->description = value[FIELD_DESCRIPTION];
	article->section = value[FIELD_SECTION];
	article->license = absolute(url, value[FIELD_LICENSE], claims->arena);
	article->image = absolute(url, value[FIELD_IMAGE], claims->arena);
	article->types = claims->types;
	article->tag_count = claims->tag_count;
	memcpy(article->tags, claims->tags, sizeof(claims->tags));
	memcpy(article->sources, claims->source, sizeof(claims->source));
	drop_source(article, FIELD_CANONICAL, article->canonical);
	drop_source(article, FIELD_LICENSE, article->license);
	drop_source(article, FIELD_IMAGE, article->image);
}

/*
 * An author who is the site stands behind a person who is named on the page. A date of publication
 * that is also that of the last change is often only that, and stands behind the byline's.
 */
static void doubt(struct claims *claims, struct str site, struct str host)
{
	const struct str *value = claims->value;
	uint8_t *rank = claims->rank;
	if (title_is_site(value[FIELD_AUTHOR], site, host, claims->arena))
		rank[FIELD_AUTHOR] = RANK_DOUBTED_AUTHOR;
	if (rank[FIELD_PUBLISHED] < RANK_DOUBTED_DATE &&
	    str_equal(value[FIELD_PUBLISHED], value[FIELD_MODIFIED]))
		rank[FIELD_PUBLISHED] = RANK_DOUBTED_DATE;
}

void metadata_from_tree(const struct html_tree *tree, const struct blocks *blocks, struct str url,
                        struct arena *arena, struct article *article)
{
	struct claims claims;
	struct markup markup;
	struct url parts = url_split(url);
	claims_init(&claims, arena);
	markup_claims(tree, &claims, &markup);
	claim(&claims, SOURCE_URL, FIELD_PUBLISHED, RANK_ADDRESS,
	      date_from_path(parts.path, arena));
	uint32_t heading = choose_title(blocks, &markup, parts, &claims, article);
	doubt(&claims, article->site, parts.host);
	visible_claims(tree, blocks, &markup, heading, &claims);
	take_claims(&claims, url, article);
}
