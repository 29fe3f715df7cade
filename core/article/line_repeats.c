/* Lines are counted by the hashes of what is compared. */
#include "core/article/line_repeats.h"

#include <string.h>

#include "core/article/line_marks.h"
#include "core/base/hash.h"

/* A text that is counted: of equal hashes. */
struct slot {
	uint64_t hash; /* 0 in a free slot */
	uint32_t count, first, last;
};

struct counts {
	struct slot *slots; /* a free one for every taken one */
	uint32_t mask;
};

static struct counts counts_new(uint32_t texts, struct arena *arena)
{
	uint32_t slots = 16;
	while (slots < 2 * texts)
		slots *= 2;
	struct counts counts = {arena_array(arena, struct slot, slots), slots - 1};
	memset(counts.slots, 0, sizeof(*counts.slots) * slots);
	return counts;
}

static struct slot *slot_of(const struct counts *counts, uint64_t hash)
{
	hash += hash == 0;
	uint32_t at = (uint32_t)hash & counts->mask;
	while (counts->slots[at].hash != 0 && counts->slots[at].hash != hash)
		at = (at + 1) & counts->mask;
	counts->slots[at].hash = hash;
	return &counts->slots[at];
}

static void find_seen(struct lines *lines, struct arena *arena)
{
	struct counts counts = counts_new(lines->count, arena);
	for (uint32_t i = 0; i < lines->count; i++) {
		struct slot *slot = slot_of(&counts, hash64(lines->lines[i].text));
		if (slot->count) {
			lines->lines[i].marks |= MARK_BIT(SEEN);
			lines->lines[slot->last].marks |= MARK_BIT(AGAIN);
		}
		if (slot->count++ == 0)
			slot->first = i;
		lines->lines[i].first_same = slot->first;
		slot->last = i;
	}
}

static void count_same(struct lines *lines, struct arena *arena)
{
	struct counts counts = counts_new(lines->count, arena);
	struct slot **slots = arena_array(arena, struct slot *, lines->count);
	for (uint32_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->lines[i];
		slots[i] = slot_of(&counts, line_hash_without_digits(line->text));
		line->same_before = slots[i]->count++;
		line->since_same = line->same_before ? i - slots[i]->last : 0;
		slots[i]->last = i;
	}
	for (uint32_t i = 0; i < lines->count; i++)
		lines->lines[i].same = slots[i]->count;
}

static void count_same_start(struct lines *lines, struct arena *arena)
{
	struct counts counts = counts_new(lines->count, arena);
	struct slot **slots = arena_array(arena, struct slot *, lines->count);
	for (uint32_t i = 0; i < lines->count; i++) {
		slots[i] = slot_of(&counts, line_hash_of_start(lines->lines[i].text));
		slots[i]->count++;
	}
	for (uint32_t i = 0; i < lines->count; i++)
		lines->lines[i].same_start = slots[i]->count;
}

void line_repeats_count(struct lines *lines, struct arena *arena)
{
	find_seen(lines, arena);
	count_same(lines, arena);
	count_same_start(lines, arena);
}
