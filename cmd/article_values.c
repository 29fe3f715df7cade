#include "cmd/article_values.h"

const char *const article_formats[] = {
        [ARTICLE_TEXT] = "text", [ARTICLE_MARKDOWN] = "markdown", NULL};

const char *const article_favors[] = {[ARTICLE_FAVOR_BALANCE] = "balance",
                                      [ARTICLE_FAVOR_PRECISION] = "precision",
                                      [ARTICLE_FAVOR_RECALL] = "recall",
                                      NULL};

const char article_format_help[] =
        "How the article's text is written: text (default), or markdown (CommonMark with tables).";
const char article_favor_help[] =
        "Where it is doubtful what belongs to the article: precision leaves it out, and with it what "
        "is not running text (the title, bylines, captions, lists below the text); recall keeps it; "
        "balance (default) weighs both alike.";
const char article_comments_help[] = "Keep the readers' comments below the article as well.";

struct article_options article_values_options(const struct article_values *values)
{
	return (struct article_options){.format = (enum article_format)values->format,
	                                .favor = (enum article_favor)values->favor,
	                                .comments = values->comments};
}
