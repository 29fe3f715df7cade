#include "core/text/words.h"

#include "tests/test.h"

TEST(words_are_runs_of_letters_digits_and_underscores)
{
	struct str rest = STR("  It's 3.5_x -- caf\xc3\xa9!"), word;
	static const char *const want[] = {"It", "s", "3", "5_x", "caf\xc3\xa9"};
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		CHECK(words_next(&rest, &word) && str_equal(word, str_from(want[i])));
	CHECK(!words_next(&rest, &word));
}

TEST(marks_of_other_scripts_end_words_as_python_has_it)
{
	CHECK_NUMBER(words_count(STR("हिन्दी")), 3); /* vowel signs and the virama are no letters */
	CHECK_NUMBER(words_count(STR("русский язык")), 2);
	CHECK_NUMBER(words_count(STR("Ⅷ ½ ²")), 3); /* number letters and other numbers are */
	CHECK_NUMBER(words_count(STR("“”…—€")), 0);
	CHECK_NUMBER(words_count(STR("")), 0);
}

TEST(a_text_without_spaces_is_one_word_but_measures_by_its_characters)
{
	CHECK_NUMBER(words_count(STR("春眠不覚暁")), 1);
	CHECK_NUMBER(words_measure(STR("春眠不覚暁")), 3);
	CHECK_NUMBER(words_measure(STR("two words 春眠")), 3);
	CHECK_NUMBER(words_measure(STR("one, two")), 2);
	CHECK_NUMBER(words_measure(STR("한국어 단어")), 2); /* Hangul has spaces */
}

TEST(characters_are_classified_across_planes)
{
	CHECK(words_has_char('_') && words_has_char('z') && words_has_char(0x20000));
	CHECK(!words_has_char(' ') && !words_has_char(0x2014) && !words_has_char(0x1f600));
	CHECK(words_is_unspaced(0x0e01) && words_is_unspaced(0x30a2) && !words_is_unspaced(0xac00));
}
