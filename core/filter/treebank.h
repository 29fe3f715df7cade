/* Words by the rules of the Penn Treebank, as NLTK's NLTKWordTokenizer (3.8) has them. */
#ifndef CORE_FILTER_TREEBANK_H
#define CORE_FILTER_TREEBANK_H

#include "core/filter/filter_text.h"

/* Of each simple sentence; in the text's arena, without ids. */
struct words treebank_words(const struct filter_text *text);

#endif
