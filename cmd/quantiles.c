#include "cmd/quantiles.h"

#include <stdbool.h>

/* Values up to QUANTILES_STEPS have a bucket each; the others are told by their first bits. */
static uint32_t bucket_of(uint64_t value)
{
	if (value < QUANTILES_STEPS)
		return (uint32_t)value;
	int shift = 63 - __builtin_clzll(value) - QUANTILES_STEP_BITS;
	return (uint32_t)(shift + 1) * QUANTILES_STEPS +
	       (uint32_t)(value >> shift & (QUANTILES_STEPS - 1));
}

/* The largest value of a bucket. */
static uint64_t end_of(uint32_t bucket)
{
	if (bucket < QUANTILES_STEPS)
		return bucket;
	uint32_t shift = bucket / QUANTILES_STEPS - 1;
	uint64_t first = QUANTILES_STEPS + bucket % QUANTILES_STEPS;
	return (first << shift) + ((uint64_t)1 << shift) - 1;
}

void quantiles_add(struct quantiles *quantiles, uint64_t value)
{
	quantiles->counts[bucket_of(value)]++;
	quantiles->count++;
	if (value > quantiles->max)
		quantiles->max = value;
}

void quantiles_columns(const struct quantiles *quantiles, uint64_t end, uint64_t *columns,
                       uint32_t count)
{
	for (uint32_t c = 0; c < count; c++)
		columns[c] = 0;
	for (uint32_t i = 0; i < QUANTILES_BUCKETS; i++) {
		uint64_t value = end_of(i) < quantiles->max ? end_of(i) : quantiles->max;
		bool is_over = value >= end;
		uint32_t column =
		        is_over ? count - 1 : (uint32_t)((unsigned __int128)value * count / end);
		columns[column] += quantiles->counts[i];
	}
}

uint64_t quantiles_at(const struct quantiles *quantiles, unsigned percent)
{
	enum { ALL = 100 };
	uint64_t wanted = (quantiles->count * percent + ALL - 1) / ALL, seen = 0;
	if (quantiles->count == 0)
		return 0;
	for (uint32_t i = 0; i < QUANTILES_BUCKETS; i++) {
		seen += quantiles->counts[i];
		if (seen >= wanted && quantiles->counts[i] > 0)
			return end_of(i) < quantiles->max ? end_of(i) : quantiles->max;
	}
	return quantiles->max;
}
