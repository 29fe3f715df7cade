/*
 * Which of several duplicates is kept, where that is not the first: documents are asked for in an
 * order of preference instead of that of the input, and one is a duplicate if and only if one that
 * comes before it in that order shares a key with it. docs/decisions/0011-keeper.md says why.
 *
 * All documents have to be known first, so inputs are read twice: keeper_add for each document of
 * the first time, keeper_decide, keeper_next for each of the second time. What is known of them in
 * between is on disk; memory is bounded. Belongs to the serial stages.
 */
#ifndef CMD_KEEPER_H
#define CMD_KEEPER_H

#include <stdbool.h>
#include <stdint.h>

#include "cmd/dedup.h"
#include "core/base/status.h"
#include "core/base/str.h"

struct keeper;

/* By config->keep. The files, which have no names, are in `folder`. */
MUST_CHECK enum status keeper_open(const struct dedup_config *config, const char *folder,
                                   struct keeper **keeper, struct error *error);
void keeper_close(struct keeper *keeper);

/* Removes what a process that was killed while it made the files has left. */
void keeper_clear(const char *folder);

/* The next document in input order, of `text_bytes`, crawled at `date`. */
MUST_CHECK enum status keeper_add(struct keeper *keeper, const struct fingerprint *fingerprint,
                                  const struct seen_document *document, size_t text_bytes,
                                  struct str date, struct error *error);

/* Asks `dedup` for all of them; STATUS_END if a signal asks to stop. */
MUST_CHECK enum status keeper_decide(struct keeper *keeper, struct dedup *dedup,
                                     struct error *error);

/* The verdict on the next document in input order. Fails if it is not the one that was added. */
MUST_CHECK enum status keeper_next(struct keeper *keeper, struct hash128 id,
                                   struct dedup_verdict *verdict, struct error *error);

/* A hash of all documents that were added, and their order of preference. */
struct hash128 keeper_survey(const struct keeper *keeper);

/* As if the first `asked` verdicts had been asked for, of a survey with the hash `survey`. Fails if
 * this one is another. */
MUST_CHECK enum status keeper_go_on(struct keeper *keeper, uint64_t asked, struct hash128 survey,
                                    struct error *error);

/* Fails if there are documents left of which no verdict was asked for. */
MUST_CHECK enum status keeper_end(const struct keeper *keeper, struct error *error);

#endif
