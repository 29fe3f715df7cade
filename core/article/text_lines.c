/* One step after another adds to what is known of lines; each is linear in the page's length. */
#include "core/article/text_lines.h"

#include <string.h>

#include "core/article/line_fields.h"
#include "core/article/line_marks.h"
#include "core/article/line_places.h"
#include "core/article/line_repeats.h"
#include "core/article/page_words.h"
#include "core/article/word_set.h"
#include "core/text/words.h"

enum {
	SHORT_WORDS_MAX = 30,
	SHORT_BYTES = 400, /* phrases are looked for in lines that short */
	MORE_BITS = PHRASE_BIT(PHRASE_RELATED) | PHRASE_BIT(PHRASE_SHARE) |
	            PHRASE_BIT(PHRASE_MORE) | PHRASE_BIT(PHRASE_ADVERT),
	FRAME_BITS = PHRASE_BIT(PHRASE_LEGAL) | PHRASE_BIT(PHRASE_COOKIES) |
	             PHRASE_BIT(PHRASE_SIGNUP) | MORE_BITS,
	ALL_BITS = (1 << PHRASE_COUNT) - 1,
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
	struct word_set title;
	if (lines->count == 0)
		return;
	word_set_read(&title, lines->lines[0].text);
	lines->title_words = title.count;
	for (uint32_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->lines[i];
		line->words = (uint32_t)words_measure(line->text);
		line->shape = shape_of(line->text);
		line->marks = line_marks(line->text, line->words);
		line->kind = line_kind(line->marks, line->words, &line->shape);
		lines->kind_lines[line->kind]++;
		lines->kind_words[line->kind] += line->words;
		if (line->words > SHORT_WORDS_MAX || line->text.n > SHORT_BYTES)
			continue;
		line->phrases = lexicon_scan(phrases, line->text);
		line->in_title = word_set_overlap(&title, line->text).common;
	}
}

/* Marks the lines below a label for tags that are its list, as items if the label is one. */
static void mark_tags_below(struct lines *lines, uint32_t label)
{
	struct line *first = &lines->lines[label] + 1, *end = first;
	struct line *last = lines->lines + lines->count;
	uint32_t item = lines->lines[label].marks & MARK_BIT(ITEM);
	while (end < last && end - first <= FIELD_TAGS_MAX && (end->marks & item) == item &&
	       end->phrases == 0 && line_fields_is_tag(line_fields_unmarked(end->text)))
		end++;
	if (end == first || end - first > FIELD_TAGS_MAX)
		return;
	for (first--; first < end; first++)
		first->marks |= MARK_BIT(TAGS);
}

static void find_fields(struct lines *lines)
{
	for (uint32_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->lines[i];
		struct str text = line_fields_unmarked(line->text), rest = text;
		struct str tags[FIELD_TAGS_MAX + 1];
		struct line_field field;
		if (text.n > FIELD_LINE_BYTES_MAX || !line_fields_next(&rest, &field))
			continue;
		line->marks |= MARK_BIT(FIELDS);
		if (field.field != FIELD_TAG)
			continue;
		uint32_t count = line_fields_split(field.value, tags, FIELD_TAGS_MAX + 1);
		if (field.value.n == 0)
			mark_tags_below(lines, i);
		else if (count > 0 && count <= FIELD_TAGS_MAX)
			line->marks |= MARK_BIT(TAGS);
	}
}

static void tally(const struct line *line, struct line_tallies *sums)
{
	uint32_t marks = line->marks, phrases = line->phrases;
	const uint32_t values[TALLY_COUNT] = {
	        [TALLY_WORDS] = line->words,
	        [TALLY_GOOD] = marks & MARK_BIT(GOOD) ? line->words : 0,
	        [TALLY_TOKENS] = line->shape.words,
	        [TALLY_CAPITALS] = line->shape.capital_words,
	        [TALLY_BYTES] = line->shape.bytes,
	        [TALLY_DIGITS] = line->shape.digits,
	        [TALLY_KNOWN] = line->known,
	        [TALLY_TITLED] = line->in_title,
	        [TALLY_SENTENCES] = (marks & MARK_BIT(SENTENCE)) != 0,
	        [TALLY_SHORTS] = (marks & MARK_BIT(SHORT)) != 0,
	        [TALLY_ITEMS] = (marks & MARK_BIT(ITEM)) != 0,
	        [TALLY_PRICES] = (marks & MARK_BIT(PRICE)) != 0,
	        [TALLY_YEARS] = (marks & MARK_BIT(YEAR)) != 0,
	        [TALLY_REPEATS] = line->same > 1,
	        [TALLY_FRAMES] = (phrases & FRAME_BITS) != 0,
	        [TALLY_MENUS] = (phrases & PHRASE_BIT(PHRASE_NAV)) != 0,
	        [TALLY_SHOPS] = (phrases & PHRASE_BIT(PHRASE_BUY)) != 0,
	        [TALLY_BYLINES] = (phrases & PHRASE_BIT(PHRASE_BYLINE)) != 0,
	        [TALLY_REPLIES] = (phrases & PHRASE_BIT(PHRASE_COMMENTS)) != 0,
	};
	for (int k = 0; k < TALLY_COUNT; k++)
		sums->of[k] += values[k];
}

static void sum_up(struct lines *lines, struct arena *arena)
{
	lines->before = arena_array(arena, struct line_tallies, lines->count + 1);
	lines->before[0] = (struct line_tallies){0};
	for (uint32_t i = 0; i < lines->count; i++) {
		lines->before[i + 1] = lines->before[i];
		tally(&lines->lines[i], &lines->before[i + 1]);
	}
}

void lines_from_text(struct str text, struct arena *arena, struct lines *lines)
{
	*lines = (struct lines){0};
	cut_lines(text, arena, lines);
	look_at_lines(lines, arena);
	page_words_count(lines, arena);
	find_fields(lines);
	line_repeats_count(lines, arena);
	sum_up(lines, arena);
	line_places_find(lines, arena);
}
