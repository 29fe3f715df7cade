/* Articles from plain text pages: for now, all of the text. */
#include "core/article/article.h"

void article_from_text(struct str text, struct str url, struct arena *arena,
                       struct article *article)
{
	(void)url;
	(void)arena;
	*article = (struct article){.text = str_trim(text)};
}
