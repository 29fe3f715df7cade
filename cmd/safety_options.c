#include "cmd/safety_options.h"

#include <stdio.h>
#include <stdlib.h>

#include "cmd/line_file.h"
#include "core/base/bug.h"
#include "core/base/json.h"
#include "core/base/json_read.h"
#include "io/file.h"

const char safety_block_help[] =
        "Reject pages whose URL is in FILE: domains, hosts files, URLs; or a folder of categories, as UT1 "
        "has them. May be given several times.";
const char safety_allow_help[] =
        "Reject no page for its URL that is in FILE, whatever --block and the lists of words say.";
const char safety_block_words_help[] =
        "Reject pages whose URL has a word of FILE in it, one a line; *part* is found within words as well.";
const char safety_soft_words_help[] =
        "Reject pages whose URL has two different words of FILE in it: of words that are harmless alone.";

const char safety_decontaminate_help[] =
        "Reject documents that share 13 words in a row with an item of an evaluation set: FILE has a JSON "
        "object a line, with a text or texts and maybe an id. May be given several times.";
const char safety_decontaminate_by_help[] =
        "What becomes of such documents: drop (default), reject them; cut, leave out the words with 200 "
        "characters on either side, and reject those of which little is left.";
const char safety_pii_help[] =
        "What becomes of e-mail and public IP addresses, phone and card numbers, IBANs, keys and tokens: keep "
        "(default); mask, put [email] and the like in their place; drop, reject the page.";

const char safety_robots_help[] =
        "What becomes of pages that ask robots for noindex, none or noai, by <meta> or X-Robots-Tag: ignore "
        "(default), only tell it in the row; honor, reject them.";

const char *const safety_robots_names[] = {"ignore", "honor", NULL};

const char *const safety_contaminated_names[] = {
        [SAFETY_CONTAMINATED_DROP] = "drop", [SAFETY_CONTAMINATED_CUT] = "cut", NULL};

const char *const safety_pii_names[] = {
        [SAFETY_PII_KEEP] = "keep", [SAFETY_PII_MASK] = "mask", [SAFETY_PII_DROP] = "drop", NULL};

static const struct {
	const char *option, *member;
	enum url_list_use use; /* of those of URLs */
} lists[SAFETY_LISTS] = {
        [SAFETY_BLOCK] = {"--block", "block", URL_LIST_BLOCK},
        [SAFETY_ALLOW] = {"--allow", "allow", URL_LIST_ALLOW},
        [SAFETY_BLOCK_WORDS] = {"--block-words", "block_words", URL_LIST_WORDS},
        [SAFETY_SOFT_WORDS] = {"--soft-words", "soft_words", URL_LIST_SOFT_WORDS},
        [SAFETY_DECONTAMINATE] = {.option = "--decontaminate", .member = "decontaminate"},
};

struct loading {
	struct safety_config *config;
	const struct run_log *log;
	enum safety_list list; /* the option in hand */

	/* of the file in hand */
	const char *path;
	uint64_t entries, junk, first_junk; /* junk of an evaluation set: what is too short */

	/* of the folder in hand */
	size_t categories; /* files of categories in it */
	enum status status;
	struct error *error;
};

/* --- files --- */

static void add_file(struct safety_config *config, const struct safety_file *file)
{
	config->files =
	        memory_resize(config->files, (config->file_count + 1) * sizeof(*config->files));
	config->files[config->file_count++] = *file;
}

static enum status take_url_line(void *context, uint64_t number, struct str line,
                                 struct error *error)
{
	struct loading *loading = context;
	switch (url_list_add(loading->config->urls, line)) {
	case URL_LIST_NOTHING:
		return STATUS_OK;
	case URL_LIST_ENTRY:
		loading->entries++;
		return STATUS_OK;
	case URL_LIST_JUNK:
		if (loading->junk++ == 0)
			loading->first_junk = number;
		return STATUS_OK;
	case URL_LIST_FULL:
		break;
	}
	return error_set(error, "%s:%llu: more than %d entries", loading->path,
	                 (unsigned long long)number, URL_LIST_ENTRIES_MAX);
}

/* Lists of real life have some lines that are none; a file of nothing else is no list. */
static enum status judge_junk(const struct loading *loading, struct error *error)
{
	struct error said;
	if (loading->junk == 0)
		return STATUS_OK;
	if (loading->entries == 0)
		return error_set(error, "%s:%llu: no entry of %s, and no other line is one",
		                 loading->path, (unsigned long long)loading->first_junk,
		                 lists[loading->list].option);
	error_set(&said, "%s: %llu lines are no entries of %s, the first is line %llu",
	          loading->path, (unsigned long long)loading->junk, lists[loading->list].option,
	          (unsigned long long)loading->first_junk);
	run_log_message(loading->log, said.text);
	return STATUS_OK;
}

/* A file of URLs or words, which is called `name` where it blocks a page. */
static enum status load_urls(struct loading *loading, const char *path, struct str name,
                             struct error *error)
{
	struct safety_file file = {.list = loading->list};
	struct safety_config *config = loading->config;
	if (config->urls == NULL)
		config->steps.urls = config->urls = url_list_new();
	if (!url_list_begin(config->urls, name, lists[loading->list].use))
		return error_set(error, "%s: more than %d lists of URLs", path,
		                 URL_LIST_SOURCES_MAX);
	loading->path = path;
	loading->entries = loading->junk = 0;
	/* a line over the list's limit is junk, one over ten times that is no list at all */
	enum status status = line_file_read(path, 10 * (size_t)URL_LIST_LINE_BYTES_MAX,
	                                    take_url_line, loading, file.sha256, error);
	if (status == STATUS_OK)
		status = judge_junk(loading, error);
	file.entries = loading->entries;
	add_file(config, &file);
	return status;
}

static enum status take_evaluation_line(void *context, uint64_t number, struct str line,
                                        struct error *error)
{
	struct loading *loading = context;
	switch (evaluation_add(loading->config->evaluation, number, line)) {
	case EVALUATION_BLANK:
		return STATUS_OK;
	case EVALUATION_ITEM:
		loading->entries++;
		return STATUS_OK;
	case EVALUATION_SHORT:
		loading->junk++;
		return STATUS_OK;
	case EVALUATION_BAD:
		return error_set(error, "%s:%llu: no JSON object with a text in it", loading->path,
		                 (unsigned long long)number);
	case EVALUATION_FULL:
		break;
	}
	return error_set(error, "%s:%llu: more than %d items or %d runs of words", loading->path,
	                 (unsigned long long)number, EVALUATION_ITEMS_MAX, EVALUATION_RUNS_MAX);
}

static enum status load_evaluation(struct loading *loading, const char *path, struct str name,
                                   struct error *error)
{
	struct safety_file file = {.list = loading->list};
	struct safety_config *config = loading->config;
	struct error said;
	if (config->evaluation == NULL)
		config->steps.evaluation = config->evaluation = evaluation_new();
	evaluation_begin(config->evaluation, name);
	loading->path = path;
	loading->entries = loading->junk = 0;
	enum status status = line_file_read(path, JSON_BYTES_MAX, take_evaluation_line, loading,
	                                    file.sha256, error);
	file.entries = loading->entries;
	add_file(config, &file);
	if (status != STATUS_OK || loading->entries + loading->junk == 0)
		return status == STATUS_OK ? error_set(error, "%s: no items", path) : status;
	if (loading->junk > 0) {
		error_set(&said, "%s: %llu items of fewer than %d words are not looked for", path,
		          (unsigned long long)loading->junk, EVALUATION_WORDS_MIN);
		run_log_message(loading->log, said.text);
	}
	return STATUS_OK;
}

/* The last part of a path, which is cut off `*rest`. */
static struct str last_part(struct str *rest)
{
	while (rest->n > 1 && rest->p[rest->n - 1] == '/')
		rest->n--;
	size_t from = rest->n;
	while (from > 0 && rest->p[from - 1] != '/')
		from--;
	struct str part = str_slice(*rest, from, rest->n);
	rest->n = from;
	return part;
}

/* Of a folder as UT1 (University of Toulouse) has them, "CATEGORY/domains" and "CATEGORY/urls". */
static void load_category(void *context, const char *path)
{
	struct loading *loading = context;
	struct str rest = str_from(path), file = last_part(&rest);
	if (loading->status != STATUS_OK ||
	    (!str_equal(file, STR("domains")) && !str_equal(file, STR("urls"))))
		return;
	loading->categories++;
	loading->status = load_urls(loading, path, last_part(&rest), loading->error);
}

static enum status load_folder(struct loading *loading, const char *path, struct error *error)
{
	loading->status = STATUS_OK;
	loading->error = error;
	loading->categories = 0;
	enum status status = file_walk(path, load_category, loading, error);
	if (status != STATUS_OK || loading->status != STATUS_OK)
		return STATUS_FAILED;
	return loading->categories > 0
	               ? STATUS_OK
	               : error_set(error, "%s: no files \"domains\" or \"urls\" in this folder",
	                           path);
}

static enum status load(struct loading *loading, const char *path, struct error *error)
{
	struct str rest = str_from(path);
	if (loading->list == SAFETY_DECONTAMINATE)
		return load_evaluation(loading, path, last_part(&rest), error);
	return file_is_folder(path) ? load_folder(loading, path, error)
	                            : load_urls(loading, path, last_part(&rest), error);
}

enum status safety_options_load(const struct safety_options *options, const struct run_log *log,
                                struct safety_config *config, struct error *error)
{
	enum status status = STATUS_OK;
	*config = (struct safety_config){
	        .steps = {.contaminated = (enum safety_contaminated)options->contaminated,
	                  .pii = (enum safety_pii)options->pii,
	                  .honor_robots = options->robots != 0}};
	for (int list = 0; list < SAFETY_LISTS; list++) {
		const struct option_texts *paths = &options->lists[list];
		struct loading loading = {config, log, .list = (enum safety_list)list};
		for (size_t i = 0; i < paths->count && status == STATUS_OK; i++)
			status = load(&loading, paths->list[i], error);
	}
	return status;
}

void safety_config_free(struct safety_config *config)
{
	url_list_free(config->urls);
	evaluation_free(config->evaluation);
	free(config->files);
}

uint64_t safety_config_bytes(const struct safety_config *config)
{
	uint64_t bytes = config->urls ? url_list_bytes(config->urls) : 0;
	return bytes + (config->evaluation ? evaluation_bytes(config->evaluation) : 0);
}

/* --- the manifest --- */

static void write_list(const struct safety_config *config, enum safety_list list, struct buf *out)
{
	json_name(out, lists[list].member);
	json_open(out, '[');
	for (size_t i = 0; i < config->file_count; i++) {
		if (config->files[i].list != list)
			continue;
		json_open(out, '{');
		json_member_string(out, "sha256", str_from(config->files[i].sha256));
		json_member_number(out, "entries", config->files[i].entries);
		json_close(out, '}');
	}
	json_close(out, ']');
}

void safety_config_write_json(const struct safety_config *config, struct buf *out)
{
	for (int list = 0; list < SAFETY_LISTS; list++)
		write_list(config, (enum safety_list)list, out);
	json_member_string(out, "decontaminate_by",
	                   str_from(safety_contaminated_names[config->steps.contaminated]));
	json_member_string(out, "pii", str_from(safety_pii_names[config->steps.pii]));
	json_member_string(out, "robots",
	                   str_from(safety_robots_names[config->steps.honor_robots]));
}
