#include "io/shard.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "core/base/buf.h"
#include "core/base/zstd_codec.h"
#include "io/file.h"
#include "io/shard_reader.h"

enum { SERIES_BYTES = 64 }; /* with a number and an ending it is a shard's name */

struct shard_writer {
	char folder[PATH_MAX], series[SERIES_BYTES];
	uint64_t raw_bytes_max;
	struct zstd_encoder *encoder;
	struct sha256 *sha256;
	struct buf encoded; /* of the rows in hand */

	int fd; /* of the shard in hand; -1 if there is none */
	char path[PATH_MAX], temporary[PATH_MAX];
	struct shard shard;

	struct shard *done;
	size_t done_count;
};

static void path_of(char path[PATH_MAX], const char *folder, const char *name, const char *suffix)
{
	int n = snprintf(path, PATH_MAX, "%s/%s%s", folder, name, suffix);
	if (n < 0 || n >= PATH_MAX)
		path[0] = '\0'; /* opening it then fails, and says so */
}

struct shard_writer *shard_writer_new(const char *folder, const char *name, uint64_t raw_bytes_max,
                                      int level, int threads)
{
	struct shard_writer *writer = memory_resize(NULL, sizeof(*writer));
	*writer = (struct shard_writer){.raw_bytes_max = raw_bytes_max,
	                                .encoder = zstd_encoder_new(level, threads),
	                                .sha256 = sha256_new(),
	                                .fd = -1};
	snprintf(writer->folder, sizeof(writer->folder), "%s", folder);
	snprintf(writer->series, sizeof(writer->series), "%s", name);
	buf_init(&writer->encoded, SIZE_MAX / 2);
	return writer;
}

void shard_writer_free(struct shard_writer *writer)
{
	if (writer == NULL)
		return;
	if (writer->fd >= 0) {
		file_close(&writer->fd);
		file_remove(writer->temporary);
	}
	zstd_encoder_free(writer->encoder);
	sha256_free(writer->sha256);
	buf_free(&writer->encoded);
	free(writer->done);
	free(writer);
}

static void name_of(char name[SHARD_NAME_BYTES], const char *series, size_t number)
{
	snprintf(name, SHARD_NAME_BYTES, "%s-%05zu.jsonl.zst", series, number);
}

static enum status make_folder_of(const struct shard_writer *writer, struct error *error)
{
	char folder[PATH_MAX];
	if (strchr(writer->series, '/') == NULL)
		return STATUS_OK;
	snprintf(folder, sizeof(folder), "%s", writer->path);
	char *slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
	return file_make_folder(folder, error);
}

static enum status begin(struct shard_writer *writer, struct error *error)
{
	writer->shard = (struct shard){0};
	name_of(writer->shard.name, writer->series, writer->done_count);
	path_of(writer->path, writer->folder, writer->shard.name, "");
	path_of(writer->temporary, writer->folder, writer->shard.name, ".tmp");
	sha256_reset(writer->sha256);
	zstd_encoder_begin(writer->encoder);
	enum status status = make_folder_of(writer, error);
	return status != STATUS_OK ? status : file_create(writer->temporary, &writer->fd, error);
}

static enum status write_encoded(struct shard_writer *writer, struct error *error)
{
	sha256_add(writer->sha256, buf_str(&writer->encoded));
	writer->shard.bytes += writer->encoded.n;
	enum status status =
	        file_write(writer->fd, writer->temporary, buf_str(&writer->encoded), error);
	buf_reset(&writer->encoded);
	return status;
}

static void add_done(struct shard_writer *writer, const struct shard *shard)
{
	writer->done =
	        memory_resize(writer->done, (writer->done_count + 1) * sizeof(*writer->done));
	writer->done[writer->done_count++] = *shard;
}

/* Ends the frame in hand, and gives its file the name `path`. */
static enum status finish(struct shard_writer *writer, const char *path, struct error *error)
{
	zstd_encoder_end(writer->encoder, &writer->encoded);
	enum status status = write_encoded(writer, error);
	if (status == STATUS_OK)
		status = file_sync_close(&writer->fd, writer->temporary, error);
	if (status == STATUS_OK)
		status = file_publish(writer->temporary, path, error);
	if (status != STATUS_OK) {
		file_close(&writer->fd);
		file_remove(writer->temporary);
	}
	return status;
}

enum status shard_writer_close(struct shard_writer *writer, struct error *error)
{
	if (writer->fd < 0)
		return STATUS_OK;
	enum status status = finish(writer, writer->path, error);
	if (status != STATUS_OK)
		return status;
	sha256_hex(writer->sha256, writer->shard.sha256);
	add_done(writer, &writer->shard);
	return STATUS_OK;
}

enum status shard_writer_add_done(struct shard_writer *writer, const struct shard *shard,
                                  struct error *error)
{
	char name[SHARD_NAME_BYTES], path[PATH_MAX];
	name_of(name, writer->series, writer->done_count);
	path_of(path, writer->folder, name, "");
	if (strcmp(name, shard->name) != 0 || file_size(path) != shard->bytes)
		return error_set(error, "%s: not as the run has left it", path);
	add_done(writer, shard);
	return STATUS_OK;
}

enum status shard_write_batch(struct shard_writer *writer, struct str rows, uint64_t count,
                              struct error *error)
{
	if (count == 0)
		return STATUS_OK;
	if (writer->fd < 0) {
		enum status status = begin(writer, error);
		if (status != STATUS_OK)
			return status;
	}
	writer->shard.rows += count;
	writer->shard.raw_bytes += rows.n;
	zstd_encoder_add(writer->encoder, rows, &writer->encoded);
	return write_encoded(writer, error);
}

bool shard_writer_is_full(const struct shard_writer *writer)
{
	return writer->fd >= 0 && writer->shard.raw_bytes >= writer->raw_bytes_max;
}

enum status shard_writer_finish(struct shard_writer *writer, struct error *error)
{
	enum status status = STATUS_OK;
	if (writer->fd < 0 && writer->done_count == 0)
		status = begin(writer, error);
	return status == STATUS_OK ? shard_writer_close(writer, error) : status;
}

const struct shard *shard_writer_list(const struct shard_writer *writer, size_t *count)
{
	*count = writer->done_count;
	return writer->done;
}

/* --- kept for a later run --- */

enum status shard_writer_keep(struct shard_writer *writer, const char *path, struct shard *kept,
                              struct error *error)
{
	*kept = (struct shard){0};
	if (writer->fd < 0)
		return STATUS_OK;
	*kept = writer->shard;
	return finish(writer, path, error);
}

/* Rows of the file into the shard in hand, up to the raw bytes that were kept. */
static enum status take_rows(struct shard_writer *writer, struct shard_reader *reader,
                             const struct shard *kept, struct error *error)
{
	enum status status = STATUS_OK;
	while (status == STATUS_OK && writer->shard.raw_bytes < kept->raw_bytes) {
		struct str rows;
		status = shard_reader_next(reader, &rows, error);
		if (status != STATUS_OK)
			break;
		uint64_t left = kept->raw_bytes - writer->shard.raw_bytes;
		if (rows.n > left)
			rows.n = (size_t)left;
		writer->shard.raw_bytes += rows.n;
		zstd_encoder_add(writer->encoder, rows, &writer->encoded);
		status = write_encoded(writer, error);
	}
	writer->shard.rows = kept->rows;
	return status;
}

enum status shard_writer_take_back(struct shard_writer *writer, const char *path,
                                   const struct shard *kept, struct error *error)
{
	struct shard_reader *reader;
	if (kept->rows == 0)
		return STATUS_OK;
	enum status status = shard_reader_open(path, &reader, error);
	if (status != STATUS_OK)
		return status;
	status = begin(writer, error);
	if (status == STATUS_OK)
		status = take_rows(writer, reader, kept, error);
	shard_reader_close(reader);
	return status == STATUS_END ? error_set(error, "%s: fewer rows than were kept", path)
	                            : status;
}

/* --- what an earlier run has left --- */

/*
 * The number in NAME-NUMBER.jsonl.zst or its .tmp, SIZE_MAX for that of a task, NAME-TASK-NUMBER;
 * false for other names.
 */
static bool read_name(struct str file, const char *name, unsigned long long *number)
{
	static const char *const endings[] = {".tmp", ".jsonl.zst"};
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (str_ends(file, str_from(endings[i])))
			file.n -= strlen(endings[i]);
	size_t n = strlen(name);
	if (!str_starts(file, str_from(name)) || file.n <= n || file.p[n] != '-')
		return false;
	struct str rest = str_slice(file, n + 1, file.n);
	size_t dash = str_find_byte(rest, '-', 0);
	if (dash == STR_NONE)
		return str_to_number(rest, SIZE_MAX, number);
	bool is_of_task = str_to_number(str_slice(rest, 0, dash), SIZE_MAX, number) &&
	                  str_to_number(str_slice(rest, dash + 1, rest.n), SIZE_MAX, number);
	*number = SIZE_MAX;
	return is_of_task;
}

bool shard_is_name(struct str file, const char *name)
{
	unsigned long long number;
	return str_ends(file, STR(".jsonl.zst")) && read_name(file, name, &number);
}

struct removal {
	const char *name;
	size_t kept;
};

static void remove_if_shard(void *context, const char *path)
{
	const struct removal *removal = context;
	struct str file = str_from(strrchr(path, '/') + 1);
	unsigned long long number;
	if (!read_name(file, removal->name, &number) ||
	    str_find(file, STR(".jsonl.zst"), 0) == STR_NONE)
		return;
	if (number >= removal->kept || str_ends(file, STR(".tmp")))
		file_remove(path);
}

enum status shard_remove_old(const char *folder, const char *name, size_t kept, struct error *error)
{
	const char *slash = strrchr(name, '/');
	struct removal removal = {slash ? slash + 1 : name, kept};
	char within[PATH_MAX];
	int n = snprintf(within, sizeof(within), "%s%s%.*s", folder, slash ? "/" : "",
	                 slash ? (int)(slash - name) : 0, name);
	if (n < 0 || n >= PATH_MAX)
		return error_set(error, "%s/%s: the path is too long", folder, name);
	if (slash && !file_is_folder(within))
		return STATUS_OK;
	return file_each(within, removal.name, remove_if_shard, &removal, error);
}
