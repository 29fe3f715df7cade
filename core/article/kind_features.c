/* Blocks and boxes were counted for features.h, elements were read for metadata.h. */
#include "core/article/kind_features.h"

#include <string.h>

#include "core/article/page_context.h"
#include "core/text/date.h"
#include "core/text/url.h"

_Static_assert(KIND_CLASS_QUOTE - KIND_CLASS_CONTENT + 1 == FAMILY_COUNT, "one for each");

enum { KIND_PAGE_COLUMNS = FEATURE_COUNT - FEATURE_PAGE_WORDS };

_Static_assert(KIND_PAGE_COLUMNS == (int)KIND_CLASS_CONTENT, "PAGE_FEATURES come first");

static void kin_row(const struct page_context *page, const struct kin *kin, int16_t *row)
{
	const uint32_t columns[] = {
	        kin->count,
	        kin->count ? kin->sums.words / kin->count : 0,
	        permille(kin->sums.words, page->all.words),
	        permille(kin->sums.link_words, kin->sums.words),
	        permille(kin->sums.good_words, kin->sums.words),
	        kin->count ? 100 * kin->images / kin->count : 0,
	        kin->count ? 100 * kin->sums.headings / kin->count : 0,
	};
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		row[i] = clip(columns[i]);
}

static void repetition_features(const struct page_context *page, int16_t *f)
{
	const struct kin none = {0}, *longest = &none, *most = &none;
	for (uint32_t k = 0; k < page->kin_count; k++) {
		const struct kin *kin = &page->kin[k];
		if (kin->count < KIN_MIN)
			continue;
		if (kin->sums.words > longest->sums.words)
			longest = kin;
		if (kin->count > most->count)
			most = kin;
	}
	kin_row(page, longest, f + KIND_LONGEST_ITEMS);
	kin_row(page, most, f + KIND_MOST_ITEMS);
}

static void count_features(const struct page_context *page, int16_t *f)
{
	const struct page_counts *counts = &page->counts;
	for (int i = 0; i < FAMILY_COUNT; i++)
		f[KIND_CLASS_CONTENT + i] = clip(counts->families[i]);
	f[KIND_SENTENCES] = clip(counts->sentences);
	f[KIND_GOOD_BLOCKS] = clip(counts->good_blocks);
	if (counts->good_blocks > 0)
		f[KIND_GOOD_MEAN] = clip(page->all.good_words / counts->good_blocks);
}

static void set_bits(uint32_t set, uint32_t count, int16_t *row)
{
	for (uint32_t i = 0; i < count; i++)
		row[i] = set >> i & 1;
}

static void url_features(struct str text, const struct lexicon *words, struct arena *arena,
                         int16_t *f)
{
	struct url url = url_split(text);
	bool is_page = str_starts_nocase(url.scheme, STR("http"));
	struct str rest = url.path, segment, last = {0};
	while (str_next(&rest, '/', &segment))
		last = segment.n ? segment : last;
	f[KIND_URL_IS_DATED] = is_page && date_from_path(url.path, arena).n > 0;
	f[KIND_URL_HAS_QUERY] = is_page && url.query.n > 0;
	f[KIND_URL_LAST_BYTES] = is_page ? clip((uint32_t)last.n) : 0;
	uint32_t said = is_page ? lexicon_scan(words, url.host) | lexicon_scan(words, url.path) : 0;
	set_bits(said, KIND_WORD_COUNT, f + KIND_URL_NEWS);
}

static void field_features(const struct article *article, int16_t *f)
{
	f[KIND_HAS_AUTHOR] = article->author.n > 0;
	f[KIND_HAS_PUBLISHED] = article->published.n > 0;
	f[KIND_HAS_MODIFIED] = article->modified.n > 0;
	f[KIND_HAS_SECTION] = article->section.n > 0;
	f[KIND_HAS_DESCRIPTION] = article->description.n > 0;
	f[KIND_TAG_COUNT] = clip(article->tag_count);
	f[KIND_AUTHOR_SOURCE] = article->sources[FIELD_AUTHOR];
	f[KIND_PUBLISHED_SOURCE] = article->sources[FIELD_PUBLISHED];
}

void kind_features(const struct page_context *page, const struct article *article, struct str url,
                   struct arena *arena, int16_t features[KIND_FEATURE_COUNT])
{
	const struct lexicon *words = kind_words_new(arena);
	memset(features, 0, sizeof(*features) * KIND_FEATURE_COUNT);
	memcpy(features, page->page_row, sizeof(*features) * KIND_PAGE_COLUMNS);
	set_bits(article->types, PAGE_TYPE_COUNT, features + KIND_TYPE_ARTICLE);
	count_features(page, features);
	repetition_features(page, features);
	field_features(article, features);
	url_features(url, words, arena, features);
	set_bits(lexicon_scan(words, page->facts.title), KIND_WORD_COUNT,
	         features + KIND_TITLE_NEWS);
}
