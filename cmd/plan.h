/*
 * What a run is, as text: version, options, the index that it begins from, each input with its size
 * and the time of its last change. Two runs of the same plan have the same output.
 */
#ifndef CMD_PLAN_H
#define CMD_PLAN_H

#include "cmd/pipeline.h"
#include "core/base/status.h"
#include "io/inputs.h"

MUST_CHECK enum status plan_write(const char *path, const struct run_config *config,
                                  const struct inputs *inputs, struct error *error);

/* What tells it from others. */
MUST_CHECK enum status plan_hash(const struct run_config *config, const struct inputs *inputs,
                                 struct hash128 *hash, struct error *error);

/* `difference` says, as a sentence, what is not as in the plan at `path`; empty if nothing is. */
MUST_CHECK enum status plan_compare(const char *path, const struct run_config *config,
                                    const struct inputs *inputs, struct error *difference,
                                    struct error *error);

/* What the index at `path` is now: a hash of its catalogue; of one that is not there yet, or NULL,
 * that of nothing. */
MUST_CHECK enum status plan_index(const char *path, struct hash128 *hash, struct error *error);

#endif
