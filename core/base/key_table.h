/*
 * 64-bit keys, hashes all, to numbers: 12 bytes a slot, at most three quarters of them in use. Made
 * once, then read by any number of threads.
 */
#ifndef CORE_BASE_KEY_TABLE_H
#define CORE_BASE_KEY_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KEY_TABLE_NONE UINT32_MAX /* is no key's number */

struct key_table;

struct key_table *key_table_new(size_t entries_max);
void key_table_free(struct key_table *table);

/*
 * The number of `key`, to be read and changed: `number` if the key is new, else what it had. NULL
 * if it is new and there are entries_max already. Valid until the next call.
 */
uint32_t *key_table_add(struct key_table *table, uint64_t key, uint32_t number);

uint32_t key_table_find(const struct key_table *table, uint64_t key);

size_t key_table_entries(const struct key_table *table);
size_t key_table_bytes(const struct key_table *table); /* of memory */

#endif
