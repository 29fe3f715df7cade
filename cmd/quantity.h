/* Numbers as people read them. */
#ifndef CMD_QUANTITY_H
#define CMD_QUANTITY_H

#include <stdint.h>

#include "core/base/buf.h"

void quantity_count(struct buf *out, uint64_t count); /* "12,345" */
void quantity_bytes(struct buf *out, double bytes);   /* "1.2 GB", by powers of 1,000 */
void quantity_micros(struct buf *out,
                     uint64_t micros); /* "62 µs", "35 ms", "1.2 s", "3 min 20 s", "2 h 5 min" */

/* `part` of `whole` as "12.3 %"; "<0.1 %" is not rounded to nothing. */
void quantity_percent(struct buf *out, uint64_t part, uint64_t whole);

#endif
