/*
 * Which names come up most, in a table of fixed size: hosts, languages. The same answer for the
 * same names in the same order.
 *
 * While there are no more names than places every count is exact. When the table is full, the
 * median count is taken off all of them and those with nothing left are forgotten ("reverse
 * purge": Anderson et al., "A high-performance algorithm for identifying frequent items in data
 * streams", 2017). A name that came after that may have lost some, at most `missed_max`.
 */
#ifndef CORE_FREQUENT_H
#define CORE_FREQUENT_H

#include <stdint.h>

#include "core/base/str.h"

/* Longer names are cut, and count as one if they then are the same. */
enum { FREQUENT_NAME_BYTES_MAX = 120 };

struct frequent_counts {
	uint64_t records, documents, text_bytes;
};

struct frequent_item {
	char bytes[FREQUENT_NAME_BYTES_MAX];
	uint8_t n;
	struct frequent_counts counts; /* since it is in the table */
	uint64_t missed_max;           /* records that it may have had before */
};

struct frequent;

struct frequent *frequent_new(uint32_t items_max); /* at least 2 */
void frequent_free(struct frequent *frequent);

/* `name` is valid UTF-8. */
void frequent_add(struct frequent *frequent, struct str name, const struct frequent_counts *counts);

/* All there are, in the order in which they came into the table. */
const struct frequent_item *frequent_items(const struct frequent *frequent, uint32_t *count);
struct str frequent_name(const struct frequent_item *item);
const struct frequent_item *frequent_find(const struct frequent *frequent, struct str name);

/* The at most `most` names with the most records, then in the order of their bytes. */
uint32_t frequent_top(const struct frequent *frequent, uint32_t most,
                      const struct frequent_item **top);

/* What was taken off all counts by now: no name that is not in the table has more records. */
uint64_t frequent_missed_max(const struct frequent *frequent);

/* Makes an empty table what one was, from `frequent_missed_max` and its items in their order.
   False if the table has no room, or the name already. */
void frequent_restore(struct frequent *frequent, uint64_t missed_max);
bool frequent_restore_item(struct frequent *frequent, struct str name,
                           const struct frequent_counts *counts, uint64_t missed_max);

#endif
