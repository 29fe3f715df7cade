#include "cmd/stored_run.h"

#include <limits.h>
#include <stdio.h>

#include "cmd/manifest.h"
#include "cmd/preset_values.h"
#include "core/base/json_scan.h"
#include "io/file.h"
#include "io/shard.h"

enum { ROW_BYTES_MAX = 1 << 30 };

enum status stored_run_open(const char *path, struct stored_run *run, struct error *error)
{
	char file[PATH_MAX];
	*run = (struct stored_run){.path = path};
	buf_init(&run->manifest, 2 * (size_t)MANIFEST_BYTES_MAX);
	snprintf(file, sizeof(file), "%s/_SUCCESS", path);
	if (!file_exists(file))
		return error_set(error, "%s: no finished run in this folder", path);
	snprintf(file, sizeof(file), "%s/manifest.json", path);
	enum status status = file_read_whole(file, MANIFEST_BYTES_MAX, &run->manifest, error);
	if (status == STATUS_OK && !json_is_valid(str_trim(buf_str(&run->manifest))))
		status = error_set(error, "%s: not JSON", file);
	return status;
}

void stored_run_close(struct stored_run *run)
{
	buf_free(&run->manifest);
}

static struct str member(struct str object, const char *name)
{
	struct str value;
	return json_scan_member(object, str_from(name), &value) ? value : STR("");
}

struct str stored_run_option(const struct stored_run *run, struct str name)
{
	struct str config = member(buf_str(&run->manifest), "config"), value;
	return config.n > 0 && json_scan_member(config, name, &value) ? value : STR("");
}

enum status stored_run_has_texts(const struct stored_run *run, struct error *error)
{
	const struct preset_values no_values = {NULL, false};
	struct preset_loaded none;
	struct str preset = stored_run_option(run, STR("preset")), name = STR(""), sha256 = STR("");
	if (preset.n == 0)
		return error_set(error, "%s: was written by a program that knew no presets",
		                 run->path);
	if (str_equal(stored_run_option(run, STR("annotate")), STR("true")))
		return STATUS_OK;
	enum status status = preset_values_load(&no_values, &none, error);
	(void)json_scan_text(member(preset, "sha256"), &sha256);
	(void)json_scan_text(member(preset, "name"), &name);
	bool nothing = status == STATUS_OK && str_equal(sha256, str_from(none.sha256));
	preset_loaded_free(&none);
	if (status != STATUS_OK || nothing)
		return status;
	return error_set(
	        error,
	        "%s: what --preset %.*s dropped or changed is not there any more; ask a run "
	        "with --annotate, or without a preset",
	        run->path, STR_ARG(name));
}

enum status stored_run_sample(const struct stored_run *run, struct sample *sample,
                              struct error *error)
{
	char text[SAMPLE_TEXT_BYTES];
	struct error problem;
	struct str fraction = stored_run_option(run, STR("sample"));
	*sample = sample_of_all();
	snprintf(text, sizeof(text), "%.*s", STR_ARG(fraction));
	if (fraction.n == 0 || sample_parse(text, sample, &problem) == STATUS_OK)
		return STATUS_OK;
	return error_set(error, "%s/manifest.json: the sample: %s", run->path, problem.text);
}

/* ---- rows ---- */

void stored_rows_begin(struct stored_rows *rows, const struct stored_run *run, enum series series)
{
	*rows = (struct stored_rows){.run = run, .series = series};
	rows->shards = member(buf_str(&run->manifest), series_lists[series]);
	buf_init(&rows->line, ROW_BYTES_MAX);
}

void stored_rows_end(struct stored_rows *rows)
{
	shard_reader_close(rows->reader);
	buf_free(&rows->line);
}

static enum status open_shard(struct stored_rows *rows, struct error *error)
{
	struct str no_name, entry, text, route;
	char path[PATH_MAX];
	if (rows->shards.n == 0 || !json_scan_part(&rows->shards, &no_name, &entry))
		return STATUS_END;
	if (!json_scan_text(member(entry, "name"), &text) || text.n >= SHARD_NAME_BYTES ||
	    !series_has(rows->series, text, &route))
		return error_set(error, "%s/manifest.json: a shard without a name",
		                 rows->run->path);
	snprintf(path, sizeof(path), "%s/%.*s", rows->run->path, STR_ARG(text));
	return shard_reader_open(path, &rows->reader, error);
}

/* Some more bytes, of the shard in hand or the next one. */
static enum status more_bytes(struct stored_rows *rows, struct error *error)
{
	enum status status = STATUS_OK;
	if (rows->reader == NULL)
		status = open_shard(rows, error);
	if (status != STATUS_OK)
		return status;
	status = shard_reader_next(rows->reader, &rows->bytes, error);
	if (status != STATUS_END)
		return status;
	shard_reader_close(rows->reader);
	rows->reader = NULL;
	return rows->line.n > 0 ? error_set(error, "%s: the last row of a shard is not whole",
	                                    rows->run->path)
	                        : STATUS_OK;
}

enum status stored_rows_next(struct stored_rows *rows, struct str *line, struct error *error)
{
	buf_reset(&rows->line);
	for (;;) {
		size_t end = str_find_byte(rows->bytes, '\n', 0);
		if (end != STR_NONE) {
			*line = str_slice(rows->bytes, 0, end);
			rows->bytes = str_slice(rows->bytes, end + 1, rows->bytes.n);
			if (rows->line.n == 0)
				return STATUS_OK;
			buf_append(&rows->line, *line);
			*line = buf_str(&rows->line);
			return STATUS_OK;
		}
		buf_append(&rows->line, rows->bytes);
		rows->bytes = STR("");
		if (rows->line.over)
			return error_set(error, "%s: a row is too long", rows->run->path);
		enum status status = more_bytes(rows, error);
		if (status != STATUS_OK)
			return status;
	}
}
