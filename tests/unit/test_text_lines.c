#include "core/article/line_features.h"
#include "core/article/line_marks.h"
#include "tests/test.h"

#define PROSE_A                                                                                    \
	"The keeper of the lighthouse counts the ships that pass, and writes each of them down."
#define PROSE_B                                                                                    \
	"A lighthouse keeper in the next bay counts birds instead, which nobody writes down."

static uint32_t marks_of(const char *text)
{
	enum { WORDS = 5 };
	return line_marks(str_from(text), WORDS);
}

TEST(lines_have_the_marks_that_are_on_them)
{
	CHECK(marks_of("- a boat") & MARK_BIT(ITEM));
	CHECK(marks_of("12) a boat") & MARK_BIT(ITEM));
	CHECK(!(marks_of("12 boats") & MARK_BIT(ITEM)));
	CHECK(marks_of("from 1987 on") & MARK_BIT(YEAR));
	CHECK(marks_of("2014") & MARK_BIT(YEAR));
	CHECK(!(marks_of("no 21987 here") & MARK_BIT(YEAR)));
	CHECK(!(marks_of("in 1066") & MARK_BIT(YEAR)));
	CHECK(marks_of("Boats：") & MARK_BIT(COLON));
	CHECK(marks_of("and so on…") & MARK_BIT(CUT));
	CHECK(marks_of("a boat") & MARK_BIT(SHORT));
	CHECK(!(marks_of("It sank.") & MARK_BIT(SHORT)));
}

TEST(lines_that_differ_in_digits_are_alike)
{
	CHECK(line_hash_without_digits(STR("12 Replies")) ==
	      line_hash_without_digits(STR("3 replies")));
	CHECK(line_hash_without_digits(STR("12 replies")) !=
	      line_hash_without_digits(STR("12 replicas")));
	CHECK(line_hash_of_start(STR("Joined: May")) == line_hash_of_start(STR("Joined June")));
}

TEST(repeats_and_their_distances_are_known)
{
	struct arena arena;
	struct lines lines;
	arena_init(&arena);
	lines_from_text(STR("Boats\n3 replies\nReply\n14 replies\nReply\n"), &arena, &lines);
	CHECK_NUMBER(lines.count, 5);
	CHECK_NUMBER(lines.lines[1].same, 2);
	CHECK_NUMBER(lines.lines[3].same_before, 1);
	CHECK_NUMBER(lines.lines[3].since_same, 2);
	CHECK(!(lines.lines[3].marks & MARK_BIT(SEEN)));
	CHECK(lines.lines[4].marks & MARK_BIT(SEEN));
	CHECK(lines.lines[2].marks & MARK_BIT(AGAIN));
	CHECK_NUMBER(lines.lines[4].first_same, 2);
	CHECK_NUMBER(lines.lines[0].same, 1);
	arena_free(&arena);
}

TEST(the_words_of_prose_are_known_to_other_lines)
{
	struct arena arena;
	struct lines lines;
	arena_init(&arena);
	lines_from_text(STR("Lighthouse keepers\n" PROSE_A "\n" PROSE_B "\nSausages\n"), &arena,
	                &lines);
	CHECK_NUMBER(lines.lines[0].known, 1); /* "lighthouse" */
	CHECK_NUMBER(lines.lines[0].judged, 2);
	CHECK_NUMBER(lines.lines[1].known, 5); /* not those that it alone has */
	CHECK_NUMBER(lines.lines[3].known, 0);
	arena_free(&arena);
}

TEST(prose_has_runs_and_a_region)
{
	struct arena arena;
	struct lines lines;
	arena_init(&arena);
	lines_from_text(STR("Home\nNews\n" PROSE_A "\nSee also\n" PROSE_B "\nHome\nNews\n"), &arena,
	                &lines);
	CHECK_NUMBER(lines.region.start, 2);
	CHECK_NUMBER(lines.region.end, 5);
	CHECK_NUMBER(lines.longest_run_end, 5);
	CHECK_NUMBER(lines.lines[3].good_run, lines.longest_run);
	CHECK_NUMBER(lines.lines[6].good_run, 0);
	CHECK_NUMBER(lines.lines[6].run[RUN_SHORT], 2);
	CHECK_NUMBER(lines.lines[2].run[RUN_SHORT], 0);
	CHECK_NUMBER(lines.good_at[0], 2);
	CHECK_NUMBER(lines.good_before[6], 4);
	arena_free(&arena);
}

TEST(tags_are_marked_with_their_label_and_no_further)
{
	static const bool want[] = {false, true, true, true, false, false, false, true, false};
	struct arena arena;
	struct lines lines;
	arena_init(&arena);
	lines_from_text(STR("Boats\n- In:\n- Rivers\n- Boats\nlovely! (12)\n- Weirs\nTags:\n"
	                    "Filed under: a, b\nTags: this is what was said of all of them, and no list\n"),
	                &arena, &lines);
	for (uint32_t i = 0; i < lines.count; i++)
		CHECK_NUMBER((lines.lines[i].marks & MARK_BIT(TAGS)) != 0, want[i]);
	CHECK_NUMBER(lines.count, sizeof(want) / sizeof(want[0]));
	arena_free(&arena);
}

TEST(windows_stop_at_the_ends_of_a_page)
{
	int16_t first[LINE_FEATURE_COUNT], last[LINE_FEATURE_COUNT];
	struct arena arena;
	struct lines lines;
	arena_init(&arena);
	lines_from_text(STR("Home\n" PROSE_A "\n" PROSE_B), &arena, &lines);
	line_features(&lines, 0, first);
	line_features(&lines, 2, last);
	CHECK_NUMBER(first[LINE_BEFORE_10_WORDS], 0);
	CHECK_NUMBER(first[LINE_BEFORE1_WORDS], 0);
	CHECK_NUMBER(last[LINE_BEHIND_10_GOOD], 0);
	CHECK_NUMBER(last[LINE_BEHIND1_WORDS], 0);
	CHECK_NUMBER(first[LINE_AROUND_30_GOOD_SHARE], last[LINE_PAGE_GOOD_SHARE]);
	CHECK_NUMBER(first[LINE_AROUND_1_SENTENCES], 500);
	CHECK_NUMBER(last[LINE_IS_GOOD], 1000);
	CHECK_NUMBER(last[LINE_IS_AGAIN], 0);
	CHECK_NUMBER(last[LINE_SAYS_ADVERT], 0);
	arena_free(&arena);
}
