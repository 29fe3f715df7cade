/*
 * What the documents of a finished run are like: lengths, tokens, languages, kinds, near duplicates
 * and the distribution of each signal, gathered from its rows in fixed memory.
 */
#ifndef CMD_CORPUS_STATS_H
#define CMD_CORPUS_STATS_H

#include <stdint.h>

#include "cmd/quantiles.h"
#include "cmd/stored_run.h"
#include "core/base/buf.h"
#include "core/base/status.h"
#include "core/filter/signals.h"
#include "core/frequent.h"

enum {
	CORPUS_LANGUAGES_MAX = 256,
	CORPUS_KINDS_MAX = 64,
	CORPUS_COLUMNS = 20,      /* of a histogram */
	CORPUS_MILLION = 1000000, /* what shares and means are counted in, as parts of it */
};

/* A quantity whose values are counted, of each document that has it. */
struct distribution {
	struct quantiles values;
	uint64_t unknown; /* documents that have none, as a share of nothing */
};

struct corpus_stats {
	uint64_t documents, text_bytes, tokens;
	bool signals_were_there; /* in the rows; else they were computed from the texts */
	struct distribution lengths, tokens_each, lang_scores,
	        similarities; /* the latter in percent */
	struct distribution signals[SIGNAL_COUNT];
	struct frequent *languages, *kinds;
};

/* The right end of a signal's histogram: 1 for shares, else what one in a hundred is over. */
uint64_t distribution_end(const struct distribution *distribution, bool is_share);

/* `*stats` is the caller's to free. */
MUST_CHECK enum status corpus_stats_gather(const struct stored_run *run,
                                           struct corpus_stats **stats, struct error *error);
void corpus_stats_free(struct corpus_stats *stats);

/* One object. */
void corpus_stats_write_json(const struct corpus_stats *stats, struct buf *out);

#endif
