#include "core/filter/repeats.h"

#include <string.h>

#include "core/base/hash.h"

struct numbering_slot {
	uint64_t hash;
	uint32_t number_plus_one; /* 0: free */
};

void numbering_init(struct numbering *numbering, size_t count, struct arena *arena)
{
	uint64_t size = 16;
	while (size < 2 * count)
		size *= 2;
	*numbering =
	        (struct numbering){arena_array(arena, struct numbering_slot, size), size - 1, 0};
	memset(numbering->slots, 0, size * sizeof(*numbering->slots));
}

uint32_t numbering_of(struct numbering *numbering, uint64_t hash)
{
	for (uint64_t at = hash & numbering->mask;; at = (at + 1) & numbering->mask) {
		struct numbering_slot *slot = &numbering->slots[at];
		if (slot->number_plus_one == 0) {
			*slot = (struct numbering_slot){hash, ++numbering->count};
			return numbering->count - 1;
		}
		if (slot->hash == hash)
			return slot->number_plus_one - 1;
	}
}

static uint64_t mixed(uint64_t hash)
{
	hash ^= hash >> 32;
	hash *= 0xd6e8feb86659fd93u;
	return hash ^ hash >> 32;
}

static uint64_t load64(const char *p)
{
	uint64_t number;
	memcpy(&number, p, sizeof(number));
	return number;
}

static uint32_t load32(const char *p)
{
	uint32_t number;
	memcpy(&number, p, sizeof(number));
	return number;
}

/* Two loads that may overlap: with the length they are the text. No hash leaves the process, so the
 * order of a machine's bytes does not matter. */
uint64_t repeats_hash(struct str text)
{
	uint64_t low = 0, high = 0;
	if (text.n > 2 * sizeof(low))
		return hash64(text);
	if (text.n >= sizeof(low)) {
		low = load64(text.p);
		high = load64(text.p + text.n - sizeof(high));
	} else if (text.n >= sizeof(uint32_t)) {
		low = load32(text.p);
		high = load32(text.p + text.n - sizeof(uint32_t));
	} else if (text.n > 0) {
		const unsigned char *p = (const unsigned char *)text.p;
		low = (uint64_t)p[0] << 16 | (uint64_t)p[text.n / 2] << 8 | p[text.n - 1];
	}
	unsigned __int128 product = (unsigned __int128)(low ^ 0x9e3779b97f4a7c15u) *
	                            (high ^ (0xa0761d6478bd642fu + text.n));
	return mixed((uint64_t)product ^ (uint64_t)(product >> 64));
}

struct repeats repeats_of(const struct filter_text *text, const struct spans *segments)
{
	struct numbering numbering;
	struct repeats repeats = {0};
	uint32_t *copies = arena_array(text->arena, uint32_t, segments->count);
	numbering_init(&numbering, segments->count, text->arena);
	for (uint32_t i = 0; i < segments->count; i++) {
		struct span span = segments->list[i];
		uint32_t chars = span.end - span.begin, known = numbering.count;
		uint32_t number = numbering_of(&numbering, hash64(filter_text_slice(text, span)));
		if (number == known) {
			copies[number] = 1;
			continue;
		}
		uint32_t counted = ++copies[number] == 2 ? 2 : 1; /* with the first copy */
		repeats.again++;
		repeats.again_chars += chars;
		repeats.all += counted;
		repeats.all_chars += (uint64_t)counted * chars;
	}
	return repeats;
}

/* Keeps the positions whose n-gram occurs again. */
static void drop_single(struct ngrams *ngrams, uint32_t count)
{
	ngrams->repeated_count = 0;
	for (uint32_t i = 0; i < count; i++)
		if (ngrams->counts[ngrams->ids[i]] > 1) {
			ngrams->positions[ngrams->repeated_count] = ngrams->positions[i];
			ngrams->ids[ngrams->repeated_count++] = ngrams->ids[i];
		}
}

static void count_id(struct ngrams *ngrams, uint32_t id, uint32_t position)
{
	if (id == ngrams->id_count) {
		ngrams->counts[id] = 0;
		ngrams->firsts[id] = position;
		ngrams->id_count++;
	}
	ngrams->counts[id]++;
}

void ngrams_begin(struct ngrams *ngrams, const struct words *words, struct arena *arena)
{
	*ngrams = (struct ngrams){.words = words, .arena = arena, .n = 1};
	ngrams->positions = arena_array(arena, uint32_t, words->count);
	ngrams->ids = arena_array(arena, uint32_t, words->count);
	ngrams->counts = arena_array(arena, uint32_t, words->count);
	ngrams->firsts = arena_array(arena, uint32_t, words->count);
	for (uint32_t i = 0; i < words->count; i++) {
		ngrams->positions[i] = i;
		ngrams->ids[i] = words->list[i].id;
		count_id(ngrams, words->list[i].id, i);
	}
	drop_single(ngrams, words->count);
}

/* Different pairs are different numbers before mixing, so only equal n-grams can be taken for one
 * another by the same chance as different hashes. */
static uint64_t pair_hash(uint32_t first, uint32_t second)
{
	return mixed(((uint64_t)first << 32 | second) * 0x9e3779b97f4a7c15u);
}

void ngrams_next(struct ngrams *ngrams)
{
	struct numbering numbering;
	uint32_t count = 0, n = ngrams->n++;
	ngrams->id_count = 0;
	if (ngrams->repeated_count < 2) {
		ngrams->repeated_count = 0;
		return;
	}
	numbering_init(&numbering, ngrams->repeated_count, ngrams->arena);
	for (uint32_t i = 0; i + 1 < ngrams->repeated_count; i++) {
		uint32_t position = ngrams->positions[i];
		if (ngrams->positions[i + 1] != position + 1)
			continue;
		uint32_t last = ngrams->words->list[position + n].id;
		uint32_t id = numbering_of(&numbering, pair_hash(ngrams->ids[i], last));
		count_id(ngrams, id, position);
		ngrams->positions[count] = position;
		ngrams->ids[count++] = id;
	}
	drop_single(ngrams, count);
}

uint64_t ngrams_chars_at(const struct ngrams *ngrams, uint32_t position)
{
	uint64_t chars = 0;
	for (uint32_t i = 0; i < ngrams->n; i++)
		chars += ngrams->words->list[position + i].chars;
	return chars;
}
