#include "cmd/manifest.h"

#include <stdio.h>

#include "cmd/article_values.h"
#include "cmd/dedup_values.h"
#include "cmd/line_report.h"
#include "cmd/rule_counts.h"
#include "cmd/version.h"
#include "core/base/buf.h"
#include "core/base/json.h"
#include "io/file.h"

void manifest_member_path(struct buf *out, const char *name, const char *path)
{
	struct buf text;
	buf_init(&text, SIZE_MAX / 2);
	for (const char *p = path; *p; p++) {
		unsigned char c = (unsigned char)*p;
		if (c < ' ' || c >= 0x7f || c == '%')
			buf_printf(&text, "%%%02X", c);
		else
			buf_append_byte(&text, *p);
	}
	json_member_string(out, name, buf_str(&text));
	buf_free(&text);
}

static void write_rule_files(const struct rule_set *rules, struct buf *out)
{
	json_name(out, "rules");
	json_open(out, '[');
	for (uint32_t i = 0; i < rules->file_count; i++) {
		const struct rule_set_file *file = &rules->files[i];
		json_open(out, '{');
		json_member_string(out, "sha256", str_from(file->sha256));
		json_member_number(out, "rules", file->rules);
		json_close(out, '}');
	}
	json_close(out, ']');
}

void manifest_member_preset(struct buf *out, const struct preset_loaded *preset)
{
	json_name(out, "preset");
	json_open(out, '{');
	json_member_string(out, "name", preset->filter.name);
	json_member_string(out, "sha256", str_from(preset->sha256));
	json_close(out, '}');
	json_name(out, "annotate");
	json_bool(out, preset->filter.annotate);
}

void manifest_member_shape(struct buf *out, const struct shape *shape)
{
	json_name(out, "sample");
	buf_append(out, str_from(shape->sample.text));
	json_member_string(out, "route", str_from(route_fields[shape->route]));
	json_name(out, "dolma_attributes");
	json_bool(out, shape->attributes);
}

void manifest_write_config(const struct run_config *config, struct buf *out)
{
	json_open(out, '{');
	json_member_string(out, "source", str_from(config->source));
	json_member_string(out, "dedup", str_from(dedup_names[config->dedup.keys.dedup]));
	json_member_number(out, "bands", config->dedup.keys.bands);
	json_member_number(out, "rows", config->dedup.keys.rows);
	json_member_number(out, "shingle", config->dedup.keys.shingle);
	json_member_number(out, "min_similarity", config->dedup.similarity_min);
	json_member_string(out, "keep", str_from(keep_names[config->dedup.keep]));
	json_member_number(out, "dedup_lines", config->dedup.lines);
	json_name(out, "index");
	json_bool(out, config->dedup.index != NULL);
	json_member_string(out, "format", str_from(article_formats[config->article.format]));
	json_member_string(out, "favor", str_from(article_favors[config->article.favor]));
	json_name(out, "comments");
	json_bool(out, config->article.comments);
	json_member_number(out, "shard_size", config->shard_bytes);
	json_member_number(out, "max_record", config->record_bytes_max);
	json_member_number(out, "page_ms", config->page_ms);
	json_name(out, "verify");
	json_bool(out, config->verify_digests);
	write_rule_files(config->rules, out);
	safety_config_write_json(config->safety, out);
	manifest_member_preset(out, config->preset);
	manifest_member_shape(out, &config->shape);
	json_close(out, '}');
}

void manifest_write_begin(const struct run_config *config, struct buf *out)
{
	json_open(out, '{');
	json_member_string(out, "program", STR("thresh " THRESH_VERSION));
	json_name(out, "config");
	manifest_write_config(config, out);
}

static void write_inputs(const struct inputs *inputs, const struct run_report *report,
                         struct buf *out)
{
	json_name(out, "inputs");
	json_open(out, '[');
	for (size_t i = 0; i < inputs->count; i++) {
		const struct input_report *input = &report->inputs[i];
		if (input->passed_over)
			continue;
		json_open(out, '{');
		manifest_member_path(out, "path", inputs->list[i].name);
		json_member_string(out, "container", str_from(input->container));
		json_member_number(out, "file_bytes", input->file_bytes);
		manifest_member_path(out, "problem", input->problem ? input->problem : "");
		tally_write_json(&input->tally, out);
		json_close(out, '}');
	}
	json_close(out, ']');
}

void manifest_member_shards(const struct shard *shards, size_t count, const char *name,
                            struct buf *out)
{
	json_name(out, name);
	json_open(out, '[');
	for (size_t i = 0; i < count; i++) {
		json_open(out, '{');
		json_member_string(out, "name", str_from(shards[i].name));
		json_member_number(out, "rows", shards[i].rows);
		json_member_number(out, "raw_bytes", shards[i].raw_bytes);
		json_member_number(out, "bytes", shards[i].bytes);
		json_member_string(out, "sha256", str_from(shards[i].sha256));
		json_close(out, '}');
	}
	json_close(out, ']');
}

/* If an input's entry stands at or behind `*at`, moves `*at` behind its beginning. */
static bool has_input(struct str text, size_t *at, const struct input *input)
{
	struct buf entry;
	buf_init(&entry, SIZE_MAX / 2);
	json_open(&entry, '{');
	manifest_member_path(&entry, "path", input->name);
	size_t found = str_find(text, buf_str(&entry), *at);
	if (found != STR_NONE)
		*at = found + entry.n;
	buf_free(&entry);
	return found != STR_NONE;
}

bool manifest_is_of(struct str text, const struct run_config *config, const struct inputs *inputs)
{
	struct buf begin;
	buf_init(&begin, MANIFEST_BYTES_MAX);
	manifest_write_begin(config, &begin);
	bool same = str_starts(text, buf_str(&begin));
	size_t at = begin.n, entry = at, listed = 0, found = 0;
	buf_free(&begin);
	for (size_t i = 0; i < inputs->count && same; i++) {
		bool is_there = has_input(text, &at, &inputs->list[i]);
		found += is_there;
		same = is_there || inputs->list[i].folder; /* it was no archive */
	}
	while ((entry = str_find(text, STR("{\"path\":"), entry)) != STR_NONE) {
		entry++;
		listed++;
	}
	return same && found == listed;
}

enum status manifest_write(const char *path, const struct run_config *config,
                           const struct inputs *inputs, const struct run_report *report,
                           struct hash128 *hash, struct error *error)
{
	struct buf out;
	buf_init(&out, MANIFEST_BYTES_MAX);
	manifest_write_begin(config, &out);
	json_member_number(&out, "index_documents", report->index_documents);
	write_inputs(inputs, report, &out);
	for (int s = 0; s < SERIES_COUNT; s++)
		manifest_member_shards(report->shards[s], report->shard_counts[s], series_lists[s],
		                       &out);
	json_name(&out, "totals");
	json_open(&out, '{');
	tally_write_json(&report->total, &out);
	json_close(&out, '}');
	rule_counts_write_json(report, config->rules, &out);
	line_report_write_json(report, &out);
	json_close(&out, '}');
	buf_append_byte(&out, '\n');
	*hash = hash128(buf_str(&out));

	enum status status =
	        out.over ? error_set(error, "%s: larger than %d bytes", path, MANIFEST_BYTES_MAX)
	                 : file_write_whole(path, buf_str(&out), error);
	buf_free(&out);
	return status;
}
