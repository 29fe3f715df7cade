/*
 * What is told of a block. Each FEATURE(IDENTIFIER, meaning); included with FEATURE defined for each
 * use. Chosen from 150 of their kind by what the score lost without them.
 */

FEATURE(ONE, "always 1")

/* its text */
FEATURE(WORDS, "how many words, on a log scale")
FEATURE(WORDS_FEW, "three words or fewer")
FEATURE(WORDS_MANY, "25 words or more")
FEATURE(SENTENCE, "ends as a sentence does")
FEATURE(COMMAS, "commas, up to 3")
FEATURE(DIGITS, "share of digits among its bytes")
FEATURE(CAPITALS, "share of words that begin with a capital")
FEATURE(LINKS, "share of its text in links")
FEATURE(SEEN, "the same text came before")

/* its kind and place */
FEATURE(IS_CAPTION, "a caption")
FEATURE(IS_CONTROL, "a button, label or option")
FEATURE(IS_H1, "an <h1>")
FEATURE(IS_P, "its box is a <p>")
FEATURE(IN_NAV, "place")
FEATURE(IN_HEADER, "place")
FEATURE(IN_FOOTER, "place")
FEATURE(IN_ASIDE, "place")
FEATURE(IN_ARTICLE, "place")
FEATURE(IN_MAIN, "place")
FEATURE(IN_FORM, "place")
FEATURE(IN_TABLE, "place")
FEATURE(IN_LIST, "place")
FEATURE(IN_DIALOG, "place")
FEATURE(IN_TEMPLATE, "place")

/* families of class words: of its element and the two boxes around it (near), of those farther out */
FEATURE(NEAR_POST, "family")
FEATURE(NEAR_COMMENT, "family")
FEATURE(NEAR_NAV, "family")
FEATURE(NEAR_RELATED, "family")
FEATURE(NEAR_ADVERT, "family")
FEATURE(NEAR_POPUP, "family")
FEATURE(NEAR_FOOTER, "family")
FEATURE(NEAR_REVIEW, "family")
FEATURE(NEAR_AUTHOR, "family")
FEATURE(NEAR_SIGNUP, "family")
FEATURE(FAR_NAV, "family")
FEATURE(FAR_RELATED, "family")
FEATURE(FAR_FOOTER, "family")
FEATURE(FAR_AUTHOR, "family")

/* the region of the page with the most prose */
FEATURE(BEST_SCORE, "inside the best box by paragraphs")
FEATURE(BEST_SHARE, "inside the box with the most good text: that box's share of the page")

/* neighbours */
FEATURE(NEXT_WORDS, "words of the block behind, on a log scale")
FEATURE(PREVIOUS_LINKS, "link share of the block before")
FEATURE(NEXT_LINKS, "link share of the block behind")
FEATURE(SAME_BOX_PREVIOUS, "its box and that of the block before are siblings")

/* the boxes around it that have more text than the one before */
FEATURE(BOX2_WORDS, "words of the second, on a log scale")
FEATURE(BOX3_GOOD, "share of good text in the third")

/* the nearest box around it that is one of several alike siblings */
FEATURE(KIN, "how many there are, on a log scale")
FEATURE(KIN_WORDS, "words for each of them")
FEATURE(KIN_LINKS, "their link share")
FEATURE(KIN_SHARE, "their share of the page")

/* where on the page */
FEATURE(WORDS_BEFORE, "share of words before it")
FEATURE(BEFORE_H1, "no h1 came yet, but one does")
FEATURE(UNDER_RELATED, "the heading before says so")
FEATURE(UNDER_COMMENTS, "likewise")
FEATURE(HEADING_NEAR, "nearness of the heading before")

/* the page */
FEATURE(PAGE_WORDS, "how many words, on a log scale")
FEATURE(PAGE_LINKS, "link share")
FEATURE(PAGE_GOOD, "share of good text")
