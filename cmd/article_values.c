#include "cmd/article_values.h"

const char *const article_formats[] = {
        [ARTICLE_TEXT] = "text", [ARTICLE_MARKDOWN] = "markdown", NULL};

const char *const article_favors[] = {[ARTICLE_FAVOR_BALANCE] = "balance",
                                      [ARTICLE_FAVOR_PRECISION] = "precision",
                                      [ARTICLE_FAVOR_RECALL] = "recall",
                                      NULL};

struct article_options article_values_options(const struct article_values *values)
{
	return (struct article_options){.format = (enum article_format)values->format,
	                                .favor = (enum article_favor)values->favor,
	                                .comments = values->comments};
}
