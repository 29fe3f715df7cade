/*
 * A hash table with open addressing and linear probing, at most three quarters full. The keys are
 * hashes already, so their low bits are the place. A document's places are asked for all at once,
 * so that it waits for memory about once, not once a key.
 */
#include "core/dedup/seen.h"

#include <stdlib.h>

#include "core/base/bug.h"
#include "core/base/buf.h"

enum { SLOTS_FIRST = 1 << 12, DOCUMENTS_FIRST = 1 << 8, FULL_OF_4 = 3 };

struct entry {
	struct hash128 id;
	uint64_t check;
	struct sketch sketch;
	uint64_t url_end; /* in `urls`; it begins where the one before ends */
	uint32_t day;
};

struct seen {
	size_t bytes_max;
	bool with_urls;
	struct key *slots; /* free where document is KEY_NO_DOCUMENT */
	size_t slot_count; /* a power of two */
	size_t key_count;
	struct entry *entries;
	size_t entry_count, entry_capacity;
	uint32_t first_number;
	struct buf urls;
};

static struct key *slots_new(size_t count)
{
	struct key *slots = memory_resize(NULL, count * sizeof(*slots));
	memset(slots, 0xff, count * sizeof(*slots));
	return slots;
}

struct seen *seen_new(size_t bytes_max, uint32_t first_number, bool with_urls)
{
	struct seen *seen = memory_resize(NULL, sizeof(*seen));
	*seen = (struct seen){.bytes_max = bytes_max,
	                      .with_urls = with_urls,
	                      .slots = slots_new(SLOTS_FIRST),
	                      .slot_count = SLOTS_FIRST,
	                      .first_number = first_number};
	buf_init(&seen->urls, SIZE_MAX / 2);
	return seen;
}

void seen_free(struct seen *seen)
{
	if (seen == NULL)
		return;
	free(seen->slots);
	free(seen->entries);
	buf_free(&seen->urls);
	free(seen);
}

static bool is_free(const struct key *slot)
{
	return slot->document == KEY_NO_DOCUMENT;
}

/* The slot that has `key`, or the free one where it belongs. */
static struct key *find(struct key *slots, size_t count, uint64_t key)
{
	size_t at = key & (count - 1);
	while (!is_free(&slots[at]) && key_value(&slots[at]) != key)
		at = (at + 1) & (count - 1);
	return &slots[at];
}

void seen_find(const struct seen *seen, const uint64_t *keys, uint32_t count, uint32_t *documents)
{
	size_t mask = seen->slot_count - 1;
	for (uint32_t i = 0; i < count; i++)
		__builtin_prefetch(&seen->slots[keys[i] & mask]);
	for (uint32_t i = 0; i < count; i++)
		documents[i] = find(seen->slots, seen->slot_count, keys[i])->document;
}

/* Slots needed for `keys` keys. */
static size_t slots_for(const struct seen *seen, size_t keys)
{
	size_t slots = seen->slot_count;
	while (keys > slots / 4 * FULL_OF_4)
		slots *= 2;
	return slots;
}

static size_t entries_for(const struct seen *seen, size_t entries)
{
	size_t capacity = seen->entry_capacity ? seen->entry_capacity : DOCUMENTS_FIRST;
	while (entries > capacity)
		capacity *= 2;
	return capacity;
}

/* What is held while the tables grow: the old and the new one. */
bool seen_has_room(const struct seen *seen, uint32_t key_count, size_t url_bytes)
{
	size_t slots = slots_for(seen, seen->key_count + key_count);
	size_t entries = entries_for(seen, seen->entry_count + 1);
	size_t urls = seen->urls.n + url_bytes;
	slots += slots > seen->slot_count ? seen->slot_count : 0;
	entries += entries > seen->entry_capacity ? seen->entry_capacity : 0;
	urls = urls > seen->urls.capacity ? 3 * urls : seen->urls.capacity;
	bool is_small = seen->entry_count < DOCUMENTS_FIRST;
	return is_small || (slots * sizeof(*seen->slots) + entries * sizeof(*seen->entries) +
	                                    (seen->with_urls ? urls : 0) <=
	                            seen->bytes_max &&
	                    seen_next_number(seen) < KEY_NO_DOCUMENT - 1);
}

static void grow_slots(struct seen *seen, size_t count)
{
	struct key *slots = slots_new(count);
	for (size_t i = 0; i < seen->slot_count; i++)
		if (!is_free(&seen->slots[i]))
			*find(slots, count, key_value(&seen->slots[i])) = seen->slots[i];
	free(seen->slots);
	seen->slots = slots;
	seen->slot_count = count;
}

static void add_entry(struct seen *seen, const struct seen_document *document)
{
	size_t capacity = entries_for(seen, seen->entry_count + 1);
	if (capacity > seen->entry_capacity) {
		seen->entries = memory_resize(seen->entries, capacity * sizeof(*seen->entries));
		seen->entry_capacity = capacity;
	}
	if (seen->with_urls)
		buf_append(&seen->urls, document->url);
	seen->entries[seen->entry_count++] = (struct entry){
	        document->id, document->check, document->sketch, seen->urls.n, document->day};
}

void seen_add(struct seen *seen, const uint64_t *keys, uint32_t count, const uint32_t *documents,
              const struct seen_document *document)
{
	uint32_t number = seen_next_number(seen);
	size_t key_count = seen->key_count, slots = slots_for(seen, key_count + count);
	if (slots > seen->slot_count)
		grow_slots(seen, slots);
	for (uint32_t i = 0; i < count; i++) {
		if (documents[i] != KEY_NO_DOCUMENT)
			continue;
		struct key *slot = find(seen->slots, seen->slot_count, keys[i]);
		seen->key_count += is_free(slot);
		*slot = key_of(keys[i], number);
	}
	if (seen->key_count > key_count)
		add_entry(seen, document);
}

uint32_t seen_first_number(const struct seen *seen)
{
	return seen->first_number;
}

uint32_t seen_next_number(const struct seen *seen)
{
	return seen->first_number + (uint32_t)seen->entry_count;
}

struct seen_document seen_document(const struct seen *seen, uint32_t number)
{
	size_t i = number - seen->first_number;
	BUG_UNLESS(i < seen->entry_count);
	const struct entry *entry = &seen->entries[i];
	size_t url = i > 0 ? seen->entries[i - 1].url_end : 0;
	return (struct seen_document){entry->id, entry->check, entry->sketch, entry->day,
	                              str_slice(buf_str(&seen->urls), url, entry->url_end)};
}

const struct key *seen_sort(struct seen *seen, size_t *count)
{
	size_t n = 0;
	for (size_t i = 0; i < seen->slot_count; i++)
		if (!is_free(&seen->slots[i]))
			seen->slots[n++] = seen->slots[i];
	BUG_UNLESS(n == seen->key_count);
	key_sort(seen->slots, n);
	*count = n;
	return seen->slots;
}

uint64_t seen_url_bytes(const struct seen *seen)
{
	return seen->urls.n;
}

void seen_forget(struct seen *seen)
{
	memset(seen->slots, 0xff, seen->slot_count * sizeof(*seen->slots));
	seen->first_number = seen_next_number(seen);
	seen->key_count = seen->entry_count = 0;
	buf_reset(&seen->urls);
}
