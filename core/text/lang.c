/*
 * Script first: the table has a part for each script, with a column for each of its languages. The
 * language with the largest sum of weights over the n-grams and words of the text is told. A weight
 * is the logarithm of how much more often the row comes in that language than in all of its part,
 * from naive Bayes, corrected on the training texts (scripts/train/languages).
 *
 * The average weight is also how familiar the text is: that of a language that the table does not
 * know is well under what is usual for any one that it knows, the more surely the longer it is.
 */
#include "core/text/lang.h"

#include "core/text/lang_letters.h"
#include "core/text/lang_table.h"
#include "core/text/nibbles.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the table's bytes stand in words");

/* Sums of a text fit in what they are added up in. */
_Static_assert(LANG_ROWS_MAX * 15 <= UINT16_MAX, "sums of rows");

enum { LETTERS_MIN = 4, SURE = 100, HALF = 50 };

/*
 * What a text of so many rows must have for a certain score. `none`, `half`, `sure`: percent of
 * the average weight that texts of the language have, for 0, 50 and 100; `apart`: hundredths that
 * the average must be over that of the next language, for 100. Chosen on texts of one to twenty
 * sentences, by models without a fifth of the languages: docs/training.md says what they come to.
 */
static const struct certainty {
	uint32_t rows_min;
	int32_t none, half, sure, apart;
} certainties[] = {
        {800, 35, 66, 82, 13},    {400, 35, 67, 86, 18},   {200, 30, 68, 90, 26},
        {100, 15, 70, 96, 37},    {50, 0, 75, 105, 52},    {25, -25, 78, 115, 75},
        {12, -100, 82, 127, 105}, {0, -200, 90, 155, 170},
};

/* 0 at `from`, `most` at `to`, and straight between. */
static int32_t between(int64_t value, int32_t from, int32_t to, int32_t most)
{
	if (value <= from)
		return 0;
	return value >= to ? most : (int32_t)((value - from) * most / (to - from));
}

/* Sums of the two best of a text's languages, less what each row adds to each. */
struct winner {
	uint32_t language; /* in its script */
	int64_t sum, next;
};

static struct winner winner_of(const uint16_t sums[2][NIBBLES_ROW_BYTES], uint32_t languages,
                               uint32_t rows)
{
	const int64_t none = (int64_t)LANG_WEIGHT_NONE * rows;
	struct winner winner = {.sum = INT64_MIN, .next = INT64_MIN};
	for (uint32_t i = 0; i < languages; i++) {
		int64_t sum = sums[i % 2][i / 2] - none;
		if (sum > winner.sum) {
			winner.next = winner.sum;
			winner.sum = sum;
			winner.language = i;
		} else if (sum > winner.next) {
			winner.next = sum;
		}
	}
	return winner;
}

static unsigned score_of(const struct winner *winner, uint32_t usual, uint32_t rows,
                         const struct lang_main *main)
{
	const struct certainty *certainty = certainties;
	while (rows < certainty->rows_min)
		certainty++;
	int64_t percent = winner->sum * 100 * LANG_USUAL_UNIT / ((int64_t)usual * rows);
	int32_t familiar = between(percent, certainty->none, certainty->half, HALF) +
	                   between(percent, certainty->half, certainty->sure, SURE - HALF);
	int32_t first = SURE;
	if (winner->next != INT64_MIN)
		first = HALF + between((winner->sum - winner->next) * 100 / rows, 0,
		                       certainty->apart, SURE - HALF);
	int64_t all = (int64_t)familiar * first * main->weight / (SURE * (int64_t)main->sum);
	return (unsigned)all;
}

struct language lang_of(struct str text)
{
	const struct language none = {STR("und"), 0};
	struct lang_letters letters;
	uint16_t rows[LANG_ROWS_MAX];
	uint16_t sums[2][NIBBLES_ROW_BYTES] = {{0}};
	lang_letters_of(text, &letters);
	struct lang_main main = lang_main_of(&letters);
	const struct lang_part *part = &lang_parts[main.script];
	if (main.weight < LETTERS_MIN || part->languages == 0)
		return none;
	lang_letters_keep(&letters, &main);
	uint32_t count = lang_rows_of(&letters, main.script, part->bits, rows);
	const uint8_t *weights = (const uint8_t *)lang_weights + part->offset;
	nibbles_add(weights, (part->languages + 1) / 2, rows, count, sums);
	struct winner winner = winner_of(sums, part->languages, count);
	uint32_t language = part->first + winner.language;
	unsigned score = score_of(&winner, lang_usual[language], count, &main);
	return score > 0 ? (struct language){{lang_codes[language], 2}, score} : none;
}
