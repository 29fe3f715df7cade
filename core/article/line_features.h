/*
 * A line of a text page as numbers of about 0 to 1000: what the line is, and what is around it.
 * With no tree to go by, the neighbours tell most.
 */
#ifndef CORE_ARTICLE_LINE_FEATURES_H
#define CORE_ARTICLE_LINE_FEATURES_H

#include "core/article/text_lines.h"

/* What is told of the lines of a window: so many around the line, before it or behind it. */
#define LINE_WINDOW(X, window)                                                                     \
	X(window##_WORDS)      /* for each line, on a log scale */                                 \
	X(window##_GOOD)       /* words of good lines, on a log scale */                           \
	X(window##_GOOD_SHARE) /* of the words */                                                  \
	X(window##_CAPITALS)   /* share of the words */                                            \
	X(window##_DIGITS)     /* share of the bytes */                                            \
	X(window##_KNOWN)      /* share of words that other good lines have */                     \
	X(window##_TITLED)     /* share of words that the first line has */                        \
	X(window##_SENTENCES)  /* share of the lines, as those that follow */                      \
	X(window##_REPEATS)                                                                        \
	X(window##_FRAMES)

/* Of large windows as well. */
#define LINE_WIDE_WINDOW(X, window)                                                                \
	LINE_WINDOW(X, window)                                                                     \
	X(window##_SHORTS)                                                                         \
	X(window##_ITEMS)                                                                          \
	X(window##_PRICES)                                                                         \
	X(window##_YEARS)                                                                          \
	X(window##_MENUS)                                                                          \
	X(window##_SHOPS)                                                                          \
	X(window##_BYLINES)                                                                        \
	X(window##_REPLIES)

/* What is told of a line near by as well. */
#define LINE_NEIGHBOUR(X, place)                                                                   \
	X(place##_WORDS)                                                                           \
	X(place##_CAPITALS)                                                                        \
	X(place##_KNOWN)                                                                           \
	X(place##_SAME)

#define LINE_OWN(X)                                                                                \
	X(WORDS)      /* how many words, on a log scale */                                         \
	X(BYTES)      /* likewise */                                                               \
	X(COMMAS)     /* up to 3 */                                                                \
	X(STOPS)      /* ends of sentences, up to 5 */                                             \
	X(DIGITS)     /* share of its bytes */                                                     \
	X(OTHERS)     /* marks, likewise */                                                        \
	X(CAPITALS)   /* share of words that begin with a capital */                               \
	X(WORD_BYTES) /* the mean length of a word */                                              \
	X(SMALL)      /* share of words of up to three letters */                                  \
	X(KNOWN)      /* share of the longer ones that other good lines have too */                \
	X(IN_TITLE)   /* share of its words that the first line has too */                         \
	X(OF_TITLE)   /* share of the first line's */                                              \
	X(SAME)       /* lines that differ in digits at most */                                    \
	X(SAME_START) /* lines that begin with the same word */                                    \
	X(KIND_LINES) /* share of lines of the same kind */                                        \
	X(KIND_WORDS) /* share of words in them */                                                 \
	X(RUN_SHORT)  /* lines of such runs that it is in */                                       \
	X(RUN_ITEM)                                                                                \
	X(RUN_ALIKE)                                                                               \
	X(UNENDED)        /* no sentence, times the share of sentences in the page */              \
	X(TRAILING)       /* the same behind the last sentence of the longest run */               \
	X(UNDER_MORE)     /* a short line before it says "related" and the like */                 \
	X(PREVIOUS)       /* nearness of the good line before */                                   \
	X(NEXT)           /* nearness of the good line behind */                                   \
	X(BETWEEN)        /* both are near */                                                      \
	X(RUN)            /* words of the run of good lines around it, gaps of two allowed */      \
	X(RUN_SHARE)      /* share of the longest such run */                                      \
	X(IN_REGION)      /* where prose outweighs the rest most */                                \
	X(REGION)         /* nearness to it, negative behind it */                                 \
	X(REGION_WORDS)   /* share of words in it */                                               \
	X(IN_WIDE_REGION) /* the same where the rest weighs less */                                \
	X(WIDE_REGION)                                                                             \
	X(WIDE_REGION_WORDS)                                                                       \
	X(SINCE_SAME)   /* nearness of the last line that differs in digits at most */             \
	X(SAME_BEFORE)  /* how many came before */                                                 \
	X(LONGEST)      /* words of the longest line, five to each side, without itself */         \
	X(GAP_LINES)    /* lines from the good one before to the one behind */                     \
	X(GAP_WORDS)    /* their words */                                                          \
	X(LINES_BEFORE) /* on a log scale */                                                       \
	X(LINES_BEHIND)                                                                            \
	X(WORDS_BEFORE) /* likewise */                                                             \
	X(WORDS_BEHIND)                                                                            \
	X(BEFORE)      /* share of words before it */                                              \
	X(GOOD_BEFORE) /* share of good words before it */                                         \
	X(TITLE)       /* behind a line that is in the first line, nearness to it */               \
	X(UP_TO_TITLE) /* before one */                                                            \
	X(PAGE_SIZE)   /* words of the page, on a log scale */                                     \
	X(PAGE_LINES)  /* likewise */                                                              \
	X(PAGE_RUN)    /* share of its words in the longest run */

/* clang-format off */
#define LINE_FEATURES(X)                                                                           \
	LINE_OWN(X)                                                                                \
	X(IS_SENTENCE) X(IS_GOOD) X(IS_ITEM) X(IS_PRICE) X(IS_SEPARATOR) X(IS_YEAR) X(IS_COLON)    \
	X(IS_CUT) X(IS_SHORT) X(IS_FIELDS) X(IS_TAGS) X(IS_SEEN) X(IS_AGAIN)                       \
	                   \
	X(SAYS_LEGAL) X(SAYS_SIGNUP) X(SAYS_SHARE) X(SAYS_RELATED) X(SAYS_COMMENTS)                \
	X(SAYS_COOKIES) X(SAYS_NAV) X(SAYS_BUY) X(SAYS_BYLINE) X(SAYS_MORE) X(SAYS_ADVERT)         \
	X(SINCE_LEGAL) X(SINCE_SIGNUP) X(SINCE_SHARE) X(SINCE_RELATED) X(SINCE_COMMENTS)           \
	X(SINCE_COOKIES) X(SINCE_NAV) X(SINCE_BUY) X(SINCE_BYLINE) X(SINCE_MORE) X(SINCE_ADVERT)   \
	X(UNTIL_LEGAL) X(UNTIL_SIGNUP) X(UNTIL_SHARE) X(UNTIL_RELATED) X(UNTIL_COMMENTS)           \
	X(UNTIL_COOKIES) X(UNTIL_NAV) X(UNTIL_BUY) X(UNTIL_BYLINE) X(UNTIL_MORE) X(UNTIL_ADVERT)   \
	LINE_NEIGHBOUR(X, BEFORE2) LINE_NEIGHBOUR(X, BEFORE1)                                      \
	LINE_NEIGHBOUR(X, BEHIND1) LINE_NEIGHBOUR(X, BEHIND2)                                      \
	LINE_WINDOW(X, AROUND_1) LINE_WINDOW(X, AROUND_2) LINE_WINDOW(X, AROUND_3)                 \
	LINE_WINDOW(X, AROUND_5) LINE_WINDOW(X, BEFORE_10)                \
	LINE_WINDOW(X, BEHIND_10)                                         \
	LINE_WIDE_WINDOW(X, AROUND_10) LINE_WIDE_WINDOW(X, AROUND_30) LINE_WIDE_WINDOW(X, PAGE)

enum line_feature {
#define LINE_FEATURE_ENUM(name) LINE_##name,
	LINE_FEATURES(LINE_FEATURE_ENUM)
#undef LINE_FEATURE_ENUM
	LINE_FEATURE_COUNT
};
/* clang-format on */

void line_features(const struct lines *lines, uint32_t i, int16_t features[LINE_FEATURE_COUNT]);

#endif
