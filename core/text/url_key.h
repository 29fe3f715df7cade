/*
 * The key of a URL for finding repeats: two URLs with the same key name the same page as far as can
 * be told without fetching it. docs/dedup.md has the rules.
 */
#ifndef CORE_TEXT_URL_KEY_H
#define CORE_TEXT_URL_KEY_H

#include "core/base/arena.h"
#include "core/base/str.h"

enum { URL_KEY_PARAMETERS_MAX = 256 }; /* of more, the rest stays as it is */

/*
 * In `arena`: host, path and sorted parameters, without scheme, user, "www.", default port,
 * fragment, a path's last slash or default page, and the parameters that only say where a visitor
 * came from or who he is. A URL that is not http or https, or has no host, is its own key.
 */
struct str url_key(struct str url, struct arena *arena);

#endif
