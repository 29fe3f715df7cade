/*
 * The signals of a text: whole numbers, and exact fractions as two of them, so that a verdict never
 * depends on how a float was rounded. Computed by groups, when first asked for.
 */
#ifndef CORE_FILTER_SIGNALS_H
#define CORE_FILTER_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/str.h"
#include "core/filter/filter_text.h"
#include "core/filter/signal_table.h"

enum signal {
#define SIGNAL(name, kind, group, what) SIGNAL_##name,
	SIGNAL_TABLE(SIGNAL)
#undef SIGNAL
	        SIGNAL_COUNT
};

enum signal_kind { SIGNAL_IS_COUNT, SIGNAL_IS_SHARE, SIGNAL_IS_MEAN };

/* The files of core/filter that compute signals; a bit each in signals.done. */
enum signal_group {
	GROUP_DATATROVE_QUALITY,
	GROUP_DCLM_QUALITY,
	GROUP_DOLMA_QUALITY,
	GROUP_DATATROVE_REPETITION,
	GROUP_DCLM_REPETITION,
	GROUP_DOLMA_REPETITION,
	GROUP_FINEWEB,
	GROUP_C4,
	GROUP_C4_PAGE,
	GROUP_REFINEDWEB,
	GROUP_MADLAD,
	GROUP_CCNET,
	GROUP_NEMO,
	SIGNAL_GROUPS
};

/* value / over; over is 1 for counts. Over 0: there is no such value, and no threshold drops it. */
struct fraction {
	uint64_t value, over;
};

/* Of one text. */
struct signals {
	struct filter_text *text;
	enum word_cut cut; /* the words that datatrove_* and fineweb_* count */
	uint32_t done;     /* groups */
	struct fraction values[SIGNAL_COUNT];
};

const char *signal_name(enum signal signal);
const char *signal_what(enum signal signal); /* in some words */
enum signal_kind signal_kind(enum signal signal);
enum signal_group signal_group(enum signal signal);
bool signal_named(struct str name, enum signal *signal);

void signals_init(struct signals *signals, struct filter_text *text, enum word_cut cut);
struct fraction signals_get(struct signals *signals, enum signal signal);
void signals_all(struct signals *signals); /* computes those that nobody has asked for */

static inline void signals_set(struct signals *signals, enum signal signal, uint64_t value,
                               uint64_t over)
{
	signals->values[signal] = (struct fraction){value, over};
}

static inline void signals_count(struct signals *signals, enum signal signal, uint64_t count)
{
	signals_set(signals, signal, count, 1);
}

#endif
