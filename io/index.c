/*
 * A log-structured merge tree of two kinds of levels: what one run brings is one segment; and when
 * a segment is at most twice as large as what comes behind it, the two become one. So there are few
 * segments, their sizes fall by more than a half from one to the next, and a document is rewritten
 * about as often as the index doubles. (P. O'Neil and others, "The log-structured merge-tree",
 * 1996.)
 *
 * A commit writes one new segment, syncs it, and replaces the catalogue by renaming. Segments that
 * are in no catalogue are what a killed process left, or what a merge has replaced: whoever opens
 * the index to write removes them.
 */
#include "io/index.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "io/file.h"

enum {
	SUFFIX_DIGITS = 6,
	SUFFIX_BYTES = 32,
	MERGE_RATIO = 2,
	SEGMENT_SCAN_BYTES = 256 << 10,                  /* read at once, */
	SCAN_BYTES_MAX = 8 << 20,                        /* of all segments */
	SEGMENTS_OPEN_MAX = CATALOGUE_SEGMENTS_MAX + 64, /* with what was spilled */
};

struct index {
	char path[PATH_MAX - SUFFIX_BYTES];
	int lock;
	bool is_temporary;
	struct catalogue catalogue;
	struct segment *segments[SEGMENTS_OPEN_MAX]; /* of the catalogue, then spilled */
	size_t segment_count;
	struct segment_sizes sizes; /* of all of them */
	uint64_t filter_bytes_max, memory_bytes;
};

/* --- opening --- */

static void segment_path(const struct index *index, uint32_t number, char path[PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s.segment-%0*u", index->path, SUFFIX_DIGITS, number);
}

static struct index *index_new(const char *path, uint64_t filter_bytes_max)
{
	struct index *index = memory_resize(NULL, sizeof(*index));
	memset(index, 0, sizeof(*index));
	snprintf(index->path, sizeof(index->path), "%s", path);
	index->lock = -1;
	index->filter_bytes_max = filter_bytes_max;
	return index;
}

struct index *index_new_temporary(const char *path, uint64_t filter_bytes_max)
{
	struct index *index = index_new(path, filter_bytes_max);
	catalogue_init(&index->catalogue, "temporary");
	index->is_temporary = true;
	return index;
}

void index_close(struct index *index)
{
	if (index == NULL)
		return;
	for (size_t i = 0; i < index->segment_count; i++)
		segment_free(index->segments[i]);
	catalogue_free(&index->catalogue);
	file_close(&index->lock);
	free(index);
}

/* Opens what `fd` is, as the last segment. */
static enum status add_segment(struct index *index, int *fd, const char *path, uint64_t bytes,
                               struct error *error)
{
	struct segment *segment;
	if (index->segment_count == SEGMENTS_OPEN_MAX)
		return error_set(error, "%s: more than %d segments; give --dedup-memory more",
		                 index->path, SEGMENTS_OPEN_MAX);
	uint64_t left = index->filter_bytes_max > index->memory_bytes
	                        ? index->filter_bytes_max - index->memory_bytes
	                        : 0;
	enum status status = segment_open(*fd, path, bytes, left, &segment, error);
	if (status != STATUS_OK)
		return status;
	*fd = -1;
	struct segment_sizes sizes = segment_sizes(segment);
	index->segments[index->segment_count++] = segment;
	index->memory_bytes += segment_memory_held(segment);
	if (sizes.first_document != index->sizes.documents)
		return error_set(
		        error, "%s: the index is damaged: not the segment that belongs here", path);
	index->sizes.keys += sizes.keys;
	index->sizes.documents += sizes.documents;
	index->sizes.url_bytes += sizes.url_bytes;
	return STATUS_OK;
}

static enum status open_segments(struct index *index, struct error *error)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < index->catalogue.segment_count && status == STATUS_OK; i++) {
		char path[PATH_MAX];
		int fd;
		uint64_t bytes = index->catalogue.segments[i].bytes;
		segment_path(index, index->catalogue.segments[i].number, path);
		status = file_open_random(path, &fd, error);
		if (status == STATUS_OK && file_size(path) != bytes)
			status = error_set(error, "%s: the index is damaged: %llu bytes, not %llu",
			                   path, (unsigned long long)file_size(path),
			                   (unsigned long long)bytes);
		else if (status == STATUS_OK)
			status = add_segment(index, &fd, path, bytes, error);
		file_close(&fd);
	}
	return status;
}

/* Each document is of one run. */
static enum status check_runs(const struct index *index, struct error *error)
{
	uint64_t documents = 0;
	for (size_t i = 0; i < index->catalogue.run_count; i++)
		documents += index->catalogue.runs[i].documents;
	if (documents != index->sizes.documents)
		return error_set(error, "%s: the index is damaged: runs and segments do not agree",
		                 index->path);
	return STATUS_OK;
}

static enum status read_catalogue(struct index *index, const char *keys, struct error *error)
{
	struct buf text;
	buf_init(&text, 2 * CATALOGUE_BYTES_MAX);
	enum status status = file_read_whole(index->path, CATALOGUE_BYTES_MAX, &text, error);
	if (status == STATUS_OK)
		status = catalogue_read(buf_str(&text), index->path, &index->catalogue, error);
	buf_free(&text);
	if (status == STATUS_OK && keys && strcmp(keys, index->catalogue.keys) != 0)
		status = error_set(error, "%s: the index is of \"%s\", not of \"%s\"", index->path,
		                   index->catalogue.keys, keys);
	return status;
}

/* --- what a killed process left --- */

static bool is_listed(const struct catalogue *catalogue, unsigned long long number)
{
	for (size_t i = 0; i < catalogue->segment_count; i++)
		if (catalogue->segments[i].number == number)
			return true;
	return false;
}

/* Only what has the name of a segment: other files beside the index are not ours. */
static void remove_if_left(void *context, const char *path)
{
	const struct index *index = context;
	struct str rest = str_from(strrchr(path, '-') + 1);
	unsigned long long number;
	bool is_unfinished = str_ends(rest, STR(".tmp"));
	if (is_unfinished)
		rest.n -= strlen(".tmp");
	if (rest.n >= SUFFIX_DIGITS && str_to_number(rest, UINT32_MAX, &number) &&
	    (is_unfinished || !is_listed(&index->catalogue, number)))
		file_remove(path);
}

static enum status remove_left_behind(struct index *index, struct error *error)
{
	char folder[PATH_MAX], prefix[PATH_MAX], path[PATH_MAX];
	const char *slash = strrchr(index->path, '/');
	snprintf(folder, sizeof(folder), "%.*s", slash ? (int)(slash - index->path) + 1 : 1,
	         slash ? index->path : ".");
	snprintf(prefix, sizeof(prefix), "%s.segment-", slash ? slash + 1 : index->path);
	static const char *const others[] = {".tmp", ".spilled"};
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		snprintf(path, sizeof(path), "%s%s", index->path, others[i]);
		file_remove(path);
	}
	return file_each(folder, prefix, remove_if_left, index, error);
}

enum status index_open(const char *path, enum index_use use, const char *keys,
                       uint64_t filter_bytes_max, struct index **opened, struct error *error)
{
	char lock[PATH_MAX];
	struct index *index;
	if (strlen(path) >= sizeof(index->path))
		return error_set(error, "%s: the path is too long", path);
	index = index_new(path, filter_bytes_max);
	enum status status = STATUS_OK;
	if (use != INDEX_CREATE && !file_exists(path))
		status = error_set(error, "%s: no such index", path);
	snprintf(lock, sizeof(lock), "%s.lock", path);
	if (status == STATUS_OK)
		status = file_lock(lock, use != INDEX_READ, &index->lock, error);
	if (status == STATUS_OK && use == INDEX_CREATE && !file_exists(path))
		catalogue_init(&index->catalogue, keys);
	else if (status == STATUS_OK)
		status = read_catalogue(index, keys, error);
	if (status == STATUS_OK)
		status = open_segments(index, error);
	if (status == STATUS_OK)
		status = check_runs(index, error);
	if (status == STATUS_OK && use != INDEX_READ)
		status = remove_left_behind(index, error);
	if (status == STATUS_OK)
		*opened = index;
	else
		index_close(index);
	return status;
}

const struct catalogue *index_catalogue(const struct index *index)
{
	return &index->catalogue;
}

struct segment_sizes index_sizes(const struct index *index)
{
	return index->sizes;
}

uint64_t index_memory_bytes(const struct index *index)
{
	return index->memory_bytes;
}

/* --- looking up --- */

enum status index_find(const struct index *index, const uint64_t *keys, uint32_t count,
                       uint32_t *documents, struct error *error)
{
	for (size_t s = index->segment_count; s-- > 0;)
		for (uint32_t i = 0; i < count; i++) {
			if (documents[i] != KEY_NO_DOCUMENT)
				continue;
			enum status status =
			        segment_find(index->segments[s], keys[i], &documents[i], error);
			if (status != STATUS_OK)
				return status;
		}
	return STATUS_OK;
}

struct index_scan {
	size_t count;
	struct segment_scan *segments[]; /* the largest first */
};

struct index_scan *index_scan_new(const struct index *index)
{
	size_t count = index->segment_count;
	size_t each = count > 0 ? SCAN_BYTES_MAX / count : 0;
	struct index_scan *scan =
	        memory_resize(NULL, sizeof(*scan) + count * sizeof(*scan->segments));
	scan->count = count;
	for (size_t i = 0; i < count; i++)
		scan->segments[i] = segment_scan_new(
		        index->segments[i], each < SEGMENT_SCAN_BYTES ? each : SEGMENT_SCAN_BYTES);
	return scan;
}

void index_scan_free(struct index_scan *scan)
{
	if (scan == NULL)
		return;
	for (size_t i = 0; i < scan->count; i++)
		segment_scan_free(scan->segments[i]);
	free(scan);
}

enum status index_scan_find(struct index_scan *scan, uint64_t key, uint32_t *document,
                            struct error *error)
{
	enum status status = STATUS_OK;
	*document = KEY_NO_DOCUMENT;
	for (size_t i = 0; i < scan->count && status == STATUS_OK && *document == KEY_NO_DOCUMENT;
	     i++)
		status = segment_scan_find(scan->segments[i], key, document, error);
	return status;
}

enum status index_document(const struct index *index, uint32_t number,
                           struct segment_document *document, struct buf *url, struct error *error)
{
	BUG_UNLESS(number < index->sizes.documents);
	size_t low = 0, high = index->segment_count;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (segment_sizes(index->segments[middle]).first_document <= number)
			low = middle;
		else
			high = middle;
	}
	return segment_document(index->segments[low], number, document, url, error);
}

/* --- merging --- */

/* Keys of one source, in order. */
struct cursor {
	const struct key *next, *end;
	const struct segment *segment; /* NULL if they are of: */
	const struct index_batch *batch;
	uint64_t block, batch_keys; /* read by now */
	struct key keys[SEGMENT_BLOCK_KEYS];
};

/* What becomes one segment: those from `from` on, and a batch behind them, if not NULL. */
struct merge {
	const struct index *index;
	size_t from;
	const struct index_batch *batch;
	const uint32_t *numbers; /* new numbers of documents, or KEY_NO_DOCUMENT for those that go;
	                            NULL if all stay as they are */
	struct cursor *cursors;
	size_t cursor_count;
};

static enum status refill_from_batch(struct cursor *cursor, struct error *error)
{
	const struct index_batch *batch = cursor->batch;
	uint64_t first = cursor->batch_keys, left = batch->key_count - first;
	size_t count = batch->keys || left < SEGMENT_BLOCK_KEYS ? (size_t)left : SEGMENT_BLOCK_KEYS;
	cursor->batch_keys += count;
	cursor->next = batch->keys ? batch->keys + first : cursor->keys;
	cursor->end = cursor->next + count;
	return batch->keys || count == 0
	               ? STATUS_OK
	               : batch->keys_at(batch->context, first, cursor->keys, count, error);
}

static enum status refill(struct cursor *cursor, struct error *error)
{
	size_t count;
	if (cursor->segment == NULL)
		return refill_from_batch(cursor, error);
	enum status status =
	        segment_keys(cursor->segment, cursor->block++, cursor->keys, &count, error);
	cursor->next = cursor->keys;
	cursor->end = cursor->keys + count;
	return status;
}

static enum status begin_merge(struct merge *merge, struct error *error)
{
	size_t segments = merge->index->segment_count - merge->from;
	enum status status = STATUS_OK;
	merge->cursor_count = segments + (merge->batch != NULL);
	merge->cursors =
	        memory_resize(merge->cursors, (merge->cursor_count + 1) * sizeof(*merge->cursors));
	for (size_t i = 0; i < merge->cursor_count && status == STATUS_OK; i++) {
		struct cursor *cursor = &merge->cursors[i];
		cursor->segment = i < segments ? merge->index->segments[merge->from + i] : NULL;
		cursor->batch = merge->batch;
		cursor->block = cursor->batch_keys = 0;
		status = refill(cursor, error);
	}
	return status;
}

/* The least key of all cursors; STATUS_END when there is none left. */
static enum status next_key(struct merge *merge, struct key *key, struct error *error)
{
	struct cursor *least = NULL;
	for (size_t i = 0; i < merge->cursor_count; i++) {
		struct cursor *cursor = &merge->cursors[i];
		if (cursor->next < cursor->end &&
		    (least == NULL || key_value(cursor->next) < key_value(least->next)))
			least = cursor;
	}
	if (least == NULL)
		return STATUS_END;
	*key = *least->next++;
	return least->next == least->end ? refill(least, error) : STATUS_OK;
}

/* The next key that stays, with its document's new number. */
static enum status next_kept_key(struct merge *merge, struct key *key, struct error *error)
{
	enum status status;
	do {
		status = next_key(merge, key, error);
		if (status == STATUS_OK && merge->numbers)
			key->document = merge->numbers[key->document];
	} while (status == STATUS_OK && key->document == KEY_NO_DOCUMENT);
	return status;
}

static enum status merge_keys(struct merge *merge, struct segment_writer *writer,
                              struct error *error)
{
	struct key key;
	enum status status = begin_merge(merge, error);
	while (status == STATUS_OK) {
		status = next_kept_key(merge, &key, error);
		if (status == STATUS_OK)
			segment_write_key(writer, &key);
	}
	return status == STATUS_END ? STATUS_OK : status;
}

static enum status merge_documents(const struct merge *merge, struct segment_writer *writer,
                                   struct error *error)
{
	const struct index *index = merge->index;
	uint32_t documents = (uint32_t)index->sizes.documents;
	uint32_t number = merge->from < index->segment_count
	                          ? segment_sizes(index->segments[merge->from]).first_document
	                          : documents;
	struct segment_document document;
	struct buf url;
	buf_init(&url, SEGMENT_URL_BYTES_MAX);
	enum status status = STATUS_OK;
	for (; number < documents && status == STATUS_OK; number++) {
		if (merge->numbers && merge->numbers[number] == KEY_NO_DOCUMENT)
			continue;
		buf_reset(&url);
		status = index_document(index, number, &document, &url, error);
		if (status == STATUS_OK)
			segment_write_document(writer, &document, buf_str(&url));
	}
	const struct index_batch *batch = merge->batch;
	for (uint32_t i = 0; batch && i < batch->document_count && status == STATUS_OK; i++) {
		struct str text;
		status = batch->document(batch->context, documents + i, &document, &text, error);
		if (status == STATUS_OK)
			segment_write_document(writer, &document, text);
	}
	buf_free(&url);
	return status;
}

static enum status write_segment(struct merge *merge, int fd, const char *path,
                                 const struct segment_sizes *sizes, struct error *error)
{
	struct segment_writer *writer = segment_writer_new(fd, path, sizes);
	enum status status = merge_keys(merge, writer, error);
	if (status == STATUS_OK)
		status = merge_documents(merge, writer, error);
	if (status == STATUS_OK)
		status = segment_writer_finish(writer, error);
	segment_writer_free(writer);
	free(merge->cursors);
	merge->cursors = NULL;
	return status;
}

/* Of a merge in which all documents stay. */
static struct segment_sizes merged_sizes(const struct merge *merge)
{
	struct segment_sizes sum = {0, 0, 0, (uint32_t)merge->index->sizes.documents};
	for (size_t i = merge->from; i < merge->index->segment_count; i++) {
		struct segment_sizes sizes = segment_sizes(merge->index->segments[i]);
		if (i == merge->from)
			sum.first_document = sizes.first_document;
		sum.keys += sizes.keys;
		sum.documents += sizes.documents;
		sum.url_bytes += sizes.url_bytes;
	}
	if (merge->batch) {
		sum.keys += merge->batch->key_count;
		sum.documents += merge->batch->document_count;
		sum.url_bytes += merge->batch->url_bytes;
	}
	return sum;
}

/* Takes segments into the merge from its end on, down to number `least`, while they are not large.
 */
static struct segment_sizes take_small_segments(struct merge *merge, size_t least)
{
	struct segment_sizes sizes = merged_sizes(merge);
	while (merge->from > least &&
	       segment_sizes(merge->index->segments[merge->from - 1]).documents <=
	               MERGE_RATIO * sizes.documents) {
		merge->from--;
		sizes = merged_sizes(merge);
	}
	return sizes;
}

static void drop_segments(struct index *index, size_t from)
{
	while (index->segment_count > from) {
		struct segment *segment = index->segments[--index->segment_count];
		struct segment_sizes sizes = segment_sizes(segment);
		index->sizes.keys -= sizes.keys;
		index->sizes.documents -= sizes.documents;
		index->sizes.url_bytes -= sizes.url_bytes;
		index->memory_bytes -= segment_memory_held(segment);
		segment_free(segment);
	}
}

enum status index_spill(struct index *index, const struct index_batch *batch, struct error *error)
{
	struct merge merge = {.index = index, .from = index->segment_count, .batch = batch};
	struct segment_sizes sizes = take_small_segments(&merge, index->catalogue.segment_count);
	char path[PATH_MAX];
	int fd;
	snprintf(path, sizeof(path), "%s.spilled", index->path);
	enum status status = file_create_nameless(path, &fd, error);
	if (status == STATUS_OK)
		status = write_segment(&merge, fd, path, &sizes, error);
	if (status == STATUS_OK) {
		drop_segments(index, merge.from);
		status = add_segment(index, &fd, path, segment_file_bytes(&sizes), error);
	}
	file_close(&fd);
	return status;
}

/* --- committing --- */

static enum status publish_catalogue(const struct index *index, struct error *error)
{
	struct buf text;
	buf_init(&text, CATALOGUE_BYTES_MAX);
	catalogue_write(&index->catalogue, &text);
	enum status status =
	        text.over ? error_set(error, "%s: more runs than an index can hold", index->path)
	                  : file_write_whole(index->path, buf_str(&text), error);
	buf_free(&text);
	return status;
}

/* The merge as a segment on disk with a name of its own, not yet in the catalogue. */
static enum status write_new_segment(struct merge *merge, const struct segment_sizes *sizes,
                                     struct error *error)
{
	char path[PATH_MAX], temporary[PATH_MAX + sizeof(".tmp")];
	int fd;
	segment_path(merge->index, merge->index->catalogue.next_segment, path);
	snprintf(temporary, sizeof(temporary), "%s.tmp", path);
	enum status status = file_create(temporary, &fd, error);
	if (status != STATUS_OK)
		return status;
	status = write_segment(merge, fd, temporary, sizes, error);
	if (status == STATUS_OK)
		status = file_sync_close(&fd, temporary, error);
	if (status == STATUS_OK)
		status = file_publish(temporary, path, error);
	file_close(&fd);
	if (status != STATUS_OK)
		file_remove(temporary);
	return status;
}

/* Replaces the catalogue's segments from merge->from on by the merge; the old files go then. */
static enum status replace_segments(struct index *index, struct merge *merge,
                                    const struct segment_sizes *sizes, struct error *error)
{
	enum status status = STATUS_OK;
	if (sizes->documents > 0)
		status = write_new_segment(merge, sizes, error);
	if (status != STATUS_OK)
		return status;
	struct catalogue *catalogue = &index->catalogue;
	catalogue->segment_count = merge->from;
	if (sizes->documents > 0)
		catalogue_add_segment(catalogue,
		                      (struct catalogue_segment){catalogue->next_segment++,
		                                                 segment_file_bytes(sizes)});
	status = publish_catalogue(index, error);
	return status == STATUS_OK ? remove_left_behind(index, error) : status;
}

enum status index_commit(struct index *index, const struct index_batch *batch,
                         struct catalogue_run run, struct error *error)
{
	BUG_UNLESS(!index->is_temporary);
	struct merge merge = {
	        .index = index, .from = index->catalogue.segment_count, .batch = batch};
	run.documents = (uint32_t)merged_sizes(&merge).documents;
	if (run.documents == 0)
		return STATUS_OK;
	struct segment_sizes sizes = take_small_segments(&merge, 0);
	catalogue_add_run(&index->catalogue, run);
	return replace_segments(index, &merge, &sizes, error);
}

enum status index_merge(struct index *index, struct error *error)
{
	struct merge merge = {.index = index};
	struct segment_sizes sizes = merged_sizes(&merge);
	if (index->segment_count < 2)
		return STATUS_OK;
	return replace_segments(index, &merge, &sizes, error);
}

/* --- forgetting --- */

/* New numbers for documents of `day` and after; sizes of what stays, but for its keys. */
static enum status number_anew(const struct index *index, uint32_t day, uint32_t *numbers,
                               struct segment_sizes *sizes, struct error *error)
{
	struct segment_document document;
	for (uint32_t i = 0; i < index->sizes.documents; i++) {
		enum status status = index_document(index, i, &document, NULL, error);
		if (status != STATUS_OK)
			return status;
		bool stays = document.day == 0 || document.day >= day;
		numbers[i] = stays ? (uint32_t)sizes->documents++ : KEY_NO_DOCUMENT;
		sizes->url_bytes += stays ? document.url_bytes : 0;
	}
	return STATUS_OK;
}

static enum status count_kept_keys(struct merge *merge, uint64_t *count, struct error *error)
{
	struct key key;
	enum status status = begin_merge(merge, error);
	while (status == STATUS_OK) {
		status = next_kept_key(merge, &key, error);
		*count += status == STATUS_OK;
	}
	return status == STATUS_END ? STATUS_OK : status;
}

/* What each run has left. */
static void count_runs_anew(struct catalogue *catalogue, const uint32_t *numbers)
{
	for (size_t i = 0; i < catalogue->run_count; i++) {
		uint32_t before = catalogue->runs[i].documents, left = 0;
		for (uint32_t k = 0; k < before; k++)
			left += *numbers++ != KEY_NO_DOCUMENT;
		catalogue->runs[i].documents = left;
	}
}

enum status index_expire(struct index *index, uint32_t day, uint64_t *forgotten,
                         struct error *error)
{
	size_t documents = (size_t)index->sizes.documents;
	uint32_t *numbers = memory_resize(NULL, (documents + 1) * sizeof(*numbers));
	struct merge merge = {.index = index, .numbers = numbers};
	struct segment_sizes sizes = {0};
	enum status status = number_anew(index, day, numbers, &sizes, error);
	*forgotten = documents - sizes.documents;
	if (status == STATUS_OK && *forgotten > 0)
		status = count_kept_keys(&merge, &sizes.keys, error);
	if (status == STATUS_OK && *forgotten > 0) {
		count_runs_anew(&index->catalogue, numbers);
		status = replace_segments(index, &merge, &sizes, error);
	}
	free(merge.cursors);
	free(numbers);
	return status;
}

/* --- checking --- */

enum status index_check(const struct index *index, struct error *error)
{
	for (size_t i = 0; i < index->segment_count; i++) {
		enum status status = segment_check(index->segments[i], error);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}
