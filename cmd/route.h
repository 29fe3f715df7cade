/* What documents are parted by, and the name of the part that one belongs to. */
#ifndef CMD_ROUTE_H
#define CMD_ROUTE_H

#include "core/base/str.h"

/* Fields of few values only: each is a folder with shards of its own. */
enum route_field { ROUTE_NONE, ROUTE_LANG, ROUTE_KIND };

extern const char *const route_fields[];

/* How many routes there can be; 0 without. */
unsigned route_count_max(enum route_field field);

/* From the values of a document's metadata; "other" for one that is no name of a folder. */
struct str route_of(enum route_field field, struct str lang, struct str kind);

#endif
