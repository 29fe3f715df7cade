/*
 * The hash table of element names, probed linearly. A name's key is its first eight bytes, the
 * first in the lowest bits, the rest zero: a whole short name, so that the tokenizer, which has
 * those bytes in a register anyway, finds a tag with one multiplication and one comparison.
 * tag_table.c is written by scripts/gen-tags.
 */
#ifndef CORE_HTML_TAG_HASH_H
#define CORE_HTML_TAG_HASH_H

#include <stdint.h>

#include "core/html/tag.h"

enum { TAG_HASH_BITS = 10, TAG_HASH_SLOTS = 1 << TAG_HASH_BITS, TAG_KEY_BYTES = 8 };

struct tag_slot {
	uint64_t key; /* 0: free */
	uint16_t tag;
	uint16_t length; /* of the whole name */
};

extern const struct tag_slot tag_slots[TAG_HASH_SLOTS];
extern const struct str tag_names[HTML_TAG_COUNT];

/* 2^64 divided by the golden ratio: spreads the low bytes over the high bits. */
static inline uint32_t tag_hash(uint64_t key, size_t length)
{
	return (uint32_t)((key + length) * 0x9E3779B97F4A7C15u >> (64 - TAG_HASH_BITS));
}

/* `name` is looked at only behind its first TAG_KEY_BYTES. */
static inline enum html_tag tag_find_key(uint64_t key, size_t length, const char *name)
{
	for (uint32_t i = tag_hash(key, length);; i = (i + 1) % TAG_HASH_SLOTS) {
		const struct tag_slot *slot = &tag_slots[i];
		if (slot->key == key && slot->length == length &&
		    (length <= TAG_KEY_BYTES ||
		     memcmp(tag_names[slot->tag].p + TAG_KEY_BYTES, name + TAG_KEY_BYTES,
		            length - TAG_KEY_BYTES) == 0))
			return (enum html_tag)slot->tag;
		if (slot->key == 0)
			return HTML_TAG_UNKNOWN;
	}
}

#endif
