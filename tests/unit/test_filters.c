#include <string.h>

#include "core/base/buf.h"
#include "core/filter/default_presets.h"
#include "core/filter/judge.h"
#include "core/filter/repeats.h"
#include "core/filter/urls.h"
#include "core/filter/word_cuts.h"
#include "tests/test.h"

/* A text with its signals; freed by fixture_free. */
struct fixture {
	struct arena arena;
	struct filter_text text;
	struct signals signals;
};

static void fixture_init(struct fixture *fixture, struct str text, enum word_cut cut)
{
	arena_init(&fixture->arena);
	filter_text_init(&fixture->text, text, &fixture->arena);
	signals_init(&fixture->signals, &fixture->text, cut);
}

static void fixture_free(struct fixture *fixture)
{
	arena_free(&fixture->arena);
}

static bool is_fraction(struct fraction fraction, uint64_t value, uint64_t over)
{
	return fraction.value == value && fraction.over == over;
}

/* ---- words ---- */

static void check_words(enum word_cut cut, const char *text, const char *wanted)
{
	struct fixture fixture;
	struct buf joined;
	fixture_init(&fixture, str_from(text), cut);
	const struct words *words = filter_text_words(&fixture.text, cut);
	buf_init(&joined, 1000);
	for (uint32_t i = 0; i < words->count; i++) {
		if (i > 0)
			buf_append_byte(&joined, '|');
		buf_append(&joined, words->list[i].text);
	}
	CHECK_STR(buf_str(&joined), str_from(wanted));
	buf_free(&joined);
	fixture_free(&fixture);
}

TEST(words_are_cut_in_four_ways)
{
	const char *text = "It's 3.5 well-known (words), \"cannot\" e.g.";
	check_words(WORDS_SPLIT, text, "It's|3.5|well-known|(words),|\"cannot\"|e.g.");
	check_words(WORDS_SIMPLE, text, "It's|3|.|5|well-known|(|words|)|,|\"|cannot|\"|e|.|g|.");
	check_words(WORDS_UNICODE, text, "It's|3.5|well|known|words|cannot|e.g");
	check_words(WORDS_TREEBANK, text, "It|'s|3.5|well-known|(|words|)|,|``|can|not|''|e.g|.");
}

TEST(unicode_words_of_other_scripts)
{
	check_words(WORDS_UNICODE, "\u4e2d\u6587 \u30c6\u30b9\u30c8 \u05d0\u05d1",
	            "\u4e2d|\u6587|\u30c6\u30b9\u30c8|\u05d0\u05d1");
	check_words(WORDS_UNICODE, "a\u0301b _x x_1 1,2 a:b a\u200db",
	            "a\u0301b|x_1|1,2|a:b|a\u200db");
	check_words(WORDS_UNICODE, "", "");
}

TEST(treebank_words_of_contractions_and_ends)
{
	check_words(WORDS_TREEBANK, "They'll gonna say: 'tis don't... 5,000!",
	            "They|'ll|gon|na|say|:|'t|is|do|n't|...|5,000|!");
	check_words(WORDS_TREEBANK, "\u201cYes\u201d -- he's 'A' [sic].",
	            "\u201c|Yes|\u201d|--|he|'s|'|A|'|[|sic|]|.");
}

TEST(equal_words_have_equal_numbers)
{
	struct fixture fixture;
	fixture_init(&fixture, STR("a b a c b a"), WORDS_SPLIT);
	const struct words *words = filter_text_words(&fixture.text, WORDS_SPLIT);
	static const uint32_t ids[] = {0, 1, 0, 2, 1, 0};
	CHECK_NUMBER(words->count, 6);
	for (uint32_t i = 0; i < words->count; i++)
		CHECK_NUMBER(words->list[i].id, ids[i]);
	fixture_free(&fixture);
}

/* ---- repetition, beside a slow way to find it ---- */

static bool same_words(const struct words *words, uint32_t a, uint32_t b, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (!str_equal(words->list[a + i].text, words->list[b + i].text))
			return false;
	return true;
}

static void check_ngrams(const struct words *words, struct ngrams *ngrams)
{
	uint32_t n = ngrams->n, repeated = 0;
	for (uint32_t i = 0; i + n <= words->count; i++) {
		uint32_t copies = 0, first = i;
		for (uint32_t j = words->count - n + 1; j-- > 0;)
			if (same_words(words, i, j, n)) {
				copies++;
				first = j;
			}
		if (copies < 2)
			continue;
		CHECK(repeated < ngrams->repeated_count);
		CHECK_NUMBER(ngrams->positions[repeated], i);
		uint32_t id = ngrams->ids[repeated++];
		CHECK_NUMBER(ngrams->counts[id], copies);
		CHECK_NUMBER(ngrams->firsts[id], first);
	}
	CHECK_NUMBER(ngrams->repeated_count, repeated);
}

TEST(repeated_ngrams_are_those_that_a_slow_search_finds)
{
	char text[600];
	uint32_t state = 1;
	for (int round = 0; round < 40; round++) {
		size_t n = 0;
		for (int i = 0; i < 200; i++) {
			state = state * 1664525 + 1013904223;
			text[n++] = (char)('a' + (state >> 24) % (2 + round % 5));
			text[n++] = ' ';
		}
		struct fixture fixture;
		struct ngrams ngrams;
		fixture_init(&fixture, (struct str){text, n}, WORDS_SPLIT);
		const struct words *words = filter_text_words(&fixture.text, WORDS_SPLIT);
		ngrams_begin(&ngrams, words, &fixture.arena);
		while (ngrams.n < 10) {
			check_ngrams(words, &ngrams);
			ngrams_next(&ngrams);
		}
		fixture_free(&fixture);
	}
}

TEST(the_same_number_has_three_meanings)
{
	struct fixture fixture;
	fixture_init(&fixture, STR("one\ntwo\none\nthree\n\nfour"), WORDS_SPLIT);
	struct signals *signals = &fixture.signals;
	CHECK(is_fraction(signals_get(signals, SIGNAL_datatrove_dup_lines), 1, 5));
	CHECK(is_fraction(signals_get(signals, SIGNAL_dclm_dup_lines), 2, 5));
	CHECK(is_fraction(signals_get(signals, SIGNAL_dolma_dup_lines), 2, 6));
	CHECK(is_fraction(signals_get(signals, SIGNAL_datatrove_dup_line_chars), 3, 23));
	CHECK(is_fraction(signals_get(signals, SIGNAL_dclm_dup_line_chars), 6, 18));
	CHECK(is_fraction(signals_get(signals, SIGNAL_dolma_dup_line_chars), 6, 18));
	fixture_free(&fixture);
}

TEST(datatrove_joins_words_by_nothing)
{
	struct fixture fixture;
	fixture_init(&fixture, STR("ab c d e f a bc d e f"), WORDS_SPLIT);
	CHECK(is_fraction(signals_get(&fixture.signals, SIGNAL_datatrove_dup_5_gram), 6, 21));
	CHECK(is_fraction(signals_get(&fixture.signals, SIGNAL_dclm_dup_5_gram), 0, 0));
	fixture_free(&fixture);
}

TEST(a_text_of_nothing_has_no_shares)
{
	struct fixture fixture;
	fixture_init(&fixture, STR(""), WORDS_SIMPLE);
	signals_all(&fixture.signals);
	CHECK(is_fraction(fixture.signals.values[SIGNAL_datatrove_words], 0, 1));
	CHECK(is_fraction(fixture.signals.values[SIGNAL_datatrove_alpha_words], 0, 0));
	CHECK(is_fraction(fixture.signals.values[SIGNAL_fineweb_dup_line_chars], 0, 0));
	fixture_free(&fixture);
}

/* ---- presets ---- */

/* What a preset leaves of a text; the reason, if it leaves none. */
static void check_judged(const char *preset_text, const char *text, const char *left,
                         const char *reason)
{
	struct fixture fixture;
	struct preset preset;
	struct error error;
	struct verdict verdict;
	const struct judge_page page = {STR("de"), 70};
	fixture_init(&fixture, str_from(text), WORDS_SIMPLE);
	enum status status =
	        preset_parse(STR("test"), str_from(preset_text), &fixture.arena, &preset, &error);
	if (CHECK(status == STATUS_OK)) {
		judge_text(&preset, &fixture.signals, &page, &verdict);
		CHECK(verdict.keep == (left != NULL));
		CHECK_STR(verdict.reason, str_from(reason));
		if (left)
			CHECK_STR(verdict.text, str_from(left));
	}
	fixture_free(&fixture);
}

TEST(a_threshold_is_exact)
{
	const char *four_of_five = "a b c d 5";
	check_judged("words simple\ndrop datatrove_alpha_words < 0.8", four_of_five, four_of_five,
	             "");
	check_judged("words simple\ndrop datatrove_alpha_words <= 0.80", four_of_five, NULL,
	             "datatrove_alpha_words 4/5 <= 0.80");
	check_judged("words simple\ndrop datatrove_alpha_words < 0.8000000001", four_of_five, NULL,
	             "datatrove_alpha_words 4/5 < 0.8000000001");
	check_judged("words simple\ndrop datatrove_words > 4", four_of_five, NULL,
	             "datatrove_words 5 > 4");
	check_judged("words simple\ndrop datatrove_words >= 6", four_of_five, four_of_five, "");
}

TEST(languages_are_wanted_with_a_score)
{
	check_judged("languages en de >= 0.7", "x", "x", "");
	check_judged("languages en de >= 0.71", "x", NULL, "language de 0.70 < 0.71");
	check_judged("languages de >= 1", "x", NULL, "language de 0.70 < 1.00");
	check_judged("languages en", "x", NULL, "language de is not wanted");
}

TEST(repairs_change_the_text_that_later_steps_see)
{
	const char *text =
	        "LOUD LINE\nA line of words.\n12 345\n1.2K likes\nRead more...\n\n\n\nlast one";
	check_judged("repair dclm_uppercase 0.5\nrepair dclm_counters\nrepair dclm_read_more\n"
	             "repair dclm_newlines 2\nrepair dclm_line_words 2",
	             text, "A line of words.\n12 345\n\nlast one", "");
	check_judged("repair dclm_numeric 0.9", "123\nabc", "abc", "");
	check_judged("repair dclm_numeric 0.9", "123", NULL, "dclm_numeric left nothing");
	check_judged("count_words\nrepair dclm_line_words 2\ndrop dclm_removed_words > 0.25",
	             "one\ntwo three four", "two three four", "");
	check_judged("count_words\nrepair dclm_line_words 2\ndrop dclm_removed_words > 0.24",
	             "one\ntwo three four", NULL, "dclm_removed_words 1/4 > 0.24");
	check_judged("repair dclm_cart\nrepair dclm_sign_in", "3 Items in cart now\nSign-in here",
	             "3 now\nhere", "");
}

TEST(c4_lines_are_kept_by_the_rules_that_the_step_names)
{
	const char *text = "A line of five words.\nno end mark here at all\nTwo [1] words!\nUse "
	                   "cookies for all of this.";
	check_judged("repair c4_lines words 5 end_marks yes\ndrop c4_sentences < 1", text,
	             "A line of five words.", "");
	check_judged("repair c4_lines words 3 end_marks no", text,
	             "A line of five words.\nno end mark here at all\nTwo  words!", "");
	check_judged("repair c4_lines words 5 end_marks yes\ndrop c4_curly_bracket > 0",
	             "Here are { some more words.", NULL, "c4_curly_bracket 1 > 0");
	check_judged("repair c4_lines words 5 end_marks yes", "Too few.", NULL,
	             "c4_lines left nothing");
}

TEST(urls_go_with_the_white_space_before_them)
{
	check_judged("repair urls", "see https://www.example.com/a?b=c#d, or 10.0.0.1:80/x now",
	             "see, or now", "");
	check_judged("repair urls", "no url. At all, 1.2.3 or a.notatld",
	             "no url. At all, 1.2.3 or a.notatld", "");
	check_judged("repair dclm_urls", "Zzz www.example.com 1.1.1.1", "Zzz www.example.com", "");
	check_judged("repair dclm_urls", "Company at www.example.com", "Company at", "");
}

TEST(the_presets_that_the_program_brings_are_right)
{
	CHECK(default_presets_count >= 6);
	for (uint32_t i = 0; i < default_presets_count; i++) {
		struct arena arena;
		struct preset preset;
		struct error error;
		arena_init(&arena);
		CHECK(preset_parse(default_presets[i].name, default_presets[i].text, &arena,
		                   &preset, &error) == STATUS_OK);
		arena_free(&arena);
	}
}
