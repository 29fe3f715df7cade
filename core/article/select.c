/*
 * Keeping all items likelier than t expects F1 = 2 * kept_wanted / (kept + wanted), where
 * kept_wanted = sum of p * w over the kept, kept = their sum of w, wanted = sum of p * w over all.
 * The best t differs from page to page: where all is doubtful, more doubtful text is worth keeping.
 * (Lipton et al., "Optimal Thresholding of Classifiers to Maximize F1 Measure", 2014.)
 *
 * Probabilities are sorted into steps of 1/STEPS, so it takes one pass and no sorting.
 */
#include "core/article/select.h"

#include <stdbool.h>
#include <stddef.h>

enum { STEPS = 256 };

/* Where nothing is likelier than that, nothing is the best answer. */
static const float least_likely_best = 0.25f;

static unsigned step_of(float probability)
{
	if (!(probability > 0))
		return 0;
	return probability < 1 ? (unsigned)(probability * STEPS) : STEPS - 1;
}

/* The lowest step to keep. */
static unsigned best_step(const double words[STEPS], const double wanted[STEPS], double all_wanted)
{
	double kept = 0, kept_wanted = 0, best = -1;
	unsigned step = STEPS - 1;
	for (unsigned i = STEPS; i-- > 1;) {
		kept += words[i];
		kept_wanted += wanted[i];
		double f1 = kept + all_wanted > 0 ? 2 * kept_wanted / (kept + all_wanted) : 0;
		if (f1 > best) {
			best = f1;
			step = i;
		}
	}
	return step;
}

void select_items(struct selection_item *items, uint32_t count)
{
	double words[STEPS] = {0}, wanted[STEPS] = {0}, all_wanted = 0;
	bool any_likely = false;
	for (uint32_t i = 0; i < count; i++) {
		const struct selection_item *item = &items[i];
		unsigned step = step_of(item->probability);
		words[step] += item->words;
		wanted[step] += (double)item->probability * item->words;
		all_wanted += (double)item->probability * item->words;
		any_likely = any_likely || item->probability >= least_likely_best;
	}
	unsigned step = best_step(words, wanted, all_wanted);
	for (uint32_t i = 0; i < count; i++)
		items[i].kept = any_likely && step_of(items[i].probability) >= step;
}
