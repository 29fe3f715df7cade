/*
 * Two nights side by side: shares of what became of the records, bytes a document, languages,
 * hosts. A rate has drifted if it moved by more than so many percent of what it was, and if that is
 * no chance of small numbers: the floors below.
 */
#ifndef CMD_DRIFT_H
#define CMD_DRIFT_H

#include "core/stats.h"

enum {
	DRIFT_PERCENT_DEFAULT = 20,
	DRIFT_RECORDS_MIN = 100,      /* that were counted for the rate in one of the nights */
	DRIFT_SHARE_MIN_PERMILLE = 5, /* by which a share must have moved: half a point */
	DRIFT_NAMES_MAX = 20,         /* of each night that are looked at */
};

/* `records` counted of `of`. */
struct drift_rate {
	uint64_t records, of;
};

/* True if the share moved by more than `percent` of that of `before`, and the floors are passed. */
bool drift_of_share(struct drift_rate before, struct drift_rate after, unsigned percent);

/* Likewise the mean of `amount` over `count`; the floor is DRIFT_RECORDS_MIN in both nights. */
struct drift_mean {
	uint64_t amount, count;
};

bool drift_of_mean(struct drift_mean before, struct drift_mean after, unsigned percent);

/* A table of all rates into `out`, those that drifted marked; returns how many did. */
unsigned drift_compare(const struct stats *before, const struct stats *after, unsigned percent,
                       struct buf *out);

#endif
