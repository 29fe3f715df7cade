/*
 * A page of plain text as lines, each as numbers of about 0 to 1000: what the line is, and what
 * is around it. With no tree to go by, the neighbours tell most.
 */
#ifndef CORE_ARTICLE_TEXT_LINES_H
#define CORE_ARTICLE_TEXT_LINES_H

#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"

enum { LINES_MAX = 1 << 17 }; /* further lines are left out */

#define LINE_FEATURES(X)                                                                           \
	X(WORDS)         /* how many words, on a log scale */                                      \
	X(WORDS_FEW)     /* three or fewer */                                                      \
	X(WORDS_MANY)    /* 20 or more */                                                          \
	X(SENTENCE)      /* ends as a sentence does */                                             \
	X(COMMAS)        /* up to 3 */                                                             \
	X(DIGITS)        /* share of its bytes */                                                  \
	X(CAPITALS)      /* share of words that begin with a capital */                            \
	X(SEPARATORS)    /* "|", "»" and the like */                                              \
	X(PRICE)         /* a currency mark beside a digit */                                      \
	X(SEEN)          /* the same line came before */                                           \
	X(SAYS_FRAME)    /* legal, cookies, signing up */                                          \
	X(SAYS_MORE)     /* related, share, more, advertisement */                                 \
	X(SAYS_NAV)      /* menus */                                                               \
	X(SAYS_BUY)      /* shops */                                                               \
	X(SAYS_BYLINE)   /* by, published */                                                       \
	X(IS_ITEM)       /* begins as the item of a list */                                        \
	X(UNENDED)       /* no sentence, times the share of sentences in the page */               \
	X(TRAILING)      /* the same behind the last sentence of the longest run */                \
	X(UNDER_MORE)    /* a short line before it says "related" and the like */                  \
	X(GOOD_1)        /* words of good lines, one to each side */                               \
	X(GOOD_2)        /* two */                                                                 \
	X(GOOD_5)        /* five */                                                                \
	X(GOOD_SHARE_5)  /* their share of the words there */                                      \
	X(GOOD_SHARE_30) /* likewise */                                                            \
	X(WORDS_2)       /* words for each line, two to each side */                               \
	X(FRAME_10)      /* share of lines that say what frames do, ten to each side */            \
	X(PREVIOUS)      /* nearness of the good line before */                                    \
	X(NEXT)          /* nearness of the good line behind */                                    \
	X(BETWEEN)       /* both are near */                                                       \
	X(RUN)           /* words of the run of good lines around it, gaps of two allowed */       \
	X(RUN_SHARE)     /* share of the longest such run */                                       \
	X(BEFORE)        /* share of words before it */                                            \
	X(GOOD_BEFORE)   /* share of good words before it */                                       \
	X(FIRST)         /* one of the first three lines */                                        \
	X(TITLE)         /* behind a line that is in the first line, nearness to it */             \
	X(PAGE_GOOD)     /* share of good words in the page */                                     \
	X(PAGE_WORDS)    /* of the page, on a log scale */

/* clang-format off */
enum line_feature {
#define LINE_FEATURE_ENUM(name) LINE_##name,
	LINE_FEATURES(LINE_FEATURE_ENUM)
#undef LINE_FEATURE_ENUM
	LINE_FEATURE_COUNT
};
/* clang-format on */

struct line {
	struct str text; /* trimmed, not empty */
	uint32_t words;  /* words_measure */
	uint32_t phrases;
	uint32_t run; /* words of the run of good lines that it is in */
	bool is_good, is_seen, is_sentence;
	bool is_under_more; /* a short line not far before says that what follows is of other pages
	                     */
};

struct line_sums {
	uint32_t words, good_words, sentence_words, frame_lines;
};

struct lines {
	struct line *lines;
	uint32_t count;
	struct line_sums *before; /* before[i]: over the lines 0 .. i-1; count + 1 of them */
	uint32_t *good_before,
	        *good_at;         /* the nearest good line up to i, and from i on; or NO_LINE */
	uint32_t longest_run;     /* words */
	uint32_t longest_run_end; /* one past its last line */
	uint32_t title;           /* the line that repeats (a part of) the first, or NO_LINE */
};

enum { NO_LINE = UINT32_MAX };

void lines_from_text(struct str text, struct arena *arena, struct lines *lines);

void line_features(const struct lines *lines, uint32_t i, int16_t features[LINE_FEATURE_COUNT]);

#endif
