/*
 * Which features the score of an item (a block, a line) hangs on. Each feature is set, alone, to
 * its median over the page's items, and the forest is asked again: what the log-odds lose by that
 * is the effect of the feature. Where it is positive, the item's own value speaks for keeping it.
 *
 * That is occlusion (Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks",
 * 2014) for numbers instead of pixels. Effects do not add up to the score: where two features tell
 * the same, either can be missed; and what is the same for all of a page has none.
 */
#ifndef CORE_ARTICLE_EFFECTS_H
#define CORE_ARTICLE_EFFECTS_H

#include <stdint.h>

#include "core/base/arena.h"

struct forest;

enum { EFFECTS_MAX = 5 };

struct effect {
	uint16_t feature; /* index into the item's row */
	int16_t value, median;
	float change; /* of the log-odds; never 0 */
};

struct effects {
	float log_odds; /* of the item as it is */
	uint32_t count;
	struct effect effects[EFFECTS_MAX]; /* the largest first, whatever their sign */
};

/*
 * `rows` are `count` items of `width` features each. Sets effects[0 .. count-1]. A median of an
 * even number of values is the lower of the two in the middle.
 */
void effects_of_items(const struct forest *forest, const int16_t *rows, uint32_t width,
                      uint32_t count, struct arena *arena, struct effects *effects);

#endif
