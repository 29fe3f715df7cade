/* The named character references as a hash table; entity_table.c is written by scripts/gen-entities. */
#ifndef CORE_HTML_ENTITY_TABLE_H
#define CORE_HTML_ENTITY_TABLE_H

#include <stdbool.h>
#include <stdint.h>

enum {
	ENTITY_COUNT = 2125,
	ENTITY_NAME_CHARS_MAX = 31,
	ENTITY_BARE_NAME_CHARS_MAX = 6, /* longest name that needs no ';' */
	ENTITY_HASH_BITS = 13,
	ENTITY_HASH_SLOTS = 1 << ENTITY_HASH_BITS,
};

struct entity {
	const char *name;  /* without & and ; */
	const char *value; /* UTF-8 */
	uint8_t name_bytes;
	uint8_t value_bytes;
	bool bare; /* is a reference without ';' too */
};

extern const struct entity entities[ENTITY_COUNT];

/* 1 + index into entities, 0 where free; probed linearly from entity_hash. */
extern const uint16_t entity_slots[ENTITY_HASH_SLOTS];

/* FNV-1a (Fowler, Noll, Vo), folded to the table's size. */
static inline uint32_t entity_hash(const char *name, unsigned length)
{
	uint32_t hash = 2166136261u;
	for (unsigned i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)name[i]) * 16777619u;
	return (hash ^ hash >> ENTITY_HASH_BITS) % ENTITY_HASH_SLOTS;
}

#endif
