/*
 * A page of plain text as lines, and what is known of each: what it is, what stands around it, and
 * where else on the page there is something like it. line_features.h makes numbers of that.
 */
#ifndef CORE_ARTICLE_TEXT_LINES_H
#define CORE_ARTICLE_TEXT_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/article/phrases.h"
#include "core/article/shape.h"
#include "core/base/arena.h"
#include "core/base/str.h"

enum { LINES_MAX = 1 << 17 }; /* further lines are left out */

enum { NO_LINE = UINT32_MAX };

/* What a line is, as a set of bits. */
#define LINE_MARKS(X)                                                                              \
	X(SENTENCE)  /* ends as a sentence does */                                                 \
	X(GOOD)      /* prose: a sentence of some words, or many words */                          \
	X(ITEM)      /* begins as the item of a list: "- ", "•", "1. " */                        \
	X(PRICE)     /* a currency mark beside a digit */                                          \
	X(SEPARATOR) /* "|", "»" and the like */                                                  \
	X(YEAR)      /* a number from 1900 to 2099 */                                              \
	X(COLON)     /* ends in one */                                                             \
	X(CUT)       /* ends in "..." or "…" */                                                  \
	X(SHORT)     /* few words, and no sentence */                                              \
	X(FIELDS)    /* has the label of a field: "Date:" */                                       \
	X(TAGS)      /* tags of the page, or their label */                                        \
	X(SEEN)      /* the same line came before */                                               \
	X(AGAIN)     /* it comes again */

/* clang-format off */
enum line_mark {
#define MARK_ENUM(name) MARK_##name,
	LINE_MARKS(MARK_ENUM)
#undef MARK_ENUM
	MARK_COUNT
};
/* clang-format on */

#define MARK_BIT(name) (1u << MARK_##name)

/* What is summed up over lines: lines that have a mark or say something, words, bytes. */
#define LINE_TALLIES(X)                                                                            \
	X(WORDS)                                                                                   \
	X(GOOD)     /* words of good lines */                                                      \
	X(TOKENS)   /* words as shape.h counts them, of the beginning of lines */                  \
	X(CAPITALS) /* of these, with a capital */                                                 \
	X(BYTES)    /* that shape.h looked at */                                                   \
	X(DIGITS)   /* of these */                                                                 \
	X(KNOWN)    /* words that other good lines have too */                                     \
	X(TITLED)   /* words that the first line has too */                                        \
	X(SENTENCES)                                                                               \
	X(REPEATS)                                                                                 \
	X(FRAMES) /* what frames say: legal, cookies, signing up, sharing, more, adverts */        \
	X(SHORTS)                                                                                  \
	X(ITEMS)                                                                                   \
	X(PRICES)                                                                                  \
	X(YEARS)                                                                                   \
	X(MENUS)                                                                                   \
	X(SHOPS)                                                                                   \
	X(BYLINES)                                                                                 \
	X(REPLIES)

/* clang-format off */
enum line_tally {
#define TALLY_ENUM(name) TALLY_##name,
	LINE_TALLIES(TALLY_ENUM)
#undef TALLY_ENUM
	TALLY_COUNT
};
/* clang-format on */

struct line_tallies {
	uint32_t of[TALLY_COUNT];
};

/* Runs of lines that are alike in some way. */
enum line_run { RUN_SHORT, RUN_ITEM, RUN_ALIKE, RUN_COUNT };

enum { FAR_LINES = UINT8_MAX }; /* farther away, or not there at all */

struct line {
	struct str text; /* trimmed, not empty */
	uint32_t words;  /* words_measure */
	uint32_t marks, phrases;
	struct shape shape;
	uint32_t kind;           /* lines of one kind are alike: length, ending, capitals, digits */
	uint32_t known, judged;  /* words that other good lines have too, of so many long ones */
	uint32_t small;          /* words of up to three letters without a capital */
	uint32_t in_title;       /* words that the first line has too */
	uint32_t first_same;     /* the first line with the same text */
	uint32_t same;           /* lines of the page that differ in digits at most, this one too */
	uint32_t same_before;    /* of these, how many came before */
	uint32_t since_same;     /* lines since the last of them, or 0 */
	uint32_t same_start;     /* lines that begin with the same word */
	uint32_t good_run;       /* words of the run of good lines that it is in, gaps allowed */
	uint32_t run[RUN_COUNT]; /* lines of the run that it is in, or 0 */
	uint8_t since[PHRASE_COUNT], until[PHRASE_COUNT]; /* lines to one that says so */
	bool is_under_more; /* a short line not far before says that what follows is of other pages
	                     */
};

enum { LINE_KINDS = 1 << 10 };

struct line_region {
	uint32_t start, end; /* equal where there is none */
};

struct lines {
	struct line *lines;
	uint32_t count;
	struct line_tallies *before; /* before[i]: over the lines 0 .. i-1; count + 1 of them */
	uint32_t *good_before,
	        *good_at;          /* the nearest good line up to i, and from i on; or NO_LINE */
	uint32_t longest_run;      /* words, of good lines */
	uint32_t longest_run_end;  /* one past its last line */
	struct line_region region; /* where prose outweighs the rest most */
	struct line_region wide_region; /* the same where the rest weighs less */
	uint32_t title;       /* the line that repeats (a part of) the first, or NO_LINE */
	uint32_t title_words; /* of the first line */
	uint32_t kind_lines[LINE_KINDS], kind_words[LINE_KINDS]; /* of the page, by kind */
};

void lines_from_text(struct str text, struct arena *arena, struct lines *lines);

#endif
