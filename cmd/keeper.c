/*
 * What is known of a document is a note of a fixed size, so that it is found by the document's
 * number. The order of preference is one number for each document, its rank, and ranks are sorted
 * as usual where memory is short: in runs that fit, which are then merged.
 */
#include "cmd/keeper.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "core/base/day.h"
#include "core/base/key.h"
#include "io/file.h"
#include "io/spool.h"
#include "io/stop.h"

enum {
	MEMORY_SHARE = 16,       /* of --dedup-memory, for a sorted run, */
	RUN_RANKS_MAX = 4 << 20, /* of at most 48 MB */
	CURSOR_RANKS = 1024,     /* read at once of each run */
	VERDICTS_AT_ONCE = 4096,
};

enum file { NOTES, URLS, RANKS, VERDICTS, FILES };

static const char *const names[FILES] = {[NOTES] = "keep.notes",
                                         [URLS] = "keep.urls",
                                         [RANKS] = "keep.ranks",
                                         [VERDICTS] = "keep.verdicts"};

struct note {
	struct hash128 id;
	uint64_t check;
	struct sketch sketch;
	uint64_t url_at;
	uint32_t url_bytes, day, key_count, good;
	uint64_t keys[1 + MINHASH_VALUES]; /* as many of them are stored as a document can have */
};

_Static_assert(offsetof(struct note, keys) == 80, "a note is hashed: it has no padding");

struct decision {
	uint64_t id; /* half of the document's own */
	struct hash128 first;
	uint32_t outcome;
	uint16_t band, similarity;
};

struct keeper {
	enum keep keep;
	bool with_urls;
	size_t note_bytes;
	struct spool files[FILES];
	struct key *ranks; /* of the run in hand */
	size_t rank_count, run_ranks;
	uint32_t document_count, next;
	struct hash128 survey;
	struct decision *read; /* those around the next one */
};

static size_t note_bytes(const struct fingerprint_options *options)
{
	unsigned keys = options->dedup == DEDUP_NEAR ? 1 + options->bands : 1;
	return offsetof(struct note, keys) + keys * sizeof(uint64_t);
}

enum status keeper_open(const struct dedup_config *config, const char *folder,
                        struct keeper **opened, struct error *error)
{
	struct keeper *keeper = memory_resize(NULL, sizeof(*keeper));
	uint64_t fit = config->memory_bytes / MEMORY_SHARE / sizeof(*keeper->ranks);
	*keeper = (struct keeper){.keep = config->keep,
	                          .with_urls = config->index != NULL,
	                          .note_bytes = note_bytes(&config->keys),
	                          .run_ranks = fit < RUN_RANKS_MAX ? (size_t)fit : RUN_RANKS_MAX};
	keeper->ranks = memory_resize(NULL, keeper->run_ranks * sizeof(*keeper->ranks));
	keeper->read = memory_resize(NULL, VERDICTS_AT_ONCE * sizeof(*keeper->read));
	enum status status = STATUS_OK;
	for (int i = 0; i < FILES && status == STATUS_OK; i++)
		status = spool_open(&keeper->files[i], folder, names[i], error);
	if (status == STATUS_OK)
		*opened = keeper;
	else
		keeper_close(keeper);
	return status;
}

void keeper_clear(const char *folder)
{
	for (int i = 0; i < FILES; i++) {
		char path[PATH_MAX];
		if (snprintf(path, sizeof(path), "%s/%s", folder, names[i]) < PATH_MAX)
			file_remove(path);
	}
}

void keeper_close(struct keeper *keeper)
{
	if (keeper == NULL)
		return;
	for (int i = 0; i < FILES; i++)
		spool_close(&keeper->files[i]);
	free(keeper->ranks);
	free(keeper->read);
	free(keeper);
}

/* --- the first time --- */

/* More is better. */
static uint32_t good_of(enum keep keep, size_t text_bytes, struct str date)
{
	uint64_t good = keep == KEEP_LONGEST ? text_bytes : day_seconds_from_date(date);
	return good < UINT32_MAX ? (uint32_t)good : UINT32_MAX;
}

/* Less is better; no two are equal, since the document's number decides at last. */
static uint64_t rank_of(uint32_t good, uint32_t number)
{
	return (uint64_t)(UINT32_MAX - good) << 32 | number;
}

static enum status write_run(struct keeper *keeper, struct error *error)
{
	key_sort(keeper->ranks, keeper->rank_count);
	enum status status = spool_append(&keeper->files[RANKS], keeper->ranks,
	                                  keeper->rank_count * sizeof(*keeper->ranks), error);
	keeper->rank_count = 0;
	return status;
}

static void add_to_survey(struct keeper *keeper, const struct note *note, struct str url)
{
	const struct hash128 chain[] = {
	        keeper->survey, hash128((struct str){(const char *)note, keeper->note_bytes}),
	        hash128(url)};
	keeper->survey = hash128((struct str){(const char *)chain, sizeof(chain)});
}

enum status keeper_add(struct keeper *keeper, const struct fingerprint *fingerprint,
                       const struct seen_document *document, size_t text_bytes, struct str date,
                       struct error *error)
{
	size_t url_bytes = keeper->with_urls ? document->url.n : 0;
	struct note note = {.id = document->id,
	                    .check = document->check,
	                    .sketch = document->sketch,
	                    .url_at = keeper->files[URLS].bytes,
	                    .url_bytes = (uint32_t)url_bytes,
	                    .day = document->day,
	                    .key_count = fingerprint->key_count,
	                    .good = good_of(keeper->keep, text_bytes, date)};
	if (keeper->document_count == KEY_NO_DOCUMENT)
		return error_set(error, "more documents than --keep can number");
	for (uint32_t i = 0; i < note.key_count; i++)
		note.keys[i] = fingerprint->keys[i];
	enum status status = spool_append(&keeper->files[NOTES], &note, keeper->note_bytes, error);
	if (status == STATUS_OK)
		status = spool_append(&keeper->files[URLS], document->url.p, url_bytes, error);
	uint32_t number = keeper->document_count++;
	keeper->ranks[keeper->rank_count++] = key_of(rank_of(note.good, number), number);
	add_to_survey(keeper, &note, document->url);
	if (status == STATUS_OK && keeper->rank_count == keeper->run_ranks)
		status = write_run(keeper, error);
	return status;
}

/* --- between --- */

/* Ranks of one run. */
struct cursor {
	uint64_t next, end; /* those that are not read yet, by number in the file */
	size_t at, count;
	struct key ranks[CURSOR_RANKS];
};

static enum status refill(const struct keeper *keeper, struct cursor *cursor, struct error *error)
{
	uint64_t left = cursor->end - cursor->next, size = sizeof(*cursor->ranks);
	cursor->at = 0;
	cursor->count = left < CURSOR_RANKS ? (size_t)left : CURSOR_RANKS;
	cursor->next += cursor->count;
	return spool_read_at(&keeper->files[RANKS], (cursor->next - cursor->count) * size,
	                     cursor->ranks, cursor->count * size, error);
}

/* The best of all runs; STATUS_END when there is none left. */
static enum status next_ranked(const struct keeper *keeper, struct cursor *cursors, size_t count,
                               uint32_t *document, struct error *error)
{
	struct cursor *best = NULL;
	for (size_t i = 0; i < count; i++) {
		struct cursor *cursor = &cursors[i];
		if (cursor->at < cursor->count &&
		    (best == NULL ||
		     key_value(&cursor->ranks[cursor->at]) < key_value(&best->ranks[best->at])))
			best = cursor;
	}
	if (best == NULL)
		return STATUS_END;
	*document = best->ranks[best->at++].document;
	return best->at == best->count ? refill(keeper, best, error) : STATUS_OK;
}

static enum status decide(struct keeper *keeper, struct dedup *dedup, uint32_t number,
                          struct buf *url, struct error *error)
{
	struct note note;
	struct dedup_verdict verdict;
	enum status status =
	        spool_read_at(&keeper->files[NOTES], number * (uint64_t)keeper->note_bytes, &note,
	                      keeper->note_bytes, error);
	if (status != STATUS_OK)
		return status;
	buf_reset(url);
	status = spool_read_at(&keeper->files[URLS], note.url_at, buf_reserve(url, note.url_bytes),
	                       note.url_bytes, error);
	if (status != STATUS_OK)
		return status;
	const struct fingerprint fingerprint = {
	        {note.check, note.keys[0]}, note.keys, note.key_count, note.sketch};
	const struct seen_document document = {
	        note.id, note.check, note.sketch, note.day, {url->p, note.url_bytes}};
	status = dedup_check(dedup, &fingerprint, &document, &verdict, error);
	if (status != STATUS_OK)
		return status;
	const struct decision decision = {note.id.low, verdict.first, (uint32_t)verdict.outcome,
	                                  (uint16_t)verdict.band, (uint16_t)verdict.similarity};
	return spool_write_at(&keeper->files[VERDICTS], number * (uint64_t)sizeof(decision),
	                      &decision, sizeof(decision), error);
}

static enum status begin_runs(struct keeper *keeper, struct cursor *cursors, size_t count,
                              struct error *error)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		cursors[i].next = i * (uint64_t)keeper->run_ranks;
		cursors[i].end = i + 1 < count ? cursors[i].next + keeper->run_ranks
		                               : keeper->document_count;
		status = refill(keeper, &cursors[i], error);
	}
	return status;
}

static enum status finish_files(struct keeper *keeper, struct error *error)
{
	enum status status = write_run(keeper, error);
	for (int i = 0; i < VERDICTS && status == STATUS_OK; i++)
		status = spool_flush(&keeper->files[i], error);
	return status;
}

enum status keeper_decide(struct keeper *keeper, struct dedup *dedup, struct error *error)
{
	size_t count = (keeper->document_count + keeper->run_ranks - 1) / keeper->run_ranks;
	struct cursor *cursors = memory_resize(NULL, (count + 1) * sizeof(*cursors));
	struct buf url;
	uint32_t number;
	buf_init(&url, UINT32_MAX);
	enum status status = finish_files(keeper, error);
	if (status == STATUS_OK)
		status = begin_runs(keeper, cursors, count, error);
	uint32_t left = keeper->document_count;
	for (; left > 0 && status == STATUS_OK && !stop_asked(); left--) {
		status = next_ranked(keeper, cursors, count, &number, error);
		if (status == STATUS_OK)
			status = decide(keeper, dedup, number, &url, error);
	}
	free(cursors);
	buf_free(&url);
	return status == STATUS_OK && left > 0 ? STATUS_END : status;
}

/* --- the second time --- */

static const char changed[] = "the inputs have changed since they were read first";

/* The verdicts around the next one. */
static enum status read_verdicts(struct keeper *keeper, struct error *error)
{
	uint32_t from = keeper->next - keeper->next % VERDICTS_AT_ONCE;
	uint32_t left = keeper->document_count - from;
	size_t count = left < VERDICTS_AT_ONCE ? left : VERDICTS_AT_ONCE;
	return spool_read_at(&keeper->files[VERDICTS], from * (uint64_t)sizeof(*keeper->read),
	                     keeper->read, count * sizeof(*keeper->read), error);
}

enum status keeper_next(struct keeper *keeper, struct hash128 id, struct dedup_verdict *verdict,
                        struct error *error)
{
	uint32_t at = keeper->next % VERDICTS_AT_ONCE;
	if (keeper->next == keeper->document_count)
		return error_set(error, "%s: more than %u documents", changed,
		                 keeper->document_count);
	if (at == 0 && read_verdicts(keeper, error) != STATUS_OK)
		return STATUS_FAILED;
	const struct decision *decision = &keeper->read[at];
	if (decision->id != id.low)
		return error_set(error, "%s: document %u is another one", changed, keeper->next);
	keeper->next++;
	*verdict = (struct dedup_verdict){(enum outcome)decision->outcome, decision->first,
	                                  decision->band, decision->similarity};
	return STATUS_OK;
}

struct hash128 keeper_survey(const struct keeper *keeper)
{
	return keeper->survey;
}

enum status keeper_go_on(struct keeper *keeper, uint64_t asked, struct hash128 survey,
                         struct error *error)
{
	if (survey.high != keeper->survey.high || survey.low != keeper->survey.low)
		return error_set(error, "the inputs have changed since the run began");
	BUG_UNLESS(asked <= keeper->document_count);
	keeper->next = (uint32_t)asked;
	return asked % VERDICTS_AT_ONCE ? read_verdicts(keeper, error) : STATUS_OK;
}

enum status keeper_end(const struct keeper *keeper, struct error *error)
{
	if (keeper->next == keeper->document_count)
		return STATUS_OK;
	return error_set(error, "%s: %u documents, not %u", changed, keeper->next,
	                 keeper->document_count);
}
