/*
 * The same thresholds, three meanings. datatrove (a649de7) counts the second copies and those
 * behind them, over all characters of the text; DCLM (361714b) and Dolma (669f534) count all copies
 * of what occurs more than once, DCLM over the characters of the stripped lines or of the words,
 * Dolma over the characters of the words, for n-grams over those of all n-grams, overlaps and all.
 */
#include "core/filter/gopher_repetition.h"

#include <string.h>

#include "core/filter/repeats.h"

enum { TOP_MIN = 2, TOP_MAX = 4, DUP_MIN = 5, DUP_MAX = 10 };

static struct spans spans_for(struct filter_text *text, uint32_t count)
{
	return (struct spans){arena_array(text->arena, struct span, count), 0};
}

/*
 * What stands between runs of at least `newlines` "\n", in `all`, which begins and ends with a line
 * or within one; with empty pieces at its ends.
 */
static struct spans split_at_newlines(struct filter_text *text, struct span all, uint32_t newlines)
{
	const struct spans *lines = filter_text_lines(text);
	struct spans pieces = spans_for(text, lines->count + 1);
	uint32_t begin = all.begin, i = 0;
	while (i < lines->count && lines->list[i].end < all.begin)
		i++;
	while (i + 1 < lines->count && lines->list[i].end < all.end) {
		uint32_t first = lines->list[i++].end, end = first + 1;
		while (end < all.end && lines->list[i].begin == lines->list[i].end &&
		       i + 1 < lines->count) {
			end++;
			i++;
		}
		if (end - first < newlines)
			continue;
		pieces.list[pieces.count++] = (struct span){begin, first};
		begin = end;
	}
	pieces.list[pieces.count++] = (struct span){begin, all.end};
	return pieces;
}

/* ---- datatrove ---- */

/*
 * Where each word begins in the text of all words joined by nothing. Two n-grams are the same to
 * datatrove if that text is: "ab c" is "a bc".
 */
struct joined {
	const char *p;
	uint32_t *begins; /* of words, and the end */
	uint32_t count;
};

static struct joined join_words(const struct words *words, struct arena *arena)
{
	size_t bytes = 0;
	for (uint32_t i = 0; i < words->count; i++)
		bytes += words->list[i].text.n;
	char *p = arena_bytes(arena, bytes);
	struct joined joined = {p, arena_array(arena, uint32_t, words->count + 1), words->count};
	for (uint32_t i = 0; i < words->count; i++) {
		struct str word = words->list[i].text;
		joined.begins[i] = (uint32_t)(p - joined.p);
		memcpy(p, word.p, word.n);
		p += word.n;
	}
	joined.begins[words->count] = (uint32_t)(p - joined.p);
	return joined;
}

/*
 * The words where a repeated n-gram could begin: those whose next START_BYTES bytes are seen more
 * than once, and those near the end. A shorter n-gram may begin anywhere.
 */
enum { START_BYTES = 16 };

static bool *repeated_starts(const struct joined *joined, struct arena *arena)
{
	bool *repeated = arena_array(arena, bool, joined->count);
	uint32_t *numbers = arena_array(arena, uint32_t, joined->count);
	uint32_t *counts = arena_array(arena, uint32_t, joined->count);
	uint32_t total = joined->begins[joined->count];
	struct numbering numbering;
	numbering_init(&numbering, joined->count, arena);
	memset(counts, 0, joined->count * sizeof(*counts));
	for (uint32_t i = 0; i < joined->count && joined->begins[i] + START_BYTES <= total; i++) {
		struct str start = {joined->p + joined->begins[i], START_BYTES};
		numbers[i] = numbering_of(&numbering, repeats_hash(start));
		counts[numbers[i]]++;
	}
	for (uint32_t i = 0; i < joined->count; i++)
		repeated[i] = joined->begins[i] + START_BYTES > total || counts[numbers[i]] > 1;
	return repeated;
}

static uint64_t chars_of(const struct words *words, uint32_t from, uint32_t n)
{
	uint64_t chars = 0;
	for (uint32_t i = 0; i < n; i++)
		chars += words->list[from + i].chars;
	return chars;
}

/* Characters of n-grams seen before; behind one, the next begins. */
static uint64_t dup_chars(const struct words *words, const struct joined *joined,
                          const bool *repeated, uint32_t n, struct arena *arena)
{
	struct numbering numbering;
	uint64_t chars = 0;
	numbering_init(&numbering, words->count, arena);
	for (uint32_t i = 0; i + n <= words->count;) {
		uint32_t begin = joined->begins[i], bytes = joined->begins[i + n] - begin;
		uint32_t known = numbering.count;
		bool seen =
		        (repeated[i] || bytes < START_BYTES) &&
		        numbering_of(&numbering,
		                     repeats_hash((struct str){joined->p + begin, bytes})) < known;
		chars += seen ? chars_of(words, i, n) : 0;
		i += seen ? n : 1;
	}
	return chars;
}

/* The id of the most frequent n-gram that is repeated, the first seen of several; false if none is.
 */
static bool top_id(const struct ngrams *ngrams, uint32_t *top)
{
	uint32_t most = 1;
	for (uint32_t id = 0; id < ngrams->id_count; id++)
		if (ngrams->counts[id] > most)
			most = ngrams->counts[ *top = id];
	return most > 1;
}

/* Characters of all copies of the top n-gram. Where none is repeated it is the first one. */
static uint64_t top_chars(const struct ngrams *ngrams, uint32_t spaces)
{
	uint32_t id, position = 0, copies = 1;
	if (top_id(ngrams, &id)) {
		position = ngrams->firsts[id];
		copies = ngrams->counts[id];
	}
	return copies * (ngrams_chars_at(ngrams, position) + spaces);
}

static void datatrove_ngrams(struct signals *signals)
{
	struct filter_text *text = signals->text;
	const struct words *words = filter_text_words(text, signals->cut);
	struct ngrams ngrams;
	ngrams_begin(&ngrams, words, text->arena);
	for (uint32_t n = TOP_MIN; n <= TOP_MAX; n++) {
		ngrams_next(&ngrams);
		uint64_t chars = words->count >= n ? top_chars(&ngrams, n - 1) : 0;
		signals_set(signals, SIGNAL_datatrove_top_2_gram + n - TOP_MIN, chars,
		            words->count >= n ? text->count : 0);
	}
	struct joined joined = join_words(words, text->arena);
	const bool *repeated = repeated_starts(&joined, text->arena);
	for (uint32_t n = DUP_MIN; n <= DUP_MAX; n++)
		signals_set(signals, SIGNAL_datatrove_dup_5_gram + n - DUP_MIN,
		            dup_chars(words, &joined, repeated, n, text->arena), text->count);
}

void gopher_repetition_datatrove(struct signals *signals)
{
	struct filter_text *text = signals->text;
	struct span all = filter_text_all(text);
	struct spans pieces = split_at_newlines(text, filter_text_strip(text, all), 2);
	struct repeats paragraphs = repeats_of(text, &pieces);
	signals_set(signals, SIGNAL_datatrove_dup_paragraphs, paragraphs.again, pieces.count);
	signals_set(signals, SIGNAL_datatrove_dup_paragraph_chars, paragraphs.again_chars,
	            text->count);
	pieces = split_at_newlines(text, all, 1);
	struct repeats lines = repeats_of(text, &pieces);
	signals_set(signals, SIGNAL_datatrove_dup_lines, lines.again, pieces.count);
	signals_set(signals, SIGNAL_datatrove_dup_line_chars, lines.again_chars, text->count);
	datatrove_ngrams(signals);
}

/* ---- DCLM ---- */

/* The pieces stripped, without empty ones. */
static uint64_t strip_pieces(const struct filter_text *text, struct spans *pieces)
{
	uint32_t count = 0;
	uint64_t chars = 0;
	for (uint32_t i = 0; i < pieces->count; i++) {
		struct span piece = filter_text_strip(text, pieces->list[i]);
		if (piece.begin == piece.end)
			continue;
		pieces->list[count++] = piece;
		chars += piece.end - piece.begin;
	}
	pieces->count = count;
	return chars;
}

/* What stands between "\n\n", each pair ending a paragraph; an odd "\n" is of the next one. */
static struct spans dclm_paragraphs(struct filter_text *text)
{
	const struct spans *lines = filter_text_lines(text);
	struct spans pieces = spans_for(text, lines->count);
	uint32_t begin = 0;
	for (uint32_t i = 1; i + 1 < lines->count; i++)
		if (lines->list[i].begin == lines->list[i].end && lines->list[i - 1].end >= begin) {
			pieces.list[pieces.count++] = (struct span){begin, lines->list[i - 1].end};
			begin = lines->list[i].end + 1;
		}
	pieces.list[pieces.count++] = (struct span){begin, text->count};
	return pieces;
}

/* One segment repeats nothing: there is no share. */
static void dclm_segments(struct signals *signals, struct spans *pieces, enum signal segments,
                          enum signal chars)
{
	uint64_t all = strip_pieces(signals->text, pieces);
	struct repeats repeats = repeats_of(signals->text, pieces);
	bool several = pieces->count > 1;
	signals_set(signals, segments, several ? repeats.all : 0, several ? pieces->count : 0);
	signals_set(signals, chars, several ? repeats.all_chars : 0, several ? all : 0);
}

/* The longest of the most frequent n-grams, all copies; 0 if none is repeated. */
static uint64_t longest_top_chars(const struct ngrams *ngrams)
{
	uint32_t id;
	uint64_t longest = 0;
	if (!top_id(ngrams, &id))
		return 0;
	uint32_t copies = ngrams->counts[id];
	for (; id < ngrams->id_count; id++) {
		if (ngrams->counts[id] != copies)
			continue;
		uint64_t chars = ngrams_chars_at(ngrams, ngrams->firsts[id]);
		longest = chars > longest ? chars : longest;
	}
	return copies * longest;
}

/* Characters of the words that are part of a repeated n-gram, each word once. */
static uint64_t covered_chars(const struct ngrams *ngrams)
{
	uint64_t chars = 0;
	uint32_t counted = 0; /* words before this one are */
	for (uint32_t i = 0; i < ngrams->repeated_count; i++) {
		uint32_t from = ngrams->positions[i], to = from + ngrams->n;
		from = from > counted ? from : counted;
		chars += chars_of(ngrams->words, from, to - from);
		counted = to;
	}
	return chars;
}

void gopher_repetition_dclm(struct signals *signals)
{
	struct filter_text *text = signals->text;
	const struct spans *all = filter_text_lines(text);
	struct spans lines = spans_for(text, all->count), paragraphs = dclm_paragraphs(text);
	memcpy(lines.list, all->list, all->count * sizeof(*lines.list));
	lines.count = all->count;
	dclm_segments(signals, &lines, SIGNAL_dclm_dup_lines, SIGNAL_dclm_dup_line_chars);
	dclm_segments(signals, &paragraphs, SIGNAL_dclm_dup_paragraphs,
	              SIGNAL_dclm_dup_paragraph_chars);
	signals_count(signals, SIGNAL_dclm_segments, lines.count);

	const struct words *words = filter_text_words(text, WORDS_UNICODE);
	uint64_t chars = chars_of(words, 0, words->count);
	struct ngrams ngrams;
	ngrams_begin(&ngrams, words, text->arena);
	for (uint32_t n = TOP_MIN; n <= DUP_MAX; n++) {
		ngrams_next(&ngrams);
		bool some = ngrams.repeated_count > 0;
		enum signal signal = n <= TOP_MAX ? SIGNAL_dclm_top_2_gram + n - TOP_MIN
		                                  : SIGNAL_dclm_dup_5_gram + n - DUP_MIN;
		uint64_t value = n <= TOP_MAX ? longest_top_chars(&ngrams) : covered_chars(&ngrams);
		signals_set(signals, signal, value, some ? chars : 0);
	}
}

/* ---- Dolma ---- */

static void dolma_segments(struct signals *signals, const struct spans *lines, uint64_t chars,
                           enum signal share, enum signal share_chars)
{
	struct repeats repeats = repeats_of(signals->text, lines);
	signals_set(signals, share, repeats.all, lines->count);
	signals_set(signals, share_chars, repeats.all_chars, chars);
}

/* Characters of all n-grams: each word as often as there are n-grams with it. */
static uint64_t all_ngram_chars(const struct words *words, uint32_t n)
{
	uint64_t chars = 0;
	for (uint32_t i = 0; words->count >= n && i < words->count; i++) {
		uint32_t first = i + 1 > n ? i + 1 - n : 0, last = words->count - n;
		chars += (uint64_t)words->list[i].chars * ((i < last ? i : last) - first + 1);
	}
	return chars;
}

static uint64_t repeated_ngram_chars(const struct ngrams *ngrams)
{
	uint64_t chars = 0;
	for (uint32_t i = 0; i < ngrams->repeated_count; i++)
		chars += ngrams_chars_at(ngrams, ngrams->positions[i]);
	return chars;
}

void gopher_repetition_dolma(struct signals *signals)
{
	struct filter_text *text = signals->text;
	const struct words *words = filter_text_words(text, WORDS_SPLIT);
	uint64_t chars = chars_of(words, 0, words->count);
	uint64_t over = chars ? chars : 1;
	struct spans runs = split_at_newlines(text, filter_text_all(text), 1);
	dolma_segments(signals, filter_text_lines(text), over, SIGNAL_dolma_dup_lines,
	               SIGNAL_dolma_dup_line_chars);
	dolma_segments(signals, &runs, over, SIGNAL_dolma_v2_dup_lines,
	               SIGNAL_dolma_v2_dup_line_chars);
	struct ngrams ngrams;
	ngrams_begin(&ngrams, words, text->arena);
	for (uint32_t n = TOP_MIN; n <= DUP_MAX; n++) {
		ngrams_next(&ngrams);
		bool some = words->count >= n;
		if (n <= TOP_MAX)
			signals_set(signals, SIGNAL_dolma_top_2_gram + n - TOP_MIN,
			            some ? top_chars(&ngrams, 0) : 0, some ? chars : 0);
		else
			signals_set(signals, SIGNAL_dolma_dup_5_gram + n - DUP_MIN,
			            repeated_ngram_chars(&ngrams), all_ngram_chars(words, n));
	}
}
