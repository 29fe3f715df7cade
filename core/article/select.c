/*
 * Keeping all items likelier than t expects F1 = 2 * kept_wanted / (kept + wanted), where
 * kept_wanted = sum of p * w over the kept, kept = their sum of w, wanted = sum of p * w over all.
 * The best t differs from page to page: where all is doubtful, more doubtful text is worth keeping.
 * (Lipton et al., "Optimal Thresholding of Classifiers to Maximize F1 Measure", 2014.)
 *
 * Where recall counts beta times as much as precision, it is F-beta = (1 + beta^2) * kept_wanted /
 * (kept + beta^2 * wanted) (van Rijsbergen, "Information Retrieval", 1979, chapter 7).
 *
 * Probabilities are sorted into steps of 1/STEPS, so it takes one pass and no sorting.
 */
#include "core/article/select.h"

#include <stdbool.h>
#include <stddef.h>

enum { STEPS = 256 };

/* All that is tuned. */
static const struct {
	double beta;
	float never_below;       /* what is less likely is left out, whatever F-beta says */
	float always_above;      /* what is likelier is kept, whatever F-beta says */
	float least_likely_best; /* where nothing is likelier than that, nothing is the best answer
	                          */
	float least_likely_line; /* likewise of lines: the folds choose less for them */
} favors[] = {
        [ARTICLE_FAVOR_BALANCE] = {1, 0, 1, 0.15f, 0.05f},
        [ARTICLE_FAVOR_PRECISION] = {0.5, 0.5f, 1, 0.5f, 0.5f},
        [ARTICLE_FAVOR_RECALL] = {2, 0.05f, 0.3f, 0.1f, 0.05f},
};

static unsigned step_of(float probability)
{
	if (!(probability > 0))
		return 0;
	return probability < 1 ? (unsigned)(probability * STEPS) : STEPS - 1;
}

/* The lowest step to keep. */
static unsigned best_step(const double words[STEPS], const double wanted[STEPS], double all_wanted,
                          double beta)
{
	const double weight = beta * beta;
	double kept = 0, kept_wanted = 0, best = -1;
	unsigned step = STEPS - 1;
	for (unsigned i = STEPS; i-- > 1;) {
		kept += words[i];
		kept_wanted += wanted[i];
		double both = kept + weight * all_wanted;
		double f_beta = both > 0 ? (1 + weight) * kept_wanted / both : 0;
		if (f_beta > best) {
			best = f_beta;
			step = i;
		}
	}
	return step;
}

static void select_likely(struct selection_item *items, uint32_t count, enum article_favor favor,
                          float least)
{
	double words[STEPS] = {0}, wanted[STEPS] = {0}, all_wanted = 0;
	bool any_likely = false;
	for (uint32_t i = 0; i < count; i++) {
		const struct selection_item *item = &items[i];
		unsigned step = step_of(item->probability);
		words[step] += item->words;
		wanted[step] += (double)item->probability * item->words;
		all_wanted += (double)item->probability * item->words;
		any_likely = any_likely || item->probability >= least;
	}
	unsigned step = best_step(words, wanted, all_wanted, favors[favor].beta);
	if (step > step_of(favors[favor].always_above))
		step = step_of(favors[favor].always_above);
	if (step < step_of(favors[favor].never_below))
		step = step_of(favors[favor].never_below);
	for (uint32_t i = 0; i < count; i++)
		items[i].kept = any_likely && step_of(items[i].probability) >= step;
}

void select_items(struct selection_item *items, uint32_t count, enum article_favor favor)
{
	select_likely(items, count, favor, favors[favor].least_likely_best);
}

void select_lines(struct selection_item *items, uint32_t count, enum article_favor favor)
{
	select_likely(items, count, favor, favors[favor].least_likely_line);
}
