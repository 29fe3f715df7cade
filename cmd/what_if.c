/*
 * thresh what-if: what another preset would have kept of a finished run. The texts are in its rows,
 * so the signals are computed again: what the answer rests on is the same as in a run.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "cmd/commands.h"
#include "cmd/preset_values.h"
#include "cmd/stored_run.h"
#include "core/base/json.h"
#include "core/stored_row.h"

enum { ANSWER_BYTES_MAX = 1 << 20 };

struct what_if_values {
	struct preset_values preset;
	bool json;
};

static const struct option what_if_options[] = {
        PRESET_OPTION(struct what_if_values, preset),
        {"json", 0, OPTION_FLAG, offsetof(struct what_if_values, json), NULL,
         "Print the answer as JSON.", 0, 0, NULL},
};

static const char *const what_if_examples[] = {
        "thresh what-if monday --preset fineweb",
        "What FineWeb's rules would have kept of a run, and what each of them drops.",
        "thresh what-if monday --preset ./mine.preset --json",
        "The same of a preset of one's own, for programs.",
        NULL,
};

struct answer {
	const struct preset *preset;
	uint64_t documents, kept, text_bytes, kept_bytes;
	uint64_t by_step[PRESET_STEPS_MAX];
	uint64_t too_long;
};

static uint32_t step_number(const struct preset *preset, const struct page_verdict *verdict)
{
	for (uint32_t i = 0; i < preset->step_count; i++)
		if (verdict->step == &preset->steps[i])
			return i;
	return preset->step_count;
}

static void count(struct answer *answer, const struct stored_row *row,
                  const struct page_verdict *verdict)
{
	answer->documents++;
	answer->text_bytes += row->text.n;
	if (verdict->keep) {
		answer->kept++;
		answer->kept_bytes += verdict->text.n;
		return;
	}
	uint32_t step = step_number(answer->preset, verdict);
	if (step < answer->preset->step_count)
		answer->by_step[step]++;
	else
		answer->too_long++;
}

static enum status ask(const struct stored_run *run, const struct page_filter *filter,
                       struct answer *answer, struct error *error)
{
	struct stored_rows rows;
	struct arena arena;
	struct str line;
	enum status status;
	arena_init(&arena);
	stored_rows_begin(&rows, run, SERIES_DOCUMENTS);
	while ((status = stored_rows_next(&rows, &line, error)) == STATUS_OK) {
		struct stored_row row;
		struct page_verdict verdict;
		arena_reset(&arena);
		if (!stored_row_read(line, &arena, &row)) {
			status = error_set(error, "%s: a row that is no document's", run->path);
			break;
		}
		page_filter_judge(filter, row.text, &arena, &verdict);
		count(answer, &row, &verdict);
	}
	stored_rows_end(&rows);
	arena_free(&arena);
	return status == STATUS_END ? STATUS_OK : status;
}

static void print_text(const struct answer *answer)
{
	double share = answer->documents ? (double)answer->kept / (double)answer->documents : 0;
	printf("kept %llu of %llu documents (%.1f %%), %llu of %llu bytes of text\n",
	       (unsigned long long)answer->kept, (unsigned long long)answer->documents, 100 * share,
	       (unsigned long long)answer->kept_bytes, (unsigned long long)answer->text_bytes);
	for (uint32_t i = 0; i < answer->preset->step_count; i++)
		if (answer->by_step[i] > 0)
			printf("%8llu  %.*s\n", (unsigned long long)answer->by_step[i],
			       STR_ARG(answer->preset->steps[i].text));
	if (answer->too_long > 0)
		printf("%8llu  too long to be measured\n", (unsigned long long)answer->too_long);
}

static void print_json(const struct answer *answer, const struct preset_loaded *preset)
{
	struct buf out;
	buf_init(&out, ANSWER_BYTES_MAX);
	json_open(&out, '{');
	json_member_string(&out, "preset", preset->filter.name);
	json_member_string(&out, "sha256", str_from(preset->sha256));
	json_member_number(&out, "documents", answer->documents);
	json_member_number(&out, "kept", answer->kept);
	json_member_number(&out, "text_bytes", answer->text_bytes);
	json_member_number(&out, "kept_bytes", answer->kept_bytes);
	json_member_number(&out, "too_long", answer->too_long);
	json_name(&out, "steps");
	json_open(&out, '[');
	for (uint32_t i = 0; i < answer->preset->step_count; i++) {
		json_open(&out, '{');
		json_member_string(&out, "step", answer->preset->steps[i].text);
		json_member_number(&out, "line", answer->preset->steps[i].line);
		json_member_number(&out, "dropped", answer->by_step[i]);
		json_close(&out, '}');
	}
	json_close(&out, ']');
	json_close(&out, '}');
	buf_append_byte(&out, '\n');
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
}

static int say(const struct error *error, int code)
{
	fprintf(stderr, "thresh: %s\n", error->text);
	return code;
}

static int answer_for(const char *folder, const struct preset_loaded *preset, bool json)
{
	struct answer answer = {.preset = &preset->preset};
	struct stored_run run;
	struct error error;
	int code = EXIT_DONE;
	if (stored_run_open(folder, &run, &error) != STATUS_OK ||
	    stored_run_has_texts(&run, &error) != STATUS_OK)
		code = say(&error, EXIT_USAGE);
	else if (ask(&run, &preset->filter, &answer, &error) != STATUS_OK)
		code = say(&error, EXIT_STOPPED);
	else if (json)
		print_json(&answer, preset);
	else
		print_text(&answer);
	stored_run_close(&run);
	return code;
}

static int what_if(const struct command *command, int argc, char **argv)
{
	struct what_if_values values = {0};
	struct preset_loaded preset;
	struct error error;
	int operands, code;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	if (values.preset.preset == NULL) {
		fprintf(stderr,
		        "thresh what-if: --preset NAME is missing; see thresh what-if --help\n");
		return EXIT_USAGE;
	}
	if (preset_values_load(&values.preset, &preset, &error) != STATUS_OK)
		code = say(&error, EXIT_USAGE);
	else
		code = answer_for(argv[0], &preset, values.json);
	preset_loaded_free(&preset);
	return code;
}

const struct command command_what_if = {
        .name = "what-if",
        .operands = "DIR",
        .summary = "what another preset would have kept of a run",
        .description =
                "Asks the preset about each document of the finished run in DIR, and prints how many it would "
                "have kept and what each of its steps drops. The crawl is not read again; a run needs to have "
                "been with --annotate or without a preset, so that the texts are all there. thresh refilter "
                "does what this tells.",
        .options = what_if_options,
        .option_count = sizeof(what_if_options) / sizeof(*what_if_options),
        .examples = what_if_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = what_if,
};
