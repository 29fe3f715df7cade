#include "cmd/plan.h"

#include <limits.h>
#include <stdio.h>

#include "cmd/manifest.h"
#include "core/base/buf.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/json_scan.h"
#include "io/file.h"
#include "io/index_catalogue.h"

enum { PLAN_BYTES_MAX = 1 << 30 };

/* --- making --- */

enum status plan_index(const char *path, struct hash128 *hash, struct error *error)
{
	struct buf catalogue;
	enum status status = STATUS_OK;
	buf_init(&catalogue, 2 * CATALOGUE_BYTES_MAX);
	if (path && file_exists(path))
		status = file_read_whole(path, CATALOGUE_BYTES_MAX, &catalogue, error);
	*hash = hash128(buf_str(&catalogue));
	buf_free(&catalogue);
	return status;
}

static enum status write_index(const char *path, struct buf *out, struct error *error)
{
	struct hash128 hash;
	char hex[HASH128_HEX_CHARS];
	enum status status = plan_index(path, &hash, error);
	hash128_hex(hash, hex);
	buf_printf(out, "{\"index\":\"%.*s\"}\n", HASH128_HEX_CHARS, hex);
	return status;
}

static enum status make(const struct run_config *config, const struct inputs *inputs,
                        struct buf *out, struct error *error)
{
	manifest_write_begin(config, out);
	json_close(out, '}');
	buf_append_byte(out, '\n');
	enum status status = write_index(config->dedup.index, out, error);
	for (size_t i = 0; i < inputs->count && status == STATUS_OK; i++) {
		const struct input *input = &inputs->list[i];
		json_open(out, '{');
		manifest_member_path(out, "path", input->name);
		json_member_number(out, "bytes", input->size);
		json_member_number(out, "changed_ns", input->changed_ns);
		json_close(out, '}');
		buf_append_byte(out, '\n');
	}
	return status == STATUS_OK && out->over
	               ? error_set(error, "the list of inputs is over %d bytes", PLAN_BYTES_MAX)
	               : status;
}

enum status plan_write(const char *path, const struct run_config *config,
                       const struct inputs *inputs, struct error *error)
{
	struct buf plan;
	buf_init(&plan, PLAN_BYTES_MAX);
	enum status status = make(config, inputs, &plan, error);
	if (status == STATUS_OK)
		status = file_write_whole(path, buf_str(&plan), error);
	buf_free(&plan);
	return status;
}

enum status plan_hash(const struct run_config *config, const struct inputs *inputs,
                      struct hash128 *hash, struct error *error)
{
	struct buf plan;
	buf_init(&plan, PLAN_BYTES_MAX);
	enum status status = make(config, inputs, &plan, error);
	*hash = hash128(buf_str(&plan));
	buf_free(&plan);
	return status;
}

/* --- comparing --- */

static struct str member(struct str object, struct str name)
{
	struct str value;
	return json_scan_member(object, name, &value) ? value : STR("");
}

/* A member of the config is named after its option, with underscores. */
static void say_option(struct str name, struct str before, struct str now, struct error *difference)
{
	char option[64];
	size_t n = 0;
	for (; n < name.n && n < sizeof(option) - 1; n++)
		option[n] = name.p[n] == '_' ? '-' : name.p[n];
	option[n] = '\0';
	if (str_equal(name, STR("rules")))
		error_set(difference, "the rules are others (--rules, --no-default-rules)");
	else if (str_starts(now, STR("[")))
		error_set(difference, "the files of --%s are others", option);
	else if (str_equal(name, STR("preset")))
		error_set(difference, "the preset is another (--preset)");
	else
		error_set(difference, "--%s is %.*s, and was %.*s", option, STR_ARG(now),
		          STR_ARG(before));
}

/* Both are of the same version, so with the same members. */
static void say_member(struct str before, struct str now, struct error *difference)
{
	struct str name, value, other;
	while (json_scan_part(&before, &name, &value)) {
		other = member(now, name);
		if (str_equal(value, other))
			continue;
		say_option(name, value, other, difference);
		return;
	}
}

static void say_options(struct str before, struct str now, struct error *difference)
{
	struct str program = member(before, STR("program")), other = member(now, STR("program"));
	if (!str_equal(program, other))
		error_set(difference, "this is %.*s, and it was begun by %.*s", STR_ARG(other),
		          STR_ARG(program));
	else
		say_member(member(before, STR("config")), member(now, STR("config")), difference);
}

static void say_input(struct str before, struct str now, struct error *difference)
{
	struct str path = member(before, STR("path")), other = member(now, STR("path"));
	if (before.n == 0)
		error_set(difference, "the input %.*s is new", STR_ARG(other));
	else if (now.n == 0)
		error_set(difference, "the input %.*s is missing", STR_ARG(path));
	else if (!str_equal(path, other))
		error_set(difference, "where the input %.*s was is now %.*s", STR_ARG(path),
		          STR_ARG(other));
	else
		error_set(difference, "the input %.*s was changed", STR_ARG(path));
}

static void say_difference(struct str before, struct str now, struct error *difference)
{
	struct str line = STR(""), other = STR("");
	size_t number = 0;
	difference->text[0] = '\0';
	while (str_equal(line, other)) {
		if (!str_next(&before, '\n', &line))
			line = STR("");
		if (!str_next(&now, '\n', &other))
			other = STR("");
		if (line.n == 0 && other.n == 0)
			return;
		number++;
	}
	if (number == 1)
		say_options(line, other, difference);
	else if (number == 2)
		error_set(difference, "the index was changed");
	else
		say_input(line, other, difference);
}

enum status plan_compare(const char *path, const struct run_config *config,
                         const struct inputs *inputs, struct error *difference, struct error *error)
{
	struct buf before, now;
	buf_init(&before, 2 * (size_t)PLAN_BYTES_MAX);
	buf_init(&now, PLAN_BYTES_MAX);
	enum status status = file_read_whole(path, PLAN_BYTES_MAX, &before, error);
	if (status == STATUS_OK)
		status = make(config, inputs, &now, error);
	if (status == STATUS_OK)
		say_difference(buf_str(&before), buf_str(&now), difference);
	buf_free(&before);
	buf_free(&now);
	return status;
}
