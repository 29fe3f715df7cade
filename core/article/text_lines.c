#include "core/article/text_lines.h"

#include <math.h>
#include <string.h>

#include "core/article/phrases.h"
#include "core/article/scale.h"
#include "core/article/shape.h"
#include "core/base/hash.h"
#include "core/text/words.h"

enum {
	LINE_UNIT = 1000, /* a 1 as a feature */
	GOOD_WORDS_MIN = 25,
	SENTENCE_WORDS_MIN = 6, /* with an end mark, fewer words are good as well */
	SHORT_WORDS_MAX = 30,
	SHORT_BYTES = 400, /* phrases, prices and separators are looked for in lines that short */
	HEADING_WORDS_MAX = 4, /* of lines that stand as headings over others */
	UNDER_LINES_MAX = 15,  /* how far such a heading reaches */
	GAP_LINES_MAX = 2,     /* of other lines inside a run of good ones */
	TITLE_LINES = 200,     /* where the title's repeat is looked for */
	TITLE_WORDS_MIN = 3,
	FRAME_BITS =
	        PHRASE_BIT(PHRASE_LEGAL) | PHRASE_BIT(PHRASE_COOKIES) | PHRASE_BIT(PHRASE_SIGNUP),
	MORE_BITS = PHRASE_BIT(PHRASE_RELATED) | PHRASE_BIT(PHRASE_SHARE) |
	            PHRASE_BIT(PHRASE_MORE) | PHRASE_BIT(PHRASE_ADVERT),
	ALL_BITS = FRAME_BITS | MORE_BITS | PHRASE_BIT(PHRASE_COMMENTS) | PHRASE_BIT(PHRASE_NAV) |
	           PHRASE_BIT(PHRASE_BUY) | PHRASE_BIT(PHRASE_BYLINE),
};

static void cut_lines(struct str text, struct arena *arena, struct lines *lines)
{
	uint32_t count_max = 1, count = 0;
	struct str rest = text, piece;
	for (size_t at = 0; (at = str_find_byte(text, '\n', at)) != STR_NONE; at++)
		count_max += count_max < LINES_MAX;
	lines->lines = arena_array(arena, struct line, count_max);
	while (count < count_max && str_next(&rest, '\n', &piece)) {
		piece = str_trim(piece);
		if (piece.n)
			lines->lines[count++] = (struct line){.text = piece};
	}
	lines->count = count;
}

static void look_at_lines(struct lines *lines, struct arena *arena)
{
	const struct lexicon *phrases = phrases_new(ALL_BITS, arena);
	for (uint32_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->lines[i];
		line->words = (uint32_t)words_measure(line->text);
		line->is_sentence = shape_ends_as_sentence(line->text);
		line->is_good =
		        line->words >= (line->is_sentence ? SENTENCE_WORDS_MIN : GOOD_WORDS_MIN);
		if (line->words <= SHORT_WORDS_MAX && line->text.n <= SHORT_BYTES)
			line->phrases = lexicon_scan(phrases, line->text);
	}
}

/* Equal lines by a table of their hashes, with a free slot for every taken one. */
static void find_seen(struct lines *lines, struct arena *arena)
{
	uint32_t slots = 16;
	while (slots < 2 * lines->count)
		slots *= 2;
	uint64_t *seen = arena_array(arena, uint64_t, slots);
	memset(seen, 0, sizeof(*seen) * slots);
	for (uint32_t i = 0; i < lines->count; i++) {
		uint64_t hash = hash64(lines->lines[i].text);
		hash += hash == 0;
		uint32_t slot = (uint32_t)hash & (slots - 1);
		while (seen[slot] != 0 && seen[slot] != hash)
			slot = (slot + 1) & (slots - 1);
		lines->lines[i].is_seen = seen[slot] == hash;
		seen[slot] = hash;
	}
}

static void sum_up(struct lines *lines, struct arena *arena)
{
	lines->before = arena_array(arena, struct line_sums, lines->count + 1);
	lines->before[0] = (struct line_sums){0};
	for (uint32_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->lines[i];
		struct line_sums *sums = &lines->before[i + 1];
		*sums = lines->before[i];
		sums->words += line->words;
		sums->good_words += line->is_good ? line->words : 0;
		sums->sentence_words += line->is_sentence ? line->words : 0;
		sums->frame_lines += (line->phrases & (FRAME_BITS | MORE_BITS)) != 0;
	}
}

static void find_good(struct lines *lines, struct arena *arena)
{
	lines->good_before = arena_array(arena, uint32_t, lines->count);
	lines->good_at = arena_array(arena, uint32_t, lines->count);
	uint32_t last = NO_LINE;
	for (uint32_t i = 0; i < lines->count; i++)
		lines->good_before[i] = last = lines->lines[i].is_good ? i : last;
	last = NO_LINE;
	for (uint32_t i = lines->count; i-- > 0;)
		lines->good_at[i] = last = lines->lines[i].is_good ? i : last;
}

/* Gives each line of a run of good lines the words of the whole run. */
static void find_runs(struct lines *lines)
{
	for (uint32_t i = 0; i < lines->count;) {
		if (!lines->lines[i].is_good) {
			i++;
			continue;
		}
		uint32_t end = i + 1;
		for (uint32_t k = end; k < lines->count && k <= end + GAP_LINES_MAX; k++)
			if (lines->lines[k].is_good)
				end = k + 1;
		uint32_t words = lines->before[end].good_words - lines->before[i].good_words;
		if (words > lines->longest_run) {
			lines->longest_run = words;
			lines->longest_run_end = end;
		}
		for (; i < end; i++)
			lines->lines[i].run = words;
	}
}

static void find_under_more(struct lines *lines)
{
	uint32_t heading = NO_LINE;
	for (uint32_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->lines[i];
		line->is_under_more = heading != NO_LINE && i - heading <= UNDER_LINES_MAX;
		if (line->words > HEADING_WORDS_MAX)
			continue;
		if (line->phrases & (PHRASE_BIT(PHRASE_RELATED) | PHRASE_BIT(PHRASE_COMMENTS)))
			heading = i;
	}
}

static void find_title(struct lines *lines)
{
	lines->title = NO_LINE;
	for (uint32_t i = 1; i < lines->count && i < TITLE_LINES; i++) {
		const struct line *line = &lines->lines[i];
		if (line->words >= TITLE_WORDS_MIN &&
		    str_find(lines->lines[0].text, line->text, 0) != STR_NONE) {
			lines->title = i;
			return;
		}
	}
}

void lines_from_text(struct str text, struct arena *arena, struct lines *lines)
{
	*lines = (struct lines){0};
	cut_lines(text, arena, lines);
	look_at_lines(lines, arena);
	find_seen(lines, arena);
	sum_up(lines, arena);
	find_good(lines, arena);
	find_runs(lines);
	find_under_more(lines);
	find_title(lines);
}

static bool is_item(struct str text)
{
	return str_starts(text, STR("- ")) || str_starts(text, STR("* ")) ||
	       str_starts(text, STR("•"));
}

static void own_features(const struct line *line, float *f)
{
	struct shape shape = shape_of(line->text);
	bool is_short = line->text.n <= SHORT_BYTES;
	f[LINE_WORDS] = log_scale(line->words);
	f[LINE_WORDS_FEW] = line->words <= 3;
	f[LINE_WORDS_MANY] = line->words >= 20;
	f[LINE_SENTENCE] = line->is_sentence;
	f[LINE_COMMAS] = fminf((float)shape.commas, 3) / 3;
	f[LINE_DIGITS] = share((float)shape.digits, (float)shape.bytes);
	f[LINE_CAPITALS] = share((float)shape.capital_words, (float)shape.words);
	f[LINE_SEPARATORS] = is_short && shape_has_separator(line->text);
	f[LINE_PRICE] = is_short && shape_has_price(line->text);
	f[LINE_SEEN] = line->is_seen;
	f[LINE_IS_ITEM] = is_item(line->text);
	f[LINE_UNDER_MORE] = line->is_under_more;
	f[LINE_SAYS_FRAME] = (line->phrases & FRAME_BITS) != 0;
	f[LINE_SAYS_MORE] = (line->phrases & MORE_BITS) != 0;
	f[LINE_SAYS_NAV] = line->phrases >> PHRASE_NAV & 1;
	f[LINE_SAYS_BUY] = line->phrases >> PHRASE_BUY & 1;
	f[LINE_SAYS_BYLINE] = line->phrases >> PHRASE_BYLINE & 1;
}

/* The sums over the lines up to `reach` away, and in `*count` how many these are. */
static struct line_sums window(const struct lines *lines, uint32_t i, uint32_t reach, float *count)
{
	uint32_t from = i > reach ? i - reach : 0;
	uint32_t to = lines->count - i > reach + 1 ? i + reach + 1 : lines->count;
	const struct line_sums *a = &lines->before[from], *b = &lines->before[to];
	*count = (float)(to - from);
	return (struct line_sums){b->words - a->words, b->good_words - a->good_words,
	                          b->sentence_words - a->sentence_words,
	                          b->frame_lines - a->frame_lines};
}

static void window_features(const struct lines *lines, uint32_t i, float *f)
{
	float count;
	f[LINE_GOOD_1] = log_scale(window(lines, i, 1, &count).good_words);
	struct line_sums sums = window(lines, i, 2, &count);
	f[LINE_GOOD_2] = log_scale(sums.good_words);
	f[LINE_WORDS_2] = fminf((float)sums.words / count, 50) / 50;
	sums = window(lines, i, 5, &count);
	f[LINE_GOOD_5] = log_scale(sums.good_words);
	f[LINE_GOOD_SHARE_5] = share((float)sums.good_words, (float)sums.words);
	sums = window(lines, i, 10, &count);
	f[LINE_FRAME_10] = (float)sums.frame_lines / count;
	sums = window(lines, i, 30, &count);
	f[LINE_GOOD_SHARE_30] = share((float)sums.good_words, (float)sums.words);
}

static void place_features(const struct lines *lines, uint32_t i, float *f)
{
	const struct line *line = &lines->lines[i];
	struct line_sums all = lines->before[lines->count], before = lines->before[i];
	uint32_t last = i ? lines->good_before[i - 1] : NO_LINE;
	uint32_t next = i + 1 < lines->count ? lines->good_at[i + 1] : NO_LINE;
	f[LINE_PREVIOUS] = last != NO_LINE ? 1 / (float)(i - last) : 0;
	f[LINE_NEXT] = next != NO_LINE ? 1 / (float)(next - i) : 0;
	f[LINE_BETWEEN] = sqrtf(f[LINE_PREVIOUS] * f[LINE_NEXT]);
	f[LINE_UNENDED] =
	        line->is_sentence ? 0 : share((float)all.sentence_words, (float)all.words);
	f[LINE_TRAILING] = i >= lines->longest_run_end ? f[LINE_UNENDED] : 0;
	f[LINE_RUN] = log_scale(line->run);
	f[LINE_RUN_SHARE] = share((float)line->run, (float)lines->longest_run);
	f[LINE_BEFORE] = share((float)before.words, (float)all.words);
	f[LINE_GOOD_BEFORE] = share((float)before.good_words, (float)all.good_words);
	f[LINE_FIRST] = i < 3;
	f[LINE_TITLE] = lines->title != NO_LINE && i >= lines->title
	                        ? 1 / sqrtf((float)(i - lines->title + 1))
	                        : 0;
	f[LINE_PAGE_GOOD] = share((float)all.good_words, (float)all.words);
	f[LINE_PAGE_WORDS] = log_scale(all.words);
}

void line_features(const struct lines *lines, uint32_t i, int16_t features[LINE_FEATURE_COUNT])
{
	float f[LINE_FEATURE_COUNT];
	own_features(&lines->lines[i], f);
	window_features(lines, i, f);
	place_features(lines, i, f);
	for (size_t k = 0; k < LINE_FEATURE_COUNT; k++)
		features[k] = (int16_t)(f[k] * LINE_UNIT);
}
