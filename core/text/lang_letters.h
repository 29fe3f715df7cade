/*
 * Text as its language is told from: letters in lower case, a space between words, and how many
 * letters there are of each script. Any bytes will do: what is not UTF-8 ends a word, no more.
 */
#ifndef CORE_TEXT_LANG_LETTERS_H
#define CORE_TEXT_LANG_LETTERS_H

#include <stdint.h>

#include "core/base/str.h"

enum {
	LANG_BYTES_MAX = 2048, /* looked at: all of a short text, else three windows */
	LANG_WINDOWS = 3,      /* beginning, middle, end */
	LANG_UNITS_MAX = LANG_BYTES_MAX + LANG_WINDOWS + 1,
	LANG_WORDS_MAX = LANG_UNITS_MAX / 2 + 1,
	LANG_GRAM_MAX = 4, /* units of an n-gram, in scripts where one says least */
};

enum lang_script {
	LANG_LATIN,
	LANG_GREEK,
	LANG_CYRILLIC,
	LANG_ARMENIAN,
	LANG_HEBREW,
	LANG_ARABIC,
	LANG_DEVANAGARI,
	LANG_BENGALI,
	LANG_GURMUKHI,
	LANG_GUJARATI,
	LANG_TAMIL,
	LANG_TELUGU,
	LANG_SINHALA,
	LANG_THAI,
	LANG_GEORGIAN,
	LANG_ETHIOPIC,
	LANG_HANGUL,
	LANG_HAN,
	LANG_KANA,
	LANG_OTHER, /* of which no language is known */
	LANG_NONE,  /* no letter */
	LANG_SCRIPT_COUNT,
};

/*
 * Units are code points of the basic plane; one past it is LANG_UNIT_WIDE. They begin with a space,
 * and one stands behind each word; word i is units[starts[i]] up to units[starts[i + 1] - 1].
 */
enum { LANG_UNIT_WIDE = 0xfffd };

struct lang_letters {
	uint32_t unit_count, word_count;
	uint32_t scripts[LANG_SCRIPT_COUNT]; /* letters of each */
	uint16_t units[LANG_UNITS_MAX + LANG_GRAM_MAX];
	uint16_t starts[LANG_WORDS_MAX + 1];
};

void lang_letters_of(struct str text, struct lang_letters *letters);

/*
 * The script that most of the text is in, LANG_OTHER if there are no letters. Han stands for
 * Chinese, kana for Japanese, which has both.
 */
struct lang_main {
	enum lang_script script;
	uint32_t weight; /* its letters, one of Han as several of an alphabet */
	uint32_t sum;    /* the letters of all scripts, weighed alike */
};

struct lang_main lang_main_of(const struct lang_letters *letters);

/*
 * Leaves out the letters of other scripts, as far as they matter: where the main one is Latin all
 * others, else those of Latin, which are names, links and buttons in texts of any script.
 */
void lang_letters_keep(struct lang_letters *letters, const struct lang_main *main);

/*
 * The rows of a table of 1 << bits (16 at most) that a text of `script` asks: one for each n-gram
 * of units, spaces as well, then one for each word. Returns how many.
 */
enum { LANG_ROWS_MAX = LANG_UNITS_MAX + LANG_WORDS_MAX };
uint32_t lang_rows_of(const struct lang_letters *letters, enum lang_script script, unsigned bits,
                      uint16_t rows[LANG_ROWS_MAX]);

#endif
