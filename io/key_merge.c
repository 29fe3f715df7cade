/*
 * A tournament of the first entries of all stretches: each game that is played again after one
 * entry was taken is one comparison, log2 of their number in all (D. Knuth, "The Art of Computer
 * Programming", 5.4.1, the tree of losers).
 *
 * Stretches wait in a queue. While there are too many, those at its front are merged into one that
 * goes to its back; the first time as few as make the last merge just fit.
 */
#include "io/key_merge.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "io/file.h"
#include "io/key_runs.h"
#include "io/spool.h"
#include "io/stop.h"

enum {
	FAN_IN_MIN = 2,
	FAN_IN_MAX = 512,            /* files open at once */
	BUFFER_BYTES_MIN = 16 << 10, /* of a stretch, where there is memory for two such */
	BUFFER_BYTES_MAX = 1 << 20,
	ENTRIES_BETWEEN_STOPS = 1 << 16,
};

/* Greater than all entries, for no document has the number that stands in it. */
static const struct key_entry behind_all = {UINT64_MAX, UINT64_MAX};

struct source {
	const char *path; /* NULL: in the spool, with tasks */
	uint32_t task;
	struct key_stretch stretch;
};

/* Stretches that are read at once. */
struct group {
	size_t count, winner;
	struct key_cursor *cursors;
	struct key_entry *heads; /* the next entry of each */
	size_t *losers;          /* of the games in which number 1 is the last one */
	char *buffers;
};

struct key_merge {
	const char *folder;
	uint64_t memory_bytes;
	struct spool spool; /* opened when it is needed */
	struct source *sources;
	size_t first, source_count, source_room; /* those before `first` are merged */
	struct group group;
	struct key_encoder encoder;
	struct buf out;
	uint64_t rewritten;
};

struct key_merge *key_merge_new(const char *folder, uint64_t memory_bytes_max)
{
	struct key_merge *merge = memory_resize(NULL, sizeof(*merge));
	memset(merge, 0, sizeof(*merge));
	merge->folder = folder;
	merge->spool.fd = -1;
	merge->memory_bytes = memory_bytes_max;
	buf_init(&merge->out, SIZE_MAX / 2); /* emptied after each frame */
	return merge;
}

static void end_group(struct key_merge *merge)
{
	struct group *group = &merge->group;
	for (size_t i = 0; i < group->count; i++)
		if (group->cursors[i].fd != merge->spool.fd)
			file_close(&group->cursors[i].fd);
	free(group->cursors);
	free(group->heads);
	free(group->losers);
	free(group->buffers);
	*group = (struct group){0};
}

void key_merge_free(struct key_merge *merge)
{
	if (merge == NULL)
		return;
	end_group(merge);
	spool_close(&merge->spool);
	buf_free(&merge->out);
	free(merge->sources);
	free(merge);
}

uint64_t key_merge_stretches_rewritten(const struct key_merge *merge)
{
	return merge->rewritten;
}

/* --- what is merged --- */

static void add_source(struct key_merge *merge, const struct source *source)
{
	if (source->stretch.entries == 0)
		return;
	if (merge->source_count == merge->source_room) {
		merge->source_room = merge->source_room ? 2 * merge->source_room : 64;
		merge->sources =
		        memory_resize(merge->sources, merge->source_room * sizeof(*merge->sources));
	}
	merge->sources[merge->source_count++] = *source;
}

enum status key_merge_add_file(struct key_merge *merge, const char *path, uint32_t task,
                               uint32_t range, uint32_t ranges, struct error *error)
{
	struct key_runs *runs;
	enum status status = key_runs_open(path, &runs, error);
	if (status != STATUS_OK)
		return status;
	if (key_runs_ranges(runs) != ranges)
		status = error_set(error, "%s: keys in %u ranges, not %u", path,
		                   key_runs_ranges(runs), ranges);
	for (uint32_t run = 0; status == STATUS_OK && run < key_runs_count(runs); run++) {
		struct source source = {.path = path, .task = task};
		status = key_runs_stretch(runs, run, range, &source.stretch, error);
		if (status == STATUS_OK)
			add_source(merge, &source);
	}
	key_runs_close(runs);
	return status;
}

static enum status begin_stretch(struct key_merge *merge, struct error *error)
{
	enum status status = STATUS_OK;
	if (merge->spool.path[0] == '\0')
		status = spool_open(&merge->spool, merge->folder, "merged.keys", error);
	key_encoder_begin(&merge->encoder, merge->spool.bytes, true);
	return status;
}

static enum status drain(struct key_merge *merge, struct error *error)
{
	enum status status = STATUS_OK;
	if (merge->out.n > 0)
		status = spool_append(&merge->spool, merge->out.p, merge->out.n, error);
	buf_reset(&merge->out);
	return status;
}

static enum status write_entry(struct key_merge *merge, const struct key_entry *entry,
                               struct error *error)
{
	key_encode(&merge->encoder, entry, &merge->out);
	return drain(merge, error);
}

static enum status end_stretch(struct key_merge *merge, struct error *error)
{
	key_encoder_end(&merge->encoder, &merge->out);
	enum status status = drain(merge, error);
	if (status == STATUS_OK)
		status = spool_flush(&merge->spool, error);
	add_source(merge, &(struct source){.stretch = merge->encoder.stretch});
	return status;
}

enum status key_merge_add_entries(struct key_merge *merge, struct key_entry *entries, size_t count,
                                  struct error *error)
{
	key_entries_sort(entries, count);
	enum status status = begin_stretch(merge, error);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = write_entry(merge, &entries[i], error);
	return status == STATUS_OK ? end_stretch(merge, error) : status;
}

/* --- the tournament --- */

static enum status advance(struct group *group, size_t number, struct error *error)
{
	enum status status = key_cursor_next(&group->cursors[number], &group->heads[number], error);
	if (status == STATUS_END) {
		group->heads[number] = behind_all;
		return STATUS_OK;
	}
	return status;
}

/* All games below and at `game`, once; those from group->count on are the entries themselves. */
static size_t play(struct group *group, size_t game)
{
	if (game >= group->count)
		return game - group->count;
	size_t winner = play(group, 2 * game), loser = play(group, 2 * game + 1);
	if (key_entry_less(&group->heads[loser], &group->heads[winner])) {
		size_t other = winner;
		winner = loser;
		loser = other;
	}
	group->losers[game] = loser;
	return winner;
}

/* The games of the last winner, who has another entry now. */
static void play_again(struct group *group)
{
	size_t winner = group->winner;
	for (size_t game = (winner + group->count) / 2; game > 0; game /= 2) {
		size_t loser = group->losers[game];
		if (key_entry_less(&group->heads[loser], &group->heads[winner])) {
			group->losers[game] = winner;
			winner = loser;
		}
	}
	group->winner = winner;
}

/* --- reading many at once --- */

static enum status open_source(struct key_merge *merge, const struct source *source, size_t number,
                               size_t buffer_bytes, struct error *error)
{
	struct group *group = &merge->group;
	struct key_cursor *cursor = &group->cursors[number];
	const char *path = source->path ? source->path : merge->spool.path;
	int fd = merge->spool.fd;
	enum status status = source->path ? file_open_random(source->path, &fd, error) : STATUS_OK;
	key_cursor_begin(cursor, fd, path, &source->stretch, group->buffers + number * buffer_bytes,
	                 buffer_bytes);
	cursor->with_tasks = source->path == NULL;
	cursor->task = source->task;
	group->count++;
	return status == STATUS_OK ? advance(group, number, error) : status;
}

/* The next `count` of the queue. */
static enum status begin_group(struct key_merge *merge, size_t count, struct error *error)
{
	struct group *group = &merge->group;
	uint64_t each = merge->memory_bytes / (count + (count == 0));
	if (each > BUFFER_BYTES_MAX)
		each = BUFFER_BYTES_MAX;
	if (each < KEY_FRAME_BYTES)
		each = KEY_FRAME_BYTES;
	enum status status = STATUS_OK;
	group->cursors = memory_resize(NULL, (count + 1) * sizeof(*group->cursors));
	group->heads = memory_resize(NULL, (count + 1) * sizeof(*group->heads));
	group->losers = memory_resize(NULL, (count + 1) * sizeof(*group->losers));
	group->buffers = memory_resize(NULL, count * (size_t)each + 1);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status =
		        open_source(merge, &merge->sources[merge->first++], i, (size_t)each, error);
	group->winner = status == STATUS_OK && count > 0 ? play(group, 1) : 0;
	return status;
}

enum status key_merge_next(struct key_merge *merge, struct key_entry *entry, struct error *error)
{
	struct group *group = &merge->group;
	if (group->count == 0)
		return STATUS_END;
	*entry = group->heads[group->winner];
	if (!key_entry_less(entry, &behind_all))
		return STATUS_END;
	enum status status = advance(group, group->winner, error);
	if (status == STATUS_OK)
		play_again(group);
	return status;
}

/* One pass over some: what they have becomes one stretch at the end of the queue. */
static enum status merge_some(struct key_merge *merge, size_t count, struct error *error)
{
	struct key_entry entry;
	enum status status = begin_group(merge, count, error);
	if (status == STATUS_OK)
		status = begin_stretch(merge, error);
	for (uint64_t i = 1; status == STATUS_OK; i++) {
		status = key_merge_next(merge, &entry, error);
		if (status == STATUS_END)
			break;
		if (status == STATUS_OK)
			status = write_entry(merge, &entry, error);
		if (status == STATUS_OK && i % ENTRIES_BETWEEN_STOPS == 0 && stop_asked())
			return STATUS_END;
	}
	end_group(merge);
	merge->rewritten += count;
	return status == STATUS_END ? end_stretch(merge, error) : status;
}

static size_t fan_in(const struct key_merge *merge)
{
	uint64_t fit = merge->memory_bytes / BUFFER_BYTES_MIN;
	return fit < FAN_IN_MIN ? FAN_IN_MIN : fit > FAN_IN_MAX ? FAN_IN_MAX : (size_t)fit;
}

enum status key_merge_begin(struct key_merge *merge, struct error *error)
{
	size_t most = fan_in(merge), left;
	enum status status = STATUS_OK;
	while (left = merge->source_count - merge->first, status == STATUS_OK && left > most) {
		size_t excess = left - most + 1;
		status = merge_some(merge, excess < most ? excess : most, error);
	}
	return status == STATUS_OK ? begin_group(merge, left, error) : status;
}
