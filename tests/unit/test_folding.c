#include "core/text/folding.h"

#include <stdlib.h>

#include "core/base/buf.h"
#include "tests/test.h"

/* All of a text's stretches, with one space between words and none at the ends. */
static struct str folded(struct str text, struct buf *out)
{
	struct folding *folding = malloc(sizeof(*folding));
	struct str stretch, word;
	buf_reset(out);
	folding_begin(folding, text);
	while (folding_next(folding, &stretch))
		while (str_next(&stretch, ' ', &word)) {
			if (word.n == 0)
				continue;
			if (out->n > 0)
				buf_append_byte(out, ' ');
			buf_append(out, word);
		}
	free(folding);
	return buf_str(out);
}

TEST(texts_that_read_the_same_fold_to_the_same_words)
{
	static const char *const cases[][2] = {
	        {"Hello, World! It's 3.50 EUR (2024).", "hello world it s 0 0 eur 0"},
	        {"covid19 COVID-19 x_y", "covid0 covid 0 x y"},
	        {"Caf\xc3\xa9 CAFE\xcc\x81 cafe", "cafe cafe cafe"},
	        {"STRASSE Stra\xc3\x9f"
	         "e",
	         "strasse strasse"},
	        {"o\xef\xac\x83"
	         "ce",
	         "office"}, /* ligature ffi */
	        {"co\xc2\xad"
	         "operate",
	         "cooperate"},                                        /* soft hyphen */
	        {"one\xc2\xa0two\xe2\x80\x94three", "one two three"}, /* no-break space, dash */
	        {"\xe2\x80\x9cquoted\xe2\x80\x9d it\xe2\x80\x99s", "quoted it s"},
	        {"\xef\xbc\xa1\xef\xbc\x91", "a0"}, /* fullwidth A1 */
	        {"\xd0\x9f\xd1\x80\xd0\x98\xd0\xb2\xd0\x95\xd1\x82",
	         "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82"},
	        {"\xce\xa3\xce\xaf\xcf\x83\xcf\x85\xcf\x86\xce\xbf\xcf\x82",
	         "\xcf\x83\xce\xb9\xcf\x83\xcf\x85\xcf\x86\xce\xbf\xcf\x83"},
	        {"\xd9\xa3\xd9\xa5 \xe0\xa5\xa7", "0 0"}, /* Arabic-Indic, Devanagari */
	        {"", ""},
	        {" \xe2\x80\xa6 -- !", ""},
	};
	struct buf out;
	buf_init(&out, 1 << 20);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_STR(folded(str_from(cases[i][0]), &out), str_from(cases[i][1]));
	buf_free(&out);
}

TEST(each_character_of_a_script_without_spaces_is_a_word)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	CHECK_STR(folded(STR("日本語abc。"), &out), STR("日 本 語 abc"));
	CHECK_STR(folded(STR("㍿"), &out), STR("株 式 会 社"));
	buf_free(&out);
}

TEST(composed_and_decomposed_text_are_the_same)
{
	struct buf a, b;
	buf_init(&a, 1 << 20);
	buf_init(&b, 1 << 20);
	/* Hangul syllables and letters; voiced kana in one and in two characters, and half width */
	CHECK_STR(folded(STR("\xed\x95\x9c"), &a),
	          folded(STR("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"), &b));
	CHECK_STR(folded(STR("\xe3\x81\x8c"), &a), folded(STR("\xe3\x81\x8b\xe3\x82\x99"), &b));
	CHECK_STR(folded(STR("\xe3\x82\xac"), &a), folded(STR("\xef\xbd\xb6\xef\xbe\x9e"), &b));
	/* but a voiced kana is not the plain one, nor a vowel sign of Hindi nothing */
	CHECK(!str_equal(folded(STR("\xe3\x81\x8c"), &a), folded(STR("\xe3\x81\x8b"), &b)));
	CHECK(!str_equal(folded(STR("कि"), &a), folded(STR("क"), &b)));
	buf_free(&a);
	buf_free(&b);
}

/* Whatever stands in front of it, a text is folded the same: stretches cut nothing. */
TEST(where_stretches_end_makes_no_difference)
{
	enum { WORDS = 3000 };
	struct buf text, out;
	buf_init(&text, 1 << 20);
	buf_init(&out, 1 << 20);
	for (int i = 0; i < WORDS; i++)
		buf_append(&text, i % 3 ? STR("w\xc3\xb6rd\xe2\x80\x99s ") : STR("Other, "));
	struct str whole = folded(buf_str(&text), &out);
	size_t at = 0;
	for (int i = 0; i < WORDS; i++) {
		struct str want = i % 3 ? STR("word s") : STR("other");
		CHECK_STR(str_slice(whole, at, at + want.n), want);
		at += want.n + 1;
	}
	CHECK_NUMBER(at, whole.n + 1);
	buf_free(&text);
	buf_free(&out);
}

TEST(an_endless_word_is_cut_and_nothing_is_lost)
{
	enum { BYTES = 20000 };
	struct buf text, out;
	buf_init(&text, 1 << 20);
	buf_init(&out, 1 << 20);
	for (int i = 0; i < BYTES; i++)
		buf_append_byte(&text, 'a');
	struct str whole = folded(buf_str(&text), &out);
	size_t letters = 0;
	for (size_t i = 0; i < whole.n; i++)
		letters += whole.p[i] == 'a';
	CHECK_NUMBER(letters, BYTES);
	CHECK(whole.n > BYTES);
	buf_free(&text);
	buf_free(&out);
}

/* U+FDFA is what becomes longest: 18 letters. */
TEST(the_character_that_becomes_longest_fits)
{
	enum { COUNT = 5000 };
	struct buf text, out;
	buf_init(&text, 1 << 20);
	buf_init(&out, 1 << 20);
	for (int i = 0; i < COUNT; i++)
		buf_append(&text, STR("\xef\xb7\xba"));
	CHECK(folded(buf_str(&text), &out).n > COUNT * 30);
	buf_free(&text);
	buf_free(&out);
}
