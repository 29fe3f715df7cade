/*
 * What can be told of a block by its text, its place in the tree and the blocks around it, as
 * numbers between about 0 and 1, for scores.h to weigh.
 */
#ifndef CORE_ARTICLE_FEATURES_H
#define CORE_ARTICLE_FEATURES_H

#include "core/article/blocks.h"
#include "core/base/arena.h"

/* Chosen from 150 of their kind by what the score lost without them. */
#define BLOCK_FEATURES(X)                                                                          \
	X(ONE) /* always 1 */                                                                      \
	/* its text */                                                                             \
	X(WORDS)      /* how many words, on a log scale */                                         \
	X(WORDS_FEW)  /* three words or fewer */                                                   \
	X(WORDS_MANY) /* 25 words or more */                                                       \
	X(SENTENCE)   /* ends as a sentence does */                                                \
	X(COMMAS)     /* commas, up to 3 */                                                        \
	X(DIGITS)     /* share of digits among its bytes */                                        \
	X(CAPITALS)   /* share of words that begin with a capital */                               \
	X(LINKS)      /* share of its text in links */                                             \
	X(SEEN)       /* the same text came before */                                              \
	/* its kind, and the places it stands in */                                                \
	X(IS_CAPTION) /* a caption */                                                              \
	X(IS_CONTROL) /* a button, label or option */                                              \
	X(IS_H1)      /* an <h1> */                                                                \
	X(IS_P)       /* its box is a <p> */                                                       \
	X(IN_NAV)                                                                                  \
	X(IN_HEADER)                                                                               \
	X(IN_FOOTER)                                                                               \
	X(IN_ASIDE)                                                                                \
	X(IN_ARTICLE)                                                                              \
	X(IN_MAIN)                                                                                 \
	X(IN_FORM)                                                                                 \
	X(IN_TABLE)                                                                                \
	X(IN_LIST)                                                                                 \
	X(IN_DIALOG)                                                                               \
	X(IN_TEMPLATE)                                                                             \
	/* families of class words: of its element and the two boxes around it (near), of those    \
	 * farther out */                                                                          \
	X(NEAR_POST)                                                                               \
	X(NEAR_COMMENT)                                                                            \
	X(NEAR_NAV)                                                                                \
	X(NEAR_RELATED)                                                                            \
	X(NEAR_ADVERT)                                                                             \
	X(NEAR_POPUP)                                                                              \
	X(NEAR_FOOTER)                                                                             \
	X(NEAR_REVIEW)                                                                             \
	X(NEAR_AUTHOR)                                                                             \
	X(NEAR_SIGNUP)                                                                             \
	X(FAR_NAV)                                                                                 \
	X(FAR_RELATED)                                                                             \
	X(FAR_FOOTER)                                                                              \
	X(FAR_AUTHOR)                                                                              \
	/* the region of the page with the most prose */                                           \
	X(BEST_SCORE) /* inside the best box by paragraphs */                                      \
	X(BEST_SHARE) /* inside the box with the most good text: that box's share of the page */   \
	/* neighbours */                                                                           \
	X(NEXT_WORDS)        /* words of the block behind, on a log scale */                       \
	X(PREVIOUS_LINKS)    /* link share of the block before */                                  \
	X(NEXT_LINKS)        /* link share of the block behind */                                  \
	X(SAME_BOX_PREVIOUS) /* its box and that of the block before are siblings */               \
	/* the boxes around it that have more text than the one before */                          \
	X(BOX2_WORDS) /* words of the second, on a log scale */                                    \
	X(BOX3_GOOD)  /* share of good text in the third */                                        \
	/* the nearest box around it that is one of several alike siblings */                      \
	X(KIN)       /* how many there are, on a log scale */                                      \
	X(KIN_WORDS) /* words for each of them */                                                  \
	X(KIN_LINKS) /* their link share */                                                        \
	X(KIN_SHARE) /* their share of the page */                                                 \
	/* where on the page */                                                                    \
	X(WORDS_BEFORE)   /* share of words before it */                                           \
	X(BEFORE_H1)      /* no h1 came yet, but one does */                                       \
	X(UNDER_RELATED)  /* the heading before says so */                                         \
	X(UNDER_COMMENTS) /* likewise */                                                           \
	X(HEADING_NEAR)   /* nearness of the heading before */                                     \
	/* the page */                                                                             \
	X(PAGE_WORDS) /* how many words, on a log scale */                                         \
	X(PAGE_LINKS) /* link share */                                                             \
	X(PAGE_GOOD)  /* share of good text */

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
                                      struct arena *arena);

/* All features of block `b`; each is set. */
void features_of_block(const struct page_context *page, uint32_t b, float features[FEATURE_COUNT]);

#endif
