/* A hash table with open addressing and linear probing, at most three quarters full. */
#include "core/dedup/line_counts.h"

#include <stdlib.h>

#include "core/base/bug.h"
#include "core/base/buf.h"

enum { SLOTS_FIRST = 1 << 12, FULL_OF_4 = 3 };

struct slot {
	uint64_t key;
	uint32_t documents; /* that had the line; 0: the slot is free */
	uint32_t last;      /* number of the last of them: it may have the line twice */
};

struct line_counts {
	uint32_t documents_min;
	size_t lines_max;
	struct slot *slots;
	size_t slot_count; /* a power of two */
	size_t line_count;
	uint32_t document; /* number of the one in hand, from 1 */
	uint64_t forgotten;
};

static struct slot *slots_new(size_t count)
{
	struct slot *slots = memory_resize(NULL, count * sizeof(*slots));
	memset(slots, 0, count * sizeof(*slots));
	return slots;
}

struct line_counts *line_counts_new(uint32_t documents_min, size_t lines_max)
{
	struct line_counts *counts = memory_resize(NULL, sizeof(*counts));
	BUG_UNLESS(lines_max >= 2 * SITE_LINES_PER_TEXT_MAX);
	*counts = (struct line_counts){.documents_min = documents_min,
	                               .lines_max = lines_max,
	                               .slots = slots_new(SLOTS_FIRST),
	                               .slot_count = SLOTS_FIRST};
	return counts;
}

void line_counts_free(struct line_counts *counts)
{
	if (counts == NULL)
		return;
	free(counts->slots);
	free(counts);
}

/* The slot that has `key`, or the free one where it belongs. */
static struct slot *find(struct slot *slots, size_t count, uint64_t key)
{
	size_t at = key & (count - 1);
	while (slots[at].documents > 0 && slots[at].key != key)
		at = (at + 1) & (count - 1);
	return &slots[at];
}

/* A table of `slot_count` slots with the lines that at least `documents_min` documents had. */
static void make_anew(struct line_counts *counts, size_t slot_count, uint32_t documents_min)
{
	struct slot *slots = slots_new(slot_count);
	size_t lines = 0;
	for (size_t i = 0; i < counts->slot_count; i++) {
		const struct slot *slot = &counts->slots[i];
		if (slot->documents == 0 || slot->documents < documents_min)
			continue;
		*find(slots, slot_count, slot->key) = *slot;
		lines++;
	}
	free(counts->slots);
	counts->slots = slots;
	counts->slot_count = slot_count;
	counts->forgotten += counts->line_count - lines;
	counts->line_count = lines;
}

/* Makes room for `more` lines. */
static void make_room(struct line_counts *counts, uint32_t more)
{
	uint32_t rare = 1;
	if (counts->line_count + more > counts->lines_max)
		while (counts->line_count > counts->lines_max / 2)
			make_anew(counts, counts->slot_count, rare *= 2);
	size_t slot_count = counts->slot_count;
	while (counts->line_count + more > slot_count / 4 * FULL_OF_4)
		slot_count *= 2;
	if (slot_count > counts->slot_count)
		make_anew(counts, slot_count, 1);
}

/* Counts a line for the document in hand; returns how many before it had the line. */
static uint32_t count_line(struct line_counts *counts, uint64_t key)
{
	struct slot *slot = find(counts->slots, counts->slot_count, key);
	if (slot->documents == 0) {
		slot->key = key;
		counts->line_count++;
	} else if (slot->last == counts->document) {
		return slot->documents - 1;
	} else if (slot->documents == UINT32_MAX) {
		return slot->documents;
	}
	slot->last = counts->document;
	return slot->documents++;
}

void line_counts_add(struct line_counts *counts, struct site_lines *lines)
{
	uint32_t dropped = 0;
	make_room(counts, lines->count);
	counts->document++;
	for (uint32_t i = 0; i < lines->count; i++)
		__builtin_prefetch(&counts->slots[lines->list[i].key & (counts->slot_count - 1)]);
	for (uint32_t i = 0; i < lines->count; i++)
		if (count_line(counts, lines->list[i].key) >= counts->documents_min)
			lines->list[dropped++] = lines->list[i];
	lines->count = dropped;
}

uint64_t line_counts_forgotten(const struct line_counts *counts)
{
	return counts->forgotten;
}
