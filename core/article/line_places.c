#include "core/article/line_places.h"

enum {
	HEADING_WORDS_MAX = 4, /* of lines that stand as headings over others */
	UNDER_LINES_MAX = 15,  /* how far such a heading reaches */
	GAP_LINES_MAX = 2,     /* of other lines inside a run of good ones */
	TITLE_LINES = 200,     /* where the title's repeat is looked for */
	TITLE_WORDS_MIN = 3,
	REGION_COST = 10, /* of a line that is not good, in words */
	WIDE_REGION_COST = 3,
};

static bool is_good(const struct line *line)
{
	return line->marks & MARK_BIT(GOOD);
}

static void find_good(struct lines *lines, struct arena *arena)
{
	lines->good_before = arena_array(arena, uint32_t, lines->count);
	lines->good_at = arena_array(arena, uint32_t, lines->count);
	uint32_t last = NO_LINE;
	for (uint32_t i = 0; i < lines->count; i++)
		lines->good_before[i] = last = is_good(&lines->lines[i]) ? i : last;
	last = NO_LINE;
	for (uint32_t i = lines->count; i-- > 0;)
		lines->good_at[i] = last = is_good(&lines->lines[i]) ? i : last;
}

/* Gives each line of a run of good lines the words of the whole run. */
static void find_good_runs(struct lines *lines)
{
	for (uint32_t i = 0; i < lines->count;) {
		if (!is_good(&lines->lines[i])) {
			i++;
			continue;
		}
		uint32_t end = i + 1;
		for (uint32_t k = end; k < lines->count && k <= end + GAP_LINES_MAX; k++)
			if (is_good(&lines->lines[k]))
				end = k + 1;
		uint32_t words =
		        lines->before[end].of[TALLY_GOOD] - lines->before[i].of[TALLY_GOOD];
		if (words > lines->longest_run) {
			lines->longest_run = words;
			lines->longest_run_end = end;
		}
		for (; i < end; i++)
			lines->lines[i].good_run = words;
	}
}

/* Whether a line goes on with the run of the one before it. */
static bool joins(const struct line *line, const struct line *before, enum line_run run)
{
	const uint32_t marks[RUN_COUNT] = {
	        [RUN_SHORT] = MARK_BIT(SHORT), [RUN_ITEM] = MARK_BIT(ITEM)};
	if (run == RUN_ALIKE)
		return line->kind == before->kind;
	return (line->marks & marks[run]) && (before->marks & marks[run]);
}

static void find_runs(struct lines *lines, enum line_run run)
{
	for (uint32_t i = 0; i < lines->count;) {
		uint32_t end = i + 1;
		while (end < lines->count && joins(&lines->lines[end], &lines->lines[end - 1], run))
			end++;
		for (uint32_t length = end - i; i < end; i++)
			lines->lines[i].run[run] =
			        joins(&lines->lines[i], &lines->lines[i], run) ? length : 0;
	}
}

/* The lines that together have most good words, less a cost for each other line (Pasternack and
 * Roth, "Extracting Article Text from the Web with Maximum Subsequence Segmentation", 2009). */
static struct line_region find_region(const struct lines *lines, int cost)
{
	enum { GAIN_MAX = 100 };
	struct line_region region = {0};
	int64_t sum = 0, best = 0;
	uint32_t start = 0;
	for (uint32_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->lines[i];
		uint32_t gain = line->words < GAIN_MAX ? line->words : GAIN_MAX;
		sum += is_good(line) ? (int64_t)gain : -cost;
		if (sum <= 0) {
			sum = 0;
			start = i + 1;
		} else if (sum > best) {
			best = sum;
			region = (struct line_region){start, i + 1};
		}
	}
	return region;
}

static void find_phrases(struct lines *lines)
{
	for (int phrase = 0; phrase < PHRASE_COUNT; phrase++) {
		uint8_t distance = FAR_LINES;
		for (uint32_t i = 0; i < lines->count; i++) {
			lines->lines[i].since[phrase] = distance;
			distance += distance < FAR_LINES;
			if (lines->lines[i].phrases >> phrase & 1)
				distance = 1;
		}
		distance = FAR_LINES;
		for (uint32_t i = lines->count; i-- > 0;) {
			lines->lines[i].until[phrase] = distance;
			distance += distance < FAR_LINES;
			if (lines->lines[i].phrases >> phrase & 1)
				distance = 1;
		}
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

void line_places_find(struct lines *lines, struct arena *arena)
{
	find_good(lines, arena);
	find_good_runs(lines);
	for (int run = 0; run < RUN_COUNT; run++)
		find_runs(lines, (enum line_run)run);
	lines->region = find_region(lines, REGION_COST);
	lines->wide_region = find_region(lines, WIDE_REGION_COST);
	find_phrases(lines);
	find_under_more(lines);
	find_title(lines);
}
