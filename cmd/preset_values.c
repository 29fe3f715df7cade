#include "cmd/preset_values.h"

#include <string.h>

#include "cmd/nearest.h"
#include "core/filter/default_presets.h"
#include "io/file.h"

const char preset_help[] =
        "Drop documents by the rules of a preset: gopher, c4, fineweb, refinedweb, dclm, none (default), or "
        "a file, see thresh-presets(5). With one, rows have all signals.";
const char annotate_help[] =
        "Keep all documents as they are, and only write the signals and what the preset would have done "
        "with each.";

static bool is_path(const char *name)
{
	return strchr(name, '/') || strchr(name, '.');
}

static const struct preset_source *find_default(const char *name)
{
	for (uint32_t i = 0; i < default_presets_count; i++)
		if (str_equal(default_presets[i].name, str_from(name)))
			return &default_presets[i];
	return NULL;
}

static enum status unknown(const char *name, struct error *error)
{
	enum { NAMES_MAX = 32, NAME_BYTES = 32 };
	struct nearest nearest = {0};
	char names[NAMES_MAX][NAME_BYTES]; /* with the NUL that nearest_offer wants */
	for (uint32_t i = 0; i < default_presets_count && i < NAMES_MAX; i++) {
		struct str known = default_presets[i].name;
		size_t n = known.n < sizeof(names[i]) ? known.n : sizeof(names[i]) - 1;
		memcpy(names[i], known.p, n);
		names[i][n] = '\0';
		nearest_offer(&nearest, name, strlen(name), names[i]);
	}
	return error_set(error, "no preset \"%.60s\"; %s%s%s", name,
	                 nearest.name ? "did you mean " : "see thresh presets",
	                 nearest.name ? nearest.name : "", nearest.name ? "?" : "");
}

/* "mine" of "./presets/mine.preset". */
static struct str base_name(struct str path)
{
	size_t begin = path.n;
	while (begin > 0 && path.p[begin - 1] != '/')
		begin--;
	struct str name = str_slice(path, begin, path.n), end = STR(".preset");
	return name.n > end.n && str_ends(name, end) ? str_slice(name, 0, name.n - end.n) : name;
}

static enum status read_file(const char *path, struct preset_loaded *loaded, struct error *error)
{
	struct buf text;
	buf_init(&text, 2 * (size_t)PRESET_BYTES_MAX);
	enum status status = file_read_whole(path, PRESET_BYTES_MAX, &text, error);
	if (status == STATUS_OK)
		loaded->text = arena_copy(&loaded->arena, buf_str(&text));
	buf_free(&text);
	return status;
}

enum status preset_values_load(const struct preset_values *values, struct preset_loaded *loaded,
                               struct error *error)
{
	const char *name = values->preset ? values->preset : "none";
	const struct preset_source *source = find_default(name);
	enum status status = STATUS_OK;
	*loaded = (struct preset_loaded){.is_wanted = false};
	arena_init(&loaded->arena);
	if (source)
		loaded->text = source->text;
	else if (is_path(name))
		status = read_file(name, loaded, error);
	else
		status = unknown(name, error);
	if (status == STATUS_OK)
		status = preset_parse(str_from(name), loaded->text, &loaded->arena, &loaded->preset,
		                      error);
	if (status != STATUS_OK)
		return status;
	loaded->is_wanted = loaded->preset.step_count > 0 || values->annotate;
	loaded->filter =
	        (struct page_filter){&loaded->preset, base_name(str_from(name)), values->annotate};
	struct sha256 *sha256 = sha256_new();
	sha256_reset(sha256);
	sha256_add(sha256, loaded->text);
	sha256_hex(sha256, loaded->sha256);
	sha256_free(sha256);
	return STATUS_OK;
}

void preset_loaded_free(struct preset_loaded *loaded)
{
	arena_free(&loaded->arena);
}
