/*
 * A heading is the best title where it shares its words with what the page calls itself elsewhere:
 * <title> is often made for search engines, but no heading of a frame around the page agrees with
 * it.
 */
#include "core/article/title.h"

#include "core/base/hash.h"
#include "core/text/words.h"

enum { HEADING_BYTES_MAX = 250, PIECES_MAX = 8, SITE_WORDS_MAX = 3 };

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

static bool is_site(struct str piece, const struct title_sources *sources, struct arena *arena)
{
	enum { LETTERS_MIN = 3 };
	struct str letters = squeezed(piece, arena),
	           host = squeezed(host_name(sources->host), arena);
	if (letters.n < LETTERS_MIN)
		return false;
	if (str_equal(letters, squeezed(sources->site, arena)))
		return true;
	return str_find(host, letters, 0) != STR_NONE ||
	       (host.n > LETTERS_MIN && str_find(letters, host, 0) != STR_NONE);
}

/* Nearly no byte of a title is where a separator begins, and its first two tell. */
static bool may_separate(struct str title, size_t at)
{
	char c = title.p[at];
	if (c == ' ')
		return at + 1 < title.n && !ascii_is_alpha((unsigned char)title.p[at + 1]);
	return c == '|' || c == '_' || c == '\xef';
}

/* A separator at `at`: " | ", " - ", "|" and the like; its length, or 0. */
static size_t separator_at(struct str title, size_t at)
{
	static const struct str marks[] = {
	        STR_INIT(" | "), STR_INIT(" - "), STR_INIT(" – "), STR_INIT(" — "), STR_INIT(" · "),
	        STR_INIT(" • "), STR_INIT(" » "), STR_INIT(" « "), STR_INIT(" / "), STR_INIT("|"),
	        STR_INIT("｜"),  STR_INIT("_"),   STR_INIT(" :: ")};
	for (size_t i = 0; may_separate(title, at) && i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_starts(str_slice(title, at, title.n), marks[i]))
			return marks[i].n;
	return 0;
}

/* Where the pieces of a title begin and end. */
struct pieces {
	size_t start[PIECES_MAX], end[PIECES_MAX];
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

static bool is_heading(struct str piece, const struct title_sources *sources)
{
	struct title_words words;
	title_words_read(&words, piece);
	for (uint32_t i = 0; i < sources->heading_count; i++)
		if (agreement_with(sources->headings[i], &words) == 1)
			return true;
	return false;
}

static struct str without_site(struct str title, const struct title_sources *sources,
                               struct arena *arena, struct str *site)
{
	struct pieces pieces;
	cut(title, &pieces);
	uint32_t first = 0, last = pieces.count - 1;
	bool is_cut = false;
	while (last > first && is_site(piece_of(title, &pieces, last), sources, arena)) {
		*site = piece_of(title, &pieces, last--);
		is_cut = true;
	}
	if (last > first && is_site(piece_of(title, &pieces, first), sources, arena)) {
		*site = piece_of(title, &pieces, first++);
		is_cut = true;
	}
	/* A few words behind the last separator are the site's more often than not (see is_tail).
	 */
	struct str tail = piece_of(title, &pieces, last);
	bool is_site_like = words_count(tail) <= SITE_WORDS_MAX || is_heading(tail, sources);
	if (!is_cut && last > first && is_site_like) {
		*site = tail;
		last--;
	}
	return str_trim(str_slice(title, pieces.start[first], pieces.end[last]));
}

/* What stands behind the last separator is the site's or the chapter's, whatever heading repeats
 * it. */
static bool is_tail(const struct title_words *heading, struct str title)
{
	struct pieces pieces;
	cut(title, &pieces);
	return pieces.count > 1 &&
	       agreement_with(piece_of(title, &pieces, pieces.count - 1), heading) == 1 &&
	       agreement_with(piece_of(title, &pieces, 0), heading) < 1;
}

static struct str best_heading(const struct title_sources *sources, struct arena *arena)
{
	const float cost_of_later = 0.01f;
	struct title_words words, element, claimed;
	struct str best = {0};
	float best_score = least_agreement;
	title_words_read(&element, sources->element);
	title_words_read(&claimed, sources->claimed);
	for (uint32_t i = 0; i < sources->heading_count; i++) {
		struct str heading = sources->headings[i];
		if (heading.n == 0 || heading.n > HEADING_BYTES_MAX ||
		    is_site(heading, sources, arena))
			continue;
		title_words_read(&words, heading);
		if (is_tail(&words, sources->element))
			continue;
		float with_element = agreement(&words, &element);
		float with_claimed = agreement(&words, &claimed);
		float score = (with_element > with_claimed ? with_element : with_claimed) -
		              cost_of_later * (float)i;
		if (score > best_score) {
			best_score = score;
			best = heading;
		}
	}
	while (str_ends(best, STR("¶")) || str_ends(best, STR("#")))
		best.n -= str_ends(best, STR("#")) ? 1 : STR("¶").n;
	return str_trim(best);
}

struct str title_choose(const struct title_sources *sources, struct arena *arena, struct str *site)
{
	struct str cut_site = {0};
	struct str full = sources->claimed.n ? sources->claimed : sources->element;
	struct str rest = without_site(sources->element, sources, arena, &cut_site);
	struct str heading = best_heading(sources, arena);
	*site = sources->site.n ? sources->site : cut_site;
	if (full.n == 0)
		return sources->heading_count ? sources->headings[0] : (struct str){0};
	if (sources->claimed.n)
		rest = without_site(sources->claimed, sources, arena, &cut_site);
	if (heading.n)
		return heading;
	return rest.n ? rest : full;
}
