/*
 * What share of many values is under which value, in fixed memory: values are counted in buckets
 * whose width is a 64th of their lower bound, as in G. Tene's HdrHistogram. The largest value is
 * kept as it is.
 */
#ifndef CMD_QUANTILES_H
#define CMD_QUANTILES_H

#include <stdint.h>

enum {
	QUANTILES_STEP_BITS = 6,
	QUANTILES_STEPS = 1 << QUANTILES_STEP_BITS, /* for each power of two */
	QUANTILES_BUCKETS = (64 - QUANTILES_STEP_BITS + 1) * QUANTILES_STEPS,
};

struct quantiles {
	uint64_t counts[QUANTILES_BUCKETS];
	uint64_t count, max;
};

void quantiles_add(struct quantiles *quantiles, uint64_t value);

/*
 * How many values there are in each of `count` columns of the same width, from 0 up to `end`; what
 * is over it is in the last.
 */
void quantiles_columns(const struct quantiles *quantiles, uint64_t end, uint64_t *columns,
                       uint32_t count);

/* A value that `percent` of all values are not over, within a 64th of it; 0 if there are none. */
uint64_t quantiles_at(const struct quantiles *quantiles, unsigned percent);

#endif
