/*
 * What occurs more than once: lines, paragraphs and n-grams of words. All by hash tables in an
 * arena, in one pass over what is asked for; things are equal if their 64-bit hashes are.
 */
#ifndef CORE_FILTER_REPEATS_H
#define CORE_FILTER_REPEATS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/filter/filter_text.h"

/* Numbers for hashes: 0, 1, … in the order in which they are first seen. */
struct numbering {
	struct numbering_slot *slots;
	uint64_t mask;
	uint32_t count;
};

/* For at most `count` different hashes. */
void numbering_init(struct numbering *numbering, size_t count, struct arena *arena);
uint32_t numbering_of(struct numbering *numbering, uint64_t hash);

/* Of a text, within one process. Short ones, as words, by less work than hash64. */
uint64_t repeats_hash(struct str text);

/* Of segments (lines, paragraphs). */
struct repeats {
	uint64_t again, again_chars; /* the second copy of each and those behind it */
	uint64_t all, all_chars;     /* the first copy too, where there is a second */
};

struct repeats repeats_of(const struct filter_text *text, const struct spans *segments);

/*
 * The n-grams of words that occur more than once, for n = 1, 2, …: an n-gram can only occur again
 * if both (n-1)-grams in it do, so there are soon few to look at.
 */
struct ngrams {
	const struct words *words;
	struct arena *arena;
	uint32_t n;
	uint32_t repeated_count;
	uint32_t *positions; /* where those that are repeated begin, in order */
	uint32_t *ids;       /* of each: equal n-grams have the same, by first use */
	uint32_t *counts;    /* by id */
	uint32_t *firsts;    /* by id: the first position */
	uint32_t id_count;
};

void ngrams_begin(struct ngrams *ngrams, const struct words *words, struct arena *arena);
void ngrams_next(struct ngrams *ngrams); /* from n to n + 1 */

/* Characters in the words of the n-gram at a position. */
uint64_t ngrams_chars_at(const struct ngrams *ngrams, uint32_t position);

#endif
