#include "io/range_merge.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "io/hits.h"
#include "io/key_merge.h"
#include "io/key_runs.h"
#include "io/owned.h"
#include "io/stop.h"

enum {
	MEMORY_PARTS = 2, /* one for reading keys, one for sorting hits */
	HITS_MIN = 64,    /* sorted at once */
	SLOT_OF_INDEX = 1,
	ENTRIES_BETWEEN_STOPS = 1 << 16,
};

/* What is known of one key from its entries so far. */
struct holder {
	bool is_known, in_index, has_payload;
	uint64_t first, payload; /* places; of a document of the index just its number */
};

/* Hits are sorted as keys are: the key is the place of the hit, its place that of the first. */
struct state {
	const struct range_merge *merge;
	struct range_merge_sums *sums;
	struct key_merge *keys, *hits;
	struct index_scan *scan; /* NULL without an index */
	struct owned_writer *owned;
	struct key_entry *pending; /* hits that are not in `hits` yet */
	size_t pending_count, pending_max;
	struct holder holder;
	uint64_t key; /* of the holder */
};

static void begin_state(struct state *state, const struct range_merge *merge,
                        struct range_merge_sums *sums)
{
	uint64_t half = merge->memory_bytes_max / MEMORY_PARTS;
	size_t fit = (size_t)(half / sizeof(*state->pending));
	*sums = (struct range_merge_sums){0};
	*state = (struct state){.merge = merge, .sums = sums};
	state->keys = key_merge_new(merge->folder, half);
	state->hits = key_merge_new(merge->folder, half);
	state->scan = merge->index ? index_scan_new(merge->index) : NULL;
	state->pending_max = fit < HITS_MIN ? HITS_MIN : fit;
	state->pending = memory_resize(NULL, state->pending_max * sizeof(*state->pending));
}

static void end_state(struct state *state)
{
	key_merge_free(state->keys);
	key_merge_free(state->hits);
	index_scan_free(state->scan);
	owned_writer_free(state->owned);
	free(state->pending);
}

static enum status open_files(struct state *state, struct error *error)
{
	const struct range_merge *merge = state->merge;
	enum status status = owned_create(merge->owned_path, merge->task_count, merge->range,
	                                  merge->ranges, &state->owned, error);
	for (uint32_t task = 0; task < merge->task_count && status == STATUS_OK; task++)
		status = key_merge_add_file(state->keys, merge->key_files[task], task, merge->range,
		                            merge->ranges, error);
	return status;
}

/* --- what an entry says --- */

static enum status write_pending(struct state *state, struct error *error)
{
	if (state->pending_count == 0)
		return STATUS_OK;
	enum status status =
	        key_merge_add_entries(state->hits, state->pending, state->pending_count, error);
	state->pending_count = 0;
	return status;
}

/* `place` has the key that `first` had before it. */
static enum status add_hit(struct state *state, uint64_t place, uint64_t first, struct error *error)
{
	state->pending[state->pending_count++] = (struct key_entry){place, first};
	state->sums->hits++;
	return state->pending_count == state->pending_max ? write_pending(state, error) : STATUS_OK;
}

static bool is_same_document(uint64_t place, uint64_t other)
{
	return place_task(place) == place_task(other) &&
	       place_document(place) == place_document(other);
}

static enum status begin_key(struct state *state, const struct key_entry *entry,
                             struct error *error)
{
	const struct range_merge *merge = state->merge;
	if (key_range_of(entry->key, merge->ranges) != merge->range)
		return error_set(error, "%s: a key of another range than %u",
		                 merge->key_files[place_task(entry->place)], merge->range);
	state->key = entry->key;
	state->holder = (struct holder){0};
	state->sums->keys++;
	return STATUS_OK;
}

/* Who had the key first: a document of the index, or that of its first entry, who owns it then. */
static enum status find_first(struct state *state, const struct key_entry *entry,
                              struct error *error)
{
	uint32_t document = KEY_NO_DOCUMENT;
	struct holder *holder = &state->holder;
	holder->is_known = true;
	if (state->scan) {
		enum status status = index_scan_find(state->scan, entry->key, &document, error);
		if (status != STATUS_OK)
			return status;
	}
	holder->in_index = document != KEY_NO_DOCUMENT;
	holder->first = holder->in_index ? key_place(0, document, SLOT_OF_INDEX)
	                                 : key_place(place_task(entry->place),
	                                             place_document(entry->place), 0);
	if (holder->in_index)
		return STATUS_OK;
	state->sums->owned++;
	return owned_add(
	        state->owned,
	        &(struct owned){entry->key, place_task(entry->place), place_document(entry->place)},
	        error);
}

static enum status take_document(struct state *state, const struct key_entry *entry,
                                 struct error *error)
{
	struct holder *holder = &state->holder;
	if (!holder->is_known) {
		enum status status = find_first(state, entry, error);
		if (status != STATUS_OK)
			return status;
	}
	if (!holder->in_index && is_same_document(entry->place, holder->first))
		return STATUS_OK;
	return add_hit(state, entry->place, holder->first, error);
}

static enum status take_entry(struct state *state, const struct key_entry *entry,
                              struct error *error)
{
	struct holder *holder = &state->holder;
	uint64_t first = key_place(place_task(entry->place), place_document(entry->place), 0);
	switch (place_slot(entry->place)) {
	case KEY_SLOT_PAYLOAD:
		if (!holder->has_payload)
			holder->payload = first;
		holder->has_payload = true;
		return STATUS_OK;
	case KEY_SLOT_REVISIT:
		return holder->has_payload && !is_same_document(holder->payload, first)
		               ? add_hit(state, entry->place, holder->payload, error)
		               : STATUS_OK;
	default:
		return take_document(state, entry, error);
	}
}

/* --- all of them --- */

static enum status take_all(struct state *state, struct error *error)
{
	struct key_entry entry;
	enum status status = key_merge_begin(state->keys, error);
	while (status == STATUS_OK) {
		status = key_merge_next(state->keys, &entry, error);
		if (status == STATUS_END)
			return STATUS_OK;
		if (status == STATUS_OK && (state->sums->keys == 0 || entry.key != state->key))
			status = begin_key(state, &entry, error);
		if (status == STATUS_OK)
			status = take_entry(state, &entry, error);
		if (++state->sums->entries % ENTRIES_BETWEEN_STOPS == 0 && stop_asked())
			return STATUS_END;
	}
	return status;
}

static enum status write_hit(struct hits_writer *writer, const struct key_entry *entry,
                             struct error *error)
{
	const struct hit hit = {.document = place_document(entry->key),
	                        .slot = place_slot(entry->key),
	                        .in_index = place_slot(entry->place) == SLOT_OF_INDEX,
	                        .first_task = place_task(entry->place),
	                        .first_document = place_document(entry->place)};
	return hits_add(writer, place_task(entry->key), &hit, error);
}

static enum status write_hits(struct state *state, struct hits_writer *writer, struct error *error)
{
	struct key_entry entry;
	uint64_t count = 0;
	enum status status = write_pending(state, error);
	free(state->pending);
	state->pending = NULL;
	if (status == STATUS_OK)
		status = key_merge_begin(state->hits, error);
	while (status == STATUS_OK) {
		status = key_merge_next(state->hits, &entry, error);
		if (status == STATUS_END)
			return hits_finish(writer, &state->sums->hits_bytes, error);
		if (status == STATUS_OK)
			status = write_hit(writer, &entry, error);
		if (++count % ENTRIES_BETWEEN_STOPS == 0 && stop_asked())
			return STATUS_END;
	}
	return status;
}

static enum status sort_hits(struct state *state, struct error *error)
{
	const struct range_merge *merge = state->merge;
	struct hits_writer *writer;
	enum status status = hits_create(merge->hits_path, merge->task_count, merge->range,
	                                 merge->ranges, &writer, error);
	if (status != STATUS_OK)
		return status;
	status = write_hits(state, writer, error);
	hits_writer_free(writer);
	return status;
}

enum status range_merge(const struct range_merge *merge, struct range_merge_sums *sums,
                        struct error *error)
{
	struct state state;
	BUG_UNLESS(merge->range < merge->ranges && merge->task_count <= KEY_TASKS_MAX);
	begin_state(&state, merge, sums);
	enum status status = open_files(&state, error);
	if (status == STATUS_OK)
		status = take_all(&state, error);
	sums->stretches_rewritten = key_merge_stretches_rewritten(state.keys);
	key_merge_free(state.keys);
	state.keys = NULL;
	if (status == STATUS_OK)
		status = owned_finish(state.owned, &sums->owned_bytes, error);
	if (status == STATUS_OK)
		status = sort_hits(&state, error);
	end_state(&state);
	return status;
}
