#include "cmd/report_files.h"

#include <limits.h>
#include <stdio.h>

#include "cmd/metrics.h"
#include "cmd/report_html.h"
#include "io/file.h"

/* Each is made of parts with limits, which are far below this. */
enum { FILE_BYTES_MAX = 8 << 20 };

static const char STATS[] = "stats.json", TIMES[] = "times.json", PAGE[] = "report.html",
                  METRICS[] = "metrics.prom";

static enum status path_of(const char *folder, const char *name, char path[PATH_MAX],
                           struct error *error)
{
	int n = snprintf(path, PATH_MAX, "%s/%s", folder, name);
	return n > 0 && n < PATH_MAX ? STATUS_OK
	                             : error_set(error, "%.512s: the path is too long", folder);
}

void report_files_remove(const char *folder)
{
	const char *const names[] = {STATS, TIMES, PAGE, METRICS};
	struct error error;
	char path[PATH_MAX];
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (path_of(folder, names[i], path, &error) == STATUS_OK)
			file_remove(path);
}

/* Writes what is in `out`, and empties it. */
static enum status write_file(const char *folder, const char *name, struct buf *out,
                              struct error *error)
{
	char path[PATH_MAX];
	enum status status = path_of(folder, name, path, error);
	if (status == STATUS_OK && out->over)
		status = error_set(error, "%.512s: larger than %d bytes", path, FILE_BYTES_MAX);
	if (status == STATUS_OK)
		status = file_write_whole(path, buf_str(out), error);
	buf_reset(out);
	return status;
}

enum status report_files_write(const char *folder, const struct stats *stats,
                               const struct times *times, struct error *error)
{
	struct buf out;
	buf_init(&out, FILE_BYTES_MAX);
	stats_write_json(stats, &out);
	buf_append_byte(&out, '\n');
	enum status status = write_file(folder, STATS, &out, error);
	if (status == STATUS_OK) {
		times_write_json(times, &out);
		buf_append_byte(&out, '\n');
		status = write_file(folder, TIMES, &out, error);
	}
	if (status == STATUS_OK) {
		metrics_write(stats, times, &out);
		status = write_file(folder, METRICS, &out, error);
	}
	buf_free(&out);
	return status == STATUS_OK ? report_files_write_page(folder, NULL, stats, times, error)
	                           : status;
}

enum status report_files_write_page(const char *folder, const char *path, const struct stats *stats,
                                    const struct times *times, struct error *error)
{
	struct buf out;
	buf_init(&out, FILE_BYTES_MAX);
	report_html(stats, times, &out);
	enum status status = path && !out.over ? file_write_whole(path, buf_str(&out), error)
	                                       : write_file(folder, PAGE, &out, error);
	buf_free(&out);
	return status;
}

static enum status read_file(const char *folder, const char *name, size_t max, char path[PATH_MAX],
                             struct buf *bytes, struct error *error)
{
	enum status status = path_of(folder, name, path, error);
	return status == STATUS_OK ? file_read_whole(path, max, bytes, error) : status;
}

enum status report_files_read_stats(const char *folder, struct stats **stats, struct error *error)
{
	char path[PATH_MAX];
	struct buf bytes;
	buf_init(&bytes, FILE_BYTES_MAX);
	*stats = stats_new();
	enum status status = read_file(folder, STATS, STATS_JSON_BYTES_MAX, path, &bytes, error);
	if (status == STATUS_OK && !stats_read_json(*stats, buf_str(&bytes)))
		status = error_set(error, "%.512s: not what a run of this version writes", path);
	if (status != STATUS_OK) {
		stats_free(*stats);
		*stats = NULL;
	}
	buf_free(&bytes);
	return status;
}

enum status report_files_read_times(const char *folder, struct times *times, struct error *error)
{
	char path[PATH_MAX];
	struct buf bytes;
	buf_init(&bytes, FILE_BYTES_MAX);
	enum status status = read_file(folder, TIMES, TIMES_JSON_BYTES_MAX, path, &bytes, error);
	if (status == STATUS_OK && !times_read_json(times, buf_str(&bytes)))
		status = error_set(error, "%.512s: not what a run of this version writes", path);
	buf_free(&bytes);
	return status;
}
