#include "core/article/line_features.h"

#include <math.h>

#include "core/article/scale.h"

enum { LINE_UNIT = 1000 }; /* a 1 as a feature */

/* Features of marks and phrases stand in the order of these. */
_Static_assert(LINE_IS_AGAIN - LINE_IS_SENTENCE == MARK_AGAIN - MARK_SENTENCE, "marks");
_Static_assert(LINE_IS_FIELDS - LINE_IS_SENTENCE == MARK_FIELDS - MARK_SENTENCE, "marks");
_Static_assert(LINE_SAYS_ADVERT - LINE_SAYS_LEGAL == PHRASE_ADVERT - PHRASE_LEGAL, "phrases");
_Static_assert(LINE_PAGE_REPLIES - LINE_PAGE_SENTENCES == TALLY_REPLIES - TALLY_SENTENCES,
               "tallies");

static float share_of(uint32_t part, uint32_t whole)
{
	return share((float)part, (float)whole);
}

static float up_to(uint32_t count, uint32_t most)
{
	return (float)(count < most ? count : most) / (float)most;
}

static float nearness(uint32_t lines)
{
	return 1 / sqrtf((float)lines);
}

static void own_features(const struct lines *lines, const struct line *line, float *f)
{
	const struct shape *shape = &line->shape;
	const struct line_tallies *all = &lines->before[lines->count];
	f[LINE_WORDS] = log_scale(line->words);
	f[LINE_BYTES] = log_scale((uint32_t)line->text.n) / 2;
	f[LINE_COMMAS] = up_to(shape->commas, 3);
	f[LINE_STOPS] = up_to(shape->marks, 5);
	f[LINE_DIGITS] = share_of(shape->digits, shape->bytes);
	f[LINE_OTHERS] = share_of(shape->others, shape->bytes);
	f[LINE_CAPITALS] = share_of(shape->capital_words, shape->words);
	f[LINE_WORD_BYTES] = fminf(share_of(shape->bytes, shape->words), 20) / 20;
	f[LINE_SMALL] = share_of(line->small, line->small + line->judged);
	f[LINE_KNOWN] = share_of(line->known, line->judged);
	f[LINE_IN_TITLE] = up_to(line->in_title, shape->words ? shape->words : 1);
	f[LINE_OF_TITLE] = up_to(line->in_title, lines->title_words ? lines->title_words : 1);
	f[LINE_SAME] = log_scale(line->same);
	f[LINE_SINCE_SAME] = line->since_same ? 1 / (float)line->since_same : 0;
	f[LINE_SAME_BEFORE] = log_scale(line->same_before);
	f[LINE_SAME_START] = log_scale(line->same_start);
	f[LINE_KIND_LINES] = share_of(lines->kind_lines[line->kind], lines->count);
	f[LINE_KIND_WORDS] = share_of(lines->kind_words[line->kind], all->of[TALLY_WORDS]);
	f[LINE_RUN_SHORT] = log_scale(line->run[RUN_SHORT]);
	f[LINE_RUN_ITEM] = log_scale(line->run[RUN_ITEM]);
	f[LINE_RUN_ALIKE] = log_scale(line->run[RUN_ALIKE]);
	f[LINE_UNDER_MORE] = line->is_under_more;
	for (int mark = 0; mark < MARK_COUNT; mark++)
		f[LINE_IS_SENTENCE + mark] = line->marks >> mark & 1;
	for (int phrase = 0; phrase < PHRASE_COUNT; phrase++) {
		f[LINE_SAYS_LEGAL + phrase] = line->phrases >> phrase & 1;
		f[LINE_SINCE_LEGAL + phrase] = 1 / (float)line->since[phrase];
		f[LINE_UNTIL_LEGAL + phrase] = 1 / (float)line->until[phrase];
	}
}

/* Of the lines from `from` to `to`. */
static void put_window(const struct lines *lines, uint32_t from, uint32_t to, bool is_wide,
                       float *f)
{
	const uint32_t *a = lines->before[from].of, *b = lines->before[to].of;
	uint32_t count = to - from, words = b[TALLY_WORDS] - a[TALLY_WORDS];
	uint32_t good = b[TALLY_GOOD] - a[TALLY_GOOD];
	uint32_t tokens = b[TALLY_TOKENS] - a[TALLY_TOKENS];
	uint32_t last = is_wide ? TALLY_COUNT : TALLY_SHORTS;
	*f++ = log_scale(count ? words / count : 0);
	*f++ = log_scale(good);
	*f++ = share_of(good, words);
	*f++ = share_of(b[TALLY_CAPITALS] - a[TALLY_CAPITALS], tokens);
	*f++ = share_of(b[TALLY_DIGITS] - a[TALLY_DIGITS], b[TALLY_BYTES] - a[TALLY_BYTES]);
	*f++ = share_of(b[TALLY_KNOWN] - a[TALLY_KNOWN], tokens);
	*f++ = share_of(b[TALLY_TITLED] - a[TALLY_TITLED], tokens);
	for (uint32_t k = TALLY_SENTENCES; k < last; k++)
		*f++ = share_of(b[k] - a[k], count);
}

static void window_features(const struct lines *lines, uint32_t i, float *f)
{
	enum { ALL = LINES_MAX };
	static const struct {
		uint32_t before, behind;
		bool is_wide;
		enum line_feature first;
	} windows[] = {
	        {1, 1, false, LINE_AROUND_1_WORDS},   {2, 2, false, LINE_AROUND_2_WORDS},
	        {3, 3, false, LINE_AROUND_3_WORDS},   {5, 5, false, LINE_AROUND_5_WORDS},
	        {10, 0, false, LINE_BEFORE_10_WORDS}, {0, 10, false, LINE_BEHIND_10_WORDS},
	        {10, 10, true, LINE_AROUND_10_WORDS}, {30, 30, true, LINE_AROUND_30_WORDS},
	        {ALL, ALL, true, LINE_PAGE_WORDS},
	};
	for (size_t w = 0; w < sizeof(windows) / sizeof(windows[0]); w++) {
		uint32_t before = windows[w].before, behind = windows[w].behind;
		uint32_t left = lines->count - i - 1;
		uint32_t from = before < i ? i - before : 0;
		uint32_t to = i + 1 + (behind < left ? behind : left);
		if (before == 0)
			from = i + 1;
		if (behind == 0)
			to = i;
		put_window(lines, from, to, windows[w].is_wide, f + windows[w].first);
	}
}

static void put_neighbour(const struct line *other, float *f)
{
	const struct shape *shape = &other->shape;
	f[0] = log_scale(other->words);
	f[1] = share_of(shape->capital_words, shape->words);
	f[2] = share_of(other->known, other->judged);
	f[3] = log_scale(other->same);
}

static void neighbour_features(const struct lines *lines, uint32_t i, float *f)
{
	static const struct line none;
	const struct line *line = &lines->lines[i];
	uint32_t left = lines->count - i - 1;
	put_neighbour(i > 0 ? line - 1 : &none, &f[LINE_BEFORE1_WORDS]);
	put_neighbour(i > 1 ? line - 2 : &none, &f[LINE_BEFORE2_WORDS]);
	put_neighbour(left > 0 ? line + 1 : &none, &f[LINE_BEHIND1_WORDS]);
	put_neighbour(left > 1 ? line + 2 : &none, &f[LINE_BEHIND2_WORDS]);
}

/* Whether the line is in a region, how near to it, and how much is in that. */
static void put_region(const struct lines *lines, uint32_t i, const struct line_region *region,
                       float *f)
{
	const struct line_tallies *before = lines->before;
	bool is_inside = i >= region->start && i < region->end;
	f[0] = is_inside;
	f[1] = 0;
	if (i < region->start)
		f[1] = nearness(region->start - i);
	else if (!is_inside && region->end > 0)
		f[1] = -nearness(i - region->end + 1);
	f[2] = share_of(before[region->end].of[TALLY_WORDS] - before[region->start].of[TALLY_WORDS],
	                before[lines->count].of[TALLY_WORDS]);
}

/* Words of the longest line around it. */
static uint32_t longest_near(const struct lines *lines, uint32_t i)
{
	enum { REACH = 5 };
	uint32_t longest = 0;
	for (uint32_t k = i > REACH ? i - REACH : 0; k < lines->count && k <= i + REACH; k++)
		if (k != i && lines->lines[k].words > longest)
			longest = lines->lines[k].words;
	return longest;
}

static void gap_features(const struct lines *lines, uint32_t i, float *f)
{
	uint32_t last = i ? lines->good_before[i - 1] : NO_LINE;
	uint32_t next = i + 1 < lines->count ? lines->good_at[i + 1] : NO_LINE;
	uint32_t from = last != NO_LINE ? last + 1 : 0, to = next != NO_LINE ? next : lines->count;
	f[LINE_PREVIOUS] = last != NO_LINE ? 1 / (float)(i - last) : 0;
	f[LINE_NEXT] = next != NO_LINE ? 1 / (float)(next - i) : 0;
	f[LINE_BETWEEN] = sqrtf(f[LINE_PREVIOUS] * f[LINE_NEXT]);
	f[LINE_GAP_LINES] = log_scale(to - from);
	f[LINE_GAP_WORDS] =
	        log_scale(lines->before[to].of[TALLY_WORDS] - lines->before[from].of[TALLY_WORDS]);
}

static void place_features(const struct lines *lines, uint32_t i, float *f)
{
	const struct line *line = &lines->lines[i];
	const uint32_t *all = lines->before[lines->count].of, *before = lines->before[i].of;
	bool is_sentence = line->marks & MARK_BIT(SENTENCE);
	f[LINE_UNENDED] = is_sentence ? 0 : share_of(all[TALLY_SENTENCES], lines->count);
	f[LINE_TRAILING] = i >= lines->longest_run_end ? f[LINE_UNENDED] : 0;
	f[LINE_RUN] = log_scale(line->good_run);
	f[LINE_RUN_SHARE] = share_of(line->good_run, lines->longest_run);
	put_region(lines, i, &lines->region, &f[LINE_IN_REGION]);
	put_region(lines, i, &lines->wide_region, &f[LINE_IN_WIDE_REGION]);
	f[LINE_LONGEST] = log_scale(longest_near(lines, i));
	f[LINE_LINES_BEFORE] = log_scale(i);
	f[LINE_LINES_BEHIND] = log_scale(lines->count - i - 1);
	f[LINE_WORDS_BEFORE] = log_scale(before[TALLY_WORDS]);
	f[LINE_WORDS_BEHIND] = log_scale(all[TALLY_WORDS] - before[TALLY_WORDS] - line->words);
	f[LINE_BEFORE] = share_of(before[TALLY_WORDS], all[TALLY_WORDS]);
	f[LINE_GOOD_BEFORE] = share_of(before[TALLY_GOOD], all[TALLY_GOOD]);
	bool is_behind = lines->title != NO_LINE && i >= lines->title;
	bool is_up_to = lines->title != NO_LINE && i < lines->title;
	f[LINE_TITLE] = is_behind ? nearness(i - lines->title + 1) : 0;
	f[LINE_UP_TO_TITLE] = is_up_to ? nearness(lines->title - i) : 0;
	f[LINE_PAGE_SIZE] = log_scale(all[TALLY_WORDS]);
	f[LINE_PAGE_LINES] = log_scale(lines->count);
	f[LINE_PAGE_RUN] = share_of(lines->longest_run, all[TALLY_WORDS]);
}

void line_features(const struct lines *lines, uint32_t i, int16_t features[LINE_FEATURE_COUNT])
{
	float f[LINE_FEATURE_COUNT];
	own_features(lines, &lines->lines[i], f);
	window_features(lines, i, f);
	neighbour_features(lines, i, f);
	place_features(lines, i, f);
	gap_features(lines, i, f);
	for (size_t k = 0; k < LINE_FEATURE_COUNT; k++)
		features[k] = (int16_t)(f[k] * LINE_UNIT);
}
