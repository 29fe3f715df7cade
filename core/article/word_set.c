#include "core/article/word_set.h"

static bool is_of_word(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c) ||
	       (unsigned char)c >= 0x80;
}

/* The hash of the next word (Fowler, Noll, Vo: FNV-1a); false when there is none. */
static bool next_word(struct str *rest, uint32_t *hash)
{
	const uint32_t basis = 2166136261, prime = 16777619;
	size_t at = 0;
	while (at < rest->n && !is_of_word(rest->p[at]))
		at++;
	if (at == rest->n)
		return false;
	*hash = basis;
	for (; at < rest->n && is_of_word(rest->p[at]); at++)
		*hash = (*hash ^ (unsigned char)ascii_lower(rest->p[at])) * prime;
	*hash ^= *hash >> 16; /* the low byte has to tell words apart */
	*rest = str_slice(*rest, at, rest->n);
	return true;
}

static bool is_in(const struct word_set *set, uint32_t hash)
{
	if (!(set->filter[hash / 64 % WORD_SET_FILTER] >> hash % 64 & 1))
		return false;
	for (uint32_t i = 0; i < set->count; i++)
		if (set->hashes[i] == hash)
			return true;
	return false;
}

void word_set_read(struct word_set *set, struct str text)
{
	uint32_t hash;
	*set = (struct word_set){0};
	while (set->count < WORD_SET_MAX && next_word(&text, &hash))
		if (!is_in(set, hash)) {
			set->hashes[set->count++] = hash;
			set->filter[hash / 64 % WORD_SET_FILTER] |= (uint64_t)1 << hash % 64;
		}
}

struct word_overlap word_set_overlap(const struct word_set *set, struct str text)
{
	struct word_overlap overlap = {0};
	uint32_t hash;
	while (next_word(&text, &hash)) {
		overlap.words++;
		overlap.common += is_in(set, hash);
	}
	return overlap;
}
