/*
 * URLs and addresses out of a text, as DCLM (361714b) takes them out before RefinedWeb's rules.
 */
#ifndef CORE_FILTER_URLS_H
#define CORE_FILTER_URLS_H

#include "core/filter/refinedweb.h"

/*
 * As its code does, not as it says: URLs go only from texts that begin with the name of a top-level
 * domain, "company" as well as "com"; IPv4 addresses go from all. White space before each goes too.
 */
repair_step urls_remove_dclm;

/* URLs and addresses from all texts. */
repair_step urls_remove;

#endif
