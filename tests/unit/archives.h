/* Small archives made in memory, for tests. */
#ifndef TESTS_UNIT_ARCHIVES_H
#define TESTS_UNIT_ARCHIVES_H

#include "core/base/buf.h"
#include "io/records.h"

/* Appends a WARC record, bare. `block` is its content. */
void archive_add_plain(struct buf *out, const char *type, const char *uri, struct str block);

/* Appends the same as a member or frame of its own. */
void archive_add(struct buf *out, enum container container, const char *type, const char *uri,
                 struct str block);

/* Appends `bytes` as one gzip member; level 0 stores them as they are. */
void archive_add_gzip(struct buf *out, struct str bytes, int level);
void archive_add_zstd(struct buf *out, struct str bytes);

#endif
