#include "cmd/outputs.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "io/file.h"

struct output {
	enum series series;
	char route[ROUTE_BYTES_MAX + 1];
	struct shard_writer *writer;
	size_t listed; /* of its shards, in the series' list */
};

struct done {
	struct shard *shards;
	size_t count, capacity;
};

struct outputs {
	struct outputs_options options;
	char folder[PATH_MAX];
	struct output *list[OUTPUTS_MAX]; /* by series, then by the bytes of routes */
	size_t count;
	size_t route_counts[SERIES_COUNT];
	struct done done[SERIES_COUNT];
};

struct outputs *outputs_new(const struct outputs_options *options)
{
	struct outputs *outputs = memory_resize(NULL, sizeof(*outputs));
	*outputs = (struct outputs){.options = *options};
	snprintf(outputs->folder, sizeof(outputs->folder), "%s", options->folder);
	return outputs;
}

void outputs_free(struct outputs *outputs)
{
	if (outputs == NULL)
		return;
	for (size_t i = 0; i < outputs->count; i++) {
		shard_writer_free(outputs->list[i]->writer);
		free(outputs->list[i]);
	}
	for (int s = 0; s < SERIES_COUNT; s++)
		free(outputs->done[s].shards);
	free(outputs);
}

/* --- finding the writer --- */

static int compare(const struct output *output, enum series series, struct str route)
{
	struct str own = str_from(output->route);
	size_t n = own.n < route.n ? own.n : route.n;
	if (output->series != series)
		return output->series < series ? -1 : 1;
	int order = n > 0 ? memcmp(own.p, route.p, n) : 0;
	return order != 0 ? order : (own.n > route.n) - (own.n < route.n);
}

/* Where it is or belongs. */
static size_t place_of(const struct outputs *outputs, enum series series, struct str route)
{
	size_t from = 0, to = outputs->count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (compare(outputs->list[middle], series, route) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/*
 * Documents without routes go through threads of libzstd. With routes there can be hundreds of
 * compressors, which without threads take a tenth of the memory. The bytes are those of other ones.
 */
static struct shard_writer *new_writer(const struct outputs *outputs, enum series series,
                                       struct str route)
{
	const struct outputs_options *options = &outputs->options;
	char name[SHARD_NAME_BYTES];
	bool is_routed = options->routes && series != SERIES_REJECTS;
	int threads = is_routed ? 0 : series == SERIES_DOCUMENTS ? options->threads : 1;
	series_name(series, route, name);
	if (options->flat)
		series_flatten(name);
	size_t n = strlen(name);
	if (options->task >= 0)
		snprintf(name + n, sizeof(name) - n, "-%05d", options->task);
	return shard_writer_new(outputs->folder, name, options->shard_bytes, OUTPUTS_ZSTD_LEVEL,
	                        threads);
}

static bool is_there(const struct outputs *outputs, size_t at, enum series series, struct str route)
{
	return at < outputs->count && compare(outputs->list[at], series, route) == 0;
}

/* The last route that there is room for is the one of all that come behind. */
static struct output *output_of(struct outputs *outputs, enum series series, struct str route)
{
	size_t at = place_of(outputs, series, route);
	if (!is_there(outputs, at, series, route) && route.n > 0 &&
	    outputs->route_counts[series] >= ROUTES_MAX - 1) {
		route = STR("other");
		at = place_of(outputs, series, route);
	}
	if (is_there(outputs, at, series, route))
		return outputs->list[at];
	BUG_UNLESS(outputs->count < OUTPUTS_MAX && route.n <= ROUTE_BYTES_MAX);
	struct output *output = memory_resize(NULL, sizeof(*output));
	*output = (struct output){.series = series, .writer = new_writer(outputs, series, route)};
	memcpy(output->route, route.p, route.n);
	memmove(outputs->list + at + 1, outputs->list + at,
	        (outputs->count - at) * sizeof(*outputs->list));
	outputs->list[at] = output;
	outputs->count++;
	outputs->route_counts[series] += route.n > 0;
	return output;
}

/* --- writing --- */

enum status outputs_write(struct outputs *outputs, enum series series, struct str route,
                          struct str rows, uint64_t count, struct error *error)
{
	if (count == 0)
		return STATUS_OK;
	return shard_write_batch(output_of(outputs, series, route)->writer, rows, count, error);
}

static void list_done(struct outputs *outputs, enum series series, const struct shard *shard)
{
	struct done *done = &outputs->done[series];
	if (done->count == done->capacity) {
		done->capacity = done->capacity ? done->capacity * 2 : 64;
		done->shards = memory_resize(done->shards, done->capacity * sizeof(*done->shards));
	}
	done->shards[done->count] = *shard;
	if (outputs->options.flat)
		series_unflatten(done->shards[done->count].name);
	done->count++;
}

static void list_new(struct outputs *outputs, struct output *output)
{
	size_t count;
	const struct shard *shards = shard_writer_list(output->writer, &count);
	for (; output->listed < count; output->listed++)
		list_done(outputs, output->series, &shards[output->listed]);
}

static enum status close_all(struct outputs *outputs, struct error *error)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < outputs->count && status == STATUS_OK; i++) {
		status = shard_writer_close(outputs->list[i]->writer, error);
		list_new(outputs, outputs->list[i]);
	}
	return status;
}

enum status outputs_end_full(struct outputs *outputs, bool *closed, struct error *error)
{
	*closed = false;
	for (size_t i = 0; i < outputs->count; i++)
		*closed |= shard_writer_is_full(outputs->list[i]->writer);
	return *closed ? close_all(outputs, error) : STATUS_OK;
}

enum status outputs_finish(struct outputs *outputs, struct error *error)
{
	enum status status = close_all(outputs, error);
	for (int s = 0; s < SERIES_COUNT && status == STATUS_OK; s++) {
		bool is_wanted = s != SERIES_ATTRIBUTES || outputs->options.attributes;
		if (!is_wanted || outputs->done[s].count > 0)
			continue;
		struct output *output = output_of(outputs, (enum series)s, STR(""));
		status = shard_writer_finish(output->writer, error);
		list_new(outputs, output);
	}
	return status;
}

const struct shard *outputs_shards(const struct outputs *outputs, enum series series, size_t *count)
{
	*count = outputs->done[series].count;
	return outputs->done[series].shards;
}

/* --- going on --- */

static enum status writer_of(struct outputs *outputs, enum series series, const struct shard *shard,
                             struct output **output, struct error *error)
{
	struct str route;
	if (!series_has(series, str_from(shard->name), &route))
		return error_set(error, "%s/%s: no shard of this run", outputs->folder,
		                 shard->name);
	*output = output_of(outputs, series, route);
	return STATUS_OK;
}

enum status outputs_add_done(struct outputs *outputs, enum series series, const struct shard *shard,
                             struct error *error)
{
	struct output *output;
	enum status status = writer_of(outputs, series, shard, &output, error);
	if (status == STATUS_OK)
		status = shard_writer_add_done(output->writer, shard, error);
	if (status == STATUS_OK)
		list_new(outputs, output);
	return status;
}

/* Of an open shard, the file that it is kept in. */
static void kept_path(const char *folder, const struct output *output, char path[PATH_MAX])
{
	char name[SHARD_NAME_BYTES];
	series_name(output->series, str_from(output->route), name);
	series_flatten(name);
	int n = snprintf(path, PATH_MAX, "%s/%s", folder, name);
	if (n < 0 || n >= PATH_MAX)
		path[0] = '\0'; /* opening it then fails, and says so */
}

enum status outputs_keep(struct outputs *outputs, const char *folder, struct open_shards *open,
                         struct error *error)
{
	enum status status = STATUS_OK;
	open->count = 0;
	for (size_t i = 0; i < outputs->count && status == STATUS_OK; i++) {
		const struct output *output = outputs->list[i];
		struct open_shard *kept = &open->list[open->count];
		char path[PATH_MAX];
		kept_path(folder, output, path);
		kept->series = output->series;
		status = shard_writer_keep(output->writer, path, &kept->shard, error);
		open->count += kept->shard.rows > 0;
	}
	return status;
}

enum status outputs_take_back(struct outputs *outputs, const char *folder,
                              const struct open_shards *open, struct error *error)
{
	enum status status = STATUS_OK;
	for (uint64_t i = 0; i < open->count && status == STATUS_OK; i++) {
		const struct open_shard *kept = &open->list[i];
		struct output *output;
		char path[PATH_MAX];
		BUG_UNLESS(kept->series < SERIES_COUNT);
		status =
		        writer_of(outputs, (enum series)kept->series, &kept->shard, &output, error);
		if (status != STATUS_OK)
			break;
		kept_path(folder, output, path);
		status = shard_writer_take_back(output->writer, path, &kept->shard, error);
	}
	return status;
}

static void remove_kept(void *context, const char *path)
{
	char name[SHARD_NAME_BYTES];
	struct str route;
	(void)context;
	snprintf(name, sizeof(name), "%.60s-0.jsonl.zst", strrchr(path, '/') + 1);
	series_unflatten(name);
	for (int s = 0; s < SERIES_COUNT; s++)
		if (series_has((enum series)s, str_from(name), &route))
			file_remove(path);
}

void outputs_forget_kept(const char *folder)
{
	struct error error;
	/* what cannot be removed is of no use to anyone, and goes with the folder */
	if (file_each(folder, "", remove_kept, NULL, &error) != STATUS_OK)
		return;
}

static enum status remove_behind(void *context, struct str route, struct error *error)
{
	struct outputs *outputs = context;
	enum status status = STATUS_OK;
	for (int s = 0; s < SERIES_COUNT && status == STATUS_OK; s++) {
		char name[SHARD_NAME_BYTES];
		size_t at = place_of(outputs, (enum series)s, route), kept = 0;
		if (route.n > 0 && s == SERIES_REJECTS)
			continue;
		if (is_there(outputs, at, (enum series)s, route))
			(void)shard_writer_list(outputs->list[at]->writer, &kept);
		series_name((enum series)s, route, name);
		status = shard_remove_old(outputs->folder, name, kept, error);
	}
	return status;
}

enum status outputs_remove_behind(struct outputs *outputs, struct error *error)
{
	return series_each_route(outputs->folder, remove_behind, outputs, error);
}
