/* 64-bit keys, hashes all, each with the number of a document: what duplicates are found by. */
#ifndef CORE_BASE_KEY_H
#define CORE_BASE_KEY_H

#include <stddef.h>
#include <stdint.h>

#define KEY_NO_DOCUMENT UINT32_MAX

/* Three words of four bytes, so that an array of them has no padding. */
struct key {
	uint32_t low, high, document;
};

static inline uint64_t key_value(const struct key *key)
{
	return (uint64_t)key->high << 32 | key->low;
}

static inline struct key key_of(uint64_t value, uint32_t document)
{
	return (struct key){(uint32_t)value, (uint32_t)(value >> 32), document};
}

/* Ascending by value, in place. Equal values stand in any order. */
void key_sort(struct key *keys, size_t count);

#endif
