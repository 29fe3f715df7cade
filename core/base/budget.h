/*
 * What a page may cost. Steps are counted and not timed, so that a page is over its budget on every
 * machine or on none; each costs about a nanosecond on one of 2024. What counts is told in advance
 * by what there is of it (bytes, nodes, blocks), since all work is linear in these; but for
 * patterns, which are priced by the subject of each match.
 */
#ifndef CORE_BASE_BUDGET_H
#define CORE_BASE_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BUDGET_STEPS_PER_MS = 1000 * 1000 };

struct budget {
	uint64_t steps_left;
	bool is_over;
};

/* False, from then on for good, if `count` things of `steps` each are more than is left. NULL is
 * a budget without end. */
static inline bool budget_spend(struct budget *budget, uint64_t count, uint64_t steps)
{
	if (budget == NULL)
		return true;
	uint64_t cost;
	budget->is_over |= __builtin_mul_overflow(count, steps, &cost) || cost > budget->steps_left;
	if (!budget->is_over)
		budget->steps_left -= cost;
	return !budget->is_over;
}

#endif
