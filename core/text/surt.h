/*
 * The sort key of a URL in CDX and CDXJ indexes: "com,example)/path?query" (Sort-friendly URI
 * Reordering Transform). Of the canonicalisation that index writers do, the parts they agree on:
 * scheme, user, fragment, default port and a leading "www." are dropped, the rest is lower case,
 * query parameters are sorted.
 */
#ifndef CORE_TEXT_SURT_H
#define CORE_TEXT_SURT_H

#include "core/base/arena.h"
#include "core/base/str.h"

enum { SURT_PARAMETERS_MAX = 256 }; /* more are left in their order */

/* In `arena`. A URL without a host is its own key. */
struct str surt_from_url(struct str url, struct arena *arena);

#endif
