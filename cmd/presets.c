/* thresh presets: what presets there are, what one does, which signals there are to ask. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/preset_values.h"
#include "core/filter/default_presets.h"

struct presets_values {
	bool unused;
};

static const char *const presets_examples[] = {
        "thresh presets",
        "The presets that the program brings.",
        "thresh presets show gopher",
        "What one of them does; a file to start from.",
        "thresh presets show ./mine.preset",
        "Whether a file is a preset.",
        "thresh presets signals",
        "What a preset can ask about a text.",
        NULL,
};

static int say(const struct error *error)
{
	fprintf(stderr, "thresh: %s\n", error->text);
	return EXIT_USAGE;
}

static int list(void)
{
	struct error error;
	for (uint32_t i = 0; i < default_presets_count; i++) {
		const struct preset_source *source = &default_presets[i];
		struct arena arena;
		struct preset preset;
		arena_init(&arena);
		enum status status =
		        preset_parse(source->name, source->text, &arena, &preset, &error);
		if (status == STATUS_OK)
			printf("%-12.*s %2u steps, words %s\n", STR_ARG(source->name),
			       preset.step_count, word_cut_name(preset.cut));
		arena_free(&arena);
		if (status != STATUS_OK)
			return say(&error);
	}
	return EXIT_DONE;
}

static int show(const char *name)
{
	const struct preset_values values = {name, false};
	struct preset_loaded loaded;
	struct error error;
	enum status status = preset_values_load(&values, &loaded, &error);
	if (status == STATUS_OK)
		fwrite(loaded.text.p, 1, loaded.text.n, stdout);
	preset_loaded_free(&loaded);
	return status == STATUS_OK ? EXIT_DONE : say(&error);
}

static int list_signals(void)
{
	static const char *const kinds[] = {[SIGNAL_IS_COUNT] = "count",
	                                    [SIGNAL_IS_SHARE] = "share",
	                                    [SIGNAL_IS_MEAN] = "mean"};
	for (int i = 0; i < SIGNAL_COUNT; i++)
		printf("%-30s %-6s %s\n", signal_name((enum signal)i),
		       kinds[signal_kind((enum signal)i)], signal_what((enum signal)i));
	return EXIT_DONE;
}

static int presets(const struct command *command, int argc, char **argv)
{
	struct presets_values values = {0};
	int operands;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	if (operands == 0)
		return list();
	if (operands == 1 && strcmp(argv[0], "signals") == 0)
		return list_signals();
	if (operands == 2 && strcmp(argv[0], "show") == 0)
		return show(argv[1]);
	fprintf(stderr, "thresh presets: show NAME, signals, or nothing is wanted; see thresh "
	                "presets --help\n");
	return EXIT_USAGE;
}

const struct command command_presets = {
        .name = "presets",
        .operands = "[show NAME | signals]",
        .summary = "the presets of quality filters, and what they can ask",
        .description =
                "Without operands, the presets that the program brings, for --preset of thresh run. show "
                "NAME prints one, or checks the one in a file; its language is in thresh-presets(5). signals "
                "lists all that a preset can ask about a text: a count is a whole number, a share from 0 to "
                "1, a mean any number.",
        .options = NULL,
        .option_count = 0,
        .examples = presets_examples,
        .operands_min = 0,
        .operands_max = 2,
        .run = presets,
};
