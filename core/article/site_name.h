/* What a site is called, as far as its host's name tells: "alphawave.com" is Alpha Wave's. */
#ifndef CORE_ARTICLE_SITE_NAME_H
#define CORE_ARTICLE_SITE_NAME_H

#include "core/base/arena.h"
#include "core/base/str.h"

/* The label of a host that its owner chose, without hyphens, small; empty if it is short. */
struct str site_name_label(struct str host, struct arena *arena);

/*
 * The words of `text` that are spelled as the label is when they are written together, but not an
 * address; empty if there are none. A slice of the text.
 */
struct str site_name_in(struct str text, struct str label);

/* The name in "© 2024 Name. All rights reserved", "Copyright 2019-2024 by Name | Imprint" or "Name
 * © 2024"; empty if there is none. */
struct str site_name_with_rights(struct str text);

/* The label itself cut into words, with capitals: where that can be done with known words and one
 * more at most. Empty where it cannot, or is one word. */
struct str site_name_cut(struct str label, struct arena *arena);

#endif
