/* Breadcrumbs: "You are here: Home > News > Title", and such with no space before the title. */
#ifndef CORE_ARTICLE_CRUMBS_H
#define CORE_ARTICLE_CRUMBS_H

#include "core/base/str.h"

/*
 * The last crumb before the title's, if the line is a trail of crumbs: it begins with words that
 * say so, with a word for the first page, or with the site's name. A trail may have the title, the
 * beginning of it or nothing at its end. Empty if there is none.
 */
struct str crumbs_section(struct str line, struct str title, struct str site);

#endif
