/* thresh check: are the archives sound? Structure, checksums, digests. */
#include <stddef.h>
#include <stdio.h>

#include "cmd/commands.h"
#include "cmd/records.h"
#include "core/glance.h"

struct check_values {
	bool quiet;
	unsigned long long max_record;
};

static const struct option check_options[] = {
        {"quiet", 'q', OPTION_FLAG, offsetof(struct check_values, quiet), NULL,
         "Print nothing for a file that is sound.", 0, 0, NULL},
        {"max-record", 0, OPTION_SIZE, offsetof(struct check_values, max_record), "SIZE",
         "Records larger than this count as damage (default 32M).", RECORD_BYTES_MIN,
         RECORD_BYTES_MAX, NULL},
};

static const char *const check_examples[] = {
        "thresh check crawl-*.warc.gz",
        "What is damaged, with offset, length and cause.",
        NULL,
};

struct verdict {
	unsigned long long records, losses, wrong_digests, digests;
	bool unreadable; /* a part of it */
};

static void complain(const char *path, const char *name, const struct piece *piece,
                     const char *what)
{
	printf("%s%s%s\t%llu\t%llu\t%s\n", path, name[0] ? "!" : "", name,
	       (unsigned long long)piece->offset, (unsigned long long)piece->length, what);
}

static void check_record(const struct piece *piece, const char *path, const char *name,
                         struct arena *arena, struct verdict *verdict)
{
	struct page_record record = records_page(&piece->record, str_from(path));
	verdict->records++;
	verdict->digests += record.block_digest.n > 0 || record.payload_digest.n > 0;
	if (!glance_digests_hold(&record, arena)) {
		verdict->wrong_digests++;
		complain(path, name, piece, outcome_name(OUTCOME_BAD_DIGEST));
	}
	arena_reset(arena);
}

/* True if the file is sound. */
static bool check_file(const char *path, const struct check_values *values)
{
	struct walk *walk = records_open("check", path, values->max_record);
	struct verdict verdict = {0};
	struct arena arena;
	struct piece piece;
	struct error error;
	const char *name;
	enum status status;
	if (walk == NULL)
		return false;
	arena_init(&arena);
	while ((status = walk_next(walk, &piece, &name, &error)) != STATUS_END && !ferror(stdout)) {
		if (status != STATUS_OK) {
			fprintf(stderr, "thresh check: %s\n", error.text);
			verdict.unreadable = true;
			continue;
		}
		if (piece.kind == PIECE_RECORD)
			check_record(&piece, path, name, &arena, &verdict);
		else if (piece.kind == PIECE_LOSS)
			complain(path, name, &piece, outcome_name(records_outcome(piece.loss)));
		verdict.losses += piece.kind == PIECE_LOSS;
	}
	arena_free(&arena);
	walk_close(walk);
	bool sound = !verdict.unreadable && verdict.losses == 0 && verdict.wrong_digests == 0;
	if (!sound || !values->quiet)
		printf("%s: %s: %llu records, %llu with digests, %llu of them wrong, %llu losses\n",
		       path, sound ? "sound" : "damaged", verdict.records, verdict.digests,
		       verdict.wrong_digests, verdict.losses);
	return sound;
}

static int check(const struct command *command, int argc, char **argv)
{
	struct check_values values = {.max_record = RECORD_BYTES_DEFAULT};
	int operands;
	bool sound = true;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	for (int i = 0; i < operands; i++)
		sound &= check_file(argv[i], &values);
	return sound ? EXIT_DONE : EXIT_DAMAGED;
}

const struct command command_check = {
        .name = "check",
        .operands = "FILE...",
        .summary = "look for damage in archives",
        .description =
                "Reads each FILE whole and prints what is damaged, columns separated by tabs: file, offset, "
                "length, cause; then a line about the file. Checked are the records' structure, the "
                "checksums of compressed data, and block and payload digests (sha1, sha256, md5). The exit "
                "status is 1 if anything is damaged.",
        .options = check_options,
        .option_count = sizeof(check_options) / sizeof(*check_options),
        .examples = check_examples,
        .operands_min = 1,
        .operands_max = -1,
        .run = check,
};
