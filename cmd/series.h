/*
 * The series of shards that a run writes, and their names. Documents, and the attributes that go
 * with them row by row, may be parted into routes: folders named after what is in them.
 *
 *     part-00000.jsonl.zst                       documents
 *     ROUTE/part-00000.jsonl.zst                 those of a route
 *     attributes/thresh/[ROUTE/]part-00000.jsonl.zst
 *     rejects-00000.jsonl.zst
 */
#ifndef CMD_SERIES_H
#define CMD_SERIES_H

#include <limits.h>
#include <stdbool.h>

#include "core/base/status.h"
#include "core/base/str.h"
#include "io/shard.h"

enum series { SERIES_DOCUMENTS, SERIES_REJECTS, SERIES_ATTRIBUTES, SERIES_COUNT };

enum { ROUTE_BYTES_MAX = 16, ROUTES_MAX = 256 };

/* The member of the manifest that lists the series' shards. */
extern const char *const series_lists[SERIES_COUNT];

/* Is `route` the name of one? Small letters, digits, "-" and "_". */
bool series_is_route(struct str route);

/* The name of the shards of a route, "" for none, without their number: "de/part". */
void series_name(enum series series, struct str route, char name[SHARD_NAME_BYTES]);

/* The folder that they are in. */
void series_folder(const char *output, enum series series, struct str route, char path[PATH_MAX]);

/* Of the path of a shard in the output folder: is it of the series, and of which route? */
bool series_has(enum series series, struct str path, struct str *route);

/* A name with "+" for "/", for folders that have no others in them; and back. */
void series_flatten(char *name);
void series_unflatten(char *name);

/*
 * Calls `visit` for each route whose folder is in `output`, as documents or attributes have it, and
 * first for "". Some may have no shards.
 */
MUST_CHECK enum status series_each_route(const char *output,
                                         enum status (*visit)(void *context, struct str route,
                                                              struct error *error),
                                         void *context, struct error *error);

/* Removes all shards of an earlier run, and folders that are empty then. */
MUST_CHECK enum status series_remove_all(const char *output, struct error *error);

#endif
