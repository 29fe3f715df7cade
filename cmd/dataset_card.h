/*
 * OUT/README.md, the card of a dataset as Hugging Face reads it: a head in YAML, then what is in
 * the corpus, where it is from, and how it was made. From counts and options alone, so it is the
 * same for the same run.
 */
#ifndef CMD_DATASET_CARD_H
#define CMD_DATASET_CARD_H

#include <stddef.h>
#include <stdint.h>

#include "cmd/pipeline.h"
#include "cmd/preset_values.h"
#include "core/base/buf.h"
#include "core/base/status.h"
#include "core/base/str.h"
#include "core/stats.h"
#include "core/tally.h"
#include "io/shard.h"

struct dataset_card {
	struct str config;         /* of the manifest, JSON */
	const struct tally *total; /* of records */
	const struct stats *stats; /* languages, licences and days of documents */
	const struct preset_loaded *preset;
	uint64_t inputs;
	const struct shard *shards; /* of documents */
	size_t shard_count;
};

void dataset_card_remove(const char *folder);
MUST_CHECK enum status dataset_card_write(const char *folder, const struct dataset_card *card,
                                          struct error *error);

/* That of a run that is whole. */
MUST_CHECK enum status dataset_card_write_run(const char *folder, const struct run_config *config,
                                              const struct run_report *report, struct error *error);

#endif
