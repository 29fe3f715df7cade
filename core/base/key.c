/*
 * American flag sort (P. McIlroy, K. Bostic, M. McIlroy, "Engineering radix sort", 1993): counts
 * the values of a byte, then swaps each key to the part where it belongs, and sorts the parts by
 * the next byte. Hashes fall evenly into the parts, so after a few bytes these are short, and
 * insertion sort ends it.
 */
#include "core/base/key.h"

enum { PARTS = 256, INSERTION_MAX = 32 };

static unsigned part_of(const struct key *key, int shift)
{
	return (unsigned)(key_value(key) >> shift) % PARTS;
}

static void sort_by_insertion(struct key *keys, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct key key = keys[i];
		size_t at = i;
		for (; at > 0 && key_value(&keys[at - 1]) > key_value(&key); at--)
			keys[at] = keys[at - 1];
		keys[at] = key;
	}
}

/* `shift` falls by a byte with each level, so at most eight are nested. */
static void sort_from(struct key *keys, size_t count, int shift)
{
	size_t next[PARTS] = {0}, end[PARTS], sum = 0;
	if (count <= INSERTION_MAX || shift < 0) {
		sort_by_insertion(keys, count);
		return;
	}
	for (size_t i = 0; i < count; i++)
		next[part_of(&keys[i], shift)]++;
	for (int part = 0; part < PARTS; part++) {
		size_t size = next[part];
		next[part] = sum;
		sum += size;
		end[part] = sum;
	}
	for (unsigned part = 0; part < PARTS; part++)
		while (next[part] < end[part]) {
			struct key key = keys[next[part]];
			unsigned home = part_of(&key, shift);
			keys[next[part]] = keys[next[home]];
			keys[next[home]++] = key;
		}
	for (int part = 0; part < PARTS; part++) {
		size_t from = part > 0 ? end[part - 1] : 0;
		sort_from(keys + from, end[part] - from, shift - 8);
	}
}

void key_sort(struct key *keys, size_t count)
{
	sort_from(keys, count, 56);
}
