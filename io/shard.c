#include "io/shard.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "core/base/buf.h"
#include "core/base/zstd_codec.h"
#include "io/file.h"

struct shard_writer {
	char folder[PATH_MAX], series[16];
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

static enum status begin(struct shard_writer *writer, struct error *error)
{
	writer->shard = (struct shard){0};
	snprintf(writer->shard.name, sizeof(writer->shard.name), "%s-%05zu.jsonl.zst",
	         writer->series, writer->done_count);
	path_of(writer->path, writer->folder, writer->shard.name, "");
	path_of(writer->temporary, writer->folder, writer->shard.name, ".tmp");
	sha256_reset(writer->sha256);
	zstd_encoder_begin(writer->encoder);
	return file_create(writer->temporary, &writer->fd, error);
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

static enum status finish(struct shard_writer *writer, struct error *error)
{
	zstd_encoder_end(writer->encoder, &writer->encoded);
	enum status status = write_encoded(writer, error);
	if (status == STATUS_OK)
		status = file_sync_close(&writer->fd, writer->temporary, error);
	if (status == STATUS_OK)
		status = file_publish(writer->temporary, writer->path, error);
	if (status != STATUS_OK) {
		file_close(&writer->fd);
		file_remove(writer->temporary);
		return status;
	}
	sha256_hex(writer->sha256, writer->shard.sha256);
	writer->done =
	        memory_resize(writer->done, (writer->done_count + 1) * sizeof(*writer->done));
	writer->done[writer->done_count++] = writer->shard;
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
	enum status status = write_encoded(writer, error);
	if (status == STATUS_OK && writer->shard.raw_bytes >= writer->raw_bytes_max)
		status = finish(writer, error);
	return status;
}

enum status shard_writer_finish(struct shard_writer *writer, struct error *error)
{
	enum status status = STATUS_OK;
	if (writer->fd < 0 && writer->done_count == 0)
		status = begin(writer, error);
	return status == STATUS_OK && writer->fd >= 0 ? finish(writer, error) : status;
}

const struct shard *shard_writer_list(const struct shard_writer *writer, size_t *count)
{
	*count = writer->done_count;
	return writer->done;
}

struct removal {
	const char *folder, *name;
};

static void remove_if_shard(void *context, const char *path)
{
	const struct removal *removal = context;
	size_t folder = strlen(removal->folder), name = strlen(removal->name);
	struct str rest = str_from(path);
	if (rest.n <= folder + 1)
		return;
	rest = str_slice(rest, folder + (removal->folder[folder - 1] != '/'), rest.n);
	bool ours = str_starts(rest, str_from(removal->name)) && rest.n > name &&
	            rest.p[name] == '-' &&
	            (str_ends(rest, STR(".jsonl.zst")) || str_ends(rest, STR(".jsonl.zst.tmp")));
	if (ours && str_find_byte(rest, '/', 0) == STR_NONE)
		file_remove(path);
}

enum status shard_remove_old(const char *folder, const char *name, struct error *error)
{
	struct removal removal = {folder, name};
	return file_walk(folder, remove_if_shard, &removal, error);
}
