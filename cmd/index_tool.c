/* thresh index: what is in an index of earlier runs, whether it is whole, and making it smaller. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cmd/commands.h"
#include "core/base/day.h"
#include "core/base/json.h"
#include "core/glance.h"
#include "io/index.h"

enum {
	DAYS_MAX = 100000,
	ROW_BYTES_MAX = 1 << 20, /* a URL is at most SEGMENT_URL_BYTES_MAX */
};

struct index_values {
	const char *older_than;
};

static const struct option index_options[] = {
        {"older-than", 0, OPTION_TEXT, offsetof(struct index_values, older_than), "DAY",
         "For expire: pages crawled before DAY (2026-11-24), or more than so many days (90d) before "
         "the newest.",
         0, 0, NULL},
};

static const char *const index_examples[] = {
        "thresh index stat seen.index",
        "How many pages are remembered, and how much room that takes.",
        "thresh index expire --older-than 365d seen.index",
        "Forget what was crawled more than a year before the newest page.",
        NULL,
};

static enum status print_stat(struct index *index, const struct index_values *values,
                              struct error *error)
{
	const struct catalogue *catalogue = index_catalogue(index);
	struct segment_sizes sizes = index_sizes(index);
	uint64_t bytes = 0;
	(void)values, (void)error;
	for (size_t i = 0; i < catalogue->segment_count; i++)
		bytes += catalogue->segments[i].bytes;
	printf("keys by     %s\n", catalogue->keys);
	printf("runs        %zu\n", catalogue->run_count);
	printf("documents   %llu\n", (unsigned long long)sizes.documents);
	printf("keys        %llu\n", (unsigned long long)sizes.keys);
	printf("segments    %zu\n", catalogue->segment_count);
	printf("bytes       %llu\n", (unsigned long long)bytes);
	printf("  a document  %llu\n",
	       (unsigned long long)(sizes.documents ? bytes / sizes.documents : 0));
	printf("in memory   %llu\n", (unsigned long long)index_memory_bytes(index));
	return STATUS_OK;
}

static enum status check(struct index *index, const struct index_values *values,
                         struct error *error)
{
	struct segment_sizes sizes = index_sizes(index);
	(void)values;
	enum status status = index_check(index, error);
	if (status == STATUS_OK)
		printf("%llu documents, %llu keys: no damage\n",
		       (unsigned long long)sizes.documents, (unsigned long long)sizes.keys);
	return status;
}

static enum status merge(struct index *index, const struct index_values *values,
                         struct error *error)
{
	(void)values;
	return index_merge(index, error);
}

/* --- export --- */

static void print_document(uint32_t number, size_t run, const struct segment_document *document,
                           struct str url, struct buf *row, struct arena *arena)
{
	char id[HASH128_HEX_CHARS], date[DAY_CHARS];
	hash128_hex(document->id, id);
	day_write(document->day, date);
	buf_reset(row);
	arena_reset(arena);
	json_open(row, '{');
	json_member_number(row, "number", number);
	json_member_string(row, "id", (struct str){id, sizeof(id)});
	json_member_string(row, "url", glance_printable(url, arena));
	json_member_string(row, "date", (struct str){date, document->day ? sizeof(date) : 0});
	json_member_number(row, "run", run);
	json_close(row, '}');
	buf_append_byte(row, '\n');
	fwrite(row->p, 1, row->n, stdout);
}

static enum status print_documents(struct index *index, const struct index_values *values,
                                   struct error *error)
{
	const struct catalogue *catalogue = index_catalogue(index);
	struct segment_document document;
	struct buf url, row;
	struct arena arena;
	size_t run = 0;
	uint64_t run_end = 0;
	enum status status = STATUS_OK;
	(void)values;
	buf_init(&url, SEGMENT_URL_BYTES_MAX);
	buf_init(&row, ROW_BYTES_MAX);
	arena_init(&arena);
	uint64_t count = index_sizes(index).documents;
	for (uint32_t number = 0; number < count && status == STATUS_OK && !ferror(stdout);
	     number++) {
		while (number >= run_end)
			run_end += catalogue->runs[run++].documents;
		buf_reset(&url);
		status = index_document(index, number, &document, &url, error);
		if (status == STATUS_OK)
			print_document(number, run, &document, buf_str(&url), &row, &arena);
	}
	arena_free(&arena);
	buf_free(&row);
	buf_free(&url);
	return status;
}

/* --- expire --- */

static enum status newest_day(const struct index *index, uint32_t *newest, struct error *error)
{
	struct segment_document document;
	*newest = 0;
	for (uint32_t i = 0; i < index_sizes(index).documents; i++) {
		enum status status = index_document(index, i, &document, NULL, error);
		if (status != STATUS_OK)
			return status;
		*newest = document.day > *newest ? document.day : *newest;
	}
	return STATUS_OK;
}

/* "90d"; false if it is something else. */
static bool is_age(struct str text, uint32_t *days)
{
	unsigned long long number;
	if (!str_ends(text, STR("d")) ||
	    !str_to_number(str_slice(text, 0, text.n - 1), DAYS_MAX, &number))
		return false;
	*days = (uint32_t)number;
	return true;
}

static enum status expire(struct index *index, const struct index_values *values,
                          struct error *error)
{
	struct str text = str_from(values->older_than);
	uint32_t days, day = day_from_date(text);
	uint64_t forgotten;
	enum status status = STATUS_OK;
	if (is_age(text, &days)) {
		status = newest_day(index, &day, error);
		day = day > days ? day - days : 0;
	}
	if (status == STATUS_OK)
		status = index_expire(index, day, &forgotten, error);
	if (status == STATUS_OK)
		printf("%llu documents forgotten\n", (unsigned long long)forgotten);
	return status;
}

/* --- the command --- */

static const struct action {
	const char *name;
	enum index_use use;
	enum status (*run)(struct index *index, const struct index_values *values,
	                   struct error *error);
} actions[] = {
        {"stat", INDEX_READ, print_stat},        {"check", INDEX_READ, check},
        {"merge", INDEX_WRITE, merge},           {"expire", INDEX_WRITE, expire},
        {"export", INDEX_READ, print_documents},
};

static const struct action *find_action(const char *name)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

/* NULL, or what is wrong with the action and its option. */
static const char *problem_with(const struct action *action, const struct index_values *values)
{
	uint32_t days;
	if (action == NULL)
		return "ACTION is one of stat, check, merge, expire, export";
	if (action->run != expire)
		return values->older_than ? "--older-than is for expire" : NULL;
	if (values->older_than == NULL)
		return "expire needs --older-than DAY";
	struct str text = str_from(values->older_than);
	bool is_date = text.n == DAY_CHARS && day_from_date(text) != 0;
	return is_date || is_age(text, &days)
	               ? NULL
	               : "--older-than: neither a day (2026-11-24) nor an age (90d)";
}

static int run(const struct command *command, int argc, char **argv)
{
	struct index_values values = {0};
	struct index *index;
	struct error error;
	int operands;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	const struct action *action = find_action(argv[0]);
	const char *problem = problem_with(action, &values);
	if (problem) {
		fprintf(stderr, "thresh index: %s\n", problem);
		return EXIT_USAGE;
	}
	enum status status = index_open(argv[1], action->use, NULL, UINT64_MAX, &index, &error);
	if (status == STATUS_OK) {
		status = action->run(index, &values, &error);
		index_close(index);
	}
	if (status != STATUS_OK)
		fprintf(stderr, "thresh index: %s\n", error.text);
	return status == STATUS_OK ? EXIT_DONE : EXIT_STOPPED;
}

const struct command command_index = {
        .name = "index",
        .operands = "ACTION FILE",
        .summary = "look into, check or shrink an index of earlier runs",
        .description =
                "FILE is what thresh run --index writes; it has segments beside it (FILE.segment-N) and a "
                "lock (FILE.lock). ACTION is one of:"
                "\n\n"
                "stat: how many documents and keys are in it, and how much room they take. check: reads "
                "all of it and says what is damaged. merge: makes one segment of all. expire: forgets "
                "documents by the day of their crawl, with the keys that they were the first to have; "
                "documents of an unknown day stay. export: a JSON object a line for each document: "
                "number, id, url, date, and which run brought it.",
        .options = index_options,
        .option_count = sizeof(index_options) / sizeof(*index_options),
        .examples = index_examples,
        .operands_min = 2,
        .operands_max = 2,
        .run = run,
};
