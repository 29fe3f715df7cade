/*
 * What can be told of a block by its text, its place in the tree and the blocks around it, as whole
 * numbers, for scores.h to weigh. Counts end at INT16_MAX; shares are in thousandths.
 *
 * The features of a block stand in rows, one behind another; most rows are made once for a box or
 * for the page and copied.
 */
#ifndef CORE_ARTICLE_FEATURES_H
#define CORE_ARTICLE_FEATURES_H

#include <stdint.h>

#include "core/article/blocks.h"
#include "core/base/arena.h"

/* Its text. */
#define TEXT_FEATURES(X)                                                                           \
	X(WORDS)                                                                                   \
	X(BYTES)                                                                                   \
	X(SENTENCE) /* ends as a sentence does */                                                  \
	X(MARKS)    /* of the ends of sentences */                                                 \
	X(COMMAS)                                                                                  \
	X(DIGITS)      /* share of its bytes */                                                    \
	X(UPPERS)      /* share of its bytes that are capitals */                                  \
	X(PUNCTUATION) /* share of its bytes */                                                    \
	X(CAPITALS)    /* share of its words that begin with a capital */                          \
	X(LINKS)       /* share of its text in links */                                            \
	X(LINK_COUNT)                                                                              \
	X(BOLD)     /* share of its text in bold */                                                \
	X(SEEN)     /* how often the same text came before */                                      \
	X(REPEATS)  /* how often it is in the page */                                              \
	X(KIND)     /* enum block_kind */                                                          \
	X(LEVEL)    /* of a heading */                                                             \
	X(TAG_TEXT) /* of the element that its text begins in: enum tag_class */                   \
	X(TAG_BOX)  /* of its box, and of those around it */                                       \
	X(TAG_PARENT)                                                                              \
	X(TAG_GRANDPARENT)

/* How many boxes up the nearest one is that has something; none: DISTANCE_NONE. In the order of
 * enum place, enum family; then list items. */
#define NEAR_FEATURES(X)                                                                           \
	X(NEAR_NAV)                                                                                \
	X(NEAR_HEADER)                                                                             \
	X(NEAR_FOOTER)                                                                             \
	X(NEAR_ASIDE)                                                                              \
	X(NEAR_ARTICLE)                                                                            \
	X(NEAR_MAIN)                                                                               \
	X(NEAR_SECTION)                                                                            \
	X(NEAR_FORM)                                                                               \
	X(NEAR_TABLE)                                                                              \
	X(NEAR_LIST)                                                                               \
	X(NEAR_FIGURE)                                                                             \
	X(NEAR_QUOTE)                                                                              \
	X(NEAR_DETAILS)                                                                            \
	X(NEAR_DIALOG)                                                                             \
	X(NEAR_CONTROL)                                                                            \
	X(NEAR_ADDRESS)                                                                            \
	X(NEAR_NOSCRIPT)                                                                           \
	X(NEAR_TEMPLATE)                                                                           \
	X(NEAR_HIDDEN)                                                                             \
	X(NEAR_ARIA_HIDDEN)                                                                        \
	X(NEAR_CLASS_CONTENT)                                                                      \
	X(NEAR_CLASS_POST)                                                                         \
	X(NEAR_CLASS_COMMENT)                                                                      \
	X(NEAR_CLASS_NAV)                                                                          \
	X(NEAR_CLASS_BREADCRUMB)                                                                   \
	X(NEAR_CLASS_SIDEBAR)                                                                      \
	X(NEAR_CLASS_RELATED)                                                                      \
	X(NEAR_CLASS_SHARE)                                                                        \
	X(NEAR_CLASS_ADVERT)                                                                       \
	X(NEAR_CLASS_POPUP)                                                                        \
	X(NEAR_CLASS_FOOTER)                                                                       \
	X(NEAR_CLASS_HEADER)                                                                       \
	X(NEAR_CLASS_TITLE)                                                                        \
	X(NEAR_CLASS_PRICE)                                                                        \
	X(NEAR_CLASS_CARD)                                                                         \
	X(NEAR_CLASS_REVIEW)                                                                       \
	X(NEAR_CLASS_DESCRIPTION)                                                                  \
	X(NEAR_CLASS_AUTHOR)                                                                       \
	X(NEAR_CLASS_BYLINE)                                                                       \
	X(NEAR_CLASS_TAGS)                                                                         \
	X(NEAR_CLASS_SIGNUP)                                                                       \
	X(NEAR_CLASS_FORM)                                                                         \
	X(NEAR_CLASS_PAGER)                                                                        \
	X(NEAR_CLASS_HIDDEN)                                                                       \
	X(NEAR_CLASS_MEDIA)                                                                        \
	X(NEAR_CLASS_CODE)                                                                         \
	X(NEAR_CLASS_QUOTE)                                                                        \
	X(NEAR_ITEM)

/* A box: its own, or the nearest one with more text than itself; and five more around it, each with
 * more text than the one before. */
#define BOX_FEATURES(X, B)                                                                         \
	X(B##_WORDS)                                                                               \
	X(B##_BLOCKS)                                                                              \
	X(B##_MEAN)  /* words of ten blocks */                                                     \
	X(B##_LINKS) /* share of words in links */                                                 \
	X(B##_GOOD)  /* share of words in good blocks */                                           \
	X(B##_PROSE) /* share of words in <p> */                                                   \
	X(B##_SHARE) /* of the page's words */                                                     \
	X(B##_HEADS) /* headings */                                                                \
	X(B##_SAYS)  /* share of blocks with boilerplate phrases */

#define BOXES_FEATURES(X)                                                                          \
	BOX_FEATURES(X, BOX0)                                                                      \
	BOX_FEATURES(X, BOX1)                                                                      \
	BOX_FEATURES(X, BOX2)                                                                      \
	BOX_FEATURES(X, BOX5)

/* The blocks up to 2, 5, 10 before and behind. */
#define WINDOW_FEATURES(X, W)                                                                      \
	X(W##_WORDS)                                                                               \
	X(W##_LINKS)                                                                               \
	X(W##_GOOD)                                                                                \
	X(W##_SAYS)

#define WINDOWS_FEATURES(X)                                                                        \
	WINDOW_FEATURES(X, WINDOW2)                                                                \
	WINDOW_FEATURES(X, WINDOW5) WINDOW_FEATURES(X, WINDOW10)

/* The nearest box around it that is one of several alike siblings (an item): what these are. */
#define KIN_FEATURES(X)                                                                            \
	X(KIN_WORDS)  /* of an item */                                                             \
	X(KIN_BLOCKS) /* of ten items */                                                           \
	X(KIN_LINKS)                                                                               \
	X(KIN_GOOD)                                                                                \
	X(KIN_SHARE)  /* of the page's words */                                                    \
	X(KIN_IMAGES) /* of a hundred items */                                                     \
	X(KIN_BEFORE) /* share of the page's words before the first item */

/* Groups by the path of tags and classes from the root. */
#define GROUP_FEATURES(X)                                                                          \
	X(PATH_COUNT) /* blocks of the same path */                                                \
	X(PATH_WORDS) /* of one of them */                                                         \
	X(PATH_LINKS)                                                                              \
	X(PATH_SHARE) /* of the page's words */                                                    \
	X(PATH_SEEN)  /* share of them that came before */                                         \
	X(GROUP_SHARE)                                                                             \
	X(GROUP_RATIO) /* words to those of the largest group */                                   \
	X(ALIKE0)      /* siblings like its box */                                                 \
	X(ALIKE1)      /* like the box around that */                                              \
	X(ALIKE_MOST)

/* Where it is. */
#define POSITION_FEATURES(X)                                                                       \
	X(BLOCKS_BEFORE)                                                                           \
	X(BLOCKS_BEHIND)                                                                           \
	X(WORDS_BEFORE)                                                                            \
	X(WORDS_BEFORE_SHARE)                                                                      \
	X(BLOCKS_BEFORE_SHARE)                                                                     \
	X(GOOD_BEFORE) /* share of the page's good words */                                        \
	X(DEPTH)       /* boxes around it */                                                       \
	X(HEADING_LAST)                                                                            \
	X(HEADING_NEXT)                                                                            \
	X(HEADING_LEVEL)                                                                           \
	X(HEADING_IN_TITLE)                                                                        \
	X(UNDER_COMMENTS)                                                                          \
	X(FROM_H1)    /* blocks behind the first h1; negative: before it */                        \
	X(FROM_TITLE) /* likewise, behind the block most like the title */                         \
	X(GAIN_IN)    /* inside the box with most good text for what else is in it */              \
	X(GAIN_STEPS) /* boxes up to one that has that box in it */                                \
	X(GAIN_SHARE) /* that box's share of the page */                                           \
	X(GAIN_FROM)  /* blocks behind its end, or before its beginning (negative) */              \
	X(BEST_IN)    /* the same for the best box by the paragraphs in it */                      \
	X(BEST_STEPS)                                                                              \
	X(BEST_SHARE)                                                                              \
	X(BEST_FROM)

/* The page. */
#define PAGE_FEATURES(X)                                                                           \
	X(PAGE_WORDS)                                                                              \
	X(PAGE_BLOCKS)                                                                             \
	X(PAGE_LINKS)                                                                              \
	X(PAGE_GOOD)                                                                               \
	X(PAGE_PROSE)                                                                              \
	X(PAGE_SAYS)                                                                               \
	X(PAGE_HEADINGS)                                                                           \
	X(PAGE_IMAGES)                                                                             \
	X(PAGE_ITEMS)                                                                              \
	X(PAGE_CODES)                                                                              \
	X(PAGE_CONTROLS)                                                                           \
	X(PAGE_PRICES)                                                                             \
	X(PAGE_LONGEST)                                                                            \
	X(PAGE_GROUP_WORDS) /* of the largest group of items */                                    \
	X(PAGE_TITLE_WORDS)                                                                        \
	X(PAGE_ARTICLES)                                                                           \
	X(PAGE_POSTS)                                                                              \
	X(PAGE_COMMENTS)                                                                           \
	X(PAGE_CARDS)                                                                              \
	X(PAGE_PRICE_BOXES)                                                                        \
	X(PAGE_REVIEWS)                                                                            \
	X(PAGE_CODE_BOXES)                                                                         \
	X(PAGE_PAGERS)                                                                             \
	X(PAGE_FILTERS)                                                                            \
	X(URL_DEPTH)                                                                               \
	X(URL_HYPHENS) /* in the last segment of the path */                                       \
	X(URL_DIGITS)

#define BLOCK_FEATURES(X)                                                                          \
	TEXT_FEATURES(X)                                                                           \
	NEAR_FEATURES(X)                                                                           \
	BOXES_FEATURES(X)                                                                          \
	WINDOWS_FEATURES(X)                                                                        \
	KIN_FEATURES(X)                                                                            \
	GROUP_FEATURES(X)                                                                          \
	POSITION_FEATURES(X)                                                                       \
	PAGE_FEATURES(X)

/* clang-format off */
enum feature {
#define FEATURE_ENUM(name) FEATURE_##name,
	BLOCK_FEATURES(FEATURE_ENUM)
#undef FEATURE_ENUM
	FEATURE_COUNT
};
/* clang-format on */

/* What is told of a page before its blocks are looked at one by one. */
struct page_context;

struct page_context *page_context_new(const struct html_tree *tree, const struct blocks *blocks,
                                      struct str url, struct arena *arena);

/* All features of block `b`; each is set. */
void features_of_block(const struct page_context *page, uint32_t b,
                       int16_t features[FEATURE_COUNT]);

#endif
