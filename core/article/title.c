/*
 * The places that carry the title, and what is left of each when the parts before or behind its
 * separators are cut off, are candidates. What is known of each is weighed by a model, fitted to
 * pages whose title is known (title_table.h, docs/training.md): pages differ too much in what they
 * put into <title>, og:title and h1 for rules.
 */
#include "core/article/title.h"

#include "core/article/title_table.h"
#include "core/base/hash.h"
#include "core/text/words.h"

enum { PIECES_MAX = 8 };

/* The share of words of a heading and a title that is in the other; below it they differ. */
static const float least_agreement = 0.5f;

static uint64_t hash_folded(struct str word)
{
	enum { BYTES_MAX = 64 };
	char folded[BYTES_MAX];
	size_t n = word.n < BYTES_MAX ? word.n : BYTES_MAX;
	for (size_t i = 0; i < n; i++)
		folded[i] = ascii_lower(word.p[i]);
	return hash64((struct str){folded, n});
}

static bool has(const struct title_words *words, uint64_t hash)
{
	for (uint32_t i = 0; i < words->count; i++)
		if (words->hashes[i] == hash)
			return true;
	return false;
}

void title_words_read(struct title_words *words, struct str text)
{
	struct str word;
	words->count = 0;
	while (words->count < TITLE_HASHES_MAX && words_next(&text, &word)) {
		uint64_t hash = hash_folded(word);
		if (!has(words, hash))
			words->hashes[words->count++] = hash;
	}
}

/* The mean of the shares that a has in b and b in a. */
static float agreement(const struct title_words *a, const struct title_words *b)
{
	uint32_t common = 0;
	for (uint32_t i = 0; i < a->count; i++)
		common += has(b, a->hashes[i]);
	if (common == 0)
		return 0;
	return ((float)common / (float)a->count + (float)common / (float)b->count) / 2;
}

static float agreement_with(struct str text, const struct title_words *b)
{
	struct title_words a;
	title_words_read(&a, text);
	return agreement(&a, b);
}

bool title_agrees(struct str line, const struct title_words *title)
{
	return agreement_with(line, title) > least_agreement;
}

/* Letters and digits alone, small: "The Verge!" and "theverge" are the same. */
static struct str squeezed(struct str text, struct arena *arena)
{
	char *out = arena_bytes(arena, text.n);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (ascii_is_alpha(c) || ascii_is_digit(c) || c >= 0x80)
			out[n++] = ascii_lower((char)c);
	}
	arena_shrink(arena, out, text.n, n);
	return (struct str){out, n};
}

/* The host without "www." and the last label: what its owner is called. */
static struct str host_name(struct str host)
{
	if (str_starts_nocase(host, STR("www.")))
		host = str_slice(host, 4, host.n);
	size_t end = host.n;
	while (end > 0 && host.p[end - 1] != '.')
		end--;
	return end > 1 ? str_slice(host, 0, end - 1) : host;
}

/* What a site is called, squeezed. */
struct owner {
	struct str site, host;
	struct arena *arena;
};

static struct owner owner_of(struct str site, struct str host, struct arena *arena)
{
	return (struct owner){squeezed(site, arena), squeezed(host_name(host), arena), arena};
}

static bool is_owner(struct str piece, const struct owner *owner)
{
	enum { LETTERS_MIN = 3 };
	struct str letters = squeezed(piece, owner->arena);
	if (letters.n < LETTERS_MIN)
		return false;
	return str_equal(letters, owner->site) || str_find(owner->host, letters, 0) != STR_NONE ||
	       (owner->host.n > LETTERS_MIN && str_find(letters, owner->host, 0) != STR_NONE);
}

bool title_is_site(struct str piece, struct str site, struct str host, struct arena *arena)
{
	struct owner owner = owner_of(site, host, arena);
	return is_owner(piece, &owner);
}

/* Nearly no byte of a title is where a separator begins, and its first two tell. */
static bool may_separate(struct str title, size_t at)
{
	char c = title.p[at];
	if (c == ' ')
		return at + 1 < title.n && !ascii_is_alpha((unsigned char)title.p[at + 1]);
	return c == '|' || c == '\xef';
}

/* A separator at `at`: " | ", " - ", "|" and the like; its length, or 0. */
static size_t separator_at(struct str title, size_t at)
{
	static const struct str marks[] = {STR_INIT(" | "), STR_INIT(" - "), STR_INIT(" – "),
	                                   STR_INIT(" — "), STR_INIT(" · "), STR_INIT(" • "),
	                                   STR_INIT(" » "), STR_INIT(" « "), STR_INIT(" / "),
	                                   STR_INIT("|"),   STR_INIT("｜"),  STR_INIT(" :: "),
	                                   STR_INIT(" : "), STR_INIT(" > "), STR_INIT(" ~ ")};
	for (size_t i = 0; may_separate(title, at) && i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_starts(str_slice(title, at, title.n), marks[i]))
			return marks[i].n;
	return 0;
}

/* Where the pieces of a title begin and end, and what they are. */
struct pieces {
	size_t start[PIECES_MAX], end[PIECES_MAX];
	bool is_site[PIECES_MAX], is_heading[PIECES_MAX];
	uint32_t count;
};

static void cut(struct str title, struct pieces *pieces)
{
	*pieces = (struct pieces){.count = 1};
	for (size_t at = 0; at < title.n;) {
		size_t separator = separator_at(title, at);
		if (separator == 0 || pieces->count == PIECES_MAX) {
			at++;
			continue;
		}
		pieces->end[pieces->count - 1] = at;
		at += separator;
		pieces->start[pieces->count++] = at;
	}
	pieces->end[pieces->count - 1] = title.n;
}

static struct str piece_of(struct str title, const struct pieces *pieces, uint32_t i)
{
	return str_trim(str_slice(title, pieces->start[i], pieces->end[i]));
}

/* Where a candidate stands. */
enum carrier {
	CARRIER_HEADING,
	CARRIER_LATER_HEADING,
	CARRIER_OPEN_GRAPH,
	CARRIER_ELEMENT,
	CARRIER_META,
	CARRIER_LINKED_DATA,
	CARRIER_COUNT
};

static const uint8_t source_of_carrier[CARRIER_COUNT] = {[CARRIER_HEADING] = SOURCE_HEADING,
                                                         [CARRIER_LATER_HEADING] = SOURCE_HEADING,
                                                         [CARRIER_OPEN_GRAPH] = SOURCE_OPEN_GRAPH,
                                                         [CARRIER_ELEMENT] = SOURCE_TITLE,
                                                         [CARRIER_META] = SOURCE_META,
                                                         [CARRIER_LINKED_DATA] = SOURCE_JSON_LD};

struct chooser {
	const struct title_sources *sources;
	struct owner owner;
	struct title_candidate *candidates;
	uint32_t count;
};

static bool is_heading(const struct chooser *chooser, struct str piece)
{
	for (uint32_t i = 0; i < chooser->sources->heading_count; i++)
		if (str_equal_nocase(piece, chooser->sources->headings[i]))
			return true;
	return false;
}

/* The candidate of that text, a new one if there is none; NULL for what cannot be a title. */
static struct title_candidate *candidate_of(struct chooser *chooser, struct str text,
                                            enum carrier carrier)
{
	text = str_trim(text);
	if (text.n == 0 || text.n > TITLE_BYTES_MAX)
		return NULL;
	struct title_candidate *candidate = chooser->candidates;
	struct title_candidate *end = candidate + chooser->count;
	while (candidate < end && !str_equal_nocase(candidate->text, text))
		candidate++;
	if (candidate == end) {
		if (chooser->count == TITLE_CANDIDATES_MAX)
			return NULL;
		chooser->count++;
		*candidate =
		        (struct title_candidate){.text = text,
		                                 .source = (enum source)source_of_carrier[carrier],
		                                 .heading = TITLE_HEADINGS_MAX};
	}
	candidate->carriers |= 1u << carrier;
	return candidate;
}

static void read_pieces(const struct chooser *chooser, struct str text, struct pieces *pieces)
{
	cut(text, pieces);
	for (uint32_t i = 0; i < pieces->count && pieces->count > 1; i++) {
		struct str piece = piece_of(text, pieces, i);
		pieces->is_site[i] = is_owner(piece, &chooser->owner);
		pieces->is_heading[i] = is_heading(chooser, piece);
	}
}

/* The pieces from `first` to `last` of a text; `feature` says so, if it is one. */
static void add_cut(struct chooser *chooser, struct str text, const struct pieces *pieces,
                    uint32_t first, uint32_t last, enum carrier carrier, enum title_feature feature)
{
	struct str part = str_slice(text, pieces->start[first], pieces->end[last]);
	struct title_candidate *candidate = candidate_of(chooser, part, carrier);
	bool is_site = true, has_heading = false;
	if (candidate == NULL)
		return;
	if (feature != TITLE_FEATURE_COUNT)
		candidate->features[feature] = 1;
	for (uint32_t i = 0; i < pieces->count; i++)
		if (i < first || i > last) {
			is_site &= pieces->is_site[i];
			has_heading |= pieces->is_heading[i];
		}
	if (is_site && carrier != CARRIER_HEADING)
		candidate->features[TITLE_REST_SITE] = 1;
	if (has_heading && carrier != CARRIER_HEADING)
		candidate->features[TITLE_REST_HEADING] = 1;
}

static void add_cuts(struct chooser *chooser, struct str text, const struct pieces *pieces,
                     enum carrier carrier)
{
	static const enum title_feature none = TITLE_FEATURE_COUNT;
	bool is_heading = carrier == CARRIER_HEADING;
	uint32_t last = pieces->count - 1;
	add_cut(chooser, text, pieces, 0, last - 1, carrier, is_heading ? none : TITLE_UP_TO_LAST);
	add_cut(chooser, text, pieces, 0, 0, carrier,
	        is_heading ? TITLE_HEADING_FIRST : TITLE_FIRST);
	add_cut(chooser, text, pieces, 1, last, carrier, is_heading ? none : TITLE_AFTER_FIRST);
	add_cut(chooser, text, pieces, last, last, carrier, is_heading ? TITLE_HEADING_LAST : none);
}

/* A text, and what is left of it when pieces are cut off. */
static void add(struct chooser *chooser, struct str text, enum carrier carrier)
{
	struct title_candidate *whole = candidate_of(chooser, text, carrier);
	struct pieces pieces;
	if (whole == NULL)
		return;
	read_pieces(chooser, text, &pieces);
	if (carrier == CARRIER_HEADING)
		whole->features[TITLE_HEADING] = 1;
	if (pieces.count == 1)
		return;
	if (carrier != CARRIER_HEADING)
		whole->features[TITLE_PARTED] = 1;
	for (uint32_t i = 0; i < pieces.count && carrier == CARRIER_HEADING; i++)
		if (pieces.is_site[i])
			whole->features[TITLE_HEADING_SITE] = 1;
	add_cuts(chooser, text, &pieces, carrier);
}

static void add_headings(struct chooser *chooser)
{
	const struct title_sources *sources = chooser->sources;
	for (uint32_t i = 0; i < sources->heading_count; i++) {
		struct str text = sources->headings[i];
		if (i == 0)
			add(chooser, text, CARRIER_HEADING);
		struct title_candidate *candidate =
		        candidate_of(chooser, text, i ? CARRIER_LATER_HEADING : CARRIER_HEADING);
		if (candidate && candidate->heading == TITLE_HEADINGS_MAX)
			candidate->heading = i;
	}
}

/* The words of the last part of a path: "/a/river-walk_2.html" has "river", "walk", "2". */
static void read_address(struct str path, struct title_words *words, bool *is_front)
{
	enum { BYTES_MAX = 256 };
	char slug[BYTES_MAX];
	size_t n = 0;
	while (str_ends(path, STR("/")))
		path.n--;
	size_t start = path.n;
	while (start > 0 && path.p[start - 1] != '/')
		start--;
	*is_front = path.n == 0;
	for (size_t i = start; i < path.n && path.p[i] != '.' && n < BYTES_MAX; i++) {
		bool is_space = path.p[i] == '_' || path.p[i] == '%';
		slug[n++] = is_space ? ' ' : path.p[i];
	}
	title_words_read(words, (struct str){slug, n});
}

static unsigned count_bits(uint32_t bits)
{
	return (unsigned)__builtin_popcount(bits);
}

static void weigh_words(struct chooser *chooser)
{
	const struct title_sources *sources = chooser->sources;
	struct title_words element, open_graph, address;
	bool is_front;
	title_words_read(&element, sources->element);
	title_words_read(&open_graph, sources->open_graph);
	read_address(sources->path, &address, &is_front);
	for (uint32_t i = 0; i < chooser->count; i++) {
		struct title_candidate *candidate = &chooser->candidates[i];
		float *features = candidate->features;
		title_words_read(&candidate->words, candidate->text);
		float with_element = agreement(&candidate->words, &element);
		float with_open_graph = agreement(&candidate->words, &open_graph);
		features[TITLE_AGREES] =
		        with_element > with_open_graph ? with_element : with_open_graph;
		features[TITLE_ADDRESS] = agreement(&candidate->words, &address);
		features[TITLE_SOURCES] = (float)count_bits(candidate->carriers) / CARRIER_COUNT;
		features[TITLE_ONE_WORD] = words_count(candidate->text) <= 1;
		features[TITLE_SITE] = is_owner(candidate->text, &chooser->owner);
		features[TITLE_FRONT_SITE] = is_front && features[TITLE_SITE] != 0;
		features[TITLE_HEADING_LINKED] =
		        candidate->heading < TITLE_HEADINGS_MAX && sources->is_linked_article;
	}
}

static void weigh_best_heading(struct chooser *chooser)
{
	const float far = 0.3f;
	struct title_candidate *best = NULL;
	for (uint32_t i = 0; i < chooser->count; i++) {
		struct title_candidate *candidate = &chooser->candidates[i];
		if (candidate->heading == TITLE_HEADINGS_MAX)
			continue;
		if (best == NULL ||
		    candidate->features[TITLE_AGREES] > best->features[TITLE_AGREES])
			best = candidate;
	}
	if (best == NULL)
		return;
	best->features[TITLE_BEST] = 1;
	best->features[TITLE_BEST_AGREES] = best->features[TITLE_AGREES];
	best->features[TITLE_BEST_FAR] = best->features[TITLE_AGREES] < far;
}

uint32_t title_candidates(const struct title_sources *sources, struct arena *arena,
                          struct title_candidate candidates[TITLE_CANDIDATES_MAX])
{
	struct chooser chooser = {.sources = sources,
	                          .owner = owner_of(sources->site, sources->host, arena),
	                          .candidates = candidates};
	add_headings(&chooser);
	add(&chooser, sources->open_graph, CARRIER_OPEN_GRAPH);
	add(&chooser, sources->element, CARRIER_ELEMENT);
	add(&chooser, sources->meta, CARRIER_META);
	candidate_of(&chooser, sources->linked_data, CARRIER_LINKED_DATA);
	weigh_words(&chooser);
	weigh_best_heading(&chooser);
	return chooser.count;
}

static float score(const struct title_candidate *candidate)
{
	float sum = 0;
#define ADD(name) sum += title_weights[TITLE_##name] * candidate->features[TITLE_##name];
	TITLE_FEATURES(ADD)
#undef ADD
	return sum;
}

/* A part of a title that is the site's name; else a few words behind the chosen title. */
static struct str find_site(const struct title_sources *sources, struct str title,
                            struct arena *arena)
{
	enum { WORDS_MAX = 3 };
	const struct str titles[] = {sources->element, sources->open_graph};
	struct owner owner = owner_of((struct str){0}, sources->host, arena);
	for (size_t k = 0; k < sizeof(titles) / sizeof(titles[0]); k++) {
		struct pieces pieces;
		cut(titles[k], &pieces);
		for (uint32_t i = pieces.count; pieces.count > 1 && i-- > 0;) {
			struct str piece = piece_of(titles[k], &pieces, i);
			if (is_owner(piece, &owner))
				return piece;
		}
		struct str last = piece_of(titles[k], &pieces, pieces.count - 1);
		if (pieces.count > 1 && words_count(last) <= WORDS_MAX &&
		    !str_equal_nocase(last, title))
			return last;
	}
	return (struct str){0};
}

void title_choose(const struct title_sources *sources, struct arena *arena, struct title *title)
{
	struct title_candidate candidates[TITLE_CANDIDATES_MAX];
	uint32_t count = title_candidates(sources, arena, candidates);
	const struct title_candidate *best = NULL;
	float best_score = 0;
	for (uint32_t i = 0; i < count; i++) {
		float candidate_score = score(&candidates[i]);
		if (best == NULL || candidate_score > best_score) {
			best = &candidates[i];
			best_score = candidate_score;
		}
	}
	*title = (struct title){.heading = TITLE_HEADINGS_MAX};
	if (best)
		*title = (struct title){best->text, best->source, best->heading, {0}};
	title->site = find_site(sources, title->text, arena);
}
