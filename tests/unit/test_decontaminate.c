#include "core/filter/decontaminate.h"

#include "core/base/buf.h"

#include "tests/test.h"

/* A set of one file; what each line is, as a letter, in `kinds`. */
static struct evaluation *set_of(const char *const *lines, char *kinds)
{
	struct evaluation *evaluation = evaluation_new();
	evaluation_begin(evaluation, STR("set.jsonl"));
	for (uint64_t n = 1; *lines; lines++, n++)
		*kinds++ = "-isb!"[evaluation_add(evaluation, n, str_from(*lines))];
	*kinds = '\0';
	return evaluation;
}

/* The item that a text has something of; "" if none. */
static struct str found(const struct evaluation *evaluation, const char *text)
{
	static struct arena arena;
	struct str detail;
	arena_free(&arena);
	arena_init(&arena);
	return evaluation_finds(evaluation, str_from(text), &arena, &detail) ? detail : STR("");
}

#define ONE_TO_7 "alpha bravo charlie delta echo foxtrot golf"
#define EIGHT_TO_14 "hotel india juliett kilo lima mike november"
#define FOURTEEN ONE_TO_7 " " EIGHT_TO_14

TEST(thirteen_words_in_a_row_are_found)
{
	static const char *const lines[] = {"{\"id\": \"q1\", \"text\": \"" FOURTEEN "\"}", NULL};
	char kinds[4];
	struct evaluation *set = set_of(lines, kinds);
	CHECK_STR(str_from(kinds), STR("i"));
	CHECK_STR(found(set, "So: " FOURTEEN " end"), STR("set.jsonl: q1"));
	CHECK_STR(found(set, "bravo charlie delta echo foxtrot golf " EIGHT_TO_14),
	          STR("set.jsonl: q1"));
	CHECK_STR(found(set,
	                "ALPHA, bravo (Charlie) d\xc3\xa9lta-echo\nfoxtrot \"golf\" hotel: india; "
	                "juliett/kilo lima mike!"),
	          STR("set.jsonl: q1"));
	CHECK_STR(found(set, "charlie delta echo foxtrot golf " EIGHT_TO_14), STR(""));
	CHECK_STR(found(set, ONE_TO_7 " or " EIGHT_TO_14), STR(""));
	CHECK_STR(found(set, ""), STR(""));
	evaluation_free(set);
}

TEST(an_item_of_8_to_12_words_is_found_as_a_whole)
{
	static const char *const lines[] = {
	        "{\"id\": 7, \"text\": \"" ONE_TO_7 " hotel\"}", "{\"text\": \"" ONE_TO_7 "\"}",
	        "{\"text\": \"hotel india juliett kilo " EIGHT_TO_14 "\"}", NULL};
	char kinds[8];
	struct evaluation *set = set_of(lines, kinds);
	CHECK_STR(str_from(kinds), STR("isi"));
	CHECK_STR(found(set, "x " ONE_TO_7 " hotel y"), STR("set.jsonl: 7"));
	CHECK_STR(found(set, "x " ONE_TO_7 " y"), STR(""));
	CHECK_STR(found(set, "hotel india juliett kilo " EIGHT_TO_14), STR("set.jsonl: line 3"));
	CHECK_STR(found(set, EIGHT_TO_14), STR(""));
	evaluation_free(set);
}

TEST(without_a_text_all_texts_of_an_item_are_one)
{
	static const char *const lines[] = {
	        "{\"id\": \"" FOURTEEN "\", \"question\": \"" ONE_TO_7
	        "\", \"choices\": [\"hotel india juliett kilo\", "
	        "\"lima mike november\"], \"answer\": 1}",
	        "{\"text\": \"\", \"question\": \"one two three four five six "
	        "seven eight\"}",
	        NULL};
	char kinds[4];
	struct evaluation *set = set_of(lines, kinds);
	CHECK_STR(str_from(kinds), STR("ii"));
	CHECK_STR(found(set, FOURTEEN), STR("set.jsonl: " FOURTEEN));
	CHECK_STR(found(set, "one, two, three, four, five, six, seven, eight."),
	          STR("set.jsonl: line 2"));
	evaluation_free(set);
}

TEST(lines_that_are_no_items_are_told)
{
	static const char *const lines[] = {"",
	                                    "  \r",
	                                    "no JSON",
	                                    "[\"a\"]",
	                                    "{}",
	                                    "{\"id\": \"only\"}",
	                                    "{\"text\": 3}",
	                                    "{\"text\": \"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\"}",
	                                    NULL};
	char kinds[16];
	struct evaluation *set = set_of(lines, kinds);
	CHECK_STR(str_from(kinds), STR("--bbbbbs"));
	CHECK_STR(found(set, "5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21"), STR(""));
	evaluation_free(set);
}

TEST(scripts_without_spaces_are_read_by_characters)
{
	/* fourteen characters, of which thirteen stand in the text */
	static const char *const lines[] = {
	        "{\"id\": \"h\", \"text\": \"\xe5\xa4\xa9\xe5\x9c\xb0\xe7\x8e\x84\xe9\xbb\x84\xe5\xae\x87\xe5\xae"
	        "\x99\xe6\xb4\xaa\xe8\x8d\x92\xe6\x97\xa5\xe6\x9c\x88\xe7\x9b\x88\xe6\x98\x83\xe8\xbe\xb0\xe5\xae"
	        "\xbf\"}",
	        NULL};
	char kinds[4];
	struct evaluation *set = set_of(lines, kinds);
	CHECK_STR(
	        found(set,
	              "\xe5\xa4\xa9\xe5\x9c\xb0\xe7\x8e\x84\xe9\xbb\x84\xef\xbc\x8c\xe5\xae\x87\xe5\xae\x99"
	              "\xe6\xb4\xaa\xe8\x8d\x92\xe3\x80\x82\xe6\x97\xa5\xe6\x9c\x88\xe7\x9b\x88\xe6\x98\x83"
	              "\xe8\xbe\xb0"),
	        STR("set.jsonl: h"));
	evaluation_free(set);
}

/* `sentences` of ten words, each with its number in words. */
static void put_sentences(struct buf *out, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++)
		buf_printf(out, "Sentence %c%c tells what nobody else has told so far. ",
		           'a' + (int)(i / 26), 'a' + (int)(i % 26));
}

TEST(what_is_found_is_cut_with_a_margin_to_the_ends_of_sentences)
{
	static const char *const lines[] = {"{\"text\": \"" FOURTEEN "\"}", NULL};
	char kinds[4];
	struct evaluation *set = set_of(lines, kinds);
	struct arena arena;
	struct buf text;
	struct str left;
	arena_init(&arena);
	buf_init(&text, 1 << 20);
	put_sentences(&text, 0, 20);
	buf_append(&text, STR("Then " FOURTEEN ". "));
	put_sentences(&text, 20, 40);
	CHECK(evaluation_cut(set, buf_str(&text), &arena, &left));
	CHECK(str_find(left, STR("golf"), 0) == STR_NONE);
	CHECK(str_starts(left, STR("Sentence aa tells")));
	CHECK(str_find(left, STR("so far.\n\nSentence "), 0) != STR_NONE);
	/* four sentences, of some fifty bytes each, are a margin; one more is begun */
	CHECK(str_find(left, STR("Sentence ao tells"), 0) != STR_NONE);
	CHECK(str_find(left, STR("Sentence aq tells"), 0) == STR_NONE);
	CHECK(str_find(left, STR("Sentence ax tells"), 0) == STR_NONE);
	CHECK(str_find(left, STR("Sentence az tells"), 0) != STR_NONE);
	struct str detail;
	CHECK(!evaluation_finds(set, left, &arena, &detail));
	buf_free(&text);
	arena_free(&arena);
	evaluation_free(set);
}

TEST(a_text_of_which_little_is_left_is_given_up)
{
	static const char *const lines[] = {"{\"text\": \"" FOURTEEN "\"}", NULL};
	char kinds[4];
	struct evaluation *set = set_of(lines, kinds);
	struct arena arena;
	struct buf text;
	struct str left;
	arena_init(&arena);
	buf_init(&text, 1 << 20);
	put_sentences(&text, 0, 5);
	buf_append(&text, STR(FOURTEEN));
	CHECK(!evaluation_cut(set, buf_str(&text), &arena, &left));
	for (int i = 0; i < EVALUATION_CUTS_MAX + 1; i++) {
		put_sentences(&text, 0, 30);
		CHECK(evaluation_cut(set, buf_str(&text), &arena, &left) ==
		      (i < EVALUATION_CUTS_MAX));
		buf_append(&text, STR(FOURTEEN " "));
	}
	buf_free(&text);
	arena_free(&arena);
	evaluation_free(set);
}

TEST(a_text_without_sentences_is_cut_between_words_or_characters)
{
	static const char *const lines[] = {"{\"text\": \"" FOURTEEN "\"}", NULL};
	char kinds[4];
	struct evaluation *set = set_of(lines, kinds);
	struct arena arena;
	struct buf text;
	struct str left;
	arena_init(&arena);
	buf_init(&text, 1 << 20);
	for (int i = 0; i < 300; i++)
		buf_append(&text, STR("words "));
	buf_append(&text, STR(FOURTEEN " "));
	for (int i = 0; i < 900; i++)
		buf_append(&text, STR("\xe5\xad\x97"));
	CHECK(evaluation_cut(set, buf_str(&text), &arena, &left));
	size_t gap = str_find(left, STR("\n\n"), 0);
	CHECK(gap != STR_NONE && str_ends(str_slice(left, 0, gap), STR(" words")));
	CHECK(gap != STR_NONE && (left.n - gap - 2) % 3 == 0);
	CHECK(str_find(left, STR("golf"), 0) == STR_NONE);
	buf_free(&text);
	arena_free(&arena);
	evaluation_free(set);
}
